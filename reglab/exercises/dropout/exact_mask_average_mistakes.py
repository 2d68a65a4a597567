"""Exercise 7.4: the known mistakes. Every answer that is declared here is wrong on purpose."""

import itertools
import math  # noqa: F401 - an edit uses it

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.dropout.exact_mask_average import EXACT_MASK_AVERAGE, exact_average


def _masks(x):
    return [np.array(keep) for keep in itertools.product([True, False], repeat=len(x))]


def _average(f, x, rate):
    """Correct. Most mistakes are this function with a few words exchanged."""
    total = 0.0
    for mask in _masks(x):
        probability = (1 - rate) ** np.sum(mask) * rate ** np.sum(~mask)
        total = total + probability * f(mask * x / (1 - rate))
    return total


EXACT_MASK_AVERAGE.mistake(
    "all masks alike",
    "You give every mask the same weight. That is right for rate = 0.5 only: use P(mask).",
    edited(_average, ("probability *", "0.5 ** len(x) *")),
)

EXACT_MASK_AVERAGE.mistake(
    "not weighted",
    "You add up f over the masks. An average weighs each value with its probability.",
    edited(_average, ("probability *", "")),
)

EXACT_MASK_AVERAGE.mistake(
    "probabilities swapped",
    "Your P(mask) has rate for the units that stay. rate is the probability of dropping.",
    edited(_average, ("(1 - rate) **", "rate **"), ("* rate **", "* (1 - rate) **")),
)

EXACT_MASK_AVERAGE.mistake(
    "dropped units not weighed",
    "Your P(mask) counts the units that stay only. Those that are dropped have a factor, too.",
    edited(_average, (" * rate ** np.sum(~mask)", "")),
)

EXACT_MASK_AVERAGE.mistake(
    "units that stay not weighed",
    "Your P(mask) counts the dropped units only. Those that stay have a factor, too.",
    edited(_average, ("(1 - rate) ** np.sum(mask) * ", "")),
)

EXACT_MASK_AVERAGE.mistake(
    "divided by the number of masks",
    "You divide by the number of masks as well. The probabilities sum to 1 already.",
    edited(_average, ("return total", "return total / 2 ** len(x)")),
)

EXACT_MASK_AVERAGE.mistake(
    "survivors not rescaled",
    "f sees mask * x. Inverted dropout scales what stays: mask * x / (1 - rate).",
    edited(_average, ("mask * x / (1 - rate)", "mask * x")),
)

EXACT_MASK_AVERAGE.mistake(
    "divided by the rate",
    "f sees mask * x / rate. Divide by the probability of staying.",
    edited(_average, ("x / (1 - rate)", "x / (rate if rate else 1.0)")),
)

EXACT_MASK_AVERAGE.mistake(
    "multiplied by the keep probability",
    "f sees mask * x * (1 - rate). Inverted dropout divides by the probability of staying.",
    edited(_average, ("x / (1 - rate)", "x * (1 - rate)")),
)

EXACT_MASK_AVERAGE.mistake(
    "f of the average",
    "You average the masked inputs and apply f once, which gives f(x). Apply f to every masked "
    "input, and average the values.",
    lambda f, x, rate: f(x),
)

EXACT_MASK_AVERAGE.mistake(
    "scaled outside of f",
    "You divide the value of f by 1 - rate. The scaling belongs to the units, inside f.",
    edited(_average, ("x / (1 - rate))", "x) / (1 - rate)")),
)

EXACT_MASK_AVERAGE.mistake(
    "f of the mask",
    "f sees the mask without x. What it gets is mask * x / (1 - rate).",
    edited(_average, ("mask * x", "mask")),
)

EXACT_MASK_AVERAGE.mistake(
    "the empty mask left out",
    "The mask that drops all units is missing. It has a probability, too.",
    edited(_average, ("_masks(x)", "_masks(x)[:-1]")),
)

EXACT_MASK_AVERAGE.mistake(
    "the full mask left out",
    "The mask that keeps all units is missing. It has a probability, too.",
    edited(_average, ("_masks(x)", "_masks(x)[1:]")),
)

EXACT_MASK_AVERAGE.mistake(
    "at most one unit dropped",
    "You drop one unit at a time. All subsets of the units count: 2^d masks.",
    edited(_average, ("_masks(x)", "[np.ones(len(x), dtype=bool), *~np.eye(len(x), dtype=bool)]")),
)

EXACT_MASK_AVERAGE.mistake(
    "the number of units instead of the units",
    "You average over how many units stay, and not over which. Different units give different "
    "values.",
    edited(
        _average,
        ("_masks(x)", "[np.arange(len(x)) < stay for stay in range(len(x) + 1)]"),
        ("probability *", "math.comb(len(x), np.sum(mask)) * probability *"),
    ),
)


def _near(data, out):
    """Off by a little, as a sample is, and not by rounding."""
    exact, got = exact_average(data), out["exact_mask_average"]
    return bool(1e-6 * abs(exact) < abs(got - exact) < 0.2 * abs(exact))


@EXACT_MASK_AVERAGE.mistake(
    "sampled instead of enumerated",
    "Your answer is near, but not exact: draw no masks at random, go through all of them.",
    signature=("nonlinear", _near),
)
def sampled(f, x, rate):
    rng = np.random.default_rng()
    masks = rng.random((2001, len(x))) >= rate  # odd: no sample hits the average by luck
    return np.mean([f(x * mask / (1 - rate)) for mask in masks], axis=0)
