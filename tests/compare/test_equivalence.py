"""Equivalence, verdicts and power: oracles from SciPy, and what the definitions imply."""

import numpy as np
import pytest
from scipy import stats

from reglab.compare import equivalence_power, paired_ci, paired_p, seeds_needed, tost, verdict


def draws(count, seed=0):
    """Pairs of samples of several sizes, with different gains and spreads."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        n, gain, sd = rng.integers(3, 25), rng.normal(0, 1), rng.uniform(0.1, 2)
        b = 5 * rng.standard_normal(n)
        yield b + gain + sd * rng.standard_normal(n), b


def test_tost_is_the_worse_of_two_one_sided_t_tests():
    for a, b in draws(50):
        d = a - b
        above = stats.ttest_1samp(d, -0.7, alternative="greater").pvalue
        below = stats.ttest_1samp(d, 0.7, alternative="less").pvalue
        assert tost(a, b, 0.7) == pytest.approx(max(above, below), rel=1e-9)


def test_tost_agrees_with_the_90_percent_interval():
    for a, b in draws(200, seed=1):
        _, low, high = paired_ci(a, b, 0.90)
        assert (tost(a, b, 1.0) < 0.05) == (low > -1.0 and high < 1.0)


def test_scale_and_margin_scale_together():
    for a, b in draws(20, seed=2):
        assert tost(1000 * a, 1000 * b, 500) == pytest.approx(tost(a, b, 0.5), rel=1e-9)
        assert verdict(1000 * a, 1000 * b, 500) == verdict(a, b, 0.5)


def test_the_p_value_is_that_of_scipy_and_fits_the_interval():
    for a, b in draws(50, seed=3):
        assert paired_p(a, b) == pytest.approx(stats.ttest_rel(a, b).pvalue, rel=1e-9)
        _, low, high = paired_ci(a, b)
        assert (paired_p(a, b) < 0.05) == (low > 0 or high < 0)


@pytest.mark.parametrize(
    ("gain", "tost_p", "p"), [(0.0, 0, 1), (0.5, 0, 0), (1.0, 1, 0), (-2, 1, 0)]
)
def test_differences_without_spread_have_certain_answers(gain, tost_p, p):
    b = np.array([0.25, 0.5, 0.75])
    assert tost(b + gain, b, 1.0) == tost_p
    assert paired_p(b + gain, b) == p


def with_mean(mean, n=10):
    """Differences with this mean, and a standard error of 1."""
    d = np.random.default_rng(0).standard_normal(n)
    d = (d - d.mean()) / d.std(ddof=1) * np.sqrt(n)
    return d + mean, np.zeros(n)


T90, T95 = stats.t.ppf([0.95, 0.975], 9)


@pytest.mark.parametrize(
    ("mean", "margin", "expected"),
    [
        (3.0, 1.0, "helps"),
        (-3.0, 1.0, "hurts"),
        (0.0, 1.0, "unclear"),
        (0.0, 2.0, "equivalent"),
        (T95 + 0.1, T95 + T90 + 0.2, "equivalent"),  # 0 is outside the interval, and yet
        (1.0, 1.0 + (T90 + T95) / 2, "equivalent"),  # inside at 90 %, not at 95 %
    ],
)
def test_each_branch_of_the_verdict(mean, margin, expected):
    a, b = with_mean(mean)
    assert verdict(a, b, margin) == expected
    opposite = {"helps": "hurts", "hurts": "helps"}.get(expected, expected)
    assert verdict(b, a, margin) == opposite


@pytest.mark.parametrize(("n", "sd", "margin"), [(3, 0.5, 1.0), (8, 1.0, 1.0), (25, 3.0, 2.0)])
def test_the_power_is_the_share_of_simulated_successes(n, sd, margin):
    d = sd * np.random.default_rng(n).standard_normal((40_000, n))
    half = stats.t.ppf(0.95, n - 1) * d.std(axis=1, ddof=1) / np.sqrt(n)
    share = np.mean(abs(d.mean(axis=1)) + half < margin)
    power = equivalence_power(n, sd, margin)
    # Five standard errors of a share, and the stated accuracy.
    assert abs(share - power) < 5 * np.sqrt(power * (1 - power) / 40_000) + 1e-4


@pytest.mark.parametrize("sd", [0.1, 0.7, 1.5, 4.0])
@pytest.mark.parametrize("power", [0.5, 0.8, 0.95])
def test_the_number_of_seeds_is_the_smallest_that_reaches_the_power(sd, power):
    n = seeds_needed(sd, 1.0, power)
    assert equivalence_power(n, sd, 1.0) >= power
    assert n == 2 or equivalence_power(n - 1, sd, 1.0) < power
    assert seeds_needed(10 * sd, 10.0, power) == n


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tost([1, 2], [1, 2], 0), "margin must be a number > 0, got 0"),
        (lambda: verdict([1, 2], [1, 2], -1), "margin must be a number > 0, got -1"),
        (lambda: tost([1], [1], 1), "a must hold numbers of shape .*"),
        (lambda: equivalence_power(1, 1, 1), "n must be an integer >= 2, got 1"),
        (lambda: seeds_needed(0, 1), "sd must be a number > 0, got 0"),
        (lambda: seeds_needed(1, 1, 1), r"power must be a number in \(0, 1\), got 1"),
    ],
)
def test_bad_arguments_are_one_line(call, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        call()
