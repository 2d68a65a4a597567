"""Exercise 7.2, the gradient through dropout: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise
from ..designs import activations, mixed_mask
from .forward import LIBRARY

DROPOUT_BACKWARD = Exercise(
    "dropout.dropout_backward",
    title="7.2 dropout_backward",
    points=2,
    forbid=("reglab.nn.dropout:dropout_backward", *LIBRARY),
)

GRADIENT = {"dropout_backward": Array(lambda data: data["dout"].shape, rtol=1e-9)}


def _case(rng, shape, rate):
    return {"dout": activations(rng, shape), "mask": mixed_mask(rng, shape, rate), "rate": rate}


def _cases(rng):
    on_paper = {"dout": np.array([2.0, 3.0]), "mask": np.array([True, False]), "rate": 0.8}
    shapes = ((20, 10), 0.8), ((2, 30, 5), 0.3), ((200,), 0.1)
    return [on_paper, *(_case(rng, shape, rate) for shape, rate in shapes)]


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


@DROPOUT_BACKWARD.property(
    "with rate = 0 and nothing dropped, the gradient passes unchanged",
    draw=lambda rng: {
        "dout": activations(rng, (3, 4)),
        "mask": np.ones((3, 4), dtype=bool),
        "rate": 0.0,
    },
    returns=GRADIENT,
    after="kept_units",
)
def rate_zero(answers, data):
    return _call(answers, data)
