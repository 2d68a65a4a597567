"""What batch normalization remembers: when it is warm, and how it is made anew."""

import numpy as np
import pytest

from reglab import nn

RNG = np.random.default_rng(0)
X = RNG.standard_normal((20, 4)) * [1, 2, 3, 4] + [4, 3, 2, 1]
Y = RNG.integers(0, 3, 20)


def make(rng=None, layers=None, dtype=np.float64):
    layers = layers or (nn.Dense(5), nn.BatchNorm(), nn.ReLU(), nn.BatchNorm(0.5), nn.Dense(3))
    return nn.Network(layers, 4, rng=rng or np.random.default_rng(1), dtype=dtype)


@pytest.mark.parametrize("momentum", [0.0, 0.1, 0.5, 0.9, 0.99, 0.999])
@pytest.mark.parametrize("tol", [2.0, 1.0, 0.9, 0.5, 0.125, 0.1, 1e-3, 1e-12])
def test_warmup_is_the_smallest_number_of_steps(momentum, tol):
    t = nn.warmup_steps(momentum, tol)
    assert isinstance(t, int)
    assert momentum**t <= tol
    assert t == 0 or momentum ** (t - 1) > tol


@pytest.mark.parametrize("momentum", [0.1, 0.3, 0.7, 0.99])
@pytest.mark.parametrize("steps", [1, 2, 3, 7])
def test_warmup_is_exact_where_logarithms_round(momentum, steps):
    assert nn.warmup_steps(momentum, momentum**steps) == steps


@pytest.mark.parametrize(("momentum", "tol"), [(1.0, 0.1), (-0.1, 0.1), (0.9, 0.0), (0.9, -1)])
def test_warmup_refuses_what_never_ends(momentum, tol):
    with pytest.raises(ValueError, match="must be"):
        nn.warmup_steps(momentum, tol)


def test_fit_moves_the_running_statistics_and_a_call_does_not():
    network = make()
    before = {name: value.copy() for name, value in network.running.items()}
    assert list(before) == ["mean1", "var1", "mean2", "var2"]
    network(X, training=True)
    network.loss_and_gradients(X, Y, training=True)
    network.batch_statistics(X)
    for name, value in network.running.items():
        np.testing.assert_array_equal(value, before[name])
    Z = X @ network.params["W1"] + network.params["b1"]
    nn.fit(
        network, X, Y, optimizer=nn.SGD(0.1), epochs=1, batch_size=20, rng=np.random.default_rng(0)
    )
    np.testing.assert_allclose(network.running["mean1"], 0.1 * Z.mean(axis=0))
    np.testing.assert_allclose(network.running["var1"], 0.9 + 0.1 * Z.var(axis=0))


def test_one_batch_of_all_rows_makes_inference_what_training_was():
    network = nn.recalibrate_bn(make(), X, 20)
    np.testing.assert_allclose(network.logits(X), network.logits(X, training=True))


def test_batches_weigh_as_many_rows_as_they_have():
    network = make()
    new = nn.recalibrate_bn(network, X, 8)
    parts = [network.batch_statistics(X[rows]) for rows in (slice(8), slice(8, 16), slice(16, 20))]
    for name, value in new.running.items():
        expected = 0.4 * parts[0][name] + 0.4 * parts[1][name] + 0.2 * parts[2][name]
        np.testing.assert_allclose(value, expected)


def test_the_network_stays_as_it_is_and_the_copy_is_independent():
    network = make()
    before = {k: v.copy() for k, v in (network.params | network.running).items()}
    new = nn.recalibrate_bn(network, X, 6)
    for values in (new.params, new.running):
        for value in values.values():
            value[...] = 7
    for name, value in (network.params | network.running).items():
        np.testing.assert_array_equal(value, before[name])


def test_many_networks_are_recalibrated_each_with_its_own():
    seeds = list(range(3))
    many = make([np.random.default_rng(s) for s in seeds])
    new = nn.recalibrate_bn(many, X, 8)
    for s in seeds:
        alone = nn.recalibrate_bn(make(np.random.default_rng(s)), X, 8)
        for name, value in alone.running.items():
            np.testing.assert_allclose(new.running[name][s], value)


def test_dropout_before_batch_norm_needs_a_generator():
    network = make(layers=(nn.Dropout(0.5), nn.BatchNorm(), nn.Dense(3)))
    with pytest.raises(ValueError, match="rng must be"):
        nn.recalibrate_bn(network, X, 8)
    new = nn.recalibrate_bn(network, X, 8, rng=np.random.default_rng(0))
    assert (new.running["var1"] > 1.2 * X.var(axis=0)).any()


@pytest.mark.parametrize(
    ("network", "data", "batch_size", "message"),
    [
        (make(layers=(nn.Dense(3),)), X, 8, "network must have a batch-norm layer"),
        (make(), X[:, :3], 8, "X must have 4 columns"),
        (make(), X[:0], 8, "X must have shape"),
        (make(), X[0], 8, "X must have shape"),
        (make(), X, 0, "batch_size must be an integer >= 1"),
    ],
)
def test_bad_arguments_are_one_line(network, data, batch_size, message):
    with pytest.raises(ValueError, match=message):
        nn.recalibrate_bn(network, data, batch_size)
