"""Exercise 7.3: the known wrong answers."""

import numpy as np

from ..probes import VANILLA_FORWARD
from .signatures import drops_the_rate, equal_calls, fixed_count, only, same_along, shares_of


def _all_true(x):
    return np.ones(x.shape, dtype=bool)


def _drawn(x, rate, rng):
    return rng.random(x.shape) >= rate


def _vanilla(draw=_drawn, factor=lambda rate: 1.0, told=lambda mask: mask):
    """Right at inference; in training survivors times factor(rate), mask told as told(mask)."""

    def forward(x, rate, *, rng, training):
        if not training:
            return x * (1 - rate), _all_true(x)
        mask = np.broadcast_to(draw(x, rate, rng), x.shape)
        return x * mask * factor(rate), told(mask)

    return forward


def _known(name, hint, function, signature=None):
    VANILLA_FORWARD.misconception(name, hint=hint, signature=signature)(function)


def _scaled(factor):
    def recognize(data, out):
        got, rate = out["vanilla_forward"][0], data["rate"]
        return only(got, data["x"] * factor(rate)) and drops_the_rate(got, rate)

    return "zero_or_x", recognize


for _name, _hint, _factor in (
    (
        "inverted dropout",
        "You scale in training: that is inverted dropout. Vanilla dropout leaves what stays alone.",
        lambda rate: 1 / (1 - rate),
    ),
    (
        "multiplied by the keep probability in training",
        "You multiply by the probability of staying in training already. That belongs to the "
        "prediction.",
        lambda rate: 1 - rate,
    ),
):
    _known(_name, _hint, _vanilla(factor=_factor), _scaled(_factor))

_known(
    "keep and drop swapped",
    "You keep with probability rate and drop the rest. It is the other way round.",
    _vanilla(draw=lambda x, rate, rng: rng.random(x.shape) < rate),
    ("share_dropped", shares_of(lambda rate: 1 - rate)),
)
_known(
    "mask turned round",
    "Your mask is True for what is dropped. It has to be True for what stays.",
    _vanilla(told=lambda mask: ~mask),
    (
        "mask_tells",
        lambda data, out: bool(
            np.all(out["vanilla_forward"][1] == (out["vanilla_forward"][0] == 0))
        ),
    ),
)
_known(
    "mask of numbers",
    "Your mask holds the numbers 0 and 1. Return the comparison itself, as booleans.",
    _vanilla(told=lambda mask: mask.astype(float)),
    (
        "mask_tells",
        lambda data, out: bool(
            not out["is_bool"]
            and np.all(out["vanilla_forward"][1] == (out["vanilla_forward"][0] != 0))
        ),
    ),
)
_known(
    "one mask per batch",
    "All rows of a batch have the same mask. Draw in the shape of x, not of one row.",
    _vanilla(draw=lambda x, rate, rng: rng.random(x.shape[-1:]) >= rate),
    ("on_its_own", same_along(2)),
)
_known(
    "whole rows dropped",
    "You drop whole rows, that is examples. Draw for every unit of every row.",
    _vanilla(draw=lambda x, rate, rng: rng.random((*x.shape[:-1], 1)) >= rate),
    ("on_its_own", same_along(3)),
)


def _fixed_number(x, rate, rng):
    mask = np.ones(x.size, dtype=bool)
    mask[rng.choice(x.size, size=round(rate * x.size), replace=False)] = False
    return mask.reshape(x.shape)


_known(
    "a fixed number dropped",
    "You drop the same number of entries each time. Each entry is dropped on its own, so the "
    "number is left to chance.",
    _vanilla(draw=_fixed_number),
    ("on_its_own", fixed_count),
)
_known(
    "a seed inside the function",
    "Every call drops the same units: is a seed set inside, or rng copied? Use the rng that is "
    "passed in, itself.",
    _vanilla(draw=lambda x, rate, rng: _drawn(x, rate, np.random.default_rng(0))),
    ("on_its_own", equal_calls),
)
_known(
    "another generator",
    "Equal generators give different answers: you draw from another one than rng.",
    _vanilla(draw=lambda x, rate, rng: _drawn(x, rate, np.random.default_rng())),
    ("on_its_own", lambda data, out: bool(np.any(out["outs"] != out["again"]))),
)
_known(
    "nothing dropped",
    "x comes back unchanged in training. Set to 0 what the mask drops.",
    lambda x, rate, *, rng, training: (x * (1 if training else 1 - rate), _all_true(x)),
)


def _at_inference(out, mask=_all_true):
    def forward(x, rate, *, rng, training):
        if not training:
            return out(x, rate), mask(x)
        drawn = _drawn(x, rate, rng)
        return x * drawn, drawn

    return forward


_known(
    "unscaled at inference",
    "vanilla_forward returns x at inference. All units are there now: without a factor they give "
    "more than in training.",
    _at_inference(lambda x, rate: x.copy()),
)
_known(
    "scaled by the rate at inference",
    "vanilla_forward multiplies by the rate at inference. What makes up for the units that were "
    "missing is the probability of staying.",
    _at_inference(lambda x, rate: x * rate),
)
_known(
    "a mask of numbers at inference",
    "At inference your mask holds numbers. Return booleans: True everywhere.",
    _at_inference(lambda x, rate: x * (1 - rate), mask=lambda x: np.ones(x.shape)),
)


@VANILLA_FORWARD.misconception(
    "active at inference",
    hint="vanilla_forward drops at inference, too. Use training.",
    signature=("inference", lambda data, out: bool(np.any(out["vanilla_forward"][0] == 0))),
)
def always_active(x, rate, *, rng, training):
    mask = _drawn(x, rate, rng)
    return x * mask, mask


def _predicts(name, hint, function):
    VANILLA_FORWARD.misconception(name, hint=hint, answer="vanilla_predict")(function)


_predicts(
    "predicts with the rate",
    "vanilla_predict multiplies by the rate. Some articles say so; but a unit was there with "
    "probability 1 - rate.",
    lambda x, rate: x * rate,
)
_predicts(
    "predicts without a factor",
    "vanilla_predict returns x. In training a unit was there only part of the time: its mean is "
    "smaller.",
    lambda x, rate: x.copy(),
)
_predicts(
    "predicts with the inverse",
    "vanilla_predict scales up. Scaling up belongs to inverted dropout, in training.",
    lambda x, rate: x / (1 - rate),
)
_predicts(
    "predicts with the factor squared",
    "vanilla_predict multiplies by the probability of staying twice.",
    lambda x, rate: x * (1 - rate) ** 2,
)
