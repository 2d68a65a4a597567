"""Exercise 12.4: the known mistakes. Every answer here except the first is wrong on purpose."""

from functools import lru_cache

import numpy as np
from scipy import special

from reglab.checks.authoring.edits import edited
from reglab.exercises.audit.seeds_needed import SEEDS_NEEDED

SHARES = (np.arange(400) + 0.5) / 400


@lru_cache(maxsize=1024)
def _chi2(degrees):
    """Equally likely values; the same as stats.chi2.ppf, and much faster."""
    return 2 * special.gammaincinv(degrees / 2, SHARES)


def _seeds(sd, margin, power=0.8):
    """A correct answer; the mistakes change some of its words."""
    for n in range(2, 120):
        t = special.stdtrit(n - 1, 0.95)
        s = sd * np.sqrt(_chi2(n - 1) / (n - 1))
        p = 2 * special.ndtr((margin * np.sqrt(n) - t * s) / sd) - 1
        p = np.maximum(p, 0)
        if np.mean(p) >= power:
            return n
    return n


STUDENT, SPREAD = "special.stdtrit(n - 1, 0.95)", "sd * np.sqrt(_chi2(n - 1) / (n - 1))"
SUCCESS = "2 * special.ndtr((margin * np.sqrt(n) - t * s) / sd) - 1"
CLIPPED, ENOUGH, FOUND = "np.maximum(p, 0)", "np.mean(p) >= power", "            return n"


def _mistake(name, hint, *changes, kind):
    SEEDS_NEEDED.mistake(name, hint, edited(_seeds, *changes), kind=kind)


# --- p(s)
_mistake(
    "one tail",
    "You use Phi alone. The mean must be above -margin and below the margin: 2 Phi - 1.",
    (SUCCESS, "special.ndtr((margin * np.sqrt(n) - t * s) / sd)"),
    kind="slip",
)
_mistake(
    "2 Phi without -1",
    "You forgot to subtract 1: p(s) is 2 Phi - 1.",
    (SUCCESS, "2 * special.ndtr((margin * np.sqrt(n) - t * s) / sd)"),
    kind="slip",
)
_mistake(
    "negative probabilities",
    "You do not replace negative p(s) by 0. If t s / sqrt(n) is larger than the margin, tost "
    "never succeeds.",
    (CLIPPED, "p"),
    kind="slip",
)
_mistake(
    "absolute value in place of 0",
    "You take absolute values of negative p(s). They are 0: tost never succeeds there.",
    (CLIPPED, "np.abs(p)"),
    kind="slip",
)
_mistake(
    "half of the margin",
    "You use half of the margin. The margin is the distance from 0 to each end.",
    (SUCCESS, "2 * special.ndtr((margin / 2 * np.sqrt(n) - t * s) / sd) - 1"),
    kind="slip",
)
_mistake(
    "margin times n",
    "You multiply the margin by n. The standard error of the mean is sd / sqrt(n), so it is "
    "margin sqrt(n).",
    (SUCCESS, "2 * special.ndtr((margin * n - t * s) / sd) - 1"),
    kind="slip",
)
_mistake(
    "t s divided by the root of n as well",
    "You divide t s by sqrt(n), but multiply the margin by sqrt(n). Do only one of the two.",
    (SUCCESS, "2 * special.ndtr((margin * np.sqrt(n) - t * s / np.sqrt(n)) / sd) - 1"),
    kind="slip",
)
_mistake(
    "t s added",
    "You add t s. The margin that is left for the mean is smaller: subtract it.",
    (SUCCESS, "2 * special.ndtr((margin * np.sqrt(n) + t * s) / sd) - 1"),
    kind="slip",
)
_mistake(
    "divided by s",
    "You divide by s. The mean varies with the true standard deviation: divide by sd.",
    (SUCCESS, "2 * special.ndtr((margin * np.sqrt(n) - t * s) / s) - 1"),
    kind="slip",
)
_mistake(
    "not divided by sd",
    "You do not divide by sd. Only the ratio of margin and sd matters.",
    (SUCCESS, "2 * special.ndtr(margin * np.sqrt(n) - t * s) - 1"),
    kind="slip",
)
_mistake(
    "brackets missing",
    "You divide only t s by sd. Divide the difference margin sqrt(n) - t s.",
    (SUCCESS, "2 * special.ndtr(margin * np.sqrt(n) - t * s / sd) - 1"),
    kind="slip",
)
_mistake(
    "sd and margin swapped",
    "You swap sd and margin. More spread needs more seeds.",
    ("sd, margin, power=0.8", "margin, sd, power=0.8"),
    kind="slip",
)

