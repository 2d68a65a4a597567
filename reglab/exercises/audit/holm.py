"""Exercise 12.5, Holm's adjusted p-values."""

import numpy as np

from reglab.checks.judging.stock import agrees
from reglab.checks.model import Array, Exercise, number
from reglab.compare import holm
from reglab.exercises.draws import whole

HOLM = Exercise(
    "audit.holm",
    title="12.5 holm",
    points=2,
    arguments=("p",),
    returns=Array(lambda data: data["p"].shape),
    forbid=("reglab.compare.multiple:holm", "statsmodels.stats"),
    reference=holm,
    aspects={"factors": 3, "order": 2, "running": 3, "limit": 1.5, "sizes": 1.5, "exact": 1},
)


def _apart(rng, m):
    """m increasing p-values whose adjusted values increase as well, and stay below 1.

    The largest is far above the others, which are not in equal steps.
    """
    p, factors = np.empty(m), np.arange(m, 0, -1)
    adjusted = np.sort(rng.uniform(0.9, 1.1, m) * np.linspace(0.06, 0.7, m) ** 1.3)
    p[:] = adjusted / factors
    return p


def _drops(rng, m):
    """m increasing p-values in pairs, whose adjusted values would drop within each pair."""
    p = _apart(rng, m)
    first = np.arange(0, m - 1, 2)
    p[first + 1] = p[first] * rng.uniform(1.02, 1.05, len(first))
    return p


def _run(rng, m):
    """m increasing p-values that are nearly equal, except the smallest and the largest."""
    low = rng.uniform(0.5, 0.7) / m
    run = low * np.cumprod(rng.uniform(1.02, 1.05, m - 1))
    return np.concatenate([run[:1] / 2, run]) if m > 4 else np.append(run, 0.95)


def _shuffled(rng, p):
    """In another order than increasing or decreasing, and one that is not its own inverse."""
    m = len(p)
    while True:
        order = rng.permutation(m)
        moved = order != np.arange(m)
        if moved.sum() >= m - 1 and np.sum(order != np.argsort(order)) >= 3:
            return p[order]


def _cases(*arrays):
    return [{"p": np.array(p)} for p in arrays]


def _case(data, where):
    p = data["p"]
    shown = f"p = [{', '.join(map(number, p))}]" if len(p) <= 6 else f"{len(p)} p-values"
    return f"{shown}, p[{where[0]}] = {number(p[where])}"


# What is rounded to two decimals is near.
NEAR = {"rtol": 0.02, "atol": 0.0051}


def _adjusted(hint, **tolerance):
    return agrees(HOLM, hint, _case, **(tolerance or NEAR))


FACTORS = "Multiply the smallest p-value by m, the next one by m - 1, and the largest by 1."
ORDER = "Entry i of the result belongs to p[i]: put each adjusted value where its p-value was."
RUNNING = "In the sorted order, an adjusted value is never below the one before it."
LIMIT = "An adjusted value above 1 becomes 1."

HOLM.property(
    "p-values that are sorted already, and far apart: multiplied by m, m - 1, ..., 1",
    name="factors",
    draw=lambda rng: _cases(_apart(rng, 3), _apart(rng, 4), _apart(rng, whole(rng, 6, 9))),
    aspect="factors",
    judge=_adjusted(FACTORS),
)

HOLM.property(
    "p-values in any order: the result has the order of p",
    name="order",
    draw=lambda rng: _cases(
        _shuffled(rng, _apart(rng, 3)),
        _shuffled(rng, _apart(rng, 5)),
        _shuffled(rng, _apart(rng, whole(rng, 6, 9))),
        _apart(rng, 4)[::-1],
    ),
    aspect="order",
    judge=_adjusted(ORDER),
)

HOLM.property(
    "sorted p-values close together: no adjusted value is below the one before it",
    name="running",
    draw=lambda rng: _cases(_drops(rng, 3), _drops(rng, 4), _drops(rng, whole(rng, 6, 9))),
    aspect="running",
    judge=_adjusted(RUNNING),
)

HOLM.property(
    "several p-values in a row that are close together",
    name="long_runs",
    draw=lambda rng: _cases(_run(rng, 4), _run(rng, whole(rng, 6, 8))),
    aspect="running",
    judge=_adjusted(f"{RUNNING} So it is the largest so far."),
)

HOLM.property(
    "close together, in any order",
    name="running_in_any_order",
    draw=lambda rng: _cases(
        _shuffled(rng, _drops(rng, 4)), _shuffled(rng, _drops(rng, whole(rng, 6, 9)))
    ),
    after="running",
    aspect="running",
    judge=_adjusted(f"{RUNNING} {ORDER}"),
)


def _ties(rng):
    """Equal p-values, sorted."""
    low, high = rng.uniform(0.015, 0.03), rng.uniform(0.1, 0.2)
    return _cases(
        [low, low],
        [low, low, high],
        [low, low, low, high, high],
        np.full(whole(rng, 4, 6), low),
    )


HOLM.property(
    "equal p-values have equal adjusted values",
    name="ties",
    draw=_ties,
    aspect="running",
    judge=_adjusted(f"{RUNNING} So equal p-values have equal adjusted values."),
)


def _large(rng):
    """Sorted p-values; some products are above 1, and no adjusted value would drop.

    So each case ends with 1: only then the last product is not below the others.
    """
    high = np.sort(rng.uniform(0.55, 0.95, 3))
    return _cases(
        [rng.uniform(0.6, 0.9), 1.0],
        [0.01, high[0], 1.0],
        [0.0, 0.02, *high[:2], 1.0],
        [*high, 1.0],
    )


HOLM.property(
    "p-values that would be above 1 become 1",
    name="limit",
    draw=_large,
    aspect="limit",
    judge=_adjusted(LIMIT),
)

HOLM.property(
    "a single p-value stays as it is",
    name="single",
    draw=lambda rng: _cases([rng.uniform(0.01, 0.2)], [rng.uniform(0.3, 0.9)], [1.0]),
    after="factors",
    aspect="sizes",
    judge=_adjusted("With m = 1 there is nothing to adjust: the factor is 1."),
)

HOLM.property(
    "fifty p-values",
    name="fifty",
    draw=lambda rng: _cases(_apart(rng, whole(rng, 48, 52))),
    aspect="sizes",
    judge=_adjusted(FACTORS),
)


def _tiny(rng):
    """Sorted p-values of all sizes whose adjusted values increase."""
    base = rng.uniform(1e-6, 9e-6)
    return _cases(
        np.array([1.0, 4.0, 16.0]) * rng.uniform(1e-5, 1.5e-5, 3),
        np.sort(rng.uniform(2, 6, 8) * 10.0 ** -np.arange(1, 9)),
        [base, base * 3.7, 0.3],
        0.1 * _apart(rng, 6),
    )


HOLM.property(
    "all digits are right, also of small p-values",
    name="exact",
    draw=_tiny,
    after="factors",
    aspect="exact",
    judge=_adjusted(
        "Return the adjusted values as they are, without rounding.", rtol=1e-6, atol=1e-15
    ),
)
