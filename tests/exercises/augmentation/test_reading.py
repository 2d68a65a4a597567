"""What is read off an answer's images is what was done to them."""

import numpy as np
import pytest
from scipy import ndimage

from reglab import augment
from reglab.exercises.augmentation.inputs import numbered, pictures, ramps, spread_rows, turnable
from reglab.exercises.augmentation.reading import (
    angles_of,
    directions_of,
    elsewhere,
    exact_shifts_of,
    moved,
    shifts_of,
)


@pytest.mark.parametrize("images", [numbered, pictures])
@pytest.mark.parametrize("shape", [(3, 3), (5, 8)])
def test_every_shift_that_leaves_something_is_read(images, shape):
    X = images(np.random.default_rng(0), 4, *shape)
    for dy in range(1 - shape[0], shape[0]):
        for dx in range(1 - shape[1], shape[1]):
            out = moved(X, dy, dx)
            np.testing.assert_array_equal(out, augment.shift(X, dy, dx))
            np.testing.assert_array_equal(exact_shifts_of(X, out), [[dy, dx]] * 4)
            if abs(dy) < shape[0] - 1 and abs(dx) < shape[1] - 1:
                np.testing.assert_array_equal(shifts_of(X, out), [[dy, dx]] * 4)


def test_what_is_no_shift_is_not_read_as_one():
    X = pictures(np.random.default_rng(0), 5, 4, 4)
    changed = moved(X, 1, 0)
    changed[:, 0, 0] = X[:, 0, 0]
    for out in (np.roll(X, 1, axis=2), X[:, ::-1], X[::-1][:4], X + 0.5, 0 * X, -X, changed):
        assert np.isnan(exact_shifts_of(X[: len(out)], out)[0]).all()


def test_a_shift_is_read_whatever_comes_in():
    X = pictures(np.random.default_rng(0), 5, 6, 7)
    for mode in ("wrap", "edge", "reflect", "constant"):
        out = np.pad(X, ((0, 0), (2, 2), (2, 2)), mode=mode)[:, 1:7, 4:11]
        np.testing.assert_array_equal(shifts_of(X, out), [[1, -2]] * 5)
    for out in (X[:, ::-1], X + 0.5, 0 * X, X[::-1][:2]):
        assert np.isnan(shifts_of(X[: len(out)], out)[0]).all()


@pytest.mark.parametrize("angle", [-70.0, -12.0, 0.0, 0.3, 45.0])
@pytest.mark.parametrize(("order", "off"), [(1, 1e-6), (3, 2), (0, 12)])
def test_directions_are_read_with_any_interpolation(angle, order, off):
    X = ramps(np.random.default_rng(0), 4, 10, 11)
    turned = np.array([ndimage.rotate(x, angle, order=order, reshape=False) for x in X])
    angles, exact = directions_of(X, turned)
    np.testing.assert_allclose(angles, angle, atol=off)
    assert order == 0 or angle == 0 or np.all(exact == (order == 1)) or order == 3
    assert np.isnan(directions_of(X, 0 * X)[0]).all()


def test_pixels_of_another_image_are_found():
    X = pictures(np.random.default_rng(0), 4, 3, 3)
    for out in (X, X[:, ::-1], 0 * X, X + 2.0**-7):
        assert not elsewhere(X, out).any()
    out = X.copy()
    out[1, 2, 0] = X[3, 0, 0]
    np.testing.assert_array_equal(np.argwhere(elsewhere(X, out)), [[1, 2, 0]])


@pytest.mark.parametrize("seed", [0, 1])
def test_pixels_are_distinct_and_exact_in_single_precision(seed):
    X = pictures(np.random.default_rng(seed), 300, 5, 6)
    assert len(np.unique(np.abs(X))) == X.size
    assert np.all(X != 0)
    np.testing.assert_array_equal(X.astype(np.float32), X)


@pytest.mark.parametrize("shape", [(5, 5), (8, 8), (9, 12), (7, 6), (6, 9)])
@pytest.mark.parametrize("angle", [-170.0, -90.0, -31.0, 0.0, 4.5, 89.0])
def test_angles_are_read_counter_clockwise(shape, angle):
    X = turnable(np.random.default_rng(0), 3, *shape)
    turned = augment.rotate_by(X, np.full(3, angle))
    np.testing.assert_allclose(angles_of(X, turned), angle, atol=1e-6)
    turned = np.array([ndimage.rotate(x, angle, order=1, reshape=False) for x in X])
    np.testing.assert_allclose(angles_of(X, turned), angle, atol=1e-6)


def test_what_is_no_rotation_has_no_angle():
    X = turnable(np.random.default_rng(0), 2, 9, 9)
    assert np.isnan(angles_of(X, X * 2)).all()
    assert np.isnan(angles_of(X, np.ones((2, 9, 9)))).all()


@pytest.mark.parametrize(("n", "d"), [(12, 3), (40, 6)])
def test_rows_to_whiten_have_set_variances_and_means_off_zero(n, d):
    X = spread_rows(np.random.default_rng(3), n, d)
    variances = np.linalg.eigvalsh(np.cov(X.T, bias=True))
    np.testing.assert_allclose(variances, np.geomspace(0.5, 3.0, d) ** 2)
    assert np.all(np.abs(X.mean(axis=0)) > 3)
