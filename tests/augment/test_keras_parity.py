"""Keras as an oracle: what its layers drew, given to our deterministic transforms."""

import numpy as np
import pytest

from reglab import augment
from reglab.quiet import quiet_start

with quiet_start():
    import keras

SIZES = [(28, 28), (9, 9), (6, 11), (7, 4), (1, 5)]
# Places are float32 in Keras: as many digits are left between two pixels of a 28 x 28 image.
TOLERANCE = 2e-5


def images(size, n=8):
    return np.random.default_rng(size[1]).random((n, *size)).astype(np.float32)


def by_keras(layer, X, drawn):
    return np.asarray(layer.transform_images(X[..., None], drawn, training=True))[..., 0]


@pytest.mark.parametrize("size", SIZES)
def test_rotation_has_our_sign_centre_and_border(size):
    X = images(size)
    layer = keras.layers.RandomRotation(0.5, fill_mode="constant", seed=1)
    drawn = layer.get_random_transformation(X[..., None], training=True)
    ours = augment.rotate_by(X, np.asarray(drawn["angle"]))
    np.testing.assert_allclose(ours, by_keras(layer, X, drawn), atol=TOLERANCE)


def test_the_factor_of_a_rotation_is_a_share_of_a_full_turn():
    layer = keras.layers.RandomRotation(30 / 360, fill_mode="constant", seed=1)
    angles = np.asarray(layer.get_random_transformation(np.zeros((5000, 2, 2, 1)))["angle"])
    assert 29.5 < angles.max() <= 30
    assert -30 <= angles.min() < -29.5


@pytest.mark.parametrize("size", SIZES)
def test_whole_translations_are_our_shifts_down_and_right(size):
    X = images(size)
    layer = keras.layers.RandomTranslation(0.5, 0.5, fill_mode="constant", seed=1)
    drawn = layer.get_random_transformation(X[..., None], training=True)
    dx, dy = np.rint(drawn["translations"]).astype(int).T
    drawn["translations"] = keras.ops.stack([dx, dy], axis=1).numpy().astype(np.float32)
    np.testing.assert_array_equal(augment.shift(X, dy, dx), by_keras(layer, X, drawn))


def test_the_factors_of_a_translation_are_shares_of_height_and_width():
    layer = keras.layers.RandomTranslation(2 / 10, 3 / 20, fill_mode="constant", seed=1)
    drawn = layer.get_random_transformation(np.zeros((5000, 10, 20, 1)))["translations"]
    largest = np.abs(np.asarray(drawn)).max(axis=0)
    assert 2.95 < largest[0] <= 3  # to the right
    assert 1.95 < largest[1] <= 2  # down
    assert (np.asarray(drawn) % 1 != 0).any()  # parts of a pixel, which ours do not have


def test_a_flip_is_a_mirror_image_with_probability_one_half():
    X = images((4, 7), n=3000)
    layer = keras.layers.RandomFlip("horizontal", seed=1)
    drawn = layer.get_random_transformation(X[..., None], training=True)
    flips = np.asarray(drawn["flips"]).reshape(-1)
    assert abs(flips.mean() - 0.5) < 5 * 0.5 / np.sqrt(3000)
    mirrored = augment.hflip(X, 1.0, rng=np.random.default_rng(0))
    expected = np.where(flips[:, None, None], mirrored, X)
    np.testing.assert_array_equal(by_keras(layer, X, drawn), expected)


@pytest.mark.parametrize("size", SIZES)
def test_a_zoom_is_the_inverse_of_our_factor_minus_1(size):
    X = images(size)
    layer = keras.layers.RandomZoom(0.5, fill_mode="constant", seed=1)
    drawn = layer.get_random_transformation(X[..., None], training=True)
    zooms = np.asarray(drawn["height_zoom"]).reshape(-1)
    ours = augment.scale_by(X, 1 / zooms)
    np.testing.assert_allclose(ours, by_keras(layer, X, drawn), atol=TOLERANCE)


@pytest.mark.parametrize("layer", [
    keras.layers.RandomRotation(0.5), keras.layers.RandomTranslation(0.5, 0.5),
    keras.layers.RandomFlip("horizontal"),
])  # fmt: skip
def test_the_layers_of_keras_act_in_training_only(layer):
    X = images((8, 8))[..., None]
    np.testing.assert_array_equal(layer(X, training=False), X)
    assert np.abs(np.asarray(layer(X, training=True)) - X).max() > 0.1
