"""Exercise 7.3: the known mistakes. Every answer declared here is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.dropout.vanilla_forward import VANILLA_FORWARD
from reglab.exercises.dropout.wrong_masks import (
    drops_the_rate,
    equal_calls,
    fixed_count,
    fixed_number,  # noqa: F401 - an edit uses it
    only,
    same_along,
    shares_of,
)


def _forward(x, rate, *, rng, training):
    """Correct. Most mistakes are this function with a few words changed."""
    if not training:
        return x * (1 - rate), np.ones(x.shape, dtype=bool)
    mask = rng.random(x.shape) >= rate
    out = x * mask
    return out, mask


DRAWN = "rng.random(x.shape) >= rate"


def _times(factor):
    """A signature: kept entries are multiplied by factor(rate)."""

    def recognize(data, out):
        (got, _), rate = out["vanilla_forward"], data["rate"]
        return only(got, data["x"] * factor(rate)) and drops_the_rate(got, rate)

    return "zero_or_x", recognize


VANILLA_FORWARD.mistake(
    "inverted dropout",
    "You scale in training, as in inverted dropout. Vanilla dropout leaves kept entries unchanged.",
    edited(_forward, ("x * mask", "x * mask / (1 - rate)")),
    _times(lambda rate: 1 / (1 - rate)),
)

VANILLA_FORWARD.mistake(
    "multiplied by the keep probability in training",
    "You multiply by the probability of staying in training. Do that only at prediction.",
    edited(_forward, ("x * mask", "x * mask * (1 - rate)")),
    _times(lambda rate: 1 - rate),
)

VANILLA_FORWARD.mistake(
    "keep and drop swapped",
    "You keep with probability rate and drop the rest. Drop with probability rate and keep "
    "the rest.",
    edited(_forward, (">= rate", "< rate")),
    ("share_dropped", shares_of(lambda rate: 1 - rate)),
)


def _turned_round(data, out):
    got, mask = out["vanilla_forward"]
    return bool(np.all(mask == (got == 0)))


VANILLA_FORWARD.mistake(
    "mask turned round",
    "Your mask is True for dropped entries. It must be True for kept ones.",
    edited(_forward, ("return out, mask", "return out, ~mask")),
    ("mask_tells", _turned_round),
)


def _of_numbers(data, out):
    got, mask = out["vanilla_forward"]
    return bool(not out["is_bool"] and np.all(mask == (got != 0)))


VANILLA_FORWARD.mistake(
    "mask of numbers",
    "Your mask holds the numbers 0 and 1. Return the comparison itself, as booleans.",
    edited(_forward, ("return out, mask", "return out, mask.astype(float)")),
    ("mask_tells", _of_numbers),
)


def _drawn_in(shape):
    """Draws of another shape, repeated for all of x."""
    return edited(_forward, (DRAWN, f"np.broadcast_to(rng.random({shape}) >= rate, x.shape)"))


VANILLA_FORWARD.mistake(
    "one mask per batch",
    "You use one mask for all rows of a batch. Draw in the shape of x, not of one row.",
    _drawn_in("x.shape[-1:]"),
    ("on_its_own", same_along(2)),
)

VANILLA_FORWARD.mistake(
    "whole rows dropped",
    "You drop whole rows, that is, whole examples. Draw for every unit of every row.",
    _drawn_in("(*x.shape[:-1], 1)"),
    ("on_its_own", same_along(3)),
)

VANILLA_FORWARD.mistake(
    "a fixed number dropped",
    "You drop the same number of entries each time. Drop each entry independently, so that "
    "the number is random.",
    edited(_forward, (DRAWN, "fixed_number(x, rate, rng)")),
    ("on_its_own", fixed_count),
)

VANILLA_FORWARD.mistake(
    "a seed inside the function",
    "You drop the same units in every call: check for a seed inside the function, or a copy "
    "of rng. Use the rng that is passed in.",
    edited(_forward, ("rng.random", "np.random.default_rng(0).random")),
    ("on_its_own", equal_calls),
)

VANILLA_FORWARD.mistake(
    "another generator",
    "Equal generators give different answers: you draw from a generator other than rng.",
    edited(_forward, ("rng.random", "np.random.default_rng().random")),
    ("on_its_own", lambda data, out: bool(np.any(out["outs"] != out["again"]))),
)

VANILLA_FORWARD.mistake(
    "nothing dropped",
    "You return x unchanged in training. Set the dropped entries to 0.",
    edited(_forward, (DRAWN, "np.ones(x.shape, dtype=bool)")),
)

VANILLA_FORWARD.mistake(
    "unscaled at inference",
    "Your vanilla_forward returns x at inference. Nothing is dropped there, so without a "
    "factor the output is larger than in training.",
    edited(_forward, ("x * (1 - rate)", "x.copy()")),
)

VANILLA_FORWARD.mistake(
    "scaled by the rate at inference",
    "Your vanilla_forward multiplies by the rate at inference. Multiply by the probability of "
    "staying.",
    edited(_forward, ("x * (1 - rate)", "x * rate")),
)

VANILLA_FORWARD.mistake(
    "a mask of numbers at inference",
    "At inference your mask holds numbers. Return booleans: True everywhere.",
    edited(_forward, (", dtype=bool", "")),
)

VANILLA_FORWARD.mistake(
    "active at inference",
    "Your vanilla_forward drops at inference, too. Use the argument training.",
    lambda x, rate, *, rng, training: _forward(x, rate, rng=rng, training=True),
    ("inference", lambda data, out: bool(np.any(out["vanilla_forward"][0] == 0))),
)

VANILLA_FORWARD.mistake(
    "predicts with the rate",
    "Your vanilla_predict multiplies by the rate. Some articles say so, but a unit stays with "
    "probability 1 - rate.",
    lambda x, rate: x * rate,
    answer="vanilla_predict",
)

VANILLA_FORWARD.mistake(
    "predicts without a factor",
    "Your vanilla_predict returns x. In training a unit is sometimes dropped, so its mean is "
    "smaller.",
    lambda x, rate: x.copy(),
    answer="vanilla_predict",
)

VANILLA_FORWARD.mistake(
    "predicts with the inverse",
    "Your vanilla_predict scales up. Only inverted dropout scales up, in training.",
    lambda x, rate: x / (1 - rate),
    answer="vanilla_predict",
)

VANILLA_FORWARD.mistake(
    "predicts with the factor squared",
    "Your vanilla_predict multiplies by the probability of staying twice. Do so once.",
    lambda x, rate: x * (1 - rate) ** 2,
    answer="vanilla_predict",
)
