"""Exercise 7.1: the known wrong answers, in what they return in training."""

import numpy as np

from ..probes import DROPOUT_FORWARD
from .signatures import drops_the_rate, only


def _all_true(x):
    return np.ones(x.shape, dtype=bool)


def _drawn(x, rate, rng):
    return rng.random(x.shape) >= rate


def _in_training(factor):
    """Dropout whose survivors are multiplied by factor(rate, mask)."""

    def forward(x, rate, *, rng, training):
        if not training:
            return x.copy(), _all_true(x)
        mask = _drawn(x, rate, rng)
        return x * mask * factor(rate, mask), mask

    return forward


def _scaled(factor):
    """The signature of survivors multiplied by factor(rate, mask)."""

    def recognize(data, out):
        x, rate = data["x"], data["rate"]
        out, _ = out["dropout_forward"]
        return only(out, x * factor(rate, out != 0)) and drops_the_rate(out, rate)

    return "zero_or_scaled", recognize


def _wrong_factor(name, hint, factor):
    DROPOUT_FORWARD.misconception(name, hint=hint, signature=_scaled(factor))(_in_training(factor))


_wrong_factor(
    "survivors not rescaled",
    "What stays is not scaled up, so the layer gives too little on average. Divide by the "
    "probability of staying.",
    lambda rate, mask: 1.0,
)
_wrong_factor(
    "divided by the rate",
    "You divide by the probability of dropping. What makes up for the missing units is the "
    "probability of staying.",
    lambda rate, mask: 1 / rate if rate else 1.0,
)
_wrong_factor(
    "multiplied by the keep probability",
    "You make what stays smaller. It has to become larger, for those that are missing: divide.",
    lambda rate, mask: 1 - rate,
)
_wrong_factor(
    "multiplied by the rate",
    "You multiply by the rate. What stays has to become larger: divide by the probability of "
    "staying.",
    lambda rate, mask: rate,
)
_wrong_factor(
    "scaled twice",
    "You divide by the probability of staying twice: is the mask scaled already?",
    lambda rate, mask: 1 / (1 - rate) ** 2,
)
_wrong_factor(
    "scaled by the share that stayed",
    "You divide by the share that happened to stay this time. Divide by its probability, which "
    "does not depend on the draw.",
    lambda rate, mask: 1 / np.mean(mask) if np.any(mask) else 1.0,
)


@DROPOUT_FORWARD.misconception(
    "brackets forgotten",
    hint="x * mask / 1 - rate divides by 1 and then subtracts rate. Put 1 - rate in brackets.",
    signature=(
        "zero_or_scaled",
        lambda data, out: only(out["dropout_forward"][0] + data["rate"], data["x"]),
    ),
)
def brackets_forgotten(x, rate, *, rng, training):
    if not training:
        return x.copy(), _all_true(x)
    mask = _drawn(x, rate, rng)
    return x * mask / 1 - rate, mask


def _rate_kept(data, out):
    x, rate = data["x"], data["rate"]
    out, _ = out["dropout_forward"]
    return only(out, x / rate) and not drops_the_rate(out, rate)


@DROPOUT_FORWARD.misconception(
    "rate taken for the keep probability",
    hint="You treat rate as the probability of staying. Here, as in Keras, it is the probability "
    "of dropping.",
    signature=("zero_or_scaled", _rate_kept),
)
def rate_kept(x, rate, *, rng, training):
    if not training or rate == 0:
        return x.copy(), _all_true(x)
    mask = rng.random(x.shape) < rate
    return x * mask / rate, mask


def _unchanged(data, out):
    return bool(np.all(out["dropout_forward"][0] == data["x"]))


@DROPOUT_FORWARD.misconception(
    "nothing dropped",
    hint="x comes back unchanged in training. Set to 0 what the mask drops.",
    signature=("zero_or_scaled", _unchanged),
)
def nothing_dropped(x, rate, *, rng, training):
    return x.copy(), _drawn(x, rate, rng) if training else np.ones(x.shape, dtype=bool)


@DROPOUT_FORWARD.misconception(
    "scaled but not dropped",
    hint="You scale x, and forget to multiply by the mask.",
    signature=(
        "zero_or_scaled",
        lambda data, out: np.allclose(out["dropout_forward"][0], data["x"] / (1 - data["rate"])),
    ),
)
def scaled_only(x, rate, *, rng, training):
    mask = _drawn(x, rate, rng) if training else _all_true(x)
    return (x / (1 - rate) if training else x.copy()), mask


@DROPOUT_FORWARD.misconception(
    "noise instead of a mask",
    hint="You multiply by random numbers. Dropout has two outcomes only: 0, or x scaled up.",
    signature=(
        "zero_or_scaled",
        lambda data, out: np.unique(np.round(out["dropout_forward"][0] / data["x"], 6)).size > 20,
    ),
)
def noise(x, rate, *, rng, training):
    if not training:
        return x.copy(), _all_true(x)
    return x * rng.normal(1, np.sqrt(rate / (1 - rate)), size=x.shape), _all_true(x)


@DROPOUT_FORWARD.misconception(
    "dropped entries removed",
    hint="You take the dropped entries out. They stay in their places, as zeros.",
)
def removed(x, rate, *, rng, training):
    if not training:
        return x.copy(), _all_true(x)
    mask = _drawn(x, rate, rng)
    return x[mask] / (1 - rate), mask


@DROPOUT_FORWARD.misconception(
    "returns exchanged",
    hint="You return (mask, out). The order is (out, mask).",
    signature=(
        "zero_or_scaled",
        lambda data, out: bool(np.all(np.isin(out["dropout_forward"][0], (0, 1)))),
    ),
)
def exchanged(x, rate, *, rng, training):
    mask = _drawn(x, rate, rng) if training else _all_true(x)
    return mask, (x * mask / (1 - rate) if training else x.copy())
