"""Rotation and scaling: SciPy as the oracle, exact answers, and what threads must not change."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from reglab import augment
from reglab.augment import _affine

RNG = np.random.default_rng(0)
TOLERANCE = {np.float64: 1e-10, np.float32: 1e-5}
SIZES = st.tuples(st.integers(1, 12), st.integers(1, 12))
DTYPES = st.sampled_from([np.float32, np.float64])


def images(size, n, dtype):
    """Images that differ; their seed is their number of pixels."""
    return np.random.default_rng(size[0] * size[1]).standard_normal((n, *size)).astype(dtype)


@given(SIZES, st.lists(st.floats(-720, 720), min_size=1, max_size=4), DTYPES)
def test_rotations_agree_with_scipy(size, angles, dtype):
    X = images(size, len(angles), dtype)
    expected = [
        ndimage.rotate(x, a, order=1, reshape=False, mode="grid-constant")
        for x, a in zip(X.astype(float), angles, strict=True)
    ]
    np.testing.assert_allclose(augment.rotate_by(X, angles), expected, atol=TOLERANCE[dtype] * 5)


@given(SIZES, st.lists(st.floats(0.05, 20), min_size=1, max_size=4), DTYPES)
def test_scalings_agree_with_scipy(size, factors, dtype):
    X = images(size, len(factors), dtype)
    centre = (np.array(size) - 1) / 2
    expected = [
        ndimage.affine_transform(
            x, [1 / f, 1 / f], centre - centre / f, order=1, mode="grid-constant"
        )
        for x, f in zip(X.astype(float), factors, strict=True)
    ]
    # Far outside, float32 places are as coarse as their distance; there both sides are 0.
    np.testing.assert_allclose(augment.scale_by(X, factors), expected, atol=TOLERANCE[dtype] * 5)


def test_larger_images_agree_with_scipy_in_float32():
    X = images((64, 81), 3, np.float32)
    expected = [
        ndimage.rotate(x, 33, order=1, reshape=False, mode="grid-constant") for x in X.astype(float)
    ]
    np.testing.assert_allclose(augment.rotate_by(X, 33.0), expected, atol=1e-4)


@pytest.mark.parametrize("quarters", range(-4, 5))
@pytest.mark.parametrize("size", [1, 2, 5, 28])
def test_positive_angles_turn_counter_clockwise(quarters, size):
    X = RNG.random((2, size, size))
    expected = np.rot90(X, quarters, axes=(1, 2))
    np.testing.assert_allclose(augment.rotate_by(X, 90.0 * quarters), expected, atol=1e-12)


@pytest.mark.parametrize("size", [(4, 7), (5, 5), (1, 6), (3, 2)])
def test_half_a_turn_reverses_both_axes_of_any_image(size):
    X = images(size, 2, float)
    np.testing.assert_allclose(augment.rotate_by(X, 180), X[:, ::-1, ::-1], atol=1e-12)


def test_turning_there_and_back_keeps_a_smooth_middle():
    ramp = np.add.outer(np.arange(15.0), 2 * np.arange(15.0))[None]
    back = augment.rotate_by(augment.rotate_by(ramp, 20), -20)
    # Bilinear interpolation is exact on a plane, away from the border.
    np.testing.assert_allclose(back[0, 5:10, 5:10], ramp[0, 5:10, 5:10], atol=1e-12)


def test_inside_constant_images_stay_constant_to_the_last_digit():
    X = np.full((2, 21, 21), 0.1, np.float32)
    assert (augment.rotate_by(X, [17, -3])[:, 5:16, 5:16] == np.float32(0.1)).all()


def test_scaling_by_2_and_a_half():
    X = np.array([[[1.0, 2.0, 3.0, 4.0]]])
    np.testing.assert_allclose(augment.scale_by(X, 2.0), [[[1.75, 2.25, 2.75, 3.25]]])
    np.testing.assert_allclose(augment.scale_by(X, 0.5), [[[0, 1.5, 3.5, 0]]])


@pytest.mark.parametrize("factor", [5e-324, 1e-16, 1e37])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_extreme_factors_leave_one_point(factor, dtype):
    X = np.arange(1, 10, dtype=dtype).reshape(1, 3, 3)
    expected = np.full((1, 3, 3), 5.0) if factor > 1 else np.zeros((1, 3, 3))
    expected[0, 1, 1] = 5.0
    np.testing.assert_array_equal(augment.scale_by(X, factor), expected)


DRAWN = {
    "rotate": (lambda X, amount, rng: augment.rotate(X, amount, rng=rng), 30.0),
    "scale": (lambda X, amount, rng: augment.scale(X, amount, rng=rng), 0.3),
}


def amounts_drawn(name, n):
    """Angles or factors, read from where the pixels of a plane went."""
    transform, most = DRAWN[name]
    column = np.broadcast_to(np.arange(9.0) - 4, (n, 9, 9))
    out = transform(column, most, np.random.default_rng(0))
    along, across = (out[:, 4, 5] - out[:, 4, 3]) / 2, (out[:, 5, 4] - out[:, 3, 4]) / 2
    return np.rad2deg(np.arctan2(-across, along)) if name == "rotate" else 1 / along


@pytest.mark.parametrize(("name", "low", "high"), [("rotate", -30, 30), ("scale", 0.7, 1.3)])
def test_every_image_draws_its_own_from_the_whole_interval(name, low, high):
    drawn = np.sort(amounts_drawn(name, 4000))
    expected = np.linspace(low, high, 4000)
    # The largest distance from the uniform distribution: 5 % exceed 1.36 / sqrt(n), 1e-6 do 2.7.
    assert np.abs(drawn - expected).max() / (high - low) < 2.7 / np.sqrt(4000)


@pytest.mark.parametrize("pixels", [1, 50, 200])
def test_steps_and_threads_do_not_change_the_result(monkeypatch, pixels):
    X, angles = RNG.random((23, 7, 6)), RNG.uniform(-90, 90, 23)
    whole = augment.rotate_by(X, angles)
    monkeypatch.setattr(_affine, "PIXELS", pixels)
    np.testing.assert_array_equal(augment.rotate_by(X, angles), whole)


def test_what_goes_wrong_in_a_thread_is_heard(monkeypatch):
    def broken(X, maps, out):
        raise MemoryError("no room")

    monkeypatch.setattr(_affine, "PIXELS", 1)
    monkeypatch.setattr(_affine, "_warp", broken)
    with pytest.raises(MemoryError, match="no room"):
        augment.rotate_by(np.ones((3, 2, 2)), 1.0)
