"""Exercise 12.1, the confidence interval of a paired difference.

Means, centres and widths are judged on their own: a wrong sign costs no points for the width, and
a wrong quantile none for the mean. All digits are asked for in one property.
"""

import numpy as np

from reglab.checks.judging.remembered import once_for_a_case
from reglab.checks.model import (
    PASSED,
    Exercise,
    Number,
    Tuple,
    expected_got,
    failed,
    number,
)
from reglab.compare import paired_ci
from reglab.exercises.audit.scores import differences, in_words, scores, short, sign, sorted_differ
from reglab.exercises.draws import whole

DIFF_LO_HI = Tuple(diff=Number(), lo=Number(), hi=Number())

PAIRED_CI = Exercise(
    "audit.paired_ci",
    title="12.1 paired_ci",
    points=2,
    arguments=("a", "b", "level"),
    returns=DIFF_LO_HI,
    forbid=(
        "reglab.compare.paired:paired_ci",
        # These return the whole interval.
        "scipy.stats._stats_py:ttest_rel",
        "scipy.stats._stats_py:ttest_1samp",
        "scipy.stats._morestats:bayes_mvs",
        "scipy.stats._morestats:mvsdist",
        "statsmodels.stats",
    ),
    reference=paired_ci,
    aspects={"mean": 2, "centre": 1.5, "width": 5, "level": 1.5, "ends": 1, "exact": 1},
)


@once_for_a_case
def _reference(data):
    """The mean difference, and half the width of the interval."""
    diff, lo, hi = paired_ci(data["a"], data["b"], data.get("level", 0.95))
    return diff, (hi - lo) / 2


# What each judge looks at, from an answer (diff, lo, hi): in words, and as numbers.
PARTS = {
    "diff": lambda diff, lo, hi: diff,
    "(lo + hi) / 2": lambda diff, lo, hi: (lo + hi) / 2,
    "hi - lo": lambda diff, lo, hi: hi - lo,
    "lo": lambda diff, lo, hi: lo,
    "hi": lambda diff, lo, hi: hi,
}
MEAN, CENTRE, WIDTH, ENDS = ["diff"], ["(lo + hi) / 2"], ["hi - lo"], ["lo", "hi"]
# What is rounded to two decimals is near.
NEAR, EXACT = (0.02, 0.011), (1e-7, 1e-12)


def _equals(hint, parts, tolerance=NEAR):
    """A judge: these parts of the answer are near the right ones, relative to their size."""
    relative, absolute = tolerance

    def judge(data, out):
        diff, half = _reference(data)
        for part in parts:
            compute = PARTS[part]
            expected, got = compute(diff, diff - half, diff + half), compute(*out["paired_ci"])
            if abs(got - expected) > absolute + relative * max(half, abs(expected)):
                words = f"{in_words(data, 'level')}, {part}: {expected_got(expected, got)}"
                return failed(hint, words)
        return PASSED

    return judge


def _few(rng):
    """Cases with few seeds. The seed has a large effect, or none."""
    d = sign(rng) * rng.permutation([2.0, 3.0, 5.5])
    first = short(rng, d)
    while not sorted_differ(first["a"], first["b"]):
        first = short(rng, d)
    cases = [{**first, "level": 0.95}]
    # Small means: then some differences are positive and others negative.
    for n, effect, share in ((3, 3.0, 0.3), (4, 2.5, -0.3), (5, 4.0, 2.0 * sign(rng))):
        sd = float(rng.uniform(2.0, 5.0))
        d = differences(rng, n, share * sd, sd)
        cases.append({**scores(rng, d, effect * sd), "level": 0.95})
    return cases


def _several(rng, low, high):
    cases, side = [], sign(rng)
    for share in (0.3 * side, -1.5 * side):
        sd = float(rng.uniform(2.0, 5.0))
        d = differences(rng, whole(rng, low, high), share * sd, sd)
        cases.append({**scores(rng, d, rng.uniform(1.5, 2.0) * sd), "level": 0.95})
    return cases


def _without_level(answers, data):
    return {"paired_ci": answers.paired_ci(data["a"], data["b"])}


def _of_level(rng, levels):
    sd = float(rng.uniform(2.0, 5.0))
    cases = []
    for level, share in zip(levels, (0.3, -0.3, 2.0), strict=True):
        # With so many seeds the quantile depends on the level alone.
        d = differences(rng, whole(rng, 200, 300), share * sd, sd)
        cases.append({**scores(rng, d, 3 * sd), "level": level})
    return cases


def _integers(rng):
    """Numbers of right answers, as integers. The mean difference is not an integer."""
    cases = []
    for n in (4, 7):
        b = rng.integers(700, 950, size=n)
        d = rng.permutation(np.arange(n) * 7 - 10 + (np.arange(n) == 0))
        cases.append({"a": b + d, "b": b, "level": 0.95})
    return cases


MEAN_HINT = "Compute a - b for each seed, and return the mean of these differences as diff."
CENTRE_HINT = "The interval goes from the mean difference minus t s / sqrt(n) to the mean plus it."
WIDTH_HINT = (
    "Take the standard deviation s of the n differences (ddof=1), divide it by the square root of "
    "n, and multiply it by the quantile (1 + level)/2 of Student's distribution with n - 1 degrees "
    "of freedom."
)

PAIRED_CI.property(
    "diff is the mean of a - b",
    name="mean",
    draw=_few,
    aspect="mean",
    judge=_equals(MEAN_HINT, MEAN),
)

PAIRED_CI.property(
    "the interval has the mean difference in its middle",
    name="centre",
    draw=_few,
    aspect="centre",
    judge=_equals(CENTRE_HINT, CENTRE),
)

