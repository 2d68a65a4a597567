"""Exercise 12.3: the known mistakes. Every answer here except the first is wrong on purpose."""

import numpy as np
from scipy.special import ndtri, stdtrit  # noqa: F401 - used by edits

from reglab.checks.authoring.edits import edited
from reglab.exercises.audit.verdict import VERDICT


def _verdict(a, b, margin):
    """A correct answer; the mistakes change some of its words."""
    d = a - b
    n, mean = len(d), np.mean(d)
    s = np.std(d, ddof=1)
    t90, t95 = stdtrit(n - 1, 0.95), stdtrit(n - 1, 0.975)
    low90, high90 = mean - t90 * s / np.sqrt(n), mean + t90 * s / np.sqrt(n)
    low95, high95 = mean - t95 * s / np.sqrt(n), mean + t95 * s / np.sqrt(n)
    words = "equivalent", "helps", "hurts", "unclear"
    if -margin < low90 and high90 < margin:
        return words[0]
    if low95 > 0:
        return words[1]
    if high95 < 0:
        return words[2]
    return words[3]


INSIDE, HELPS, HURTS = "-margin < low90 and high90 < margin", "low95 > 0", "high95 < 0"
DIFFERENCES, SPREAD, LAST = "d = a - b", "s = np.std(d, ddof=1)", "return words[3]"
QUANTILES = "stdtrit(n - 1, 0.95), stdtrit(n - 1, 0.975)"
WORDS = '"equivalent", "helps", "hurts", "unclear"'


def _mistake(name, hint, *changes, kind):
    VERDICT.mistake(name, hint, edited(_verdict, *changes), kind=kind)


# --- the rules
_mistake(
    "significance first",
    'You ask for "helps" and "hurts" before "equivalent". A difference may be above 0 and yet too '
    "small to matter: then it is equivalent.",
    (INSIDE, "low95 <= 0 <= high95 and -margin < low90 and high90 < margin"),
    kind="half",
)
_mistake(
    "not significant is equivalent",
    'You say "equivalent" whenever the interval contains 0. A wide interval proves nothing: it has '
    "to be inside the margin.",
    (INSIDE, "low95 <= 0 <= high95"),
    kind="half",
)
_mistake(
    "equivalent in place of unclear",
    'You never say "unclear". If the interval contains 0 and reaches beyond the margin, these '
    "seeds do not decide.",
    (LAST, "return words[0]"),
    kind="half",
)
_mistake(
    "mean inside the margin",
    "You ask whether the mean is inside the margin. All of the 90 % interval has to be inside.",
    (INSIDE, "abs(mean) < margin"),
    kind="half",
)
_mistake(
    "mean inside the margin, significance first",
    "You ask for the mean where the 95 % interval contains 0. Ask first whether all of the 90 % "
    "interval is inside the margin.",
    (INSIDE, "low95 <= 0 <= high95 and abs(mean) < margin"),
    kind="half",
)
_mistake(
    "95 % for both",
    'You use the 95 % interval for "equivalent". Use 90 %: each of the two one-sided tests is at '
    "5 %.",
    (INSIDE, "-margin < low95 and high95 < margin"),
    kind="slip",
)
_mistake(
    "90 % for both",
    'You use the 90 % interval for "helps" and "hurts". Use 95 %.',
    (HELPS, "low90 > 0"),
    (HURTS, "high90 < 0"),
    kind="slip",
)
_mistake(
    "levels swapped",
    'You swap the levels: 90 % is for "equivalent", 95 % for "helps" and "hurts".',
    (INSIDE, "-margin < low95 and high95 < margin"),
    (HELPS, "low90 > 0"),
    (HURTS, "high90 < 0"),
    kind="slip",
)
_mistake(
    "interval has to clear the margin",
    'You ask for an interval beyond the margin. "helps" and "hurts" compare it with 0.',
    (HELPS, "low95 > margin"),
    (HURTS, "high95 < -margin"),
    kind="slip",
)
_mistake(
    "mean has to clear the margin",
    'You also ask for a mean beyond the margin. "helps" and "hurts" compare only the 95 % interval '
    "with 0.",
    (HELPS, "low95 > 0 and mean > margin"),
    (HURTS, "high95 < 0 and mean < -margin"),
    kind="slip",
)
_mistake(
    "not worse than the margin",
    'You say "helps" if the interval is above -margin: that is not worse by more than the margin. '
    "Compare the interval with 0.",
    (HELPS, "low95 > -margin"),
    (HURTS, "high95 < margin"),
    kind="half",
)
_mistake(
    "sign of the mean",
    'You look only at the sign of the mean for "helps" and "hurts". All of the 95 % interval has '
    "to be on one side of 0.",
    (HELPS, "mean > 0"),
    (HURTS, "mean < 0"),
    kind="half",
)
_mistake(
    "helps and hurts swapped",
    "You swap helps and hurts. If a - b is positive, the method with scores a helps.",
    (WORDS, '"equivalent", "hurts", "helps", "unclear"'),
    kind="slip",
)
_mistake(
    "helps only",
    'You never say "hurts". If the 95 % interval is below 0, the method hurts.',
    (HURTS, "False"),
    kind="slip",
)
_mistake(
    "never equivalent",
    'You never say "equivalent". Ask first whether the 90 % interval is inside the margin.',
    (INSIDE, "False"),
    kind="half",
)
_mistake(
    "ends of the other side for 0",
    "Your interval helps if its upper end is above 0, and hurts if its lower end is below 0. All "
    "of it has to be on that side.",
    (HELPS, "high95 > 0"),
    (HURTS, "low95 < 0"),
    kind="half",
)

