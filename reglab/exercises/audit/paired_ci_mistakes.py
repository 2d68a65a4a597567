"""Exercise 12.1: the known mistakes. Every answer here except the first is wrong on purpose."""

import numpy as np
from scipy import stats

from reglab.checks.authoring.edits import edited
from reglab.exercises.audit.paired_ci import PAIRED_CI


def _interval(a, b, level=0.95):
    """A correct answer; the mistakes change some of its words."""
    d = a - b
    n = len(d)
    s = np.std(d, ddof=1)
    quantile = stats.t.ppf((1 + level) / 2, n - 1)
    half = quantile * s / np.sqrt(n)
    return np.mean(d), np.mean(d) - half, np.mean(d) + half


DIFFERENCES, SPREAD = "d = a - b", "s = np.std(d, ddof=1)"
QUANTILE, HALF = "stats.t.ppf((1 + level) / 2, n - 1)", "quantile * s / np.sqrt(n)"
RETURNED = "np.mean(d), np.mean(d) - half, np.mean(d) + half"


def _mistake(name, hint, *changes, kind):
    PAIRED_CI.mistake(name, hint, edited(_interval, *changes), kind=kind)


# --- pairs
UNPAIRED = (
    "Your width does not change when the pairs are shuffled. Subtract seed by seed first: the "
    "effect of the seed then cancels."
)
_mistake(
    "unpaired",
    UNPAIRED,
    (SPREAD, "s = np.sqrt(np.var(a, ddof=1) + np.var(b, ddof=1))"),
    (QUANTILE, "stats.t.ppf((1 + level) / 2, 2 * n - 2)"),
    kind="half",
)
_mistake(
    "unpaired, n - 1 degrees of freedom",
    UNPAIRED,
    (SPREAD, "s = np.sqrt(np.var(a, ddof=1) + np.var(b, ddof=1))"),
    kind="half",
)
_mistake(
    "difference of two standard deviations",
    "You subtract the standard deviations of a and b. Subtract the scores, then take the standard "
    "deviation of the differences.",
    (SPREAD, "s = abs(np.std(a, ddof=1) - np.std(b, ddof=1))"),
    kind="half",
)
_mistake(
    "standard deviation of a",
    "You take the standard deviation of a. Take that of the differences a - b.",
    (SPREAD, "s = np.std(a, ddof=1)"),
    kind="half",
)
_mistake(
    "standard deviation of b",
    "You take the standard deviation of b. Take that of the differences a - b.",
    (SPREAD, "s = np.std(b, ddof=1)"),
    kind="half",
)
_mistake(
    "standard deviation of all scores",
    "You take the standard deviation of all 2n scores. Take that of the n differences.",
    (SPREAD, "s = np.std(np.concatenate([a, b]), ddof=1)"),
    kind="half",
)
_mistake(
    "sorted scores",
    "You sort the scores, which breaks the pairs. a[i] and b[i] are of the same seed: subtract "
    "them as they are.",
    (DIFFERENCES, "d = np.sort(a) - np.sort(b)"),
    kind="half",
)
_mistake(
    "b - a",
    "You compute b - a. The difference is a - b: positive if a is better.",
    (DIFFERENCES, "d = b - a"),
    kind="slip",
)
_mistake(
    "absolute differences",
    "You take absolute values of the differences. A seed on which b is better counts negative.",
    (DIFFERENCES, "d = np.abs(a - b)"),
    kind="half",
)
_mistake(
    "relative differences",
    "You divide the differences by b. Return the difference in the units of the scores.",
    (DIFFERENCES, "d = (a - b) / b"),
    kind="half",
)
_mistake(
    "in percent",
    "You multiply by 100. Return the numbers in the units of the scores.",
    (DIFFERENCES, "d = 100 * (a - b)"),
    kind="slip",
)

