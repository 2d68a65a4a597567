"""Parts are disjoint, of the size that was asked for, and random."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reglab.datasets import split_rows


def rng(seed=0):
    return np.random.default_rng(seed)


@st.composite
def rows_and_counts(draw):
    counts = draw(st.lists(st.integers(1, 20), min_size=1, max_size=4))
    return sum(counts) + draw(st.integers(0, 20)), counts


@st.composite
def rows_and_fractions(draw):
    """Fractions i/d that may or may not use everything, each at least one row of n."""
    d = draw(st.integers(2, 12))
    numerators = draw(st.lists(st.integers(1, d), min_size=1, max_size=4))
    while sum(numerators) > d:
        numerators.pop()
    fractions = [i / d for i in numerators]
    return draw(st.integers(2 * d, 200)), fractions or [1.0]


def check_parts(parts, n):
    together = np.concatenate(parts)
    assert len(np.unique(together)) == len(together)
    assert together.min() >= 0
    assert together.max() < n
    assert together.dtype == np.int64


@given(rows_and_counts(), st.booleans(), st.integers(0, 2**32))
def test_counts_are_met_exactly(case, stratified, seed):
    n, counts = case
    labels = rng(seed).integers(3, size=n) if stratified else None
    parts = split_rows(n, counts, rng=rng(seed), labels=labels)
    assert [len(part) for part in parts] == counts
    check_parts(parts, n)


@given(rows_and_fractions(), st.booleans(), st.integers(0, 2**32))
def test_fractions_are_met_to_within_one_row(case, stratified, seed):
    n, fractions = case
    labels = rng(seed).integers(3, size=n) if stratified else None
    parts = split_rows(n, fractions, rng=rng(seed), labels=labels)
    for part, fraction in zip(parts, fractions, strict=True):
        assert abs(len(part) - n * fraction) <= 1
    check_parts(parts, n)
    if abs(sum(fractions) - 1) < 1e-9:
        assert sum(len(part) for part in parts) == n


@given(rows_and_counts(), st.integers(1, 5), st.integers(0, 2**32))
def test_a_stratified_part_gets_its_share_of_what_is_left(case, n_classes, seed):
    n, counts = case
    labels = rng(seed).integers(n_classes, size=n)
    left = np.bincount(labels, minlength=n_classes).astype(float)
    for part in split_rows(n, counts, rng=rng(seed), labels=labels):
        takes = np.bincount(labels[part], minlength=n_classes)
        assert np.abs(takes - len(part) * left / left.sum()).max() < 1
        left -= takes


def test_exact_shares_are_met_exactly():
    labels = np.repeat(["cat", "dog"], [80, 20])
    for part in split_rows(100, (0.6, 0.2, 0.2), rng=rng(), labels=labels):
        assert np.mean(labels[part] == "dog") == pytest.approx(0.2)


def test_rounding_errors_of_fractions_cost_no_row():
    # In floating point 100 * 0.29 is a little less than 29, and these four add up to more than 1.
    assert [len(part) for part in split_rows(100, (0.29, 0.71), rng=rng())] == [29, 71]
    assert 0.2 + 0.4 + 0.3 + 0.1 > 1
    parts = split_rows(100, (0.2, 0.4, 0.3, 0.1), rng=rng())
    assert [len(part) for part in parts] == [20, 40, 30, 10]


def test_one_is_a_row_and_one_point_zero_is_all():
    assert [len(part) for part in split_rows(10, (1,), rng=rng())] == [1]
    assert [len(part) for part in split_rows(10, (1.0,), rng=rng())] == [10]


@pytest.mark.parametrize("stratified", [False, True])
def test_every_row_is_as_likely_in_every_place(stratified):
    """Each row stands in the first place of the test part with probability 1/n."""
    n, draws = 10, 5000
    labels = np.arange(n) % 2 if stratified else None
    generator = rng(5)
    hits = np.zeros((2, n))
    for _ in range(draws):
        train, test = split_rows(n, (0.7, 0.3), rng=generator, labels=labels)
        hits[0, train[0]] += 1
        hits[1, test[0]] += 1
    expected = draws / n
    assert np.abs(hits - expected).max() < 5 * np.sqrt(expected)


def test_a_tie_between_classes_is_not_always_won_by_the_first():
    labels = np.array([0, 0, 1, 1])
    winners = {
        labels[split_rows(4, (1,), rng=rng(seed), labels=labels)[0][0]] for seed in range(40)
    }
    assert winners == {0, 1}


def test_many_classes_are_no_trouble():
    n = 20_000
    train, test = split_rows(n, (0.5, 0.5), rng=rng(), labels=np.arange(n))
    assert (len(train), len(test)) == (n // 2, n // 2)


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        (0.7, "sizes must be a sequence like (0.7, 0.3), got 0.7"),
        ((), "sizes must have at least one entry, got none"),
        ((7, 0.3), "sizes must be all integers or all floats, got [7, 0.3]"),
        ("ab", "sizes must be all integers or all floats, got ['a', 'b']"),
        ((8, 3), "sizes must have a sum of at most n = 10, got 11"),
        ((5, 0), "sizes[1] must be an integer >= 1, got 0"),
        ((True,), "sizes[0] must be an integer >= 1, got True"),
        ((0.8, 0.3), "sizes must have a sum of at most 1, got 1.1"),
        ((0.5, 0.01), "sizes[1] must round to at least one of 10 rows, got 0.01"),
        ((0.5, -0.2), "sizes[1] must be a number in [0, 1], got -0.2"),
        ((0.5, float("nan")), "sizes[1] must be a number in [0, 1], got nan"),
    ],
)
def test_sizes_that_cannot_be_met_are_refused_in_one_line(sizes, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared below
        split_rows(10, sizes, rng=rng())
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([0, 1], r"^labels must have shape \(4,\), got \(2,\)$"),
        (
            [[0], [1], [0], [1]],
            r"^labels must have shape \(n_samples,\) and not be empty, got \(4, 1\)$",
        ),
        ([0.5, 1.0, 2.0, 1.5], r"^labels must hold class labels .*, got dtype float64$"),
        ([0, None, 1, 1], r"^labels must hold class labels .*, got dtype object$"),
    ],
)
def test_labels_that_are_none_are_refused(labels, message):
    with pytest.raises(ValueError, match=message):
        split_rows(4, (0.5, 0.5), rng=rng(), labels=labels)
