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
    kind="half",
)

VANILLA_FORWARD.mistake(
    "multiplied by the keep probability in training",
    "You multiply by the probability of staying in training. Do that only at prediction.",
    edited(_forward, ("x * mask", "x * mask * (1 - rate)")),
    _times(lambda rate: 1 - rate),
    kind="slip",
)

VANILLA_FORWARD.mistake(
    "keep and drop swapped",
    "You keep with probability rate and drop the rest. Drop with probability rate and keep "
    "the rest.",
    edited(_forward, (">= rate", "< rate")),
    ("share_dropped", shares_of(lambda rate: 1 - rate)),
    kind="slip",
)


def _turned_round(data, out):
    got, mask = out["vanilla_forward"]
    return bool(np.all(mask == (got == 0)) and np.any(mask) and not np.all(mask))


VANILLA_FORWARD.mistake(
    "mask turned round",
    "Your mask is True for dropped entries. It must be True for kept ones.",
    edited(_forward, ("return out, mask", "return out, ~mask")),
    ("mask_tells", _turned_round),
    kind="slip",
)


def _of_numbers(data, out):
    got, mask = out["vanilla_forward"]
    return bool(not out["is_bool"] and np.all(mask == (got != 0)))


def _nothing_stays_at_zeros(data, out):
    got, mask = out["vanilla_forward"]
    return bool(np.all(mask == (got != 0)))


VANILLA_FORWARD.mistake(
    "mask read off the output",
    "You take the mask from the output. Where x is 0, the output is 0 whether the entry stays or "
    "not. Return the mask that you drew.",
    edited(_forward, ("return out, mask", "return out, out != 0")),
    ("mask_at_zeros", _nothing_stays_at_zeros),
    kind="slip",
)

VANILLA_FORWARD.mistake(
    "mask of numbers",
    "Your mask holds the numbers 0 and 1. Return the comparison itself, as booleans.",
    edited(_forward, ("return out, mask", "return out, mask.astype(float)")),
    ("mask_tells", _of_numbers),
    kind="slip",
)


def _drawn_in(shape):
    """Draws of another shape, repeated for all of x."""
    return edited(_forward, (DRAWN, f"np.broadcast_to(rng.random({shape}) >= rate, x.shape)"))


VANILLA_FORWARD.mistake(
    "one mask per batch",
    "You use one mask for all rows of a batch. Draw in the shape of x, not of one row.",
    _drawn_in("x.shape[-1:]"),
    ("on_its_own", same_along(2)),
    kind="half",
)

VANILLA_FORWARD.mistake(
    "whole rows dropped",
    "You drop whole rows, that is, whole examples. Draw for every unit of every row.",
    _drawn_in("(*x.shape[:-1], 1)"),
    ("on_its_own", same_along(3)),
    kind="half",
)

VANILLA_FORWARD.mistake(
    "a fixed number dropped",
    "You drop the same number of entries each time. Drop each entry independently, so that "
    "the number is random.",
    edited(_forward, (DRAWN, "fixed_number(x, rate, rng)")),
    ("on_its_own", fixed_count),
    kind="half",
)

VANILLA_FORWARD.mistake(
    "a seed inside the function",
    "You drop the same units in every call: you draw nothing, or from a new generator or a copy of "
    "rng each time. Draw from the rng that is passed in.",
    edited(_forward, ("rng.random", "np.random.default_rng(0).random")),
    ("on_its_own", equal_calls),
    kind="half",
)

VANILLA_FORWARD.mistake(
    "another generator",
    "Equal generators give different answers: you draw from a generator other than rng.",
    edited(_forward, ("rng.random", "np.random.default_rng().random")),
    ("on_its_own", lambda data, out: bool(np.any(out["outs"] != out["again"]))),
    kind="slip",
)

VANILLA_FORWARD.mistake(
    "nothing dropped",
    "You return x unchanged in training. Set the dropped entries to 0.",
    edited(_forward, (DRAWN, "np.ones(x.shape, dtype=bool)")),
    kind="half",
)

