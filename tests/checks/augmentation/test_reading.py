"""What is read off an answer's images is what was done to them."""

import numpy as np
import pytest
from scipy import ndimage

from reglab import augment
from reglab.checks.augmentation.designs import numbered, spread_rows, turnable
from reglab.checks.augmentation.reading import angles_of, moved, shifts_of


@pytest.mark.parametrize("shape", [(3, 3), (5, 8)])
def test_every_shift_that_leaves_something_is_read(shape):
    X = numbered(4, *shape)
    for dy in range(1 - shape[0], shape[0]):
        for dx in range(1 - shape[1], shape[1]):
            out = moved(X, dy, dx)
            np.testing.assert_array_equal(out, augment.shift(X, dy, dx))
            np.testing.assert_array_equal(shifts_of(out), [[dy, dx]] * 4)


def test_what_is_no_shift_is_not_read_as_one():
    X = numbered(5, 4, 4)
    changed = moved(X, 1, 0)
    changed[:, 0, 0] = X[:, 0, 0]
    for out in (np.roll(X, 1, axis=2), X[:, ::-1], X[::-1], X + 0.5, 0 * X, changed):
        assert np.isnan(shifts_of(out)[0]).all()


@pytest.mark.parametrize("shape", [(5, 5), (8, 8), (9, 12), (7, 6), (6, 9)])
@pytest.mark.parametrize("angle", [-170.0, -90.0, -31.0, 0.0, 4.5, 89.0])
def test_angles_are_read_counter_clockwise(shape, angle):
    X = turnable(np.random.default_rng(0), 3, *shape)
    np.testing.assert_allclose(angles_of(augment.rotate_by(X, np.full(3, angle))), angle, atol=1e-6)
    turned = ndimage.rotate(X[0], angle, order=1, reshape=False)
    np.testing.assert_allclose(angles_of(turned[None]), angle, atol=1e-6)


def test_what_is_no_rotation_has_no_angle():
    X = turnable(np.random.default_rng(0), 2, 9, 9)
    assert np.isnan(angles_of(X * 2)).all()
    assert np.isnan(angles_of(np.ones((2, 9, 9)))).all()


@pytest.mark.parametrize(("n", "d"), [(12, 3), (40, 6)])
def test_rows_to_whiten_have_set_variances_and_means_off_zero(n, d):
    X = spread_rows(np.random.default_rng(3), n, d)
    variances = np.linalg.eigvalsh(np.cov(X.T, bias=True))
    np.testing.assert_allclose(variances, np.geomspace(0.5, 3.0, d) ** 2)
    assert np.all(np.abs(X.mean(axis=0)) > 3)