# --- t and s
_mistake(
    "quantile 0.975",
    "You use the quantile 0.975. Each of the two tests is one-sided, at 0.05: use 0.95.",
    (STUDENT, "special.stdtrit(n - 1, 0.975)"),
    kind="slip",
)
_mistake(
    "quantile 0.9",
    "You use the quantile 0.9. Each of the two tests is at 0.05: use 0.95.",
    (STUDENT, "special.stdtrit(n - 1, 0.9)"),
    kind="slip",
)
_mistake(
    "normal quantile",
    "You use the quantile of the normal distribution, 1.645. tost uses Student's.",
    (STUDENT, "special.ndtri(0.95)"),
    kind="slip",
)
_mistake(
    "n degrees of freedom for t",
    "You use n degrees of freedom for t. Use n - 1.",
    (STUDENT, "special.stdtrit(n, 0.95)"),
    kind="slip",
)
_mistake(
    "s is sd",
    "You use sd for s. s varies from experiment to experiment: average p(s) over its distribution.",
    (SPREAD, "sd"),
    kind="half",
)
_mistake(
    "root missing in s",
    "You forgot the square root: q_j / (n - 1) is the square of s_j / sd.",
    (SPREAD, "sd * _chi2(n - 1) / (n - 1)"),
    kind="slip",
)
_mistake(
    "divided by n in s",
    "You divide q_j by n. s divides by n - 1.",
    (SPREAD, "sd * np.sqrt(_chi2(n - 1) / n)"),
    kind="slip",
)
_mistake(
    "not divided in s",
    "You do not divide q_j by n - 1, so your s grows with n.",
    (SPREAD, "sd * np.sqrt(_chi2(n - 1)) / 1.0"),
    kind="slip",
)
_mistake(
    "n degrees of freedom for s",
    "You use n degrees of freedom for the distribution of s. Use n - 1.",
    (SPREAD, "sd * np.sqrt(_chi2(n) / n)"),
    kind="slip",
)
_mistake(
    "s without sd",
    "You leave out sd: s_j is sd times the root of q_j / (n - 1).",
    (SPREAD, "np.sqrt(_chi2(n - 1) / (n - 1))"),
    kind="slip",
)

# --- the search
_mistake(
    "one seed fewer",
    "You return one seed fewer: the power of that n is still too low.",
    (FOUND, "            return n - 1"),
    kind="slip",
)
_mistake(
    "one seed more",
    "You return one seed more. The first n whose power is enough is the answer.",
    (FOUND, "            return n + 1"),
    kind="slip",
)
_mistake(
    "runs of both methods",
    "You return the runs of both methods together. Return the number of seeds.",
    (FOUND, "            return 2 * n"),
    kind="slip",
)
_mistake(
    "power ignored",
    "You always use a power of 0.8. Use the argument power.",
    (ENOUGH, "np.mean(p) >= 0.8"),
    kind="slip",
)
_mistake(
    "default power 0.9",
    "Your default power is 0.9. It has to be 0.8.",
    ("power=0.8", "power=0.9"),
    kind="slip",
)
_mistake(
    "no default power",
    "Your function needs a power. Give it the default 0.8, as in the first line of the exercise.",
    ("power=0.8", "power"),
    kind="slip",
)
_mistake(
    "1 - power",
    "You stop at 1 - power, the probability of failing. The power has to be at least power.",
    (ENOUGH, "np.mean(p) >= 1 - power"),
    kind="slip",
)
_mistake(
    "3 seeds at least",
    "You start at n = 3. Two seeds may be enough: start at n = 2.",
    ("range(2, 120)", "range(3, 120)"),
    kind="slip",
)
_mistake(
    "5 seeds at least",
    "Your smallest answer is 5. Fewer seeds may be enough: start at n = 2.",
    ("range(2, 120)", "range(5, 120)"),
    kind="slip",
)
_mistake(
    "even numbers only",
    "You try only even numbers of seeds. Try n = 2, 3, 4, and so on.",
    ("range(2, 120)", "range(2, 120, 2)"),
    kind="slip",
)
_mistake(
    "at most 30 seeds",
    "You stop at 30 seeds. If sd is much larger than the margin, more are needed.",
    ("range(2, 120)", "range(2, 31)"),
    kind="slip",
)


# --- another question
@SEEDS_NEEDED.mistake(
    "formula of the normal distribution",
    "You use a formula with normal quantiles, as if s were known. With few seeds it is not: "
    "average over s.",
    kind="half",
)
def normal_formula(sd, margin, power=0.8):
    z = special.ndtri(0.95) + special.ndtri((1 + power) / 2)
    return max(2, int(np.ceil((z * sd / margin) ** 2)))


@SEEDS_NEEDED.mistake(
    "seeds to find a difference",
    "You compute how many seeds find a difference as large as the margin. Here the true difference "
    "is 0, and tost has to find that.",
    kind="half",
)
def to_find_a_difference(sd, margin, power=0.8):
    z = special.ndtri(0.975) + special.ndtri(power)
    return max(2, int(np.ceil((z * sd / margin) ** 2)))


@SEEDS_NEEDED.mistake(
    "half-width below the margin",
    "You ask for a 90 % interval whose half-width is at most the margin. The mean varies, too, so "
    "that succeeds less often.",
    kind="wrong",
)
def half_width(sd, margin, power=0.8):
    n = 2
    while special.stdtrit(n - 1, 0.95) * sd / np.sqrt(n) > margin:
        n += 1
    return n
