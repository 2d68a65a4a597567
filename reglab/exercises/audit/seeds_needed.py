"""Exercise 12.4, the number of seeds that a test of equivalence needs.

Every case has one right answer, however the mean over s is computed: with this number of seeds the
power is above the target by at least `APART`, and with one seed fewer it is below by as much. For
sd near 3 margin no case is that clear, because a single seed changes the power little; there the
distance is 0.007, five standard errors of a simulation with 100,000 draws.
"""

from functools import lru_cache

import numpy as np

from reglab.checks.model import PASSED, Exercise, Integer, failed, number

APART = 0.011


@lru_cache(maxsize=256)
def _quantiles(n):
    """Student's quantile 0.95, and equally likely values of s / sd."""
    from scipy.special import gammaincinv, stdtrit  # much faster than scipy.stats

    shares = (np.arange(2000) + 0.5) / 2000
    return stdtrit(n - 1, 0.95), np.sqrt(2 * gammaincinv((n - 1) / 2, shares) / (n - 1))


def _power(n, ratio):
    """The power with n seeds, if sd is `ratio` times the margin."""
    from scipy.special import ndtr

    t, s = _quantiles(n)
    return np.mean(np.maximum(0.0, 2 * ndtr(np.sqrt(n) / ratio - t * s) - 1))


def smallest(sd, margin, power=0.8):
    """The same number as `reglab.compare.seeds_needed`, in a hundredth of its time."""
    for n in range(2, 200):
        if _power(n, sd / margin) >= power:
            return n
    raise ValueError(f"expected cases with fewer than 200 seeds, got sd = {sd}, margin = {margin}")


SEEDS_NEEDED = Exercise(
    "audit.seeds_needed",
    title="12.4 seeds_needed",
    points=2,
    arguments=("sd", "margin", "power"),
    returns=Integer(),
    forbid=(
        "reglab.compare.seeds:seeds_needed",
        "reglab.compare.power:equivalence_power",
        "statsmodels.stats",
    ),
    reference={"seeds_needed": smallest},
    aspects={"usual": 4, "power": 2, "small sd": 2, "large sd": 2, "units": 1.5},
)


def _ratio(n, power):
    """The ratio of sd and margin with which n seeds have this power."""
    low, high = 0.01, 10.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _power(n, middle) > power else (low, middle)
    return low


def _needs(rng, n, power, *, margin=None, apart=APART, where=0.5):
    """A case for which n seeds are needed.

    With `where` = 0 one seed fewer is nearly enough, and with 1 these n are only just enough.
    """
    high = _ratio(n, power + apart)
    low = _ratio(n - 1, power - apart) if n > 2 else 0.6 * high
    ratio = low + np.clip(where + rng.uniform(-0.03, 0.03), 0, 1) * (high - low)
    if margin is None:  # no sd is near 1
        margin = float(rng.uniform(2.5, 4.0) if ratio > 0.7 else rng.uniform(0.3, 0.6))
    return {"sd": float(ratio * margin), "margin": margin, "power": power}


def _one_of(rng, *numbers):
    return int(rng.choice(numbers))


def _shuffled(rng, *cases):
    return [cases[i] for i in rng.permutation(len(cases))]


def _whole_numbers(rng):
    """An sd and a margin that are integers; the power is between those of n - 1 and n seeds."""
    cases = []
    for sd, margin, n in ((1, 1, 9), (3, 2, _one_of(rng, 13, 15))):
        unit, ratio = int(rng.integers(1, 6)), sd / margin
        power = (_power(n - 1, ratio) + _power(n, ratio)) / 2
        cases.append({"sd": sd * unit, "margin": margin * unit, "power": float(power)})
    return cases


def _case(data):
    return ", ".join(f"{name} = {number(value)}" for name, value in data.items())


def _right(hint):
    def judge(data, out):
        expected, got = smallest(**data), out["seeds_needed"]
        if got == expected:
            return PASSED
        return failed(hint, f"{_case(data)}: expected {expected}, got {got}")

    return judge


