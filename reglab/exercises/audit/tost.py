"""Exercise 12.2, the two one-sided tests for equivalence."""

import numpy as np

from reglab.checks.judging.stock import agrees
from reglab.checks.model import Exercise, Number
from reglab.compare import tost
from reglab.exercises.audit.scores import differences, in_words, scores, short, sign
from reglab.exercises.draws import whole

TOST = Exercise(
    "audit.tost",
    title="12.2 tost",
    points=2,
    arguments=("a", "b", "margin"),
    returns=Number(),
    forbid=("reglab.compare.equivalence:tost", "statsmodels.stats"),
    reference=tost,
    aspects={"few": 5, "many": 2, "equal": 1, "exact": 1},
)


def _drawn(rng, n, mean, margin, *, sd=None, effect=3.0):
    """A case whose mean and margin are given in standard errors."""
    sd = float(rng.uniform(1.0, 5.0)) if sd is None else sd
    se = sd / np.sqrt(n)
    data = scores(rng, differences(rng, n, mean * se, sd), effect * sd)
    return {**data, "margin": float(margin * se)}


def _on_side(rng, side, n, mean, margin):
    """A case whose mean is on this side of 0."""
    return _drawn(rng, whole(rng, *n), side * rng.uniform(*mean), rng.uniform(*margin))


def _both_sides(rng, *ranges):
    """Two cases with means on both sides of 0, in random order."""
    side = sign(rng)
    return [_on_side(rng, s, *ranges) for s in (side, -side)]


def _inside(rng, side):
    """Means inside the margin. The first case has a mean of 1 or -1, to compute by hand."""
    d = side * rng.permutation([0.0, 1.0, 2.0, 1.0])
    first = {**short(rng, d), "margin": float(rng.choice([1.5, 1.75, 2.0]))}
    return [first, *(_on_side(rng, side, (3, 6), (0.5, 0.7), (1.9, 2.3)) for _ in range(2))]


def _case(data):
    return in_words(data, "margin")


# What is rounded to two decimals is near.
NEAR = {"rtol": 0.02, "atol": 0.0051}
HINT = (
    "Compute P(T > t1) and P(T < t2) with n - 1 degrees of freedom and the standard error "
    "s / sqrt(n) of the differences. Return the larger one."
)


def _p(hint, **tolerance):
    return agrees(TOST, hint, _case, **(tolerance or NEAR))


TOST.property(
    "the mean is positive, inside the margin: the larger of two p-values",
    name="inside",
    draw=lambda rng: _inside(rng, 1),
    aspect="few",
    judge=_p(HINT),
)

TOST.property(
    "the mean is negative, inside the margin",
    name="inside_below",
    draw=lambda rng: _inside(rng, -1),
    aspect="few",
    judge=_p(HINT),
)

TOST.property(
    "the mean is near 0: both p-values are about the same",
    name="near_0",
    draw=lambda rng: _both_sides(rng, (5, 6), (0.01, 0.02), (1.0, 1.2)),
    aspect="few",
    judge=_p(HINT),
)

TOST.property(
    "the mean is outside the margin: p is above 0.5",
    name="outside",
    draw=lambda rng: _both_sides(rng, (8, 12), (1.3, 1.4), (0.85, 0.9)),
    aspect="few",
    judge=_p(HINT),
)

TOST.property(
    "many seeds, the mean inside the margin",
    name="many_inside",
    draw=lambda rng: _both_sides(rng, (150, 250), (0.5, 0.7), (1.9, 2.3)),
    aspect="many",
    judge=_p(HINT),
)

TOST.property(
    "many seeds, the mean outside the margin",
    name="many_outside",
    draw=lambda rng: _both_sides(rng, (150, 250), (1.3, 1.4), (0.85, 0.9)),
    aspect="many",
    judge=_p(HINT),
)


def _integers(rng):
    """Numbers of right answers; the margin is an integer as well."""
    cases = []
    for n, side in ((5, 1), (6, -1)):
        b = rng.integers(700, 950, size=n)
        d = side * rng.permutation(np.arange(n) * 6 - 8 + (np.arange(n) == 0))
        cases.append({"a": b + d, "b": b, "margin": whole(rng, 10, 14)})
    return cases


TOST.property(
    "integer scores, and two seeds",
    name="integers",
    draw=lambda rng: [
        *_integers(rng),
        *(_drawn(rng, 2, s * rng.uniform(0.5, 1.0), rng.uniform(3.0, 4.0)) for s in (1, -1)),
    ],
    after="inside",
    aspect="few",
    judge=_p("Compute with floats, and with n - 1 degrees of freedom for every n from 2 on."),
)


def _equal(rng):
    """Differences that are all equal, in numbers that floats hold exactly."""
    cases = []
    for n, share in ((3, 0.5), (4, 2.0), (5, -0.5), (3, -2.0), (4, 1.0), (5, -1.0), (2, 0.0)):
        margin = whole(rng, 2, 9) / 4
        cases.append({**short(rng, [share * margin] * n), "margin": margin})
    return cases


TOST.property(
    "all differences equal: 0 inside the margin, otherwise 1",
    name="equal",
    draw=_equal,
    aspect="equal",
    judge=_p(
        "If s is 0, return 0 if the mean is inside the margin, and 1 if it is at the margin or "
        "outside."
    ),
)


def _units(rng):
    """All units, effects of the seed from none to a hundred times the sd, and p from 0 to 1."""
    units = ((1.0, 3.0, 0.3, 1.5), (1e-4, 10.0, -1.0, 3.0), (1e4, 0.0, 4.0, 1.0))
    cases = [
        _drawn(rng, whole(rng, 3, 30), mean, margin, sd=unit * rng.uniform(1, 5), effect=effect)
        for unit, effect, mean, margin in units
    ]
    return [*cases, _drawn(rng, whole(rng, 8, 30), 0.5, 5.0, effect=100.0)]


TOST.property(
    "all digits are right, in every unit",
    name="exact",
    draw=_units,
    after="inside",
    aspect="exact",
    judge=_p("Return the larger p-value as it is, without rounding or limits.", rtol=1e-6),
)