PAIRED_CI.property(
    "its width with 3 to 5 seeds",
    name="few_seeds",
    draw=_few,
    aspect="width",
    judge=_equals(WIDTH_HINT, WIDTH),
)

PAIRED_CI.property(
    "its width with 10 to 14 seeds",
    name="more_seeds",
    draw=lambda rng: _several(rng, 10, 14),
    aspect="width",
    judge=_equals(WIDTH_HINT, WIDTH),
)

PAIRED_CI.property(
    "its width with 150 to 300 seeds",
    name="many_seeds",
    draw=lambda rng: _several(rng, 150, 300),
    aspect="width",
    judge=_equals(WIDTH_HINT, WIDTH),
)


def _near_0(rng):
    """Many seeds and means near 0, so that neither their sign nor the exact width matters."""
    cases = []
    for n in (5, whole(rng, 150, 300)):
        sd = float(rng.uniform(2.0, 5.0))
        d = differences(rng, n, 0.01 * sign(rng) * sd / np.sqrt(n), sd)
        case = scores(rng, d, 20 * sd)
        # Otherwise an answer with the difference of two standard deviations fails by chance.
        while abs(np.std(case["a"]) - np.std(case["b"])) < 0.1 * sd:
            case = scores(rng, d, 20 * sd)
        cases.append({**case, "level": 0.95})
    return cases


@PAIRED_CI.property(
    "lo is below the mean difference, and hi is above it",
    name="ends",
    draw=_near_0,
    aspect="ends",
)
def ends(data, out):
    diff, half = _reference(data)
    _, lo, hi = out["paired_ci"]
    # Wrong widths are narrower than the right one by a factor of n at most.
    for name, end, below in (("lo", lo, True), ("hi", hi, False)):
        if (end < diff - 0.02 * half) if below else (end > diff + 0.02 * half):
            continue
        words = "less" if below else "more"
        return failed(
            "Return diff, the lower end and the upper end, in this order.",
            f"{in_words(data, 'level')}, {name}: expected clearly {words} than {number(diff)}, "
            f"got {number(end)}",
        )
    return PASSED


PAIRED_CI.property(
    "a higher level has a wider interval",
    name="high_levels",
    draw=lambda rng: _of_level(rng, [0.99, 0.98, float(rng.uniform(0.97, 0.995))]),
    after="many_seeds",
    aspect="level",
    judge=_equals("Use the quantile (1 + level)/2: for 0.99 it is 0.995.", WIDTH),
)

PAIRED_CI.property(
    "a lower level has a narrower interval",
    name="low_levels",
    draw=lambda rng: _of_level(rng, [0.9, 0.5, float(rng.uniform(0.3, 0.85))]),
    after="many_seeds",
    aspect="level",
    judge=_equals("Use the quantile (1 + level)/2: for 0.5 it is 0.75.", WIDTH),
)

PAIRED_CI.property(
    "without a level it is 0.95",
    name="default_level",
    draw=lambda rng: [{key: case[key] for key in ("a", "b")} for case in _several(rng, 150, 300)],
    call=_without_level,
    after="many_seeds",
    aspect="level",
    judge=_equals("The argument level is 0.95 if it is not given.", WIDTH),
)

PAIRED_CI.property(
    "integer scores: the mean difference is not rounded",
    name="integers",
    draw=_integers,
    after="mean",
    aspect="mean",
    judge=_equals("Compute with floats: a mean of integers is rarely an integer.", MEAN),
)


def _equal(rng):
    """Differences that are all equal, in numbers that floats hold exactly."""
    side = sign(rng)
    equal = [short(rng, [d] * n) for d, n in ((side * whole(rng, 5, 9) / 4, 4), (0.0, 3))]
    many = short(rng, [-side * whole(rng, 5, 9) / 4] * whole(rng, 10, 20))
    return [{**case, "level": 0.95} for case in (*equal, many)]


PAIRED_CI.property(
    "all differences equal: both ends are this number",
    name="equal",
    draw=_equal,
    after="mean",
    aspect="ends",
    judge=_equals(
        "The formula holds where s is 0, too: then both ends are the mean.", [*MEAN, *ENDS]
    ),
)


def _two(rng):
    """Two seeds; a and b vary less than their difference."""
    d = sign(rng) * np.array([-rng.uniform(2.0, 4.0), rng.uniform(5.0, 9.0)])
    b = 10.0 - rng.uniform(0.3, 0.7) * d
    return {"a": b + d, "b": b, "level": 0.95}


PAIRED_CI.property(
    "two seeds",
    name="two",
    draw=_two,
    after="few_seeds",
    aspect="ends",
    judge=_equals("The formula holds for two seeds, too, with one degree of freedom.", WIDTH),
)


def _units(rng):
    """Scores in many units, with effects of the seed from none to a hundred times the sd."""
    cases = []
    for unit, effect in ((1.0, 3.0), (1e-4, 10.0), (1e4, 0.0), (1e-2, 100.0)):
        sd = unit * rng.uniform(1.0, 5.0)
        d = differences(rng, whole(rng, 3, 30), sign(rng) * rng.uniform(0.1, 2.0) * sd, sd)
        level = float(rng.choice([0.9, 0.95, 0.99]))
        cases.append({**scores(rng, d, effect * sd), "level": level})
    return cases


PAIRED_CI.property(
    "all digits are right, in every unit",
    name="exact",
    draw=_units,
    after="few_seeds",
    aspect="exact",
    judge=_equals(
        "Compute diff, lo and hi by the formula, without rounding, limits or constants such as "
        "1.96.",
        [*MEAN, *ENDS],
        EXACT,
    ),
)
