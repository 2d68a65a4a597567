"""A shift is a slice, padded with zeros; a random one takes every whole shift equally often."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage, stats

from reglab import augment

RNG = np.random.default_rng(0)


@given(st.integers(1, 6), st.integers(1, 6), st.lists(st.tuples(*[st.integers(-8, 8)] * 2)))
def test_a_shift_is_what_scipy_makes_of_each_image(height, width, shifts):
    X = np.random.default_rng(len(shifts)).random((len(shifts), height, width))
    pixels = np.array(shifts, int).reshape(-1, 2)
    expected = [ndimage.shift(x, by, order=0) for x, by in zip(X, shifts, strict=True)]
    np.testing.assert_array_equal(augment.shift(X, *pixels.T), np.reshape(expected, X.shape))


def test_positive_is_down_and_to_the_right():
    X = np.arange(1.0, 7).reshape(1, 2, 3)
    assert augment.shift(X, 1, 0).tolist() == [[[0, 0, 0], [1, 2, 3]]]
    assert augment.shift(X, 0, 1).tolist() == [[[0, 1, 2], [0, 4, 5]]]
    assert augment.shift(X, -1, -2).tolist() == [[[6, 0, 0], [0, 0, 0]]]


def test_one_number_for_all_or_one_for_each():
    X = RNG.random((3, 5, 4))
    np.testing.assert_array_equal(augment.shift(X, 2, -1), augment.shift(X, [2] * 3, [-1] * 3))
    each = augment.shift(X, [0, 1, 2], np.array([2, 1, 0], np.uint8))
    for k in range(3):
        np.testing.assert_array_equal(each[k], augment.shift(X[k : k + 1], k, 2 - k)[0])


@pytest.mark.parametrize("far", [3, -3, 10**12, -(10**12), np.uint64(2**64 - 1)])
def test_far_shifts_leave_nothing(far):
    assert not augment.shift(np.ones((2, 3, 4)), far, 0).any()
    assert not augment.shift(np.ones((2, 4, 3)), 0, far).any()


def test_back_and_forth_loses_the_border_only():
    X = RNG.random((2, 6, 5))
    back = augment.shift(augment.shift(X, 2, -1), -2, 1)
    np.testing.assert_array_equal(back[:, :4, 1:], X[:, :4, 1:])
    assert not back[:, 4:].any()
    assert not back[:, :, 0].any()


def shifts_drawn(n, max_px, seed):
    """dy and dx that each image was shifted by, read from where its only bright pixel went."""
    size, centre = 2 * max_px + 1, max_px
    X = np.zeros((n, size, size))
    X[:, centre, centre] = 1
    moved = augment.random_shift(X, max_px, rng=np.random.default_rng(seed))
    k, rows, columns = np.nonzero(moved)
    np.testing.assert_array_equal(k, np.arange(n))  # nobody lost it
    return rows - centre, columns - centre


def test_every_whole_shift_is_equally_likely_and_both_axes_are_independent():
    dy, dx = shifts_drawn(9000, 1, seed=0)
    counts = np.bincount(3 * (dy + 1) + dx + 1, minlength=9)
    assert stats.chisquare(counts).pvalue > 1e-4
    assert set(shifts_drawn(2000, 3, seed=1)[0]) == set(range(-3, 4))


def test_random_shift_is_the_shift_that_it_drew():
    X = RNG.random((200, 5, 7)) + 1
    out = augment.random_shift(X, 2, rng=np.random.default_rng(3))
    for x, found in zip(X, out, strict=True):
        candidates = [
            augment.shift(x[None], dy, dx)[0] for dy in range(-2, 3) for dx in range(-2, 3)
        ]
        assert any(np.array_equal(found, candidate) for candidate in candidates)


def test_images_may_vanish():
    out = augment.random_shift(np.ones((500, 2, 2)), 2**31, rng=np.random.default_rng(0))
    assert out.shape == (500, 2, 2)
    assert not out.any()
