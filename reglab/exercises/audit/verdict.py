"""Exercise 12.3, what the seeds say in one word.

Every case is constructed: means and margins are given in standard errors, so that a case is clearly
on one side of each rule, and sizes, signs, units and numbers of seeds are drawn.
"""

from dataclasses import dataclass

import numpy as np

from reglab.checks.judging.remembered import once_for_a_case
from reglab.checks.model import PASSED, Exercise, failed, number
from reglab.checks.model.schema import SchemaError
from reglab.compare import paired_ci, verdict
from reglab.exercises.audit.scores import differences, scores, short, sign
from reglab.exercises.draws import whole

WORDS = {3: "equivalent", 5: "helps", 7: "hurts", 11: "unclear"}


@dataclass(frozen=True)
class Word:
    """One of four words, sent as a number; any other answer is sent as text."""

    compare: bool = True

    def validate(self, value, data, name):
        if type(value) is int and value in WORDS:
            return WORDS[value]
        raise SchemaError(
            f"{name}: expected one of {', '.join(map(repr, WORDS.values()))}, got {value}"
        )


VERDICT = Exercise(
    "audit.verdict",
    title="12.3 verdict",
    points=2,
    returns=Word(),
    uses=("audit.paired_ci", "audit.tost"),
    forbid=(
        "reglab.compare.verdicts:verdict",
        "reglab.compare.paired:paired_ci",
        "reglab.compare.equivalence:tost",
        "statsmodels.stats",
    ),
    reference=verdict,
    aspects={
        "clear": 3,
        "unclear": 2,
        "one end": 4,
        "order": 4,
        "margin and effect": 2,
        "levels": 3,
        "other inputs": 1,
    },
)


def _quantiles(n):
    """Student's quantiles of the intervals with 90 % and with 95 %."""
    from scipy.special import stdtrit  # much faster than scipy.stats

    return float(stdtrit(n - 1, 0.95)), float(stdtrit(n - 1, 0.975))


def _case_of(rng, n, mean, margin, unit=1.0):
    """A case whose mean and margin are given in standard errors."""
    sd = unit * float(rng.uniform(1.0, 5.0))
    se = sd / np.sqrt(n)
    data = scores(rng, differences(rng, n, mean * se, sd), 2.5 * sd)
    return {**data, "margin": float(margin * se)}


def _few(rng):
    return whole(rng, 4, 8)


def _many(rng):
    return whole(rng, 15, 40)


# Cases for each rule, by number of seeds; `side` is the sign of the mean.


def _equivalent(rng, n, side, unit=1.0):
    """The 95 % interval is inside the margin, and contains 0."""
    mean = rng.uniform(0.1, 0.4)
    margin = 2 * (mean + _quantiles(n)[0]) + rng.uniform(0.5, 1.5)
    return _case_of(rng, n, side * mean, margin, unit)


def _beyond(rng, n, side, unit=1.0):
    """The 95 % interval is beyond the margin."""
    margin = rng.uniform(0.4, 1.0)
    return _case_of(rng, n, side * (margin + _quantiles(n)[1] + rng.uniform(1, 2)), margin, unit)


def _far_beyond(rng, n, side):
    """The 95 % interval is beyond the margin, and its width is smaller than the margin."""
    t90, t95 = _quantiles(n)
    margin = 2 * t90 + rng.uniform(0.5, 1.5)
    return _case_of(rng, n, side * (margin + t95 + rng.uniform(1, 2)), margin)


def _mean_outside(rng, n, side, unit=1.0):
    """The interval contains 0 and the margin, and the mean is outside the margin."""
    mean = rng.uniform(0.45, 0.55) * _quantiles(n)[0]
    return _case_of(rng, n, side * mean, 0.4 * mean, unit)


def _mean_inside(rng, n, side):
    """The interval contains 0 and both margins, and the mean is inside the margin."""
    mean = rng.uniform(0.2, 0.4)
    return _case_of(rng, n, side * mean, rng.uniform(0.5, 0.7) * _quantiles(n)[0])


def _one_end(rng, n, side):
    """One end of the interval is inside the margin, the other one is not; it contains 0."""
    mean = rng.uniform(1.3, 1.5)
    return _case_of(rng, n, side * mean, _quantiles(n)[0] + rng.uniform(0.1, 0.3))


def _small_effect(rng, n, side):
    """The 95 % interval is inside the margin, and does not contain 0."""
    mean = _quantiles(n)[1] + rng.uniform(0.5, 1.5)
    return _case_of(rng, n, side * mean, mean + _quantiles(n)[1] + rng.uniform(1.0, 2.0))


def _margin_below_mean(rng, n, side):
    """The 95 % interval does not contain 0. The margin is between its near end and the mean."""
    t95 = _quantiles(n)[1]
    mean = t95 + rng.uniform(0.3, 0.5)
    return _case_of(rng, n, side * mean, mean - rng.uniform(0.55, 0.65) * t95)