# --- the standard error
_mistake(
    "standard deviation, not standard error",
    "You do not divide by the square root of n. This says where the next seed may be, not where "
    "the mean is.",
    (HALF, "quantile * s"),
    kind="half",
)
_mistake(
    "mean plus and minus one standard deviation",
    "You return the mean plus and minus s. Divide s by the square root of n, and multiply it by "
    "the quantile t.",
    (HALF, "s"),
    kind="half",
)
_mistake(
    "mean plus and minus one standard error",
    "You return the mean plus and minus one standard error. Multiply it by the quantile t.",
    (HALF, "s / np.sqrt(n)"),
    kind="half",
)
_mistake(
    "divided by n",
    "You divide by n. The standard error is s divided by the square root of n.",
    (HALF, "quantile * s / n"),
    kind="slip",
)
_mistake(
    "root of n - 1",
    "You divide by n - 1 twice: s has it already. Divide s by the square root of n.",
    (HALF, "quantile * s / np.sqrt(n - 1)"),
    kind="slip",
)
_mistake(
    "root of 2n",
    "You divide by the square root of 2n. There are n differences, not 2n.",
    (HALF, "quantile * s / np.sqrt(2 * n)"),
    kind="slip",
)
_mistake(
    "ddof 0",
    "Your standard deviation divides by n, as np.std does by default. Use n - 1: ddof=1.",
    (SPREAD, "s = np.std(d)"),
    kind="slip",
)
_mistake(
    "variance",
    "You use the variance. Take its square root: the standard deviation.",
    (SPREAD, "s = np.var(d, ddof=1)"),
    kind="slip",
)
_mistake(
    "variance with ddof 0",
    "You use the variance, divided by n. Use the standard deviation, with ddof=1.",
    (SPREAD, "s = np.var(d)"),
    kind="half",
)
_mistake(
    "mean absolute deviation",
    "You use the mean absolute deviation. Use the standard deviation, with ddof=1.",
    (SPREAD, "s = np.mean(np.abs(d - d.mean()))"),
    kind="slip",
)
_mistake(
    "standard deviation around 0",
    "You measure the spread around 0. Subtract the mean first, as np.std does.",
    (SPREAD, "s = np.sqrt(np.sum(d**2) / (n - 1))"),
    kind="slip",
)

# --- the quantile
_mistake(
    "normal quantile",
    "You use the quantile of the normal distribution. With few seeds s is uncertain, too: with 5 "
    "seeds t is 2.78, not 1.96.",
    (QUANTILE, "stats.norm.ppf((1 + level) / 2)"),
    kind="slip",
)
_mistake(
    "1.96 always",
    "You always use 1.96. The factor t depends on the level and on the number of seeds.",
    (QUANTILE, "1.96"),
    kind="half",
)
_mistake(
    "2 always",
    "You always use 2. The factor t depends on the level and on the number of seeds.",
    (QUANTILE, "2"),
    kind="half",
)
_mistake(
    "one-sided quantile",
    "You use the quantile level. The rest, 1 - level, is on two sides: use (1 + level)/2.",
    (QUANTILE, "stats.t.ppf(level, n - 1)"),
    kind="slip",
)
_mistake(
    "one-sided quantile of the normal distribution",
    "You use the quantile level of the normal distribution. Use the quantile (1 + level)/2 of "
    "Student's.",
    (QUANTILE, "stats.norm.ppf(level)"),
    kind="half",
)
_mistake(
    "n degrees of freedom",
    "You use n degrees of freedom. The mean takes one of them: use n - 1.",
    (QUANTILE, "stats.t.ppf((1 + level) / 2, n)"),
    kind="slip",
)
_mistake(
    "2n - 2 degrees of freedom",
    "You use 2n - 2 degrees of freedom, as for two independent samples. There is one sample of n "
    "differences: use n - 1.",
    (QUANTILE, "stats.t.ppf((1 + level) / 2, 2 * n - 2)"),
    kind="slip",
)
_mistake(
    "n - 2 degrees of freedom",
    "You use n - 2 degrees of freedom. Only the mean was estimated: use n - 1.",
    (QUANTILE, "stats.t.ppf((1 + level) / 2, max(n - 2, 1))"),
    kind="slip",
)
_mistake(
    "level ignored",
    "Your interval is that of 0.95 for every level. Use the argument level.",
    (QUANTILE, "stats.t.ppf(0.975, n - 1)"),
    kind="slip",
)
_mistake(
    "1 - level/2",
    "You use the quantile 1 - level/2. That formula is for 1 - level: use (1 + level)/2.",
    (QUANTILE, "stats.t.ppf(1 - level / 2, n - 1)"),
    kind="slip",
)
_mistake(
    "default level 0.9",
    "Your default level is 0.9. It has to be 0.95.",
    ("level=0.95", "level=0.90"),
    kind="slip",
)
_mistake(
    "default level 0.99",
    "Your default level is 0.99. It has to be 0.95.",
    ("level=0.95", "level=0.99"),
    kind="slip",
)
_mistake(
    "level without a default",
    "Your function needs a level. Give it the default 0.95, as in the first line of the exercise.",
    ("level=0.95", "level"),
    kind="slip",
)
_mistake(
    "density in place of quantile",
    "You use the density or the distribution function of Student's distribution. The quantile is "
    "stats.t.ppf.",
    (QUANTILE, "stats.t.pdf((1 + level) / 2, n - 1)"),
    kind="half",
)
_mistake(
    "distribution function in place of quantile",
    "You use the distribution function. The quantile is its inverse, stats.t.ppf.",
    (QUANTILE, "stats.t.cdf((1 + level) / 2, n - 1)"),
    kind="half",
)

