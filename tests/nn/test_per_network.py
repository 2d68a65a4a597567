"""Hyperparameters that differ from network to network: each network trains as if it were alone."""

import numpy as np
import pytest

from reglab import nn

RNG = np.random.default_rng(0)
X = RNG.standard_normal((4, 30, 5))  # four sets of rows
Y = RNG.integers(0, 3, (4, 30))
EACH = 2  # networks per set
DENSE = (nn.Dense(6), nn.ReLU(), nn.Dense(3))
RATES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


def noise(scale):
    return lambda X, Y, rng: (X + scale * rng.standard_normal(X.shape), Y)


def scaled(scale, draws):
    """Return a hook that needs `draws` draws for each row."""
    return lambda X, Y, rng: (X + scale * rng.standard_normal((*X.shape, draws)).sum(-1), Y)


def dropout(rate):
    return (nn.Dense(6), nn.ReLU(), nn.Dropout(rate), nn.Dense(3))


def small(scale):
    return tuple(scale * rate for rate in RATES)


# For each case: layers and options as functions of the values, and one value for each network.
CASES = {
    "lr of SGD": (lambda v: (DENSE, {"optimizer": nn.SGD(v, 0.9)}), RATES),
    "lr of Adam": (lambda v: (DENSE, {"optimizer": nn.Adam(v)}), RATES),
    "decay": (lambda v: (DENSE, {"optimizer": nn.AdamW(0.01, v)}), RATES),
    "decay of SGD": (lambda v: (DENSE, {"optimizer": nn.SGD(0.1, weight_decay=v)}), RATES),
    "l1": (lambda v: (DENSE, {"l1": v}), small(0.1)),
    "l2": (lambda v: (DENSE, {"l2": v}), RATES),
    "prox_l1": (lambda v: (DENSE, {"prox_l1": v}), small(0.1)),
    "max_norm": (
        lambda v: (DENSE, {"max_norm": v}),
        (0.1, 0.5, np.inf, 0.7, 1.0, np.inf, 0.8, 0.4),
    ),
    "smoothing": (lambda v: (DENSE, {"label_smoothing": v}), RATES),
    "dropout": (lambda v: (dropout(v), {}), RATES),
    "augment": (
        lambda v: (DENSE, {"augment": v}),
        (None, noise(0.1), noise(0.2), scaled(0.1, 3), None, noise(1), scaled(1, 2), noise(0)),
    ),
}


def train(layers, rng, X, y, **options):
    network = nn.Network(layers, 5, rng=rng)
    settings = {"optimizer": nn.SGD(0.1), "epochs": 3, "batch_size": 8, "progress": False}
    history = nn.fit(network, X, y, rng=rng, **settings | options)
    return network, history


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("case", CASES)
def test_each_network_equals_the_one_that_is_trained_alone(case, threads):
    make, values = CASES[case]
    layers, options = make(values)
    rngs = [rng for seed in range(4) for rng in [np.random.default_rng(seed)] * EACH]
    many, history = train(layers, rngs, X, Y, threads=threads, validation=(X, Y), **options)
    for k, value in enumerate(values):
        layers, options = make(value)
        seed = k // EACH
        own = np.random.default_rng(seed)
        data = X[seed], Y[seed]
        alone, record = train(layers, own, *data, validation=data, **options)
        for name, expected in alone.params.items():
            np.testing.assert_allclose(many.params[name][k], expected, rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(history.loss[:, k], record.loss, rtol=1e-5)
        np.testing.assert_allclose(history.val_loss[:, k], record.val_loss, rtol=1e-5)
    # The values matter: without this, a hyperparameter that is ignored would pass.
    assert not np.allclose(many.params["W1"][6], many.params["W1"][7], rtol=1e-3)


@pytest.mark.parametrize(("n_train", "n_validation"), [(1, 4), (4, 1), (2, 4), (4, 2), (1, 1)])
def test_training_and_validation_may_have_other_numbers_of_sets(n_train, n_validation):
    def repeated(n_sets):
        return tuple(np.repeat(values[:n_sets], 4 // n_sets, axis=0) for values in (X, Y))

    def history(data, validation):
        rngs = [np.random.default_rng(seed) for seed in range(8)]
        return train(DENSE, rngs, *data, validation=validation, threads=4)[1]

    few = history((X[:n_train], Y[:n_train]), (X[:n_validation], Y[:n_validation]))
    many = history(repeated(n_train), repeated(n_validation))
    np.testing.assert_allclose(few.loss, many.loss, rtol=1e-5)
    np.testing.assert_allclose(few.val_loss, many.val_loss, rtol=1e-5)


def test_networks_that_share_a_set_predict_their_own_rows():
    rngs = [np.random.default_rng(seed) for seed in range(8)]
    network = nn.Network(DENSE, 5, rng=rngs)
    logits = network.logits(X)
    for k in range(8):
        alone = nn.Network(DENSE, 5, rng=np.random.default_rng(k))
        np.testing.assert_allclose(logits[k], alone.logits(X[k // 2]), rtol=1e-5, atol=1e-6)


def test_some_of_the_networks_keep_their_own_rates():
    rngs = [np.random.default_rng(0)] * 8
    network = nn.Network(dropout(RATES), 5, rng=rngs)
    some = network.part(np.array([7, 0]))
    assert some.layers[2].rate == (0.7, 0.0)
    assert network.layers[2].rate == RATES
    some.params["b1"][...] = 1.0
    assert not network.params["b1"].any()  # a copy


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"l2": (0.1, 0.2)}, "l2 must be for 8 networks, got 2 values"),
        ({"l1": []}, "l1 must be a number, or one for each network, got none"),
        ({"l2": (0.1,) * 7 + (-1,)}, r"l2\[7\] must be a number >= 0, got -1"),
        ({"optimizer": nn.Adam((0.1, 0.2))}, "lr must be for 8 networks, got 2 values"),
        ({"augment": [None]}, "augment must be for 8 networks, got 1 values"),
        ({"X": X[:3]}, r"X must be for 8 networks, got shape \(3, 30, 5\)"),
    ],
)
def test_values_that_are_not_one_for_each_network_are_one_line(options, message):
    rngs = [np.random.default_rng(seed) for seed in range(8)]
    data = {"X": X, "y": Y} | options
    with pytest.raises(ValueError, match=f"^{message}$"):
        train(DENSE, rngs, **data)


def test_one_network_takes_one_value():
    with pytest.raises(ValueError, match=r"^rate must be for one network, got 2 values$"):
        nn.Network(dropout((0.1, 0.2)), 5, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"^rate\[1\] must be a number in \[0, 1\), got 1$"):
        nn.Dropout((0.1, 1))
