"""Exercise 12.2: the known mistakes. Every answer here except the first is wrong on purpose."""

import numpy as np
from scipy import stats

from reglab.checks.authoring.edits import edited
from reglab.exercises.audit.tost import TOST


def _two_tests(a, b, margin):
    """A correct answer; the mistakes change some of its words."""
    d = a - b
    n = len(d)
    s = np.std(d, ddof=1)
    if s == 0:
        return 0.0 if abs(np.mean(d)) < margin else 1.0
    se = s / np.sqrt(n)
    t1, t2 = (np.mean(d) + margin) / se, (np.mean(d) - margin) / se
    above = stats.t.sf(t1, n - 1)
    below = stats.t.cdf(t2, n - 1)
    return max(above, below)


DIFFERENCES, SPREAD, ERROR = "d = a - b", "s = np.std(d, ddof=1)", "se = s / np.sqrt(n)"
ABOVE, BELOW = "stats.t.sf(t1, n - 1)", "stats.t.cdf(t2, n - 1)"
RESULT, EQUAL = "max(above, below)", "0.0 if abs(np.mean(d)) < margin else 1.0"
STATISTICS = "(np.mean(d) + margin) / se, (np.mean(d) - margin) / se"


def _mistake(name, hint, *changes, kind):
    TOST.mistake(name, hint, edited(_two_tests, *changes), kind=kind)


# --- two tests
_mistake(
    "smaller p",
    "You return the smaller p-value. Both tests must succeed, so the larger one counts.",
    (RESULT, "min(above, below)"),
    kind="half",
)
_mistake(
    "the lower margin alone",
    "You test only whether the mean is above -margin. It must also be below the margin.",
    (RESULT, "above"),
    kind="half",
)
_mistake(
    "the upper margin alone",
    "You test only whether the mean is below the margin. It must also be above -margin.",
    (RESULT, "below"),
    kind="half",
)
_mistake(
    "sum of both",
    "You add the two p-values. Both tests must succeed: return the larger p-value.",
    (RESULT, "min(above + below, 1.0)"),
    kind="half",
)
_mistake(
    "mean of both",
    "You average the two p-values. Both tests must succeed: return the larger p-value.",
    (RESULT, "(above + below) / 2"),
    kind="half",
)
_mistake(
    "product of both",
    "You multiply the two p-values. Both tests must succeed: return the larger p-value.",
    (RESULT, "above * below"),
    kind="half",
)
_mistake(
    "two-sided",
    "You double the p-value. Each test is one-sided: return the larger p-value as it is.",
    (RESULT, "min(1.0, 2 * max(above, below))"),
    kind="slip",
)
_mistake(
    "half of the larger p",
    "You divide the p-value by 2. Both tests are one-sided already: return the larger p-value.",
    (RESULT, "max(above, below) / 2"),
    kind="slip",
)
_mistake(
    "two two-sided tests",
    "You use two-sided tests, with |t|. Use P(T > t1) and P(T < t2).",
    (ABOVE, "2 * stats.t.sf(abs(t1), n - 1)"),
    (BELOW, "2 * stats.t.sf(abs(t2), n - 1)"),
    kind="half",
)
_mistake(
    "larger p taken away from 1",
    "You return 1 - p. A small p-value has to say that the methods are equivalent.",
    (RESULT, "1 - max(above, below)"),
    kind="slip",
)
_mistake(
    "tails or margins swapped",
    "Your tests ask whether the mean is below -margin and above the margin. Use P(T > t1) and "
    "P(T < t2).",
    (ABOVE, "stats.t.cdf(t1, n - 1)"),
    (BELOW, "stats.t.sf(t2, n - 1)"),
    kind="slip",
)
_mistake(
    "upper tail twice",
    "You use P(T > t) for both tests. The second one is P(T < t2).",
    (BELOW, "stats.t.sf(t2, n - 1)"),
    kind="slip",
)
_mistake(
    "lower tail twice",
    "You use P(T < t) for both tests. The first one is P(T > t1).",
    (ABOVE, "stats.t.cdf(t1, n - 1)"),
    kind="slip",
)
_mistake(
    "p of the difference",
    "You test whether the mean differs from 0, which says nothing about the margin. Use two "
    "one-sided tests, one for each end.",
    (RESULT, "2 * stats.t.sf(abs(np.mean(d) / se), n - 1)"),
    kind="wrong",
)
_mistake(
    "1 - p of the difference",
    "Not significant does not mean equal: with few seeds the interval is wide, and proves "
    "nothing. Test against both margins.",
    (RESULT, "1 - 2 * stats.t.sf(abs(np.mean(d) / se), n - 1)"),
    kind="wrong",
)
_mistake(
    "whether p is below 0.05",
    "You return True or False. Return the p-value itself.",
    (RESULT, "bool(max(above, below) < 0.05)"),
    kind="half",
)
_mistake(
    "t in place of p",
    "You return a t statistic. Return its p-value.",
    (RESULT, "max(-t1, t2)"),
    kind="half",
)