def _margin_above_mean(rng, n, side):
    """The 95 % interval does not contain 0. The margin is between the mean and its far end."""
    t90, t95 = _quantiles(n)
    mean = t95 + rng.uniform(0.3, 0.5)
    return _case_of(rng, n, side * mean, mean + rng.uniform(0.3, 0.4) * t90)


def _between_levels(rng, n, side, mean):
    """The margin is between the far ends of the 90 % interval and the 95 % interval."""
    t90, t95 = _quantiles(n)
    return _case_of(rng, n, side * mean, mean + t90 + rng.uniform(0.4, 0.6) * (t95 - t90))


def _near_margin(rng, n, side, share):
    """The 90 % interval ends near the margin: beyond it if the share is below 1."""
    return _case_of(rng, n, side * 0.2, 0.2 + share * _quantiles(n)[0])


def _nearly_significant(rng, n, side):
    """0 is between the near ends of the 90 % interval and the 95 % interval."""
    return _case_of(rng, n, side * 0.985 * _quantiles(n)[1], rng.uniform(0.4, 1.0))


def _barely_significant(rng, n, side):
    """The near end of the 95 % interval is a little beyond 0."""
    return _case_of(rng, n, side * 1.015 * _quantiles(n)[1], rng.uniform(0.4, 1.0))


def _shuffled(rng, *cases):
    return [cases[i] for i in rng.permutation(len(cases))]


def _both_equivalent(rng):
    """An equivalent case of each sign, so that the same word for all cases is not right."""
    return _equivalent(rng, _few(rng), 1), _equivalent(rng, _many(rng), -1)


_SENT = {"equivalent": 3, "helps": 5, "hurts": 7, "unclear": 11}


def _word(answers, data):
    """The answer as a number, so that the same word everywhere is seen to be worthless."""
    result = answers.verdict(data["a"], data["b"], data["margin"])
    known = isinstance(result, str) and result in _SENT
    return {"verdict": _SENT[str(result)] if known else repr(result)[:40]}


@once_for_a_case
def _case(data):
    """The case in words: the numbers that the rules compare."""
    (diff, low90, high90), (_, low95, high95) = (
        paired_ci(data["a"], data["b"], level) for level in (0.90, 0.95)
    )
    return (
        f"{len(data['a'])} seeds, margin {number(data['margin'])}, mean {number(diff)}, 90 % from "
        f"{number(low90)} to {number(high90)}, 95 % from {number(low95)} to {number(high95)}"
    )


@once_for_a_case
def _expected(data):
    return verdict(data["a"], data["b"], data["margin"])


def _says(hint):
    """A judge: the same word as the reference."""

    def judge(data, out):
        expected = _expected(data)
        if out["verdict"] == expected:
            return PASSED
        return failed(hint, f'{_case(data)}: expected "{expected}", got "{out["verdict"]}"')

    return judge


VERDICT.property(
    "clear cases that help, hurt, or are equivalent",
    name="clear",
    draw=lambda rng: _shuffled(
        rng,
        *_both_equivalent(rng),
        *(_beyond(rng, _few(rng), side) for side in (1, -1)),
        *(_far_beyond(rng, _many(rng), side) for side in (1, -1)),
    ),
    call=_word,
    aspect="clear",
    judge=_says(
        'Compare the 90 % interval with -margin and margin for "equivalent", and the 95 % interval '
        'with 0 for "helps" and "hurts".'
    ),
)

VERDICT.property(
    "an interval that contains 0 and is too wide is unclear, wherever its mean is",
    name="too_wide",
    draw=lambda rng: _shuffled(
        rng,
        *(_mean_outside(rng, _few(rng), side) for side in (1, -1)),
        *(_mean_inside(rng, _many(rng), side) for side in (1, -1)),
        *_both_equivalent(rng),
    ),
    call=_word,
    aspect="unclear",
    judge=_says('A wide interval decides nothing: "equivalent" needs all of it inside the margin.'),
)

VERDICT.property(
    "both ends have to be inside the margin",
    name="both_ends",
    draw=lambda rng: _shuffled(
        rng,
        *(_one_end(rng, n(rng), side) for n in (_few, _many) for side in (1, -1)),
        *_both_equivalent(rng),
    ),
    call=_word,
    aspect="one end",
    judge=_says(
        'For "equivalent", the lower end is above -margin and the upper end is below margin.'
    ),
)

VERDICT.property(
    "a difference from 0 that is too small to matter is equivalent",
    name="small_effect",
    draw=lambda rng: _shuffled(
        rng,
        *(_small_effect(rng, n(rng), side) for n in (_few, _many) for side in (1, -1)),
        *(_mean_outside(rng, n(rng), side) for n, side in ((_few, 1), (_many, -1))),
    ),
    call=_word,
    aspect="order",
    judge=_says('The first rule that fits counts, and "equivalent" is the first.'),
)

