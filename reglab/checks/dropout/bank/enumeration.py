"""Exercise 7.4: the known wrong answers."""

import itertools

import numpy as np

from ..probes import EXACT_MASK_AVERAGE


def _masks(x):
    return [np.array(keep) for keep in itertools.product([True, False], repeat=len(x))]


def _probability(mask, rate):
    return (1 - rate) ** np.sum(mask) * rate ** np.sum(~mask)


def _average(
    masks=_masks,
    weight=lambda mask, rate: _probability(mask, rate),
    value=lambda f, x, mask, rate: f(x * mask / (1 - rate)),
):
    """The sum over masks(x) of weight(mask, rate) * value(f, x, mask, rate)."""

    def average(f, x, rate):
        return sum(weight(mask, rate) * value(f, x, mask, rate) for mask in masks(x))

    return average


def _known(name, hint, function, signature=None):
    EXACT_MASK_AVERAGE.misconception(name, hint=hint, signature=signature)(function)


_known(
    "all masks alike",
    "You give every mask the same weight. That is right for rate = 0.5 only: use P(mask).",
    _average(weight=lambda mask, rate: 0.5 ** len(mask)),
)
_known(
    "not weighted",
    "You add up f over the masks. An average weighs each value with its probability.",
    _average(weight=lambda mask, rate: 1.0),
)
_known(
    "probabilities swapped",
    "Your P(mask) has rate for the units that stay. rate is the probability of dropping.",
    _average(weight=lambda mask, rate: _probability(~mask, rate)),
)
_known(
    "dropped units not weighed",
    "Your P(mask) counts the units that stay only. Those that are dropped have a factor, too.",
    _average(weight=lambda mask, rate: (1 - rate) ** np.sum(mask)),
)
_known(
    "units that stay not weighed",
    "Your P(mask) counts the dropped units only. Those that stay have a factor, too.",
    _average(weight=lambda mask, rate: rate ** np.sum(~mask)),
)
_known(
    "divided by the number of masks",
    "You divide by the number of masks as well. The probabilities sum to 1 already.",
    _average(weight=lambda mask, rate: _probability(mask, rate) / 2 ** len(mask)),
)
_known(
    "survivors not rescaled",
    "f sees mask * x. Inverted dropout scales what stays: mask * x / (1 - rate).",
    _average(value=lambda f, x, mask, rate: f(x * mask)),
)
_known(
    "divided by the rate",
    "f sees mask * x / rate. Divide by the probability of staying.",
    _average(value=lambda f, x, mask, rate: f(x * mask / rate) if rate else f(x * mask)),
)
_known(
    "multiplied by the keep probability",
    "f sees mask * x * (1 - rate). Inverted dropout divides by the probability of staying.",
    _average(value=lambda f, x, mask, rate: f(x * mask * (1 - rate))),
)
_known(
    "f of the average",
    "You average the masked inputs and apply f once, which gives f(x). Apply f to every masked "
    "input, and average the values.",
    lambda f, x, rate: f(x),
)
_known(
    "scaled outside of f",
    "You divide the value of f by 1 - rate. The scaling belongs to the units, inside f.",
    _average(value=lambda f, x, mask, rate: f(x * mask) / (1 - rate)),
)
_known(
    "f of the mask",
    "f sees the mask without x. What it gets is mask * x / (1 - rate).",
    _average(value=lambda f, x, mask, rate: f(mask / (1 - rate))),
)
_known(
    "the empty mask left out",
    "The mask that drops all units is missing. It has a probability, too.",
    _average(masks=lambda x: _masks(x)[:-1]),
)
_known(
    "the full mask left out",
    "The mask that keeps all units is missing. It has a probability, too.",
    _average(masks=lambda x: _masks(x)[1:]),
)


@EXACT_MASK_AVERAGE.misconception(
    "at most one unit dropped",
    hint="You drop one unit at a time. All subsets of the units count: 2^d masks.",
)
def one_at_a_time(f, x, rate):
    masks = [np.ones(len(x), dtype=bool), *~np.eye(len(x), dtype=bool)]
    return sum(_probability(mask, rate) * f(x * mask / (1 - rate)) for mask in masks)


@EXACT_MASK_AVERAGE.misconception(
    "the number of units instead of the units",
    hint="You average over how many units stay, and not over which. Different units give different "
    "values.",
)
def by_count(f, x, rate):
    d, total = len(x), 0.0
    for kept in range(d + 1):
        mask = np.arange(d) < kept
        ways = len(list(itertools.combinations(range(d), kept)))
        total = total + ways * _probability(mask, rate) * f(x * mask / (1 - rate))
    return total


def _near(data, out):
    """Off by a little, as a sample is, and not by rounding."""
    from reglab.nn import exact_mask_average

    from ..designs import FUNCTIONS

    exact = exact_mask_average(FUNCTIONS[data["f"]], data["x"], data["rate"])
    got = out["exact_mask_average"]
    return bool(1e-6 * abs(exact) < abs(got - exact) < 0.2 * abs(exact))


@EXACT_MASK_AVERAGE.misconception(
    "sampled instead of enumerated",
    hint="Your answer is near, but not exact: draw no masks at random, go through all of them.",
    signature=("nonlinear", _near),
)
def sampled(f, x, rate):
    rng = np.random.default_rng()
    masks = rng.random((2001, len(x))) >= rate  # odd: no sample hits the average by luck
    return np.mean([f(x * mask / (1 - rate)) for mask in masks], axis=0)
