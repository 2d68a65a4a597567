"""Exercise 7.1: the known wrong answers, in how the mask is drawn and returned."""

import copy
from statistics import NormalDist

import numpy as np

from ..probes import DROPOUT_FORWARD
from .signatures import fixed_count, same_along, shares_of


def _dropout(draw, returned=lambda mask, rate: mask):
    """Dropout with the mask draw(x, rate, rng), of which returned(mask, rate) is told."""

    def forward(x, rate, *, rng, training):
        if not training:
            return x.copy(), np.ones(x.shape, dtype=bool)
        mask = np.broadcast_to(draw(x, rate, rng), x.shape)
        return x * mask / (1 - rate), returned(mask, rate)

    return forward


def _drawn(x, rate, rng):
    return rng.random(x.shape) >= rate


def _known(name, hint, signature=None):
    return DROPOUT_FORWARD.misconception(name, hint=hint, signature=signature)


_known(
    "keep and drop swapped",
    "You keep with probability rate and drop the rest. It is the other way round.",
    ("share_dropped", shares_of(lambda rate: 1 - rate)),
)(_dropout(lambda x, rate, rng: rng.random(x.shape) < rate))
_known(
    "rate ignored",
    "Half of the entries are dropped, whatever the rate. Compare a draw from [0, 1) with rate.",
    ("share_dropped", shares_of(lambda rate: 0.5)),
)(_dropout(lambda x, rate, rng: rng.integers(0, 2, size=x.shape) == 1))
_known(
    "rate in tenths",
    "You drop in steps of a tenth. Compare a draw from [0, 1) with rate itself.",
    ("share_dropped", shares_of(lambda rate: round(10 * rate) / 10)),
)(_dropout(lambda x, rate, rng: rng.integers(0, 10, size=x.shape) >= round(10 * rate)))
_known(
    "normal draws",
    "You compare rate with normal draws. Those below rate are not a share of rate: draw evenly "
    "from [0, 1).",
    ("share_dropped", shares_of(lambda rate: NormalDist().cdf(rate))),
)(_dropout(lambda x, rate, rng: rng.normal(size=x.shape) >= rate))


def _turned(kept, rate):
    return ~kept


def _told(tell):
    """The signature of a mask that is told as tell(kept, rate)."""

    def recognize(data, out):
        if out["is_bool"] and tell is not _turned:
            return False
        out, mask = out["dropout_forward"]
        return bool(np.allclose(mask, tell(out != 0, data["rate"])))

    return "mask_tells", recognize


_known(
    "mask turned round",
    "Your mask is True for what is dropped. It has to be True for what stays.",
    _told(_turned),
)(_dropout(_drawn, lambda mask, rate: ~mask))
_known(
    "mask scaled",
    "Your mask holds 1 / (1 - rate). Keep it boolean: backward divides by itself.",
    _told(lambda kept, rate: kept / (1 - rate)),
)(_dropout(_drawn, lambda mask, rate: mask / (1 - rate)))
_known(
    "mask of numbers",
    "Your mask holds the numbers 0 and 1. Return the comparison itself, as booleans.",
    _told(lambda kept, rate: kept),
)(_dropout(_drawn, lambda mask, rate: mask.astype(float)))

_known(
    "one mask per batch",
    "All rows of a batch have the same mask. Draw in the shape of x, not of one row.",
    ("on_its_own", same_along(2)),
)(_dropout(lambda x, rate, rng: rng.random(x.shape[-1:]) >= rate))
_known(
    "whole rows dropped",
    "You drop whole rows, that is examples. Draw for every unit of every row.",
    ("on_its_own", same_along(3)),
)(_dropout(lambda x, rate, rng: rng.random((*x.shape[:-1], 1)) >= rate))
_known(
    "one mask for a stack of batches",
    "With x of shape (networks, batch, features) all networks get one mask. Draw in the shape of "
    "x, with all its axes.",
    ("on_its_own", same_along(1)),
)(_dropout(lambda x, rate, rng: rng.random(x.shape[-2:]) >= rate))
_known(
    "two axes only",
    "Your code knows two axes, and x may have more. x.shape as a whole works for any number.",
)(_dropout(lambda x, rate, rng: rng.random((x.shape[0], x.shape[1])) >= rate))


@_known(
    "a fixed number dropped",
    "You drop the same number of entries each time. Each entry is dropped on its own, so the "
    "number is left to chance.",
    ("on_its_own", fixed_count),
)
@_dropout
def fixed_number(x, rate, rng):
    mask = np.ones(x.size, dtype=bool)
    mask[rng.choice(x.size, size=round(rate * x.size), replace=False)] = False
    return mask.reshape(x.shape)


_known(
    "a seed inside the function",
    "Equal masks come from different generators: is a seed set inside, or a mask kept from before? "
    "Use the rng that is passed in.",
    ("own_rng", lambda data, out: bool(np.all(out["first"] == out["other"]))),
)(_dropout(lambda x, rate, rng: _drawn(x, rate, np.random.default_rng(0))))
_known(
    "another generator",
    "Equal generators give different answers: you draw from another one than rng.",
    ("own_rng", lambda data, out: bool(np.any(out["first"] != out["again"]))),
)(_dropout(lambda x, rate, rng: _drawn(x, rate, np.random.default_rng())))
_known(
    "a copy of rng",
    "You draw from a copy of rng, which starts anew in the next call. Draw from rng itself.",
    (
        "new_mask",
        lambda data, out: bool(np.all(out["outs"][0] == out["outs"][1])),
    ),
)(_dropout(lambda x, rate, rng: _drawn(x, rate, copy.deepcopy(rng))))
