"""Exercise 7.4, the average over all masks: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Number
from ..designs import FUNCTIONS, N_MASKS, activations, mask_number, rates, short_rate

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
    _, middle, low = rates(rng)
    x = np.cumsum(rng.integers(2, 7, size=(4, 2)), axis=1) / 2  # in halves, the second one larger
    return [
        {"f": square, "x": x[0, :1] + 0.5, "rate": short_rate(rng)},
        {"f": largest, "x": x[1], "rate": short_rate(rng)},
        {"f": square, "x": x[2], "rate": low},
        {"f": exp, "x": activations(rng, int(rng.integers(4, 7))), "rate": middle},
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
    draw=lambda rng: [{"x": rng.uniform(0.5, 2, size=3), "rate": rate} for rate in rates(rng)],
    returns={"exact_mask_average": Array(lambda data: (N_MASKS,))},
    after="nonlinear",
)
def probabilities(answers, data):
    average = answers.exact_mask_average(mask_number, data["x"], data["rate"])
    return {"exact_mask_average": average}


def _linear(rng):
    cases = zip(list(FUNCTIONS)[3:], rng.permutation([2, 4, 6]), rates(rng), strict=True)
    return [{"f": f, "x": activations(rng, d), "rate": rate} for f, d, rate in cases]


@EXACT_MASK_AVERAGE.property(
    "for a linear f the average is f(x)",
    draw=_linear,
    returns=NUMBER,
    after="nonlinear",
)
def linear(answers, data):
    return _average(answers, data)


@EXACT_MASK_AVERAGE.property(
    "with rate = 0 the average is f(x)",
    draw=lambda rng: {
        "f": next(iter(FUNCTIONS)),
        "x": activations(rng, int(rng.integers(3, 7))),
        "rate": 0.0,
    },
    returns=NUMBER,
    after="nonlinear",
)
def rate_zero(answers, data):
    return _average(answers, data)


@EXACT_MASK_AVERAGE.property(
    "ten units, 1024 masks",
    draw=lambda rng: {
        "f": next(iter(FUNCTIONS)),
        "x": activations(rng, 10),
        "rate": rates(rng)[rng.integers(3)],
    },
    returns=NUMBER,
    after="nonlinear",
)
def ten_units(answers, data):
    return _average(answers, data)
