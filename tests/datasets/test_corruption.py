"""Damage is done to exactly as many rows as asked for, and to a copy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reglab.datasets import add_outliers, flip_labels


def rng(seed=0):
    return np.random.default_rng(seed)


@given(
    y=st.lists(st.integers(0, 4), min_size=2, max_size=60).filter(lambda y: len(set(y)) > 1),
    rate=st.floats(0, 1),
    seed=st.integers(0, 2**32),
)
def test_exactly_the_rounded_share_gets_another_class_of_those_that_occur(y, rate, seed):
    noisy = flip_labels(y, rate, rng=rng(seed))
    assert np.sum(noisy != y) == round(rate * len(y))
    assert set(noisy.tolist()) <= set(y)


@pytest.mark.parametrize(
    "y",
    [
        np.array(["cat", "dog", "dog", "horse"]),
        np.array([True, False, True, True]),
        np.array([-1, 1, 1, -1], dtype=np.int8),
        np.array([0, 250, 255, 0], dtype=np.uint8),
    ],
    ids=lambda y: str(y.dtype),
)
def test_classes_may_be_anything_that_names_them(y):
    before = y.copy()
    noisy = flip_labels(y, 1.0, rng=rng())
    assert noisy.dtype == y.dtype
    assert np.all(noisy != y)
    assert set(noisy.tolist()) <= set(y.tolist())
    assert np.array_equal(y, before)


def test_a_rate_of_zero_gives_a_copy():
    y = np.array([2, 2, 2])
    noisy = flip_labels(y, 0.0, rng=rng())
    assert np.array_equal(noisy, y)
    assert not np.shares_memory(noisy, y)


def test_every_other_class_is_equally_likely():
    n, n_classes = 40_000, 5
    noisy = flip_labels(np.full(n, 2), 1.0, n_classes=n_classes, rng=rng(1))
    counts = np.bincount(noisy, minlength=n_classes)
    assert counts[2] == 0
    others = np.delete(counts, 2)
    assert np.abs(others - n / 4).max() < 5 * np.sqrt(n * 0.25 * 0.75)


@pytest.mark.parametrize("damage", ["flip", "move"])
def test_every_row_is_equally_likely_to_be_damaged(damage):
    generator, draws = rng(2), 5000
    y = np.arange(10) % 2
    hits = np.zeros(10)
    for _ in range(draws):
        damaged = (
            flip_labels(y, 0.3, rng=generator)
            if damage == "flip"
            else add_outliers(y, 0.3, 9.0, rng=generator)[0]
        )
        hits += damaged != y
    assert np.abs(hits - 0.3 * draws).max() < 5 * np.sqrt(draws * 0.3 * 0.7)


@pytest.mark.parametrize(
    ("y", "options", "message"),
    [
        ([0, 1, 3], {"n_classes": 3}, "y must hold classes from 0 to 2, got 3"),
        ([0, -1, 1], {"n_classes": 3}, "y must hold classes from 0 to 2, got -1"),
        ([True, False], {"n_classes": 3}, "y must be able to hold 0 to 2, got dtype bool"),
        (np.zeros(3, np.uint8), {"n_classes": 300}, "able to hold 0 to 299, got dtype uint8"),
        (["a", "b"], {"n_classes": 2}, "y must be able to hold 0 to 1, got dtype <U1"),
        ([0, 1], {"n_classes": 2.0}, "n_classes must be an integer >= 1, got 2.0"),
        ([1, 1, 1], {}, "y must have at least two classes to flip between, got one"),
        ([0.0, 1.0], {}, "y must hold class labels .*, got dtype float64"),
        ([], {}, r"y must have shape \(n_samples,\) and not be empty, got \(0,\)"),
        ([[0, 1]], {}, r"y must have shape \(n_samples,\) and not be empty, got \(1, 2\)"),
    ],
)
def test_what_cannot_be_flipped_is_refused(y, options, message):
    with pytest.raises(ValueError, match=message):
        flip_labels(y, 1.0, rng=rng(), **options)


@given(n=st.integers(1, 60), rate=st.floats(0, 1), seed=st.integers(0, 2**32))
def test_outliers_move_exactly_the_reported_rows_by_the_size(n, rate, seed):
    y = rng(seed).standard_normal(n)
    before = y.copy()
    y_out, rows = add_outliers(y, rate, 30.0, rng=rng(seed))
    assert len(set(rows.tolist())) == len(rows) == round(rate * n)
    np.testing.assert_allclose(np.abs(y_out - y)[rows], 30, rtol=1e-12)
    assert np.array_equal(np.delete(y_out, rows), np.delete(y, rows))
    assert np.array_equal(y, before)


def test_outliers_lie_on_both_sides():
    n = 10_000
    y_out, _ = add_outliers(np.zeros(n), 1.0, 1.0, rng=rng(3))
    assert abs(y_out.mean()) < 5 / np.sqrt(n)


@pytest.mark.parametrize("y", [[], [[1.0]], [np.nan], ["a"]])
def test_outliers_need_a_finite_vector(y):
    with pytest.raises(ValueError, match=r"^y must "):
        add_outliers(y, 0.5, 1.0, rng=rng())