VANILLA_FORWARD.mistake(
    "unscaled at inference",
    "Your vanilla_forward returns x at inference. Nothing is dropped there, so without a "
    "factor the output is larger than in training.",
    edited(_forward, ("x * (1 - rate)", "x.copy()")),
    kind="slip",
)

VANILLA_FORWARD.mistake(
    "no factor at inference",
    "Both functions return x at inference, as in inverted dropout. Nothing is dropped there, so "
    "without a factor the output is larger than in training.",
    {
        "vanilla_forward": edited(_forward, ("x * (1 - rate)", "x.copy()")),
        "vanilla_predict": lambda x, rate: x.copy(),
    },
    kind="half",
)

VANILLA_FORWARD.mistake(
    "the rate as the factor at inference",
    "Both functions multiply by the rate at inference. A unit stays with probability 1 - rate.",
    {
        "vanilla_forward": edited(_forward, ("x * (1 - rate)", "x * rate")),
        "vanilla_predict": lambda x, rate: x * rate,
    },
    kind="slip",
)

VANILLA_FORWARD.mistake(
    "rate taken for the keep probability",
    "You treat rate as the probability of staying, in both functions. Here, as in Keras, it is "
    "the probability of dropping.",
    {
        "vanilla_forward": edited(_forward, (">= rate", "< rate"), ("x * (1 - rate)", "x * rate")),
        "vanilla_predict": lambda x, rate: x * rate,
    },
    ("share_dropped", shares_of(lambda rate: 1 - rate)),
    kind="slip",
)

VANILLA_FORWARD.mistake(
    "scaled twice at inference",
    "Your vanilla_forward multiplies by the probability of staying twice at inference. Do so once.",
    edited(_forward, ("x * (1 - rate)", "x * (1 - rate) ** 2")),
    kind="slip",
)


def _part_of_a_mask(data, out):
    _, mask = out["vanilla_forward"]
    return bool(0 < np.mean(mask) < 1)


VANILLA_FORWARD.mistake(
    "mask drawn at inference",
    "At inference you return a mask with some False, but nothing is dropped. Return True "
    "everywhere.",
    edited(_forward, ("np.ones(x.shape, dtype=bool)", DRAWN)),
    ("inference", _part_of_a_mask),
    kind="slip",
)

VANILLA_FORWARD.mistake(
    "scaled by the rate at inference",
    "Your vanilla_forward multiplies by the rate at inference. Multiply by the probability of "
    "staying.",
    edited(_forward, ("x * (1 - rate)", "x * rate")),
    kind="slip",
)

VANILLA_FORWARD.mistake(
    "a mask of numbers at inference",
    "At inference your mask holds numbers. Return booleans: True everywhere.",
    edited(_forward, (", dtype=bool", "")),
    kind="slip",
)

VANILLA_FORWARD.mistake(
    "active at inference",
    "Your vanilla_forward drops at inference, too. Use the argument training.",
    lambda x, rate, *, rng, training: _forward(x, rate, rng=rng, training=True),
    ("inference", lambda data, out: only(out["vanilla_forward"][0], data["x"])),
    kind="half",
)

VANILLA_FORWARD.mistake(
    "predicts with the rate",
    "Your vanilla_predict multiplies by the rate. Some articles say so, but a unit stays with "
    "probability 1 - rate.",
    lambda x, rate: x * rate,
    answer="vanilla_predict",
    kind="slip",
)

VANILLA_FORWARD.mistake(
    "predicts without a factor",
    "Your vanilla_predict returns x. In training a unit is sometimes dropped, so its mean is "
    "smaller.",
    lambda x, rate: x.copy(),
    answer="vanilla_predict",
    kind="half",
)

VANILLA_FORWARD.mistake(
    "predicts with the inverse",
    "Your vanilla_predict scales up. Only inverted dropout scales up, in training.",
    lambda x, rate: x / (1 - rate),
    answer="vanilla_predict",
    kind="slip",
)

VANILLA_FORWARD.mistake(
    "predicts with the factor squared",
    "Your vanilla_predict multiplies by the probability of staying twice. Do so once.",
    lambda x, rate: x * (1 - rate) ** 2,
    answer="vanilla_predict",
    kind="slip",
)
