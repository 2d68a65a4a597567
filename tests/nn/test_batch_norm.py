"""Batch normalization: what it makes of a batch, what it remembers, and Keras beside it."""

import numpy as np
import pytest

from reglab import nn
from reglab.quiet import quiet_start

with quiet_start():
    import keras
    import tensorflow as tf

LEADS = {"one": (), "seeds": (4,)}
TOLERANCE = {"rtol": 1e-5, "atol": 1e-5}


def batch(lead=(), m=7, width=3, seed=0):
    """Columns of unequal mean and spread, with scale, shift and an upstream gradient."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((*lead, m, width)) * [0.1, 1, 10] + [5, 0, -3]
    return x, rng.uniform(0.5, 2, (*lead, width)), rng.standard_normal((*lead, width)), rng


@pytest.mark.parametrize("lead", LEADS.values(), ids=LEADS)
def test_a_training_batch_has_mean_0_and_almost_variance_1(lead):
    x, _, _, _ = batch(lead)
    out, _, _ = nn.bn_forward(x, np.ones(3), np.zeros(3), None, training=True, eps=0.02)
    variance = x.var(axis=-2)
    np.testing.assert_allclose(out.mean(axis=-2), 0, atol=1e-12)
    np.testing.assert_allclose(out.var(axis=-2), variance / (variance + 0.02))


def test_scale_and_shift_of_the_inputs_do_not_matter():
    x, gamma, beta, _ = batch()
    out, _, _ = nn.bn_forward(x, gamma, beta, None, training=True, eps=0.01)
    moved, _, _ = nn.bn_forward(5 * x + 2, gamma, beta, None, training=True, eps=0.25)
    np.testing.assert_allclose(moved, out)


def test_the_running_statistics_are_exact_over_three_steps():
    gamma, beta, state, mean, var = np.ones(3), np.zeros(3), None, np.zeros(3), np.ones(3)
    for seed in range(3):
        x = batch(seed=seed)[0]
        _, _, state = nn.bn_forward(x, gamma, beta, state, training=True, momentum=0.8)
        mean, var = 0.8 * mean + 0.2 * x.mean(axis=0), 0.8 * var + 0.2 * x.var(axis=0)
    np.testing.assert_allclose(state, (mean, var))


def test_at_inference_a_row_does_not_depend_on_its_batch_and_nothing_moves():
    x, gamma, beta, _ = batch()
    state = np.array([1.0, 2.0, 3.0]), np.array([0.5, 4.0, 9.0])
    out, _, after = nn.bn_forward(x, gamma, beta, state, training=False)
    alone, _, _ = nn.bn_forward(x[2:3], gamma, beta, state, training=False)
    np.testing.assert_array_equal(out[2:3], alone)
    np.testing.assert_array_equal(after, state)


def test_a_batch_of_one_row_is_beta():
    x, gamma, beta, _ = batch(m=1)
    for eps in (0, 1e-5):
        out, cache, _ = nn.bn_forward(x, gamma, beta, None, training=True, eps=eps)
        np.testing.assert_array_equal(out, beta[None])
        assert not nn.bn_backward(np.ones_like(x), cache)[0].any()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_inputs_stay_as_they_are_and_dtypes_too(dtype):
    x, gamma, beta, rng = batch((2,))
    x, dout = x.astype(dtype), rng.standard_normal(x.shape).astype(dtype)
    state = np.zeros((2, 3)), np.ones((2, 3))
    kept = [a.copy() for a in (x, gamma, beta, *state, dout)]
    out, cache, after = nn.bn_forward(x, gamma, beta, state, training=True)
    gradients = nn.bn_backward(dout, cache)
    for now, before in zip((x, gamma, beta, *state, dout), kept, strict=True):
        np.testing.assert_array_equal(now, before)
    assert {a.dtype for a in (out, *after, *gradients)} == {np.dtype(dtype)}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"x": np.ones(3)}, "x must hold real numbers of shape"),
        ({"x": np.ones((0, 3))}, "without an axis of length 0"),
        ({"x": np.array([["a"]])}, "got dtype <U1"),
        ({"gamma": np.ones(2)}, "gamma must hold real numbers of shape"),
        ({"state": (np.ones(3),)}, r"state must be None or \(mean, var\)"),
        ({"state": (np.ones(3), np.ones(4))}, "state's var must hold"),
        ({"momentum": 1.0}, r"momentum must be a number in \[0, 1\)"),
        ({"eps": -1e-5}, "eps must be a number >= 0"),
    ],
)
def test_bad_arguments_are_one_line(change, message):
    given = {"x": np.ones((4, 3)), "gamma": np.ones(3), "beta": np.ones(3), "state": None} | change
    with pytest.raises(ValueError, match=message):
        nn.bn_forward(**given, training=True)


def test_a_gradient_of_another_shape_is_one_line():
    _, cache, _ = nn.bn_forward(np.eye(3), np.ones(3), np.ones(3), None, training=True)
    with pytest.raises(ValueError, match=r"batch's shape \(3, 3\)"):
        nn.bn_backward(np.ones((2, 3)), cache)


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("lead", LEADS.values(), ids=LEADS)
def test_keras_has_the_same_outputs_gradients_and_moving_averages(lead, training):
    x, gamma, beta, rng = batch(lead)
    dout = rng.standard_normal(x.shape)
    state = rng.standard_normal((*lead, 3)), rng.uniform(0.5, 2, (*lead, 3))
    options = {"momentum": 0.7, "eps": 0.01}
    out, cache, after = nn.bn_forward(x, gamma, beta, state, training=training, **options)
    ours = [out, *nn.bn_backward(dout, cache), *after]
    for k in np.ndindex(lead):
        layer = keras.layers.BatchNormalization(momentum=0.7, epsilon=0.01, dtype="float64")
        layer.build((None, 3))
        layer.set_weights([gamma[k], beta[k], state[0][k], state[1][k]])
        inputs = tf.constant(x[k])
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            theirs = layer(inputs, training=training)
        grads = tape.gradient(theirs, [inputs, *layer.trainable_variables], tf.constant(dout[k]))
        expected = [theirs, *grads, layer.moving_mean, layer.moving_variance]
        for value, oracle in zip(ours, expected, strict=True):
            np.testing.assert_allclose(value[k], oracle.numpy(), **TOLERANCE)


def test_a_run_through_fit_ends_with_the_weights_and_averages_of_keras():
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((12, 5)).astype(np.float32), rng.integers(0, 3, 12)
    layers = (nn.Dense(7, bias=False), nn.BatchNorm(0.8, 0.01), nn.ReLU(), nn.Dense(3))
    network = nn.Network(layers, 5, rng=rng)
    model = keras.Sequential(
        [
            keras.Input((5,)),
            keras.layers.Dense(7, use_bias=False),
            keras.layers.BatchNormalization(momentum=0.8, epsilon=0.01),
            keras.layers.ReLU(),
            keras.layers.Dense(3),
        ]
    )
    W1, gamma, beta, W3, b3 = network.params.values()
    mean, var = network.running.values()
    model.set_weights([W1, gamma, beta, mean, var, W3, b3])
    model.compile(
        keras.optimizers.SGD(0.1), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    model.fit(X, y, batch_size=12, epochs=6, verbose=0)
    nn.fit(network, X, y, optimizer=nn.SGD(0.1), epochs=6, batch_size=12, rng=rng)
    for ours, theirs in zip((W1, gamma, beta, mean, var, W3, b3), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, **TOLERANCE)
    np.testing.assert_allclose(network.logits(X), model(X), **TOLERANCE)


def test_the_bias_in_front_of_batch_norm_has_no_gradient():
    rng = np.random.default_rng(0)
    layers = (nn.Dense(4), nn.BatchNorm(), nn.Dense(3))
    network = nn.Network(layers, 5, rng=rng, dtype=np.float64)
    X, y = rng.standard_normal((9, 5)), rng.integers(0, 3, 9)
    _, grads = network.loss_and_gradients(X, y, training=True)
    np.testing.assert_allclose(grads["b1"], 0, atol=1e-14)
    assert np.abs(grads["W1"]).max() > 1e-3
