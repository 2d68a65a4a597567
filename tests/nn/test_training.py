"""The loop uses every row, adds what it is told to, and says what happened."""

import numpy as np
import pytest

from reglab import nn

RNG = np.random.default_rng(0)
X = RNG.standard_normal((40, 5))
Y = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0)
OPTIONS = {"epochs": 3, "batch_size": 16}
SOFTMAX = (nn.Dense(3),)


def train(layers=SOFTMAX, optimizer=None, X=X, y=Y, seed=1, **options):
    rng = np.random.default_rng(seed)
    network = nn.Network(layers, 5, rng=rng, dtype=np.float64)
    optimizer = optimizer or nn.SGD(0.1)
    history = nn.fit(network, X, y, optimizer=optimizer, rng=rng, **{**OPTIONS, **options})
    return network, history


def test_a_softmax_regression_reaches_the_optimum_of_its_penalized_loss():
    network, _ = train(SOFTMAX, nn.SGD(0.5), epochs=3000, batch_size=40, l2=0.05, progress=False)
    _, grads = network.loss_and_gradients(X, Y, training=False)
    np.testing.assert_allclose(grads["W1"] + 0.05 * network.params["W1"], 0, atol=1e-10)
    np.testing.assert_allclose(grads["b1"], 0, atol=1e-10)


def test_a_proximal_run_ends_at_the_optimality_conditions_of_the_lasso():
    lam = 0.05
    network, _ = train(
        SOFTMAX, nn.SGD(0.5), epochs=3000, batch_size=40, prox_l1=lam, progress=False
    )
    W = network.params["W1"]
    _, grads = network.loss_and_gradients(X, Y, training=False)
    assert 0 < (W == 0).sum() < W.size
    np.testing.assert_allclose(grads["W1"][W != 0], -lam * np.sign(W[W != 0]), atol=1e-8)
    assert np.abs(grads["W1"][W == 0]).max() <= lam
    np.testing.assert_allclose(grads["b1"], 0, atol=1e-8)


def test_every_row_is_used_once_in_every_epoch_and_the_last_batch_is_the_rest():
    sizes, rows = [], []

    class Spy(nn.ReLU):
        def forward(self, x, params, *, rng, training):
            if training:
                sizes.append(len(x))
                rows.extend(x[:, 0])
            return x, x

    train((Spy(), nn.Dense(3)), epochs=2)
    assert sizes == [16, 16, 8] * 2
    first, second = np.array(rows[:40]), np.array(rows[40:])
    assert np.array_equal(np.sort(first), np.sort(X[:, 0]))
    assert np.array_equal(np.sort(second), np.sort(X[:, 0]))
    assert not np.array_equal(first, second)


def test_one_step_is_the_gradient_with_penalties_on_weights_only():
    before, _ = train(optimizer=nn.SGD(0.0), epochs=1, batch_size=40)
    after, _ = train(optimizer=nn.SGD(0.1), epochs=1, batch_size=40, l1=0.3, l2=0.7)
    _, grads = before.loss_and_gradients(X, Y, training=True)
    extra = nn.penalty_grad(before.params, 0.3, 0.7)
    for name, value in before.params.items():
        expected = value - 0.1 * (grads[name] + extra[name])
        np.testing.assert_allclose(after.params[name], expected, rtol=1e-12, atol=1e-14)


def test_history_is_the_loss_before_each_step_and_the_judgement_after_each_epoch():
    still, history = train(optimizer=nn.SGD(0.0), validation=(X, Y), l2=9.0)
    loss, _ = nn.cross_entropy(still.logits(X), Y)
    np.testing.assert_allclose(history.loss, loss)
    np.testing.assert_allclose(history.val_loss, loss)
    np.testing.assert_allclose(history.val_accuracy, nn.accuracy(still(X), Y))
    moved, history = train(validation=(X, Y))
    np.testing.assert_allclose(history.val_loss[-1], nn.cross_entropy(moved.logits(X), Y)[0])
    assert history.loss.shape == history.val_accuracy.shape == (3,)
    assert train()[1].val_loss is None


