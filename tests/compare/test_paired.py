"""The paired interval: its oracle, its coverage, and what makes it paired."""

import numpy as np
import pytest
from scipy import stats

from reglab.compare import paired_ci


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95])
def test_agrees_with_the_paired_t_test_of_scipy(level):
    a, b = np.random.default_rng(0).standard_normal((2, 12))
    theirs = stats.ttest_rel(a, b).confidence_interval(level)
    diff, lo, hi = paired_ci(a, b, level)
    np.testing.assert_allclose([lo, hi], [theirs.low, theirs.high])
    np.testing.assert_allclose(diff, (a - b).mean())


def test_it_holds_the_true_difference_as_often_as_it_says():
    rng, hits, trials = np.random.default_rng(0), 0, 2000
    for _ in range(trials):
        common = 10 * rng.standard_normal(10)
        _, lo, hi = paired_ci(
            common + 1 + rng.standard_normal(10), common + rng.standard_normal(10)
        )
        hits += lo <= 1 <= hi
    # Five standard errors of a share of .95 among 2000.
    assert abs(hits / trials - 0.95) < 5 * np.sqrt(0.95 * 0.05 / trials)


def test_what_a_seed_adds_to_both_cancels():
    rng = np.random.default_rng(1)
    a, b, seed = rng.standard_normal(8), rng.standard_normal(8), 100 * rng.standard_normal(8)
    np.testing.assert_allclose(paired_ci(a + seed, b + seed), paired_ci(a, b), rtol=1e-9)
    _, lo, hi = paired_ci(a + seed, b + np.roll(seed, 1))
    assert hi - lo > 50


def test_equal_methods_differ_by_exactly_zero():
    assert paired_ci([0.1, 0.2], [0.1, 0.2]) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1, 2], [1, 2, 3]), "a and b must have one number for each seed, got 2 and 3"),
        (([1], [1]), r"a must hold numbers of shape \(n,\) with n >= 2, got int64 of shape \(1,\)"),
        (([1, 2], [[1, 2]]), r"b must hold numbers of shape \(n,\) with n >= 2, got .* \(1, 2\)"),
        (([1, np.nan], [1, 2]), "a must hold finite numbers, got nan"),
        (([1, 2], [1, 2], 95), r"level must be in \(0, 1\), got 95"),
    ],
)
def test_bad_arguments_are_one_line(arguments, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        paired_ci(*arguments)