# --- other intervals
_mistake(
    "quantiles of the differences",
    "Your interval contains that share of the seeds. The interval of the mean is narrower: use "
    "the standard error.",
    (
        RETURNED,
        "np.mean(d), np.quantile(d, (1 - level) / 2), np.quantile(d, (1 + level) / 2)",
    ),
    kind="half",
)
_mistake(
    "smallest and largest difference",
    "You return the smallest and the largest difference. The interval is about the mean: use the "
    "standard error.",
    (RETURNED, "np.mean(d), np.min(d), np.max(d)"),
    kind="half",
)
_mistake(
    "median",
    "You use the median of the differences. Use their mean.",
    (RETURNED, "np.median(d), np.median(d) - half, np.median(d) + half"),
    kind="slip",
)

# --- what is returned
_mistake(
    "ends swapped",
    "Your upper end is below your lower end: swap them. (The quantile (1 - level)/2 is negative.)",
    (RETURNED, "np.mean(d), np.mean(d) + half, np.mean(d) - half"),
    kind="slip",
)
_mistake(
    "lo, diff, hi",
    "Your mean difference comes second. Return diff, lo, hi, in this order.",
    (RETURNED, "np.mean(d) - half, np.mean(d), np.mean(d) + half"),
    kind="slip",
)
_mistake(
    "lo, hi, diff",
    "Your mean difference comes last. Return diff, lo, hi, in this order.",
    (RETURNED, "np.mean(d) - half, np.mean(d) + half, np.mean(d)"),
    kind="slip",
)
_mistake(
    "minus and plus the half-width",
    "Your ends are minus and plus the half-width. Add the mean difference to both.",
    (RETURNED, "np.mean(d), -half, half"),
    kind="slip",
)
_mistake(
    "half of the half-width",
    "You divide the half-width by 2. The interval goes from the mean minus t s / sqrt(n) to the "
    "mean plus t s / sqrt(n).",
    (HALF, "quantile * s / np.sqrt(n) / 2"),
    kind="slip",
)
_mistake(
    "twice the half-width",
    "Your interval is twice as wide as it should be: its half-width is t s / sqrt(n).",
    (HALF, "2 * quantile * s / np.sqrt(n)"),
    kind="slip",
)
_mistake(
    "ends limited to -1 and 1",
    "You limit the ends to -1 and 1. Scores may be in any unit: return the ends as they are.",
    (RETURNED, "np.mean(d), max(np.mean(d) - half, -1.0), min(np.mean(d) + half, 1.0)"),
    kind="slip",
)
_mistake(
    "lower end limited to 0",
    "You cut off the lower end at 0. A difference may be negative.",
    (RETURNED, "np.mean(d), max(np.mean(d) - half, 0.0), np.mean(d) + half"),
    kind="slip",
)
_mistake(
    "integers",
    "You compute with integers (// or astype(int)), which cuts off decimals. Return floats.",
    (DIFFERENCES, "d = (a - b).astype(int)"),
    kind="half",
)
for _digits in (2, 3, 4):
    _mistake(
        f"rounded to {_digits} digits",
        "You round, and in small units nothing is left. Return the numbers as they are.",
        (RETURNED, ", ".join(f"round({part}, {_digits})" for part in RETURNED.split(", "))),
        kind="slip",
    )