# --- the margin
_mistake(
    "half margin",
    "You use half of the margin on each side. The margin is the distance from 0 to each end.",
    (STATISTICS, "(np.mean(d) + margin / 2) / se, (np.mean(d) - margin / 2) / se"),
    kind="slip",
)
_mistake(
    "margin not divided by the standard error",
    "You divide only the mean by the standard error. Divide the sum: (mean + margin) / se.",
    (STATISTICS, "np.mean(d) / se + margin, np.mean(d) / se - margin"),
    kind="slip",
)
_mistake(
    "brackets missing",
    "You divide only the margin by the standard error. Divide the sum: (mean + margin) / se.",
    (STATISTICS, "np.mean(d) + margin / se, np.mean(d) - margin / se"),
    kind="slip",
)
_mistake(
    "margin in standard deviations",
    "You multiply the margin by s. It is in the units of the scores already.",
    (STATISTICS, "(np.mean(d) + margin * s) / se, (np.mean(d) - margin * s) / se"),
    kind="slip",
)
_mistake(
    "margin in percent of b",
    "You multiply the margin by the mean of b. It is in the units of the scores already.",
    (
        STATISTICS,
        "(np.mean(d) + margin * np.mean(b)) / se, (np.mean(d) - margin * np.mean(b)) / se",
    ),
    kind="half",
)
_mistake(
    "margin in percent",
    "You divide the margin by 100. It is in the units of the scores.",
    (STATISTICS, "(np.mean(d) + margin / 100) / se, (np.mean(d) - margin / 100) / se"),
    kind="slip",
)

# --- the standard error
UNPAIRED = (
    "Your p-value does not change when the pairs are shuffled. Subtract seed by seed first: the "
    "effect of the seed then cancels."
)
_mistake(
    "unpaired",
    UNPAIRED,
    (ERROR, "se = np.sqrt((np.var(a, ddof=1) + np.var(b, ddof=1)) / n)"),
    (ABOVE, "stats.t.sf(t1, 2 * n - 2)"),
    (BELOW, "stats.t.cdf(t2, 2 * n - 2)"),
    kind="half",
)
_mistake(
    "unpaired, n - 1 degrees of freedom",
    UNPAIRED,
    (ERROR, "se = np.sqrt((np.var(a, ddof=1) + np.var(b, ddof=1)) / n)"),
    kind="half",
)
_mistake(
    "standard deviation, not standard error",
    "You divide by s. Divide by the standard error s / sqrt(n).",
    (ERROR, "se = s"),
    kind="half",
)
_mistake(
    "divided by n",
    "You divide s by n. The standard error is s divided by the square root of n.",
    (ERROR, "se = s / n"),
    kind="slip",
)
_mistake(
    "root of n - 1",
    "You divide by n - 1 twice: s has it already. Divide s by the square root of n.",
    (ERROR, "se = s / np.sqrt(n - 1)"),
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
    "absolute differences",
    "You take absolute values of the differences. Take that of the mean, or of none.",
    (DIFFERENCES, "d = np.abs(a - b)"),
    kind="half",
)
_mistake(
    "sorted scores",
    "You sort the scores, which breaks the pairs. Subtract them as they are.",
    (DIFFERENCES, "d = np.sort(a) - np.sort(b)"),
    kind="half",
)
_mistake(
    "relative differences",
    "You divide the differences by b. The margin is in the units of the scores.",
    (DIFFERENCES, "d = (a - b) / b"),
    kind="half",
)

# --- the distribution
_mistake(
    "normal distribution",
    "You use the normal distribution. With few seeds s is uncertain, too: use Student's "
    "distribution.",
    (ABOVE, "stats.norm.sf(t1)"),
    (BELOW, "stats.norm.cdf(t2)"),
    kind="slip",
)
_mistake(
    "n degrees of freedom",
    "You use n degrees of freedom. The mean takes one of them: use n - 1.",
    (ABOVE, "stats.t.sf(t1, n)"),
    (BELOW, "stats.t.cdf(t2, n)"),
    kind="slip",
)
_mistake(
    "2n - 2 degrees of freedom",
    "You use 2n - 2 degrees of freedom, as for two independent samples. There is one sample of n "
    "differences: use n - 1.",
    (ABOVE, "stats.t.sf(t1, 2 * n - 2)"),
    (BELOW, "stats.t.cdf(t2, 2 * n - 2)"),
    kind="slip",
)
_mistake(
    "density in place of the tail",
    "You use the density. The probability of a tail is stats.t.sf or stats.t.cdf.",
    (ABOVE, "stats.t.pdf(t1, n - 1)"),
    (BELOW, "stats.t.pdf(t2, n - 1)"),
    kind="half",
)

# --- equal differences
_mistake(
    "no case for s = 0",
    "You divide by s, which is 0 if all differences are equal. Return 0 or 1 there, as the "
    "exercise says.",
    ("if s == 0:", "if False:"),
    kind="slip",
)
_mistake(
    "0 if all differences are equal",
    "You return 0 whenever all differences are equal. If they are not inside the margin, return 1.",
    (EQUAL, "0.0"),
    kind="slip",
)
_mistake(
    "1 if all differences are equal",
    "You return 1 whenever all differences are equal. If they are inside the margin, return 0.",
    (EQUAL, "1.0"),
    kind="slip",
)
_mistake(
    "equal differences, sign ignored",
    "Where all differences are equal and negative, you compare the mean with the margin without "
    "its absolute value.",
    (EQUAL, "0.0 if np.mean(d) < margin else 1.0"),
    kind="slip",
)
_mistake(
    "equal differences at the margin",
    "If all differences are equal to the margin, they are not inside it: return 1.",
    (EQUAL, "0.0 if abs(np.mean(d)) <= margin else 1.0"),
    kind="slip",
)
_mistake(
    "equal differences, only 0 counts",
    "If all differences are equal, you return 0 only where they are 0. Compare them with the "
    "margin.",
    (EQUAL, "0.0 if np.mean(d) == 0 else 1.0"),
    kind="slip",
)

# --- what is returned
for _digits in (2, 3, 4):
    _mistake(
        f"rounded to {_digits} digits",
        "You round the p-value. Return it as it is.",
        (RESULT, f"round(max(above, below), {_digits})"),
        kind="slip",
    )
