"""Exercise 5.3."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.checks.judging.stock import agrees
from reglab.checks.model import Exercise, Number, number
from reglab.validation import one_se_rule

ONE_SE_RULE = Exercise(
    "choosing_lambda.one_se_rule",
    title="5.3 one_se_rule",
    points=2,
    arguments=("lams", "mean", "se"),
    returns=Number(),
    forbid=("reglab.validation.curve:one_se_rule",),
    reference=one_se_rule,
)


def _curve(rng, mean, se, order=(0, 1, 2, 3)):
    """A curve over four lams, scaled by a power of 2 so that sums stay exact."""
    lams = np.array([0.1, 0.5, 2.5, 8.0]) * rng.choice([1.0, 3.0, 7.0])
    unit, order = 2.0 ** rng.integers(0, 4), list(order)
    mean, se = unit * np.array(mean), unit * np.array(se)
    return {"lams": lams[order], "mean": mean[order], "se": se[order]}


def _case(data):
    return ", ".join(f"{name} = [{', '.join(map(number, data[name]))}]" for name in data)


ONE_SE_RULE.property(
    "it is the largest lam within one se of the minimum",
    name="largest",
    draw=lambda rng: [
        _curve(rng, [5.0, 4.0, 4.5, 5.25], [0.75, 0.75, 0.75, 0.75]),
        _curve(rng, [4.75, 4.0, 4.5, 4.25], [0.5, 1.0, 0.5, 0.5]),
        # The minimum itself has the largest lam within one se, and it is not the only one.
        _curve(rng, [4.25, 4.0, 5.5, 6.0], [0.5, 0.5, 0.5, 0.5]),
    ],
    judge=agrees(
        ONE_SE_RULE,
        "Find the smallest mean and add its se. Return the largest lam whose mean is at most "
        "that sum.",
        _case,
    ),
)

ONE_SE_RULE.property(
    "the se of the minimum counts, whatever the others are",
    name="se_of_the_minimum",
    draw=lambda rng: [
        _curve(rng, [5.0, 4.0, 4.5, 9.0], [0.25, 0.75, 0.25, 0.25]),
        _curve(rng, [4.5, 4.0, 4.75, 5.75], [2.0, 0.25, 2.0, 2.0]),
        _curve(rng, [5.0, 4.0, 4.5, 4.6875], [0.25, 0.75, 0.125, 0.25]),
        _curve(rng, [5.0, 4.0, 4.5, 9.0], [0.25, 0.125, 0.75, 0.25]),
    ],
    after="largest",
    judge=agrees(
        ONE_SE_RULE,
        "Use one threshold for all lams: the smallest mean plus the se at that lam.",
        _case,
    ),
)

ONE_SE_RULE.property(
    "lams may come in any order",
    name="any_order",
    draw=lambda rng: [
        _curve(rng, [5.0, 4.0, 4.5, 9.0], [0.25, 0.75, 0.25, 0.25], order)
        for order in ([3, 2, 1, 0], [2, 0, 3, 1], [2, 1, 3, 0])
    ],
    after="largest",
    judge=agrees(
        ONE_SE_RULE, "Compare the values of lam, not their positions in the array.", _case
    ),
)

ONE_SE_RULE.property(
    "a lam past a bump in the curve counts, too",
    name="past_a_bump",
    draw=lambda rng: _curve(rng, [5.0, 4.0, 6.0, 4.5], [0.75, 0.75, 0.75, 0.75]),
    after="largest",
    judge=agrees(
        ONE_SE_RULE, "Check every lam: the curve may leave the band and come back.", _case
    ),
)

ONE_SE_RULE.property(
    "exactly one se above the minimum is within",
    name="on_the_edge",
    draw=lambda rng: _curve(rng, [5.0, 4.0, 4.5, 9.0], [0.5, 0.5, 0.5, 0.5]),
    after="largest",
    judge=agrees(ONE_SE_RULE, "Within one se includes exactly one se: use <=.", _case),
)


# Known mistakes: every answer declared below is wrong on purpose.


def _rule(lams, mean, se):
    """Correct. Most mistakes are this function with a few words changed."""
    best = np.argmin(mean)
    within = mean <= mean[best] + se[best]
    return np.max(lams[within])


ONE_SE_RULE.mistake(
    "the smallest lam within one se",
    "You return the smallest lam. The simplest model has the LARGER lam (with scikit-learn's "
    "C, the smaller C).",
    edited(_rule, ("np.max", "np.min")),
)

ONE_SE_RULE.mistake(
    "the minimum itself",
    "You return the lam with the smallest mean. The rule takes the largest lam that is at "
    "most one se worse.",
    lambda lams, mean, se: lams[np.argmin(mean)],
)

ONE_SE_RULE.mistake(
    "the largest lam of all",
    "You return the largest lam of all. Its mean must be within one se of the minimum.",
    lambda lams, mean, se: np.max(lams),
)

ONE_SE_RULE.mistake(
    "each lam's own se",
    "You use the se of each candidate. The threshold is one number: the smallest mean plus "
    "the se at that lam.",
    edited(_rule, ("mean <= mean[best] + se[best]", "mean - se <= mean[best]")),
)

ONE_SE_RULE.mistake(
    "intervals that overlap",
    "You check whether two error bars overlap. The rule compares each mean with the smallest "
    "mean plus the se of the minimum.",
    edited(_rule, ("mean <=", "mean - se <=")),
)

ONE_SE_RULE.mistake(
    "the smallest se",
    "You add the smallest se of all. The threshold uses the se at the lam with the smallest mean.",
    edited(_rule, ("se[best]", "np.min(se)")),
)

ONE_SE_RULE.mistake(
    "the mean of all se",
    "You add the average se. The threshold uses the se at the lam with the smallest mean.",
    edited(_rule, ("se[best]", "np.mean(se)")),
)

ONE_SE_RULE.mistake(
    "the smallest mean plus se",
    "You minimize mean + se. Find the smallest mean first, then add the se at that lam.",
    edited(_rule, ("mean[best] + se[best]", "np.min(mean + se)")),
)

ONE_SE_RULE.mistake(
    "two se",
    "You add two standard errors. The rule adds one.",
    edited(_rule, ("se[best]", "2 * se[best]")),
)

ONE_SE_RULE.mistake(
    "the largest error within one se",
    "You take the largest mean within the band. Take the largest lam.",
    edited(_rule, ("np.max(lams[within])", "lams[np.argmax(np.where(within, mean, -np.inf))]")),
)

ONE_SE_RULE.mistake(
    "the place in place of the lam",
    "You return a position in the array. Return the lam at that position.",
    edited(_rule, ("np.max(lams[within])", "int(np.argmax(np.where(within, lams, -np.inf)))")),
)

ONE_SE_RULE.mistake(
    "the last one in the array",
    "You take the last lam within one se, which is the largest only if lams increase. Compare "
    "the lams themselves.",
    edited(_rule, ("np.max(lams[within])", "lams[within][-1]")),
)

ONE_SE_RULE.mistake(
    "the first one in the array",
    "You take the first lam within one se, which is the largest only if lams decrease. "
    "Compare the lams themselves.",
    edited(_rule, ("np.max(lams[within])", "lams[within][0]")),
)


@ONE_SE_RULE.mistake(
    "stopped at the first step outside",
    "You start at the minimum and stop where the curve leaves the band. Return the largest of "
    "ALL lams within one se.",
)
def walked(lams, mean, se):
    order = np.argsort(lams)
    mean, se, best = mean[order], se[order], np.argmin(mean[order])
    i = best
    while i + 1 < len(lams) and mean[i + 1] <= mean[best] + se[best]:
        i += 1
    return lams[order][i]


ONE_SE_RULE.mistake(
    "strictly within",
    "A mean exactly one se above the minimum is still within one se: use <=, not <.",
    edited(
        _rule,
        ("mean <= mean[best] + se[best]", "(mean < mean[best] + se[best]) | (mean == mean[best])"),
    ),
)

ONE_SE_RULE.mistake(
    "all lams within one se",
    "You return every lam within one se. Return one number, the largest of them.",
    edited(_rule, ("np.max(lams[within])", "lams[within]")),
)
