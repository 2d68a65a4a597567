"""Exercise 7.2, the gradient through dropout: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise
from ..designs import activations, mixed_mask, rates, short_rate, sizes
from .forward import LIBRARY

DROPOUT_BACKWARD = Exercise(
    "dropout.dropout_backward",
    title="7.2 dropout_backward",
    points=2,
    forbid=("reglab.nn.dropout:dropout_backward", *LIBRARY),
)

GRADIENT = {"dropout_backward": Array(lambda data: data["dout"].shape, rtol=1e-9)}


def _case(rng, around, rate):
    shape = sizes(rng, *around)
    return {"dout": activations(rng, shape), "mask": mixed_mask(rng, shape, rate), "rate": rate}


def _cases(rng):
    on_paper = {
        "dout": rng.choice([-1.0, 1.0], size=2) * rng.integers(2, 10, size=2),
        "mask": np.array([True, False]),
        "rate": short_rate(rng),
    }
    cases = zip(((20, 10), (3, 30, 5), (200,)), rates(rng), strict=True)
    return [on_paper, *(_case(rng, around, rate) for around, rate in cases)]


def _call(answers, data):
    return {"dropout_backward": answers.dropout_backward(data["dout"], data["mask"], data["rate"])}


@DROPOUT_BACKWARD.property(
    "where a unit stayed, the gradient is dout / (1 - rate)",
    draw=_cases,
    returns=GRADIENT,
)
def kept_units(answers, data):
    return _call(answers, data)


@DROPOUT_BACKWARD.property(
    "where a unit was dropped, the gradient is 0",
    draw=_cases,
    returns=GRADIENT,
    after="kept_units",
)
def dropped_units(answers, data):
    return _call(answers, data)


def _nothing_dropped(rng):
    dout = activations(rng, tuple(rng.integers(2, 6, size=2)))
    return {"dout": dout, "mask": np.ones(dout.shape, dtype=bool), "rate": 0.0}


@DROPOUT_BACKWARD.property(
    "with rate = 0 and nothing dropped, the gradient passes unchanged",
    draw=_nothing_dropped,
    returns=GRADIENT,
    after="kept_units",
)
def rate_zero(answers, data):
    return _call(answers, data)
