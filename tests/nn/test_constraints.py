"""Max-norm constraints: the projection, and training with it; Keras is the oracle."""

import numpy as np
import pytest

from reglab import nn
from reglab.nn.constraints import MaxNorm
from reglab.quiet import quiet_start

with quiet_start():
    import keras

RNG = np.random.default_rng(0)
LAYERS = (nn.Dense(6), nn.ReLU(), nn.Dense(3))
OPTIONS = {"optimizer": nn.SGD(1.0), "epochs": 5, "batch_size": 10, "progress": False}
X, Y = RNG.standard_normal((40, 5)), RNG.integers(0, 3, 40)


def norms(W):
    return np.linalg.norm(W, axis=-2)


def kernels(network):
    return [W for name, W in network.params.items() if name.startswith("W")]


@pytest.mark.parametrize("c", [0.1, 1.0, 2.5, 100.0])
def test_it_is_the_nearest_matrix_with_columns_in_the_ball(c):
    W = RNG.standard_normal((4, 7)) * np.geomspace(0.1, 10, 7)
    V = nn.max_norm(W, c)
    assert np.all(norms(V) <= c * (1 + 1e-12))
    short = norms(W) <= c
    np.testing.assert_array_equal(V[:, short], W[:, short])
    # The nearest point of a convex set: W - V makes no acute angle with any way into the set.
    for _ in range(100):
        U = RNG.standard_normal((4, 7))
        U *= c * RNG.uniform(0, 1, 7) / norms(U)
        assert np.all(np.sum((W - V) * (U - V), axis=0) <= 1e-12)


def test_a_second_projection_changes_nothing():
    W = 10 * RNG.standard_normal((3, 4, 5))
    V = nn.max_norm(W, 0.7)
    np.testing.assert_allclose(nn.max_norm(V, 0.7), V, rtol=1e-14)


def test_stacks_whole_numbers_and_zeros():
    W = RNG.standard_normal((3, 4, 5)).astype(np.float32)
    V = nn.max_norm(W, 1.0)
    assert V.dtype == np.float32
    for own, expected in zip(W, V, strict=True):
        np.testing.assert_array_equal(nn.max_norm(own, 1.0), expected)
    np.testing.assert_allclose(nn.max_norm([[3, 0], [4, 0]], 1), [[0.6, 0], [0.8, 0]], rtol=1e-15)


def test_the_argument_is_not_changed():
    W = RNG.standard_normal((4, 5))
    before = W.copy()
    nn.max_norm(W, 0.1)
    np.testing.assert_array_equal(W, before)


@pytest.mark.parametrize("c", [0.5, 2.0])
def test_keras_has_the_same_projection(c):
    W = RNG.standard_normal((8, 5)).astype(np.float32)
    theirs = keras.constraints.MaxNorm(c, axis=0)(keras.ops.convert_to_tensor(W))
    np.testing.assert_allclose(nn.max_norm(W, c), np.asarray(theirs), rtol=1e-6)


def test_a_kernel_of_a_convolution_has_one_norm_for_each_filter():
    W = RNG.standard_normal((2, 3, 3, 4, 5)).astype(np.float32)  # of two networks
    ours = W.copy()
    MaxNorm({"W1": ours, "b1": np.ones((2, 5))}, (0.5, 2.0), 2)()
    for own, c, got in zip(W, (0.5, 2.0), ours, strict=True):
        theirs = keras.constraints.MaxNorm(c, axis=[0, 1, 2])(keras.ops.convert_to_tensor(own))
        np.testing.assert_allclose(got, np.asarray(theirs), rtol=1e-6)


def test_a_run_limits_the_filters_of_each_network():
    layers = (nn.Reshape((5, 1)), nn.Conv1D(4, 3), nn.ReLU(), nn.Flatten(), nn.Dense(3))
    rngs = [np.random.default_rng(seed) for seed in range(2)]
    network = nn.Network(layers, 5, rng=rngs)
    nn.fit(network, X, Y, rng=rngs, max_norm=(0.4, 1.2), **OPTIONS)
    for W in kernels(network):
        largest = np.sqrt(np.sum(np.square(W), axis=tuple(range(1, W.ndim - 1)))).max(axis=-1)
        np.testing.assert_allclose(largest[0], 0.4, rtol=1e-5)
        assert 0.4 < largest[1] <= 1.2 * (1 + 1e-5)


def test_a_run_with_the_constraint_is_that_of_keras():
    network = nn.Network(LAYERS, 5, rng=np.random.default_rng(0))
    model = keras.Sequential(
        [
            keras.Input((5,)),
            keras.layers.Dense(6, "relu", kernel_constraint=keras.constraints.MaxNorm(0.8)),
            keras.layers.Dense(3, "softmax", kernel_constraint=keras.constraints.MaxNorm(0.8)),
        ]
    )
    model.set_weights(list(network.params.values()))
    model.compile(keras.optimizers.SGD(1.0), loss="sparse_categorical_crossentropy")
    model.fit(X, Y, epochs=5, batch_size=40, shuffle=False, verbose=0)
    rng = np.random.default_rng(0)
    nn.fit(network, X, Y, rng=rng, max_norm=0.8, **OPTIONS | {"batch_size": 40})
    for ours, theirs in zip(network.params.values(), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=2e-5)
    assert np.isclose(norms(network.params["W1"]), 0.8, rtol=1e-5).any()


def test_offsets_are_not_constrained():
    rng = np.random.default_rng(0)
    network = nn.Network(LAYERS, 5, rng=rng)
    nn.fit(network, X, Y, rng=rng, max_norm=0.01, **OPTIONS)
    assert max(norms(W).max() for W in kernels(network)) <= 0.01 * (1 + 1e-5)
    assert np.abs(network.params["b2"]).max() > 0.01


@pytest.mark.parametrize("optimizer", [nn.SGD(0.5, 0.9), nn.Adam(0.01)])
def test_a_limit_that_is_never_reached_changes_nothing(optimizer):
    ends = []
    for limit in (np.inf, 1e6):
        rng = np.random.default_rng(0)
        network = nn.Network(LAYERS, 5, rng=rng)
        nn.fit(network, X, Y, rng=rng, max_norm=limit, **OPTIONS | {"optimizer": optimizer})
        ends.append(network.params)
    for free, limited in zip(ends[0].values(), ends[1].values(), strict=True):
        np.testing.assert_array_equal(free, limited)


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        (0, "max_norm must be a number > 0, got 0"),
        (-np.inf, "max_norm must be a number > 0, got -inf"),
        (np.nan, "max_norm must be a number > 0, got nan"),
        ((1.0, 0.0), r"max_norm\[1\] must be a number > 0, got 0.0"),
        ((1.0, 2.0, 3.0), "max_norm must be for 2 networks, got 3 values"),
    ],
)
def test_limits_out_of_range_are_one_line(limit, message):
    rngs = [np.random.default_rng(seed) for seed in range(2)]
    with pytest.raises(ValueError, match=f"^{message}$"):
        nn.fit(nn.Network(LAYERS, 5, rng=rngs), X, Y, rng=rngs, max_norm=limit, **OPTIONS)


@pytest.mark.parametrize(
    ("W", "c", "message"),
    [
        ([[1.0]], 0, "c must be a number > 0, got 0"),
        ([1.0, 2.0], 1, r"W must hold real numbers in shape \(..., n_in, n_out\), got dtype floa"),
        ([["a"]], 1, r"W must hold real numbers in shape \(..., n_in, n_out\), got dtype <U1"),
    ],
)
def test_bad_input_is_one_line(W, c, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        nn.max_norm(W, c)
