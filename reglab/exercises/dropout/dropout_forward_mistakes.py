"""Exercise 7.1: the known mistakes. Every answer declared here is wrong on purpose."""

import copy  # noqa: F401 - an edit uses it
from statistics import NormalDist

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.dropout.dropout_forward import DROPOUT_FORWARD
from reglab.exercises.dropout.wrong_masks import (
    drops_the_rate,
    fixed_count,
    fixed_number,  # noqa: F401 - an edit uses it
    only,
    same_along,
    shares_of,
)


def _forward(x, rate, *, rng, training):
    """Correct. Most mistakes are this function with a few words changed."""
    if not training:
        return x.copy(), np.ones(x.shape, dtype=bool)
    mask = rng.random(x.shape) >= rate
    out = x * mask / (1 - rate)
    return out, mask


DRAWN = "rng.random(x.shape) >= rate"
SCALED = "x * mask / (1 - rate)"


def _with_factor(factor):
    """The answer that multiplies kept entries by factor(rate, mask), and its signature."""

    def forward(x, rate, *, rng, training):
        if not training:
            return x.copy(), np.ones(x.shape, dtype=bool)
        mask = rng.random(x.shape) >= rate
        return x * mask * factor(rate, mask), mask

    def recognize(data, out):
        (got, _), rate = out["dropout_forward"], data["rate"]
        return only(got, data["x"] * factor(rate, got != 0)) and drops_the_rate(got, rate)

    return forward, ("zero_or_scaled", recognize)


DROPOUT_FORWARD.mistake(
    "survivors not rescaled",
    "You do not scale up the kept entries, so the output is too small on average. Divide by "
    "the probability of staying.",
    *_with_factor(lambda rate, mask: 1.0),
    kind="half",
)

DROPOUT_FORWARD.mistake(
    "divided by the rate",
    "You divide by the probability of dropping. Divide by the probability of staying to "
    "compensate for dropped units.",
    *_with_factor(lambda rate, mask: 1 / rate if rate else 1.0),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "multiplied by the keep probability",
    "You make kept entries smaller. They must become larger to compensate for dropped ones: "
    "divide.",
    *_with_factor(lambda rate, mask: 1 - rate),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "multiplied by the rate",
    "You multiply by the rate. Kept entries must become larger: divide by the probability of "
    "staying.",
    *_with_factor(lambda rate, mask: rate),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "scaled twice",
    "You divide by the probability of staying twice: check whether your mask is already scaled.",
    *_with_factor(lambda rate, mask: 1 / (1 - rate) ** 2),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "scaled by the share that stayed",
    "You divide by the share of entries that stayed in this draw. Divide by the probability "
    "of staying, which does not depend on the draw.",
    *_with_factor(lambda rate, mask: 1 / np.mean(mask) if np.any(mask) else 1.0),
    kind="slip",
)


def _looks(recognize):
    """A signature: recognize(out, x, rate), with the out of one call in training."""
    return "zero_or_scaled", lambda data, out: bool(
        recognize(out["dropout_forward"][0], data["x"], data["rate"])
    )


DROPOUT_FORWARD.mistake(
    "vanilla dropout",
    "That is vanilla dropout, which scales at inference. Here scale in training: divide kept "
    "entries by the probability of staying, and return x at inference.",
    edited(_forward, (SCALED, "x * mask"), ("x.copy()", "x * (1 - rate)")),
    _looks(lambda out, x, rate: only(out, x) and drops_the_rate(out, rate)),
    kind="half",
)

DROPOUT_FORWARD.mistake(
    "brackets forgotten",
    "x * mask / 1 - rate divides by 1 and then subtracts rate. Put 1 - rate in parentheses.",
    edited(_forward, ("(1 - rate)", "1 - rate")),
    _looks(lambda out, x, rate: only(out + rate, x)),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "rate taken for the keep probability",
    "You treat rate as the probability of staying. Here, as in Keras, it is the probability "
    "of dropping.",
    edited(
        _forward,
        ("not training", "not training or rate == 0"),
        (">= rate", "< rate"),
        ("(1 - rate)", "rate"),
    ),
    _looks(lambda out, x, rate: only(out, x / rate) and not drops_the_rate(out, rate)),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "nothing dropped",
    "You return x unchanged in training. Set the dropped entries to 0.",
    edited(_forward, (SCALED, "x.copy()")),
    _looks(lambda out, x, rate: np.all(out == x)),
    kind="wrong",
)

