"""Keras as an oracle for convolutional networks: the same weights give the same numbers."""

import numpy as np
import pytest

from reglab import nn
from reglab.quiet import quiet_start

with quiet_start():
    import keras
    import tensorflow as tf

K = keras.layers
TOLERANCE = {"rtol": 1e-5, "atol": 1e-5}
IMAGES = (
    (nn.Reshape((6, 7, 2)), K.Reshape((6, 7, 2))),
    (nn.Conv2D(4, (3, 2), padding="same"), K.Conv2D(4, (3, 2), padding="same")),
    (nn.BatchNorm(0.8, 0.01), K.BatchNormalization(momentum=0.8, epsilon=0.01)),
    (nn.ReLU(), K.ReLU()),
    (nn.MaxPooling2D(2), K.MaxPooling2D(2)),
    (nn.Dropout(0.5, channels=True), K.SpatialDropout2D(0.5)),
    (nn.Conv2D(5, 2, stride=(1, 2), bias=False), K.Conv2D(5, 2, strides=(1, 2), use_bias=False)),
    (nn.AveragePooling2D((2, 1), stride=1), K.AveragePooling2D((2, 1), strides=1)),
    (nn.Flatten(), K.Flatten()),
    (nn.Dense(3), K.Dense(3)),
)
SEQUENCES = (
    (nn.Reshape((28, 3)), K.Reshape((28, 3))),
    (nn.Conv1D(4, 5, stride=2, padding="same"), K.Conv1D(4, 5, strides=2, padding="same")),
    (nn.BatchNorm(0.8, 0.01), K.BatchNormalization(momentum=0.8, epsilon=0.01)),
    (nn.ReLU(), K.ReLU()),
    (nn.MaxPooling1D(3, stride=2), K.MaxPooling1D(3, strides=2)),
    (nn.Dropout(0.5, channels=True), K.SpatialDropout1D(0.5)),
    (nn.Conv1D(5, 4, padding="same"), K.Conv1D(5, 4, padding="same")),
    (nn.AveragePooling1D(2), K.AveragePooling1D(2)),
    (nn.GlobalAveragePooling(), K.GlobalAveragePooling1D()),
    (nn.Dense(3), K.Dense(3)),
)
STACKS = {"images": IMAGES, "sequences": SEQUENCES}


def pair(stack, dropout=True):
    """The same network here and in Keras, with random weights, and a batch."""
    stack = [layers for layers in stack if dropout or not isinstance(layers[0], nn.Dropout)]
    rng = np.random.default_rng(0)
    network = nn.Network([ours for ours, _ in stack], 84, rng=rng)
    for value in (*network.params.values(), *network.running.values()):
        value[...] = rng.uniform(0.1, 1, value.shape) * rng.choice([-1, 1], value.shape)
    for name in ("var1",):
        network.running[name][...] = np.abs(network.running[name])
    model = keras.Sequential([keras.Input((84,)), *(theirs for _, theirs in stack)])
    names = [variable.path for variable in model.weights]
    trained, kept = iter(network.params.values()), iter(network.running.values())
    model.set_weights([next(kept if "moving" in name else trained) for name in names])
    X = rng.standard_normal((9, 84)).astype(np.float32)
    return network, model, X, rng.integers(0, 3, 9)


@pytest.mark.parametrize("name", STACKS)
def test_outputs_at_inference(name):
    network, model, X, _ = pair(STACKS[name])
    np.testing.assert_allclose(network.logits(X), model(X, training=False), **TOLERANCE)


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("name", STACKS)
def test_loss_and_gradients(name, training):
    network, model, X, y = pair(STACKS[name], dropout=not training)
    loss, grads = network.loss_and_gradients(X, y, training=training)
    cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    with tf.GradientTape() as tape:
        keras_loss = cross_entropy(y, model(X, training=training))
    np.testing.assert_allclose(loss, keras_loss, **TOLERANCE)
    for ours, theirs in zip(
        grads.values(), tape.gradient(keras_loss, model.trainable_variables), strict=True
    ):
        np.testing.assert_allclose(ours, theirs, **TOLERANCE)


@pytest.mark.parametrize("name", STACKS)
def test_a_run_through_fit(name):
    network, model, X, y = pair(STACKS[name], dropout=False)
    model.compile(
        keras.optimizers.SGD(0.1), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    model.fit(X, y, batch_size=9, epochs=3, verbose=0)
    nn.fit(
        network, X, y, optimizer=nn.SGD(0.1), epochs=3, batch_size=9, rng=np.random.default_rng(0)
    )
    np.testing.assert_allclose(network.logits(X), model(X, training=False), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("n", [5, 6, 7])
@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", ["valid", "same"])
def test_padding_and_strides(n, size, stride, padding):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((2, n, 2)).astype(np.float32)
    theirs = K.Conv1D(3, size, strides=stride, padding=padding)
    out = theirs(x)
    W, b = theirs.get_weights()
    ours, _ = nn.Conv1D(3, size, stride=stride, padding=padding).forward(
        x, {"W": W, "b": b}, rng=None, training=True
    )
    np.testing.assert_allclose(ours, out, **TOLERANCE)


def test_initial_weights_have_the_limits_of_keras():
    network = nn.Network(
        (nn.Reshape((5, 5, 40)), nn.Conv2D(80, (3, 4)), nn.Flatten()),
        1000,
        rng=np.random.default_rng(0),
    )
    theirs = K.Conv2D(80, (3, 4))
    theirs.build((None, 5, 5, 40))
    assert network.params["W1"].shape == theirs.get_weights()[0].shape
    limits = [np.abs(W).max() for W in (network.params["W1"], theirs.get_weights()[0])]
    np.testing.assert_allclose(limits[0], limits[1], rtol=1e-3)
    assert not network.params["b1"].any()


def test_dropped_channels_are_those_of_spatial_dropout():
    x = np.ones((100, 3, 2, 20), np.float32)
    layer = nn.Dropout(0.25, channels=True)
    layer.start((3, 2, 20), None)
    ours, _ = layer.forward(x, {}, rng=np.random.default_rng(0), training=True)
    theirs = K.SpatialDropout2D(0.25, seed=0)(x, training=True).numpy()
    for out in (ours, theirs):
        np.testing.assert_allclose(np.unique(out), [0, 1 / 0.75], **TOLERANCE)
        assert np.ptp(out, axis=(1, 2)).max() == 0
