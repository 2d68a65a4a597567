"""Exercise 3.1: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise

SOFT_THRESHOLD = Exercise(
    "lasso.soft_threshold",
    title="3.1 soft_threshold",
    points=2,
    forbid=(
        "reglab.linear.prox:soft_threshold",
        "reglab.nn.penalties:prox_l1",
        "reglab.nn._epoch",  # its steps hold the same formula
    ),
)


def _simple_values(rng):
    # No z of 0 and none equal to t: there a mistake's spelling (> or >=) would hide which it is.
    t = float(rng.choice([0.5, 0.75, 1.5, 2.0]))
    far, near = t + rng.integers(1, 13, size=2) / 4, rng.uniform(0.1, 0.9, size=2) * t
    numbers = [(2.0, 0.5), *((float(z), t) for z in (-far[0], near[0], -near[1], far[1]))]
    z = np.round(rng.normal(scale=2.0, size=(rng.integers(2, 5), 3)), 1)
    z = np.where(z == 0, 0.1, z)
    other = float(rng.choice([0.35, 0.75, 1.25, 1.65]))  # not in tenths, as z is
    return [{"z": z, "t": t} for z, t in [*numbers, (z.ravel(), other), (z, other)]]


def _arrays(rng):
    return [
        {"z": rng.normal(scale=3.0, size=n), "t": float(rng.uniform(0.3, 2))}
        for n in rng.integers([3, 30], [7, 60])
    ]


def _like_z(data):
    return np.shape(data["z"])


@SOFT_THRESHOLD.property(
    "it minimizes (x - z)^2 / 2 + t |x|",
    draw=_simple_values,
    returns={"soft_threshold": Array(_like_z)},
)
def minimizes(answers, data):
    return {"soft_threshold": answers.soft_threshold(data["z"], data["t"])}


@SOFT_THRESHOLD.property(
    "where |z| <= t it is exactly 0, not just small",
    draw=_arrays,
    returns={"soft_threshold": Array(_like_z)},
    after="minimizes",
)
def exact_zeros(answers, data):
    return {"soft_threshold": answers.soft_threshold(data["z"], data["t"])}


@SOFT_THRESHOLD.property(
    "it is odd: changing the sign of z changes the sign of the result",
    draw=_arrays,
    returns={"plus": Array(_like_z), "minus": Array(_like_z)},
    after="minimizes",
)
def odd(answers, data):
    z, t = data["z"], data["t"]
    return {"plus": answers.soft_threshold(z, t), "minus": answers.soft_threshold(-z, t)}


@SOFT_THRESHOLD.property(
    "it is non-expansive: two inputs never move further apart",
    draw=lambda rng: [{**data, "shift": float(rng.uniform(0.1, 0.6))} for data in _arrays(rng)],
    returns={"at_z": Array(_like_z), "at_shifted": Array(_like_z)},
    after="minimizes",
)
def non_expansive(answers, data):
    z, t = data["z"], data["t"]
    return {
        "at_z": answers.soft_threshold(z, t),
        "at_shifted": answers.soft_threshold(z + data["shift"], t),
    }


def _with_zero(rng):
    # A 0 among them: z / |z| is no sign.
    return [{**data, "z": np.append(0.0, data["z"])} for data in _arrays(rng)]


@SOFT_THRESHOLD.property(
    "a threshold of 0 changes nothing",
    draw=_with_zero,
    returns={"soft_threshold": Array(_like_z)},
    after="minimizes",
)
def zero_threshold(answers, data):
    return {"soft_threshold": answers.soft_threshold(data["z"], 0.0)}
