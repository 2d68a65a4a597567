"""Exercise 7.1: the known wrong answers, in what they do at inference."""

import numpy as np

from ..probes import DROPOUT_FORWARD


def _all_true(x):
    return np.ones(x.shape, dtype=bool)


def _drawn(x, rate, rng):
    return rng.random(x.shape) >= rate


@DROPOUT_FORWARD.misconception(
    "training and inference exchanged",
    hint="You drop at inference and leave x alone in training. It is the other way round.",
)
def modes_exchanged(x, rate, *, rng, training):
    if training:
        return x.copy(), _all_true(x)
    mask = _drawn(x, rate, rng)
    return x * mask / (1 - rate), mask


def _at_inference(out, mask=_all_true):
    """Right in training; at inference what the two functions give."""

    def forward(x, rate, *, rng, training):
        if not training:
            return out(x, rate), mask(x)
        mask_drawn = _drawn(x, rate, rng)
        return x * mask_drawn / (1 - rate), mask_drawn

    return forward


DROPOUT_FORWARD.misconception(
    "scaled by the keep probability at inference",
    hint="At inference you multiply by the probability of staying. That is vanilla dropout: here "
    "training has scaled already.",
)(_at_inference(lambda x, rate: x * (1 - rate)))
DROPOUT_FORWARD.misconception(
    "scaled by the rate at inference",
    hint="At inference you multiply by the rate. Some articles say so; with the scaling done in "
    "training, nothing is left to do.",
)(_at_inference(lambda x, rate: x * rate))
DROPOUT_FORWARD.misconception(
    "divided by the keep probability at inference",
    hint="You scale up at inference as well. Nothing is missing there.",
)(_at_inference(lambda x, rate: x / (1 - rate)))
DROPOUT_FORWARD.misconception(
    "no mask at inference",
    hint="At inference the mask is None. Return one that is True everywhere.",
)(_at_inference(lambda x, rate: x.copy(), mask=lambda x: None))
DROPOUT_FORWARD.misconception(
    "a mask of numbers at inference",
    hint="At inference your mask holds numbers. Return booleans: True everywhere.",
)(_at_inference(lambda x, rate: x.copy(), mask=lambda x: np.ones(x.shape)))
DROPOUT_FORWARD.misconception(
    "an empty mask at inference",
    hint="At inference your mask is False: it says that all was dropped. True means that it stays.",
)(_at_inference(lambda x, rate: x.copy(), mask=lambda x: np.zeros(x.shape, dtype=bool)))


@DROPOUT_FORWARD.misconception(
    "mask drawn at inference",
    hint="At inference you return a mask that drops some, though nothing is dropped: all True.",
    signature=(
        "inference",
        lambda data, out: (
            bool(np.all(out["dropout_forward"][0] == data["x"]))
            and 0 < np.mean(out["dropout_forward"][1]) < 1
        ),
    ),
)
def mask_drawn_at_inference(x, rate, *, rng, training):
    mask = _drawn(x, rate, rng)
    return (x * mask / (1 - rate), mask) if training else (x.copy(), mask)


@DROPOUT_FORWARD.misconception(
    "active at inference",
    hint="You drop at inference, too. Predictions would change from call to call: use training.",
    signature=("inference", lambda data, out: bool(np.any(out["dropout_forward"][0] == 0))),
)
def always_active(x, rate, *, rng, training):
    mask = _drawn(x, rate, rng)
    return x * mask / (1 - rate), mask