DROPOUT_FORWARD.mistake(
    "scaled but not dropped",
    "You scale x but do not multiply it by the mask.",
    edited(_forward, (SCALED, "x / (1 - rate)")),
    _looks(lambda out, x, rate: np.allclose(out, x / (1 - rate))),
    kind="wrong",
)

DROPOUT_FORWARD.mistake(
    "noise instead of a mask",
    "Your entries change by random amounts. Dropout has only two outcomes: 0, or x scaled up.",
    edited(
        _forward,
        (DRAWN, "np.ones(x.shape, dtype=bool)"),
        (SCALED, "x * rng.normal(1, np.sqrt(rate / (1 - rate)), size=x.shape)"),
    ),
    _looks(lambda out, x, rate: np.unique(np.round(out / x, 6)).size > 20),
    kind="wrong",
)

DROPOUT_FORWARD.mistake(
    "dropped entries removed",
    "You remove the dropped entries. Keep them at their places, as zeros.",
    edited(_forward, ("x * mask", "x[mask]")),
    kind="half",
)


def _exchanged(data, out):
    mask, got = out["dropout_forward"]
    is_mask = np.all(np.isin(mask, (0, 1))) and 0 < np.mean(mask) < 1
    return bool(is_mask and np.allclose(got, data["x"] * mask / (1 - data["rate"]), rtol=1e-9))


DROPOUT_FORWARD.mistake(
    "returns exchanged",
    "You return (mask, out). The order is (out, mask).",
    lambda x, rate, *, rng, training: _forward(x, rate, rng=rng, training=training)[::-1],
    ("zero_or_scaled", _exchanged),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "keep and drop swapped",
    "You keep with probability rate and drop the rest. Drop with probability rate and keep "
    "the rest.",
    edited(_forward, (">= rate", "< rate")),
    ("share_dropped", shares_of(lambda rate: 1 - rate)),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "rate ignored",
    "You drop half of the entries, whatever the rate is. Compare a draw from [0, 1) with rate.",
    edited(_forward, (DRAWN, "rng.integers(0, 2, size=x.shape) == 1")),
    ("share_dropped", shares_of(lambda rate: 0.5)),
    kind="half",
)

DROPOUT_FORWARD.mistake(
    "rate in tenths",
    "You drop in steps of a tenth. Compare a draw from [0, 1) with rate itself.",
    edited(_forward, (DRAWN, "rng.integers(0, 10, size=x.shape) >= round(10 * rate)")),
    ("share_dropped", shares_of(lambda rate: round(10 * rate) / 10)),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "normal draws",
    "You compare rate with normal draws, which are not below rate with probability rate. Draw "
    "uniformly from [0, 1).",
    edited(_forward, ("rng.random(x.shape)", "rng.normal(size=x.shape)")),
    ("share_dropped", shares_of(lambda rate: NormalDist().cdf(rate))),
    kind="half",
)


def _told(tell, is_bool=False):
    """A signature: the mask equals tell(kept, rate), in booleans or in numbers."""

    def recognize(data, out):
        got, mask = out["dropout_forward"]
        wrong = tell(got != 0, data["rate"])
        return bool(is_bool or not out["is_bool"]) and np.allclose(mask, wrong)

    return "mask_tells", recognize


def _nothing_stays_at_zeros(data, out):
    got, mask = out["dropout_forward"]
    return bool(np.all(mask == (got != 0)))


DROPOUT_FORWARD.mistake(
    "mask turned round",
    "Your mask is True for dropped entries. It must be True for kept ones.",
    edited(_forward, ("return out, mask", "return out, ~mask")),
    _told(lambda kept, rate: ~kept, is_bool=True),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "mask read off the output",
    "You take the mask from the output. Where x is 0, the output is 0 whether the entry stays or "
    "not. Return the mask that you drew.",
    edited(_forward, ("return out, mask", "return out, out != 0")),
    ("mask_at_zeros", _nothing_stays_at_zeros),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "mask scaled",
    "Your mask holds 1 / (1 - rate). Keep it boolean: the backward function divides by 1 - "
    "rate itself.",
    edited(_forward, ("return out, mask", "return out, mask / (1 - rate)")),
    _told(lambda kept, rate: kept / (1 - rate)),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "mask of numbers",
    "Your mask holds the numbers 0 and 1. Return the comparison itself, as booleans.",
    edited(_forward, ("return out, mask", "return out, mask.astype(float)")),
    _told(lambda kept, rate: kept),
    kind="slip",
)


def _drawn_in(shape):
    """Draws of another shape, repeated for all of x."""
    return edited(_forward, (DRAWN, f"np.broadcast_to(rng.random({shape}) >= rate, x.shape)"))