HINT = (
    "For n = 2, 3, ... average p(s) over the values of s, each with the quantiles for n - 1 "
    "degrees of freedom. Return the first n whose power is at least the one asked for."
)

SEEDS_NEEDED.property(
    "sd a little above the margin, a power of 0.8: 13 to 15 seeds",
    name="usual",
    draw=lambda rng: [_needs(rng, _one_of(rng, 13, 15), 0.8)],
    aspect="usual",
    judge=_right(HINT),
)

SEEDS_NEEDED.property(
    "sd near the margin, a power of 0.8: 8 seeds",
    name="eight",
    draw=lambda rng: [_needs(rng, 8, 0.8, where=0.0)],
    aspect="usual",
    judge=_right(HINT),
)


def _without_power(answers, data):
    return {"seeds_needed": answers.seeds_needed(data["sd"], data["margin"])}


def _default(rng):
    case = _needs(rng, _one_of(rng, 13, 15), 0.8)
    return {"sd": case["sd"], "margin": case["margin"]}


SEEDS_NEEDED.property(
    "without a power it is 0.8",
    name="default_power",
    draw=_default,
    call=_without_power,
    after="usual",
    aspect="power",
    judge=_right("The argument power is 0.8 if it is not given."),
)

SEEDS_NEEDED.property(
    "a higher power needs more seeds",
    name="high_power",
    draw=lambda rng: [_needs(rng, _one_of(rng, 15, 17), 0.9)],
    after="usual",
    aspect="power",
    judge=_right("Return the first n whose power is at least the argument power."),
)

SEEDS_NEEDED.property(
    "a lower power needs fewer",
    name="low_power",
    draw=lambda rng: [_needs(rng, 7, 0.5, where=0.0)],
    after="usual",
    aspect="power",
    judge=_right("Return the first n whose power is at least the argument power."),
)

SEEDS_NEEDED.property(
    "sd below the margin: 4 or 5 seeds",
    name="few_seeds",
    draw=lambda rng: _shuffled(rng, _needs(rng, 5, 0.8), _needs(rng, 4, 0.6, where=0.0)),
    aspect="small sd",
    judge=_right(HINT),
)

SEEDS_NEEDED.property(
    "sd far below the margin: 2 or 3 seeds",
    name="least",
    draw=lambda rng: _shuffled(
        rng,
        _needs(rng, 3, 0.8, where=1.0),
        _needs(rng, 2, 0.8),
        _needs(rng, 2, 0.5, where=1.0),
    ),
    after="few_seeds",
    aspect="small sd",
    judge=_right("Start at n = 2, and use n - 1 = 1 degree of freedom there."),
)

SEEDS_NEEDED.property(
    "sd about twice the margin",
    name="twice",
    draw=lambda rng: _needs(rng, _one_of(rng, 25, 27), 0.6),
    aspect="large sd",
    judge=_right(HINT),
)

SEEDS_NEEDED.property(
    "sd about three times the margin",
    name="three_times",
    draw=lambda rng: _needs(rng, _one_of(rng, 39, 41), 0.4, apart=0.007),
    aspect="large sd",
    judge=_right(HINT),
)

SEEDS_NEEDED.property(
    "only the ratio of sd and margin matters",
    name="units",
    draw=lambda rng: [
        _needs(rng, n, power, margin=float(unit * rng.uniform(1.0, 9.0)), where=where)
        for n, power, unit, where in (
            (_one_of(rng, 7, 9), 0.6, 1e-3, 0.0),
            (_one_of(rng, 9, 13), 0.8, 100.0, 0.5),
        )
    ],
    after="usual",
    aspect="units",
    judge=_right("In p(s), everything in the brackets is divided by sd, in any unit."),
)

SEEDS_NEEDED.property(
    "an sd and a margin that are integers",
    name="whole_numbers",
    draw=_whole_numbers,
    after="usual",
    aspect="units",
    judge=_right("Compute with floats, also if sd and margin are integers."),
)
