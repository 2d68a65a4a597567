"""Exercise 7.3: the known mistakes. Every answer that is declared here is wrong on purpose."""

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
    """Correct. Most mistakes are this function with a few words exchanged."""
    if not training:
        return x * (1 - rate), np.ones(x.shape, dtype=bool)
    mask = rng.random(x.shape) >= rate
    out = x * mask
    return out, mask


DRAWN = "rng.random(x.shape) >= rate"


def _times(factor):
    """A signature: survivors are multiplied by factor(rate)."""

    def recognize(data, out):
        (got, _), rate = out["vanilla_forward"], data["rate"]
        return only(got, data["x"] * factor(rate)) and drops_the_rate(got, rate)

    return "zero_or_x", recognize


VANILLA_FORWARD.mistake(
    "inverted dropout",
    "You scale in training: that is inverted dropout. Vanilla dropout leaves what stays alone.",
    edited(_forward, ("x * mask", "x * mask / (1 - rate)")),
    _times(lambda rate: 1 / (1 - rate)),
)

VANILLA_FORWARD.mistake(
    "multiplied by the keep probability in training",
    "You multiply by the probability of staying in training already. That belongs to the "
    "prediction.",
    edited(_forward, ("x * mask", "x * mask * (1 - rate)")),
    _times(lambda rate: 1 - rate),
)

VANILLA_FORWARD.mistake(
    "keep and drop swapped",
    "You keep with probability rate and drop the rest. It is the other way round.",
    edited(_forward, (">= rate", "< rate")),
    ("share_dropped", shares_of(lambda rate: 1 - rate)),
)


def _turned_round(data, out):
    got, mask = out["vanilla_forward"]
    return bool(np.all(mask == (got == 0)))


VANILLA_FORWARD.mistake(
    "mask turned round",
    "Your mask is True for what is dropped. It has to be True for what stays.",
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
    "All rows of a batch have the same mask. Draw in the shape of x, not of one row.",
    _drawn_in("x.shape[-1:]"),
    ("on_its_own", same_along(2)),
)

VANILLA_FORWARD.mistake(
    "whole rows dropped",
    "You drop whole rows, that is examples. Draw for every unit of every row.",
    _drawn_in("(*x.shape[:-1], 1)"),
    ("on_its_own", same_along(3)),
)

VANILLA_FORWARD.mistake(
    "a fixed number dropped",
    "You drop the same number of entries each time. Each entry is dropped on its own, so the "
    "number is left to chance.",
    edited(_forward, (DRAWN, "fixed_number(x, rate, rng)")),
    ("on_its_own", fixed_count),
)

VANILLA_FORWARD.mistake(
    "a seed inside the function",
    "Every call drops the same units: is a seed set inside, or rng copied? Use the rng that is "
    "passed in, itself.",
    edited(_forward, ("rng.random", "np.random.default_rng(0).random")),
    ("on_its_own", equal_calls),
)

VANILLA_FORWARD.mistake(
    "another generator",
    "Equal generators give different answers: you draw from another one than rng.",
    edited(_forward, ("rng.random", "np.random.default_rng().random")),
    ("on_its_own", lambda data, out: bool(np.any(out["outs"] != out["again"]))),
)

VANILLA_FORWARD.mistake(
    "nothing dropped",
    "x comes back unchanged in training. Set to 0 what the mask drops.",
    edited(_forward, (DRAWN, "np.ones(x.shape, dtype=bool)")),
)

VANILLA_FORWARD.mistake(
    "unscaled at inference",
    "vanilla_forward returns x at inference. All units are there now: without a factor they give "
    "more than in training.",
    edited(_forward, ("x * (1 - rate)", "x.copy()")),
)

VANILLA_FORWARD.mistake(
    "scaled by the rate at inference",
    "vanilla_forward multiplies by the rate at inference. What makes up for the units that were "
    "missing is the probability of staying.",
    edited(_forward, ("x * (1 - rate)", "x * rate")),
)

VANILLA_FORWARD.mistake(
    "a mask of numbers at inference",
    "At inference your mask holds numbers. Return booleans: True everywhere.",
    edited(_forward, (", dtype=bool", "")),
)

VANILLA_FORWARD.mistake(
    "active at inference",
    "vanilla_forward drops at inference, too. Use training.",
    lambda x, rate, *, rng, training: _forward(x, rate, rng=rng, training=True),
    ("inference", lambda data, out: bool(np.any(out["vanilla_forward"][0] == 0))),
)

VANILLA_FORWARD.mistake(
    "predicts with the rate",
    "vanilla_predict multiplies by the rate. Some articles say so; but a unit was there with "
    "probability 1 - rate.",
    lambda x, rate: x * rate,
    answer="vanilla_predict",
)

VANILLA_FORWARD.mistake(
    "predicts without a factor",
    "vanilla_predict returns x. In training a unit was there only part of the time: its mean is "
    "smaller.",
    lambda x, rate: x.copy(),
    answer="vanilla_predict",
)

VANILLA_FORWARD.mistake(
    "predicts with the inverse",
    "vanilla_predict scales up. Scaling up belongs to inverted dropout, in training.",
    lambda x, rate: x / (1 - rate),
    answer="vanilla_predict",
)

VANILLA_FORWARD.mistake(
    "predicts with the factor squared",
    "vanilla_predict multiplies by the probability of staying twice.",
    lambda x, rate: x * (1 - rate) ** 2,
    answer="vanilla_predict",
)
