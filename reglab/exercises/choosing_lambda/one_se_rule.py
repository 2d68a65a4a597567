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


def _units(rng):
    """Units of lam, anything, and of the errors: a power of 2, so that sums stay exact."""
    return rng.integers(8, 17) / 8, 2.0 ** rng.integers(0, 4)


def _curve(rng, mean, se, order=(0, 1, 2, 3), lams=(1.0, 5.0, 25.0, 80.0)):
    """A curve over some lams, which are in ascending order if `order` is."""
    lam_unit, unit = _units(rng)
    lams = lam_unit * np.array(lams)[: len(order)]
    mean, se, order = unit * np.array(mean), unit * np.array(se), list(order)
    return {"lams": lams[order], "mean": mean[order], "se": se[order]}


def _in_unit(case, unit):
    """The same case with errors in another unit."""
    return {**case, "mean": unit * case["mean"], "se": unit * case["se"]}


def _case(data):
    return ", ".join(f"{name} = [{', '.join(map(number, data[name]))}]" for name in data)


# The same se everywhere: whose se counts is asked for separately.
EQUAL = [0.75] * 4

ONE_SE_RULE.property(
    "it is the largest lam within one se of the minimum",
    name="largest",
    draw=lambda rng: [
        _curve(rng, [8.0, 4.0, 4.5, 5.25], EQUAL),
        _curve(rng, [4.75, 4.0, 4.5, 4.25], EQUAL),
        # The minimum itself has the largest lam within one se, and it is not the only one.
        _curve(rng, [4.25, 4.0, 5.5, 6.0], EQUAL),
        # Other numbers of lams. Half an se is less than 0.5, se / sqrt(2) is more.
        _curve(rng, [4.0, 4.5], [0.75] * 2, (0, 1)),
        _curve(rng, [5.0, 4.0, 4.3125], [0.75] * 3, (0, 1, 2)),
        # Near the minimum, and in units in which the square of the se is nearly 0.
        _in_unit(_curve(rng, [5.0, 4.0, 4.125, 5.5], EQUAL), 2.0**-12),
    ],
    judge=agrees(
        ONE_SE_RULE,
        "Find the smallest mean and add its se. Return the largest lam whose mean is at most "
        "that sum.",
        _case,
    ),
)