# --- the margin
_mistake(
    "upper end only",
    "You compare only the upper end with the margin. The lower end has to be above -margin, too.",
    (INSIDE, "high90 < margin"),
    kind="slip",
)
_mistake(
    "lower end only",
    "You compare only the lower end with -margin. The upper end has to be below margin, too.",
    (INSIDE, "-margin < low90"),
    kind="slip",
)
_mistake(
    "one end is enough",
    "One end inside the margin is enough for you. Both have to be inside: and, not or.",
    (INSIDE, "-margin < low90 or high90 < margin"),
    kind="slip",
)
_mistake(
    "margin inside the interval",
    "You ask whether the margin is inside the interval. The interval has to be inside the margin.",
    (INSIDE, "low90 < -margin and margin < high90"),
    kind="half",
)
_mistake(
    "half-width below the margin",
    "You compare the half-width with the margin. Where the interval is matters, too: compare its "
    "ends.",
    (INSIDE, "high90 - mean < margin"),
    kind="half",
)
_mistake(
    "width below the margin",
    "You compare the width with the margin. Where the interval is matters, too: compare its ends.",
    (INSIDE, "high90 - low90 < margin"),
    kind="half",
)
_mistake(
    "from 0 to margin",
    "You ask for an interval from 0 to margin. It may reach down to -margin.",
    (INSIDE, "0 < low90 and high90 < margin"),
    kind="slip",
)
_mistake(
    "half margin",
    "You use half of the margin on each side. The margin is the distance from 0 to each end.",
    (INSIDE, "-margin / 2 < low90 and high90 < margin / 2"),
    kind="slip",
)
_mistake(
    "margin included",
    "You count an end that is exactly at the margin as inside: use <, not <=.",
    (INSIDE, "-margin <= low90 and high90 <= margin"),
    kind="slip",
)

# --- the intervals
_mistake(
    "sign of the mean lost",
    "You take the absolute value of the mean, so nothing ever hurts. Keep its sign.",
    ("len(d), np.mean(d)", "len(d), abs(np.mean(d))"),
    kind="slip",
)
_mistake(
    "unpaired",
    "You use an interval for two independent samples. Subtract seed by seed first, as in "
    "paired_ci.",
    (SPREAD, "s = np.sqrt(np.var(a, ddof=1) + np.var(b, ddof=1))"),
    kind="half",
)
_mistake(
    "standard deviation, not standard error",
    "You do not divide by the square root of n. Use the interval of the mean, from paired_ci.",
    (SPREAD, "s = np.std(d, ddof=1) * np.sqrt(n)"),
    kind="half",
)
_mistake(
    "normal quantiles",
    "You use 1.645 and 1.96, the quantiles of the normal distribution. Use those of Student's, or "
    "paired_ci.",
    (QUANTILES, "ndtri(0.95), ndtri(0.975)"),
    kind="slip",
)
_mistake(
    "one-sided quantiles",
    "Your intervals are those of 80 % and 90 %: the quantile of a level is (1 + level)/2, as in "
    "paired_ci.",
    (QUANTILES, "stdtrit(n - 1, 0.9), stdtrit(n - 1, 0.95)"),
    kind="slip",
)
_mistake(
    "ddof 0",
    "Your standard deviation divides by n, as np.std does by default. Use n - 1, or paired_ci.",
    (SPREAD, "s = np.std(d)"),
    kind="slip",
)

# --- words
_mistake(
    "capital letters",
    "Your words begin with capital letters. Write them as in the exercise.",
    (WORDS, '"Equivalent", "Helps", "Hurts", "Unclear"'),
    kind="slip",
)
_mistake(
    "unclear missing",
    'Your function returns None in the last case. Return "unclear" there.',
    (LAST, "return None"),
    kind="slip",
)