VERDICT.property(
    "an interval that reaches across the margin, but does not contain 0, helps or hurts",
    name="across_the_margin",
    draw=lambda rng: _shuffled(
        rng,
        *(_margin_below_mean(rng, n(rng), side) for n in (_few, _many) for side in (1, -1)),
        *(_margin_above_mean(rng, n(rng), side) for n in (_few, _many) for side in (1, -1)),
    ),
    call=_word,
    aspect="margin and effect",
    judge=_says('"helps" and "hurts" compare the 95 % interval with 0, whatever the margin is.'),
)

VERDICT.property(
    "equivalent: the 90 % interval decides",
    name="level_90",
    draw=lambda rng: _shuffled(
        rng,
        *(_between_levels(rng, n(rng), side, 0.2) for n, side in ((_few, 1), (_many, -1))),
        *(_between_levels(rng, _few(rng), side, 4.5) for side in (1, -1)),
        *(_mean_outside(rng, n(rng), side) for n, side in ((_few, 1), (_many, -1))),
    ),
    call=_word,
    aspect="levels",
    judge=_says('For "equivalent" use the 90 % interval: each of the two tests is at 5 %.'),
)

VERDICT.property(
    "an end of the 90 % interval that is a little beyond the margin: unclear",
    name="nearly_equivalent",
    draw=lambda rng: _shuffled(
        rng,
        # With few seeds the t quantile and ddof=1 matter.
        *(_near_margin(rng, _few(rng), side, 0.99) for side in (1, -1)),
        *(_near_margin(rng, n, sign(rng), 0.8) for n in (4, 8)),
        *_both_equivalent(rng),
    ),
    call=_word,
    aspect="levels",
    judge=_says(
        'For "equivalent" use the 90 % interval, with the standard deviation (ddof=1) and the '
        "quantile of paired_ci."
    ),
)

VERDICT.property(
    "an end of the 90 % interval that is just inside the margin: equivalent",
    name="barely_equivalent",
    draw=lambda rng: _shuffled(
        rng,
        *(_near_margin(rng, n, side, 1.015) for n in (4, 8) for side in (1, -1)),
        *(_mean_outside(rng, n(rng), side) for n, side in ((_few, 1), (_many, -1))),
    ),
    call=_word,
    aspect="levels",
    judge=_says('For "equivalent" use the 90 % interval, exactly that of paired_ci.'),
)

VERDICT.property(
    "a 95 % interval that is just beyond 0: helps or hurts",
    name="barely_significant",
    draw=lambda rng: _shuffled(
        rng, *(_barely_significant(rng, n, side) for n in (4, 8) for side in (1, -1))
    ),
    call=_word,
    aspect="levels",
    judge=_says('For "helps" and "hurts" use the 95 % interval, exactly that of paired_ci.'),
)

VERDICT.property(
    "helps and hurts: the 95 % interval decides",
    name="level_95",
    draw=lambda rng: _shuffled(
        rng,
        *(_nearly_significant(rng, _few(rng), side) for side in (1, -1)),
        *(_nearly_significant(rng, _few(rng), side) for side in (1, -1)),
        *_both_equivalent(rng),
    ),
    call=_word,
    aspect="levels",
    judge=_says('For "helps" and "hurts" use the 95 % interval.'),
)

VERDICT.property(
    "scores in any unit",
    name="units",
    draw=lambda rng: _shuffled(
        rng,
        *(
            make(rng, _many(rng), side, unit)
            for make in (_equivalent, _mean_outside)
            for side, unit in ((1, 1e-4), (-1, 1e3))
        ),
    ),
    call=_word,
    after="too_wide",
    aspect="other inputs",
    judge=_says("The same rules hold in any unit. Compare the ends as they are, without rounding."),
)


def _integers(rng):
    """Numbers of right answers, with an integer margin."""
    cases = []
    for margin, shift in ((30, 0), (2, 0), (3, 12), (3, -12)):
        n = whole(rng, 6, 9)
        b = rng.integers(700, 950, size=n)
        d = shift + rng.permutation(4 * np.arange(n) - 2 * n)
        cases.append({"a": b + d, "b": b, "margin": margin})
    return _shuffled(rng, *cases)


VERDICT.property(
    "integer scores",
    name="integers",
    draw=_integers,
    call=_word,
    after="too_wide",
    aspect="other inputs",
    judge=_says("The same rules hold for integer scores and margins. Compute with floats."),
)


def _all_equal(rng):
    """Differences that are all equal, in numbers that floats hold exactly."""
    cases = []
    for share in (0.0, 0.5, -0.5, 2.0, -2.0, 1.0, -1.0):
        margin = whole(rng, 2, 9) / 4
        cases.append({**short(rng, [share * margin] * whole(rng, 2, 9)), "margin": margin})
    return _shuffled(rng, *cases)


VERDICT.property(
    "all differences equal: the same rules",
    name="all_equal",
    draw=_all_equal,
    call=_word,
    aspect="other inputs",
    judge=_says(
        "If all differences are equal, both intervals are this number. Use the same rules."
    ),
)
