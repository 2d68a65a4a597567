"""Flips: left and right, each image for itself."""

import numpy as np
import pytest

from reglab import augment


@pytest.mark.parametrize("width", [1, 4, 5])
def test_p_1_mirrors_all_left_to_right_and_twice_is_nothing(width):
    X = np.random.default_rng(0).random((6, 3, width))
    flipped = augment.hflip(X, 1.0, rng=np.random.default_rng(1))
    np.testing.assert_array_equal(flipped, np.array([np.fliplr(x) for x in X]))
    np.testing.assert_array_equal(augment.hflip(flipped, 1.0, rng=np.random.default_rng(2)), X)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.8])
def test_a_share_p_of_images_is_mirrored_whole(p):
    n = 20_000
    X = np.broadcast_to([[1.0, 2.0], [3.0, 4.0]], (n, 2, 2))
    out = augment.hflip(X, p, rng=np.random.default_rng(3))
    mirrored = out[:, 0, 0] == 2
    np.testing.assert_array_equal(out[mirrored], X[mirrored][:, :, ::-1])
    np.testing.assert_array_equal(out[~mirrored], X[~mirrored])
    assert abs(mirrored.mean() - p) < 5 * np.sqrt(p * (1 - p) / n)