DROPOUT_FORWARD.mistake(
    "one mask per batch",
    "You use one mask for all rows of a batch. Draw in the shape of x, not of one row.",
    _drawn_in("x.shape[-1:]"),
    ("on_its_own", same_along(2)),
    kind="half",
)

DROPOUT_FORWARD.mistake(
    "whole rows dropped",
    "You drop whole rows, that is, whole examples. Draw for every unit of every row.",
    _drawn_in("(*x.shape[:-1], 1)"),
    ("on_its_own", same_along(3)),
    kind="half",
)

DROPOUT_FORWARD.mistake(
    "one mask for a stack of batches",
    "With x of shape (networks, batch, features) you use one mask for all networks. Draw in "
    "the full shape of x.",
    _drawn_in("x.shape[-2:]"),
    ("on_its_own", same_along(1)),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "two axes only",
    "Your code assumes two axes, but x may have more. Use x.shape as a whole.",
    _drawn_in("(x.shape[0], x.shape[1])"),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "a fixed number dropped",
    "You drop the same number of entries each time. Drop each entry independently, so that "
    "the number is random.",
    edited(_forward, (DRAWN, "fixed_number(x, rate, rng)")),
    ("on_its_own", fixed_count),
    kind="half",
)

DROPOUT_FORWARD.mistake(
    "a seed inside the function",
    "You get equal masks from different generators: you draw nothing, or you set a seed inside the "
    "function. Draw from the rng that is passed in.",
    edited(_forward, ("rng.random", "np.random.default_rng(0).random")),
    ("own_rng", lambda data, out: bool(np.all(out["first"] == out["other"]))),
    kind="half",
)

DROPOUT_FORWARD.mistake(
    "another generator",
    "Equal generators give different answers: you draw from a generator other than rng.",
    edited(_forward, ("rng.random", "np.random.default_rng().random")),
    ("own_rng", lambda data, out: bool(np.any(out["first"] != out["again"]))),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "a copy of rng",
    "You draw from a copy of rng, which starts again in the next call. Draw from rng itself.",
    edited(_forward, ("rng.random", "copy.deepcopy(rng).random")),
    ("new_mask", lambda data, out: bool(np.all(out["outs"][0] == out["outs"][1]))),
    kind="half",
)

DROPOUT_FORWARD.mistake(
    "training and inference exchanged",
    "You drop at inference and return x unchanged in training. Swap the two cases.",
    edited(_forward, ("not training", "training")),
    kind="half",
)

DROPOUT_FORWARD.mistake(
    "scaled by the keep probability at inference",
    "At inference you multiply by the probability of staying, as in vanilla dropout. Here you "
    "already scale in training.",
    edited(_forward, ("x.copy()", "x * (1 - rate)")),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "scaled by the rate at inference",
    "At inference you multiply by the rate. Some articles say so, but here you already scale "
    "in training: return x.",
    edited(_forward, ("x.copy()", "x * rate")),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "divided by the keep probability at inference",
    "You scale up at inference as well, but nothing is dropped there. Return x.",
    edited(_forward, ("x.copy()", "x / (1 - rate)")),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "no mask at inference",
    "At inference your mask is None. Return a mask that is True everywhere.",
    edited(_forward, ("np.ones(x.shape, dtype=bool)", "None")),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "a mask of numbers at inference",
    "At inference your mask holds numbers. Return booleans: True everywhere.",
    edited(_forward, (", dtype=bool", "")),
    kind="slip",
)

DROPOUT_FORWARD.mistake(
    "an empty mask at inference",
    "At inference your mask is False everywhere, as if all entries were dropped. Return True "
    "everywhere.",
    edited(_forward, ("np.ones", "np.zeros")),
    kind="slip",
)


def _part_of_a_mask(data, out):
    got, mask = out["dropout_forward"]
    return bool(np.all(got == data["x"]) and 0 < np.mean(mask) < 1)


DROPOUT_FORWARD.mistake(
    "mask drawn at inference",
    "At inference you return a mask with some False, but nothing is dropped. Return True "
    "everywhere.",
    edited(_forward, ("np.ones(x.shape, dtype=bool)", DRAWN)),
    ("inference", _part_of_a_mask),
    kind="slip",
)


def _dropped_at_inference(data, out):
    return only(out["dropout_forward"][0], data["x"] / (1 - data["rate"]))


DROPOUT_FORWARD.mistake(
    "active at inference",
    "You drop at inference, too, so predictions change from call to call: use the argument "
    "training.",
    lambda x, rate, *, rng, training: _forward(x, rate, rng=rng, training=True),
    ("inference", _dropped_at_inference),
    kind="half",
)