ONE_SE_RULE.property(
    "within one se, not more and not less",
    name="width",
    # 0.7 is within, 0.8 is not.
    draw=lambda rng: [
        _curve(rng, [9.0, 4.0, 4.6875, 5.5], EQUAL),
        _curve(rng, [9.0, 4.0, 4.5, 4.8125], EQUAL),
    ],
    after="largest",
    judge=agrees(
        ONE_SE_RULE,
        "The threshold is the smallest mean plus the se at that lam: once, as it is.",
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

# The minimum before or after the largest lam within one se, with others around both.
ORDERS = ([3, 2, 1, 0], [2, 1, 0, 3], [2, 0, 3, 1], [1, 2, 0, 3], [2, 1, 3, 0])

ONE_SE_RULE.property(
    "lams may come in any order",
    name="any_order",
    draw=lambda rng: [
        _curve(rng, mean, EQUAL, order)
        for mean in ([5.0, 4.0, 4.5, 9.0], [4.25, 4.0, 4.5, 9.0])
        for order in ORDERS
    ],
    after="largest",
    judge=agrees(
        ONE_SE_RULE, "Compare the values of lam, not their positions in the array.", _case
    ),
)

ONE_SE_RULE.property(
    "a lam past a bump in the curve counts, too",
    name="past_a_bump",
    draw=lambda rng: _curve(rng, [5.0, 4.0, 6.0, 4.5], EQUAL),
    after="largest",
    judge=agrees(
        ONE_SE_RULE, "Check every lam: the curve may leave the band and come back.", _case
    ),
)

ONE_SE_RULE.property(
    "exactly one se above the minimum is within",
    name="on_the_edge",
    draw=lambda rng: _curve(rng, [5.0, 4.0, 4.5, 9.0], [0.5] * 4),
    after="width",
    judge=agrees(ONE_SE_RULE, "Within one se includes exactly one se: use <=.", _case),
)


def _just_outside(rng):
    """The means of larger lams are above the threshold, by less and less, in all units."""
    cases = []
    for excess, scale in ((1 / 8, 1.0), (2.0**-10, 1.0), (2.0**-20, 1.0), (2.0**-40, 2.0**-35)):
        case = _curve(rng, [5.0, 4.0, 4.25, 4.5 + excess], [0.5] * 4)
        cases.append(_in_unit(case, scale))
    # Without any spread, only the minimum is within; two folds may give this.
    return [*cases, _curve(rng, [4.5, 4.0, 4.0 + 2.0**-20, 9.0], [0.0] * 4)]


ONE_SE_RULE.property(
    "a little more than one se above the minimum is outside",
    name="just_outside",
    draw=_just_outside,
    after="width",
    judge=agrees(
        ONE_SE_RULE,
        "Compare each mean with the threshold as it is, without a tolerance and without rounding.",
        lambda data: ", ".join(
            f"{name} = [{', '.join(f'{value:.14g}' for value in data[name])}]" for name in data
        ),
    ),
)


def _grids(rng):
    mean, large = [5.0, 4.0, 4.5, 9.0], [1e6, 2e6, 5e6, 9e6]
    grids = (
        # In equal steps, with 0, within 0 and 1, tiny, large, close to each other.
        *((0.0, 0.1, 0.2, 0.3), (1e-9, 1e-8, 1e-7, 1e-6), large),
        (3.0, 3.001, 3.002, 3.003),
    )
    cases = [_curve(rng, mean, EQUAL, lams=lams) for lams in grids]
    # One lam, two, and many.
    cases += [_curve(rng, [4.0], [0.5], [0]), _curve(rng, [4.0, 4.5], [0.75] * 2, [0, 1])]
    means = 4.0 + np.abs(np.arange(40) - rng.integers(10, 30)) / 4
    lams = rng.uniform(0.5, 2.0) * np.geomspace(1e-3, 1e3, 40)
    cases.append({"lams": lams, "mean": means, "se": np.full(40, 1.1)})
    # Whole numbers, and a smallest mean of 0.
    whole = np.array([10, 20, 30, 70]) + rng.integers(0, 5)
    cases.append({"lams": whole, "mean": np.array([7, 0, 2, 5]), "se": np.array([3, 3, 3, 3])})
    cases.append({"lams": whole, "mean": np.array([6, 4, 5, 9]), "se": np.full(4, 1.5)})
    return cases


ONE_SE_RULE.property(
    "lams may be of any size and number",
    name="grids",
    draw=_grids,
    after="width",
    judge=agrees(
        ONE_SE_RULE,
        "Return one of the lams as it is, neither rounded nor converted; the lams need not be a "
        "geometric grid.",
        lambda data: _case(data) if len(data["lams"]) < 9 else f"{len(data['lams'])} lams",
        atol=0.0,
    ),
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
    kind="slip",
)

ONE_SE_RULE.mistake(
    "the minimum itself",
    "You return the lam with the smallest mean. The rule takes the largest lam that is at "
    "most one se worse.",
    lambda lams, mean, se: lams[np.argmin(mean)],
    kind="wrong",
)

ONE_SE_RULE.mistake(
    "the largest lam of all",
    "You return the largest lam of all. Its mean must be within one se of the minimum.",
    lambda lams, mean, se: np.max(lams),
    kind="wrong",
)

ONE_SE_RULE.mistake(
    "the smallest lam of all",
    "You return the smallest lam of all, whatever the means are. Return the largest whose mean is "
    "within one se of the minimum.",
    lambda lams, mean, se: np.min(lams),
    kind="wrong",
)

ONE_SE_RULE.mistake(
    "the first of all lams",
    "You return the first lam in the array, whatever the means are. Return the largest whose mean "
    "is within one se of the minimum.",
    lambda lams, mean, se: lams[0],
    kind="wrong",
)

ONE_SE_RULE.mistake(
    "the last of all lams",
    "You return the last lam in the array, whatever the means are. Return the largest whose mean "
    "is within one se of the minimum.",
    lambda lams, mean, se: lams[-1],
    kind="wrong",
)

ONE_SE_RULE.mistake(
    "each lam's own se",
    "You use the se of each candidate. The threshold is one number: the smallest mean plus "
    "the se at that lam.",
    edited(_rule, ("mean <= mean[best] + se[best]", "mean - se <= mean[best]")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "intervals that overlap",
    "You check whether two error bars overlap. The rule compares each mean with the smallest "
    "mean plus the se of the minimum.",
    edited(_rule, ("mean <=", "mean - se <=")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "the smallest se",
    "You add the smallest se of all. The threshold uses the se at the lam with the smallest mean.",
    edited(_rule, ("se[best]", "np.min(se)")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "the mean of all se",
    "You add the average se. The threshold uses the se at the lam with the smallest mean.",
    edited(_rule, ("se[best]", "np.mean(se)")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "the smallest mean plus se",
    "You minimize mean + se. Find the smallest mean first, then add the se at that lam.",
    edited(_rule, ("mean[best] + se[best]", "np.min(mean + se)")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "two se",
    "You add two standard errors. The rule adds one.",
    edited(_rule, ("se[best]", "2 * se[best]")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "half an se",
    "You add half a standard error. The rule adds one.",
    edited(_rule, ("se[best]", "se[best] / 2")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "se squared",
    "You add the square of the standard error, which has another unit than the mean. Add se.",
    edited(_rule, ("se[best]", "se[best] ** 2")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "1.96 se",
    "You add 1.96 standard errors, as for an interval of 95 %. The rule adds one.",
    edited(_rule, ("se[best]", "1.96 * se[best]")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "the largest error within one se",
    "You take the largest mean within the band. Take the largest lam.",
    edited(_rule, ("np.max(lams[within])", "lams[np.argmax(np.where(within, mean, -np.inf))]")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "the place in place of the lam",
    "You return a position in the array. Return the lam at that position.",
    edited(_rule, ("np.max(lams[within])", "int(np.argmax(np.where(within, lams, -np.inf)))")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "the last one in the array",
    "You take the last lam within one se, which is the largest only if lams increase. Compare "
    "the lams themselves.",
    edited(_rule, ("np.max(lams[within])", "lams[within][-1]")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "the first one in the array",
    "You take the first lam within one se, which is the largest only if lams decrease. "
    "Compare the lams themselves.",
    edited(_rule, ("np.max(lams[within])", "lams[within][0]")),
    kind="slip",
)


@ONE_SE_RULE.mistake(
    "stopped at the first step outside",
    "You start at the minimum and stop where the curve leaves the band. Return the largest of "
    "ALL lams within one se.",
    kind="slip",
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
    kind="slip",
)

ONE_SE_RULE.mistake(
    "all lams within one se",
    "You return every lam within one se. Return one number, the largest of them.",
    edited(_rule, ("np.max(lams[within])", "lams[within]")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "only after the minimum in the array",
    "You look only at lams after the minimum in the array. Look at all of them: they may come in "
    "any order.",
    edited(_rule, ("np.max(lams[within])", "np.max(lams[best:][within[best:]])")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "a tolerance in the comparison",
    "You count a mean that is a little above the threshold as within, as np.isclose does. Use "
    "mean <= threshold alone.",
    edited(
        _rule,
        (
            "mean <= mean[best] + se[best]",
            "(mean <= (t := mean[best] + se[best])) | np.isclose(mean, t)",
        ),
    ),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "the mean closest to the threshold",
    "You take the lam whose mean is closest to the threshold. Take the largest lam whose mean is "
    "not above it.",
    lambda lams, mean, se: lams[np.argmin(np.abs(mean - (np.min(mean) + se[np.argmin(mean)])))],
    kind="half",
)

ONE_SE_RULE.mistake(
    "se divided by the root of the number of lams",
    "You divide se by the root of the number of lams. It is a standard error already: add it as "
    "it is.",
    edited(_rule, ("se[best]", "se[best] / np.sqrt(len(lams))")),
    kind="slip",
)

ONE_SE_RULE.mistake(
    "the threshold in place of the lam",
    "You return the threshold, smallest mean plus se. Return the largest lam whose mean is at most "
    "that.",
    edited(_rule, ("np.max(lams[within])", "mean[best] + se[best]")),
    kind="half",
)