def test_shares_and_smoothing_are_targets_too():
    shares = np.eye(3)[Y]
    for name, value in train()[0].params.items():
        np.testing.assert_allclose(train(y=shares)[0].params[name], value)
        smooth = train(y=shares * 0.8 + 0.2 / 3)[0].params[name]
        np.testing.assert_allclose(train(label_smoothing=0.2)[0].params[name], smooth)


def test_a_run_that_diverges_says_so_in_its_history_without_a_warning():
    _, history = train((nn.Dense(8), nn.ReLU(), nn.Dense(3)), nn.SGD(1e200), epochs=3)
    assert not np.isfinite(history.loss[-1])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"epochs": 0}, "epochs must be an integer >= 1, got 0"),
        ({"batch_size": 2.5}, "batch_size must be an integer >= 1, got 2.5"),
        ({"l1": -1}, "l1 must be a number >= 0, got -1"),
        ({"l2": np.nan}, "l2 must be a number >= 0, got nan"),
        ({"label_smoothing": 1}, r"label_smoothing must be a number in \[0, 1\), got 1"),
        ({"y": Y[:-1]}, r"targets must have shape \(..., 40\) and hold integers, or .*\(39,\)"),
        ({"y": Y + 1}, "targets must be classes from 0 to 2, got 1..3"),
        ({"X": X[:, :4]}, r"X must have 5 columns, got shape \(40, 4\)"),
        ({"X": np.stack([X, X])}, r"X must be for one network, got shape \(2, 40, 5\)"),
        ({"validation": (X[:, :4], Y)}, r"validation X must have 5 columns, got shape \(40, 4\)"),
    ],
)
def test_bad_arguments_are_one_line(change, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        train(**change)


def test_rng_must_be_of_the_form_of_the_network():
    rngs = [np.random.default_rng(seed) for seed in range(3)]
    many = nn.Network((nn.Dense(3),), 5, rng=rngs)
    one = nn.Network((nn.Dense(3),), 5, rng=rngs[0])
    with pytest.raises(
        ValueError, match=r"^rng must be a list of 3 Generators, as for the network"
    ):
        nn.fit(many, X, Y, optimizer=nn.SGD(0.1), rng=rngs[0], **OPTIONS)
    with pytest.raises(
        ValueError, match=r"^rng must be a list of 3 Generators, as for the network"
    ):
        nn.fit(many, X, Y, optimizer=nn.SGD(0.1), rng=rngs[:2], **OPTIONS)
    with pytest.raises(ValueError, match=r"^rng must be one Generator, as for the network"):
        nn.fit(one, X, Y, optimizer=nn.SGD(0.1), rng=rngs, **OPTIONS)


def test_a_long_run_shows_a_line_that_goes_away(monkeypatch, capsys):
    from reglab.nn import _progress

    now = [0.0]
    monkeypatch.setattr(_progress.time, "monotonic", lambda: now[0])
    with _progress.ProgressLine(4, "dropout (1/2)") as line:
        for _ in range(4):
            now[0] += 1.0
            line.advance(loss=0.25)
    first, *_, last, end = capsys.readouterr().out.split("\r")[1:]
    assert first == "dropout (1/2): epoch 2/4, loss 0.25, 2 s left"
    assert (last.strip(), end) == ("", "")


@pytest.mark.parametrize("show", [True, False])
def test_quick_work_and_silent_work_write_nothing(monkeypatch, capsys, show):
    from reglab.nn import _progress

    now = [0.0]
    monkeypatch.setattr(_progress.time, "monotonic", lambda: now[0])
    with _progress.ProgressLine(4, show) as line:
        for _ in range(4):
            now[0] += 0.4 if show else 10
            line.advance(loss=0.25)
    assert capsys.readouterr().out == ""
