"""The optimizers of the training loop against the formulas written to be read."""

import numpy as np
import pytest

from reglab import nn

CASES = {
    "SGD": (nn.SGD(0.1), lambda *a, wd: nn.sgd_step(*a, 0.1, wd=wd)),
    "momentum": (nn.SGD(0.1, 0.9), lambda *a, wd: nn.sgd_step(*a, 0.1, momentum=0.9, wd=wd)),
    "SGD, decay": (
        nn.SGD(0.1, 0.9, weight_decay=0.5),
        lambda *a, wd: nn.sgd_step(*a, 0.1, momentum=0.9, wd=wd / 2),
    ),
    "Adam": (nn.Adam(0.1), lambda *a, wd: nn.adam_step(*a, 0.1)),
    "Adam, own numbers": (
        nn.Adam(0.1, 0.8, 0.99, 1e-3),
        lambda *a, wd: nn.adam_step(*a, 0.1, beta1=0.8, beta2=0.99, eps=1e-3),
    ),
    "AdamW": (nn.AdamW(0.1, 0.5), lambda *a, wd: nn.adam_step(*a, 0.1, wd=wd / 2)),
}


@pytest.mark.parametrize("block", [2, 200_000])
@pytest.mark.parametrize("name", CASES)
def test_five_steps_in_place_are_five_steps_of_the_formula(name, block, monkeypatch):
    monkeypatch.setattr("reglab.nn.optimizers.BLOCK", block)
    optimizer, formula = CASES[name]
    rng = np.random.default_rng(0)
    p = rng.standard_normal((3, 5))
    decayed = 1.0 if "decay" in name or name == "AdamW" else 0.0
    # The first two columns are weights, the other three offsets.
    expected, states = [p[:, :2].copy(), p[:, 2:].copy()], [None, None]
    state = optimizer.start(p)
    for _ in range(5):
        g = rng.standard_normal(p.shape)
        for i, (part, wd) in enumerate([(g[:, :2], decayed), (g[:, 2:], 0.0)]):
            expected[i], states[i] = formula(expected[i], part.copy(), states[i], wd=wd)
        optimizer.step(p, g, state, n_weights=2)
    np.testing.assert_allclose(p, np.hstack(expected), rtol=1e-10)


def test_float32_stays_float32_to_its_own_precision():
    rng = np.random.default_rng(0)
    p = rng.standard_normal((2, 50))
    p32, optimizer = p.astype(np.float32), nn.Adam(0.01)
    states = optimizer.start(p), optimizer.start(p32)
    for _ in range(10):
        g = rng.standard_normal(p.shape)
        optimizer.step(p32, g.astype(np.float32), states[1], n_weights=25)
        optimizer.step(p, g, states[0], n_weights=25)
    assert p32.dtype == states[1]["v"].dtype == np.float32
    np.testing.assert_allclose(p32, p, atol=1e-5)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: nn.SGD(-1), "lr must be a number >= 0, got -1"),
        (lambda: nn.SGD(0.1, 1.0), r"momentum must be a number in \[0, 1\), got 1.0"),
        (lambda: nn.Adam("fast"), "lr must be a number >= 0, got 'fast'"),
        (lambda: nn.Adam(eps=0), "eps must be > 0, got 0"),
        (lambda: nn.AdamW(weight_decay=-1), "weight_decay must be a number >= 0, got -1"),
    ],
)
def test_bad_numbers_are_one_line(make, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        make()
