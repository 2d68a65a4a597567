"""Exercise 7.4, the average over all masks: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Number
from ..designs import FUNCTIONS, N_MASKS, RATES, activations, mask_number

EXACT_MASK_AVERAGE = Exercise(
    "dropout.exact_mask_average",
    title="7.4 exact_mask_average",
    points=3,
    forbid=("reglab.nn.monte_carlo:exact_mask_average", "reglab.nn.monte_carlo"),
)

NUMBER = {"exact_mask_average": Number()}


def _average(answers, data):
    f = FUNCTIONS[data["f"]]
    return {"exact_mask_average": answers.exact_mask_average(f, data["x"], data["rate"])}


def _nonlinear(rng):
    square, largest, exp = list(FUNCTIONS)[:3]
    return [
        {"f": square, "x": np.array([1.0]), "rate": 0.8},
        {"f": largest, "x": np.array([1.0, 2.0]), "rate": 0.8},
        {"f": square, "x": np.array([1.0, 2.0]), "rate": 0.1},
        {"f": exp, "x": activations(rng, 5), "rate": 0.3},
    ]


@EXACT_MASK_AVERAGE.property(
    "it is the average of f over all masks",
    draw=_nonlinear,
    returns=NUMBER,
)
def nonlinear(answers, data):
    return _average(answers, data)


@EXACT_MASK_AVERAGE.property(
    "every mask counts, with its own probability",
    draw=lambda rng: [{"x": rng.uniform(0.5, 2, size=3), "rate": rate} for rate in RATES],
    returns={"exact_mask_average": Array(lambda data: (N_MASKS,))},
    after="nonlinear",
)
def probabilities(answers, data):
    average = answers.exact_mask_average(mask_number, data["x"], data["rate"])
    return {"exact_mask_average": average}


@EXACT_MASK_AVERAGE.property(
    "for a linear f the average is f(x)",
    draw=lambda rng: [
        {"f": f, "x": activations(rng, d), "rate": rate}
        for f, d, rate in zip(list(FUNCTIONS)[3:], (2, 4, 6), RATES, strict=True)
    ],
    returns=NUMBER,
    after="nonlinear",
)
def linear(answers, data):
    return _average(answers, data)


@EXACT_MASK_AVERAGE.property(
    "with rate = 0 the average is f(x)",
    draw=lambda rng: {"f": next(iter(FUNCTIONS)), "x": activations(rng, 4), "rate": 0.0},
    returns=NUMBER,
    after="nonlinear",
)
def rate_zero(answers, data):
    return _average(answers, data)


@EXACT_MASK_AVERAGE.property(
    "ten units, 1024 masks",
    draw=lambda rng: {"f": next(iter(FUNCTIONS)), "x": activations(rng, 10), "rate": 0.3},
    returns=NUMBER,
    after="nonlinear",
)
def ten_units(answers, data):
    return _average(answers, data)
