"""Keras as an oracle: the same weights and batches give the same numbers, to 1e-5."""

import numpy as np
import pytest

from reglab import nn
from reglab.quiet import quiet_start

with quiet_start():
    import keras
    import tensorflow as tf

RNG = np.random.default_rng(0)
X = RNG.standard_normal((12, 5)).astype(np.float32)
Y = RNG.integers(0, 3, 12)
LAYERS = (nn.Dense(7), nn.ReLU(), nn.Dense(3))
TOLERANCE = {"rtol": 1e-5, "atol": 1e-5}


def pair(regularizer=None):
    """The same network here and in Keras, with offsets that are not 0."""
    network = nn.Network(LAYERS, 5, rng=np.random.default_rng(1))
    for value in network.params.values():
        value[...] = RNG.standard_normal(value.shape)
    model = keras.Sequential(
        [
            keras.Input((5,)),
            keras.layers.Dense(7, activation="relu", kernel_regularizer=regularizer),
            keras.layers.Dense(3, kernel_regularizer=regularizer),
        ]
    )
    model.set_weights(list(network.params.values()))
    return network, model


def keras_gradients(model, label_smoothing=0.0):
    """Loss and gradients of a training batch, penalties included."""
    cross_entropy = keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=label_smoothing
    )
    with tf.GradientTape() as tape:
        loss = cross_entropy(np.eye(3)[Y], model(X, training=True)) + sum(model.losses)
    return float(loss), tape.gradient(loss, model.trainable_variables)


def assert_same_weights(network, model):
    for ours, theirs in zip(network.params.values(), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, **TOLERANCE)


def test_forward():
    network, model = pair()
    np.testing.assert_allclose(network.logits(X), model(X), **TOLERANCE)
    np.testing.assert_allclose(network(X), keras.ops.softmax(model(X)), **TOLERANCE)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_loss_and_gradients(smoothing):
    network, model = pair()
    loss, grads = network.loss_and_gradients(X, Y, training=True, label_smoothing=smoothing)
    keras_loss, keras_grads = keras_gradients(model, smoothing)
    np.testing.assert_allclose(loss, keras_loss, **TOLERANCE)
    for ours, theirs in zip(grads.values(), keras_grads, strict=True):
        np.testing.assert_allclose(ours, theirs, **TOLERANCE)


@pytest.mark.parametrize(("l1", "l2"), [(0.03, 0.0), (0.0, 0.05), (0.03, 0.05)])
def test_penalties_and_their_gradients(l1, l2):
    network, model = pair(keras.regularizers.L1L2(l1, nn.keras_l2_from_lam(l2)))
    np.testing.assert_allclose(
        nn.penalty(network.params, l1, l2), float(sum(model.losses)), **TOLERANCE
    )
    _, grads = network.loss_and_gradients(X, Y, training=True)
    extra = nn.penalty_grad(network.params, l1, l2)
    _, keras_grads = keras_gradients(model)
    for name, theirs in zip(grads, keras_grads, strict=True):
        np.testing.assert_allclose(grads[name] + extra[name], theirs, **TOLERANCE)


OPTIMIZERS = {
    "SGD": (nn.SGD(0.1), lambda: keras.optimizers.SGD(0.1)),
    "momentum": (nn.SGD(0.1, 0.9), lambda: keras.optimizers.SGD(0.1, momentum=0.9)),
    "Adam": (nn.Adam(0.01), lambda: keras.optimizers.Adam(0.01)),
    "AdamW": (nn.AdamW(0.01, 0.1), lambda: keras.optimizers.AdamW(0.01, weight_decay=0.1)),
}


@pytest.mark.parametrize("steps", [1, 4])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_steps_of_an_optimizer(name, steps):
    network, model = pair()
    ours, make_theirs = OPTIMIZERS[name]
    theirs = make_theirs()
    if name == "AdamW":
        theirs.exclude_from_weight_decay(var_names=["bias"])
    # One batch holds all rows, so their order does not matter.
    nn.fit(network, X, Y, optimizer=ours, epochs=steps, batch_size=12, rng=np.random.default_rng(0))
    for _ in range(steps):
        _, grads = keras_gradients(model)
        theirs.apply(grads, model.trainable_variables)
    assert_same_weights(network, model)


def test_a_penalized_run_through_fit():
    network, model = pair(keras.regularizers.L1L2(0.01, nn.keras_l2_from_lam(0.02)))
    model.compile(
        keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    model.fit(X, Y, batch_size=12, epochs=5, verbose=0)
    options = {"optimizer": nn.Adam(0.01), "l1": 0.01, "l2": 0.02}
    nn.fit(network, X, Y, epochs=5, batch_size=12, rng=np.random.default_rng(0), **options)
    assert_same_weights(network, model)


def test_dropout_has_the_same_scale_and_the_same_silence_at_inference():
    x = np.ones((200, 50), np.float32)
    theirs = keras.layers.Dropout(0.2, seed=0)
    ours, _ = nn.dropout_forward(x, 0.2, rng=np.random.default_rng(0), training=True)
    np.testing.assert_allclose(np.unique(ours), np.unique(theirs(x, training=True)), **TOLERANCE)
    np.testing.assert_array_equal(theirs(x, training=False), x)


def test_initial_weights_have_the_limits_of_keras():
    network = nn.Network((nn.Dense(300),), 200, rng=np.random.default_rng(0))
    theirs = keras.layers.Dense(300)
    theirs.build((None, 200))
    limits = [np.abs(W).max() for W in (network.params["W1"], theirs.get_weights()[0])]
    np.testing.assert_allclose(limits[0], limits[1], rtol=1e-3)
    assert not network.params["b1"].any()
    assert not theirs.get_weights()[1].any()
