"""Exercise 3.1: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise

SOFT_THRESHOLD = Exercise(
    "lasso.soft_threshold",
    title="3.1 soft_threshold",
    points=2,
    forbid=("reglab.linear.prox:soft_threshold",),
)


def _simple_values(rng):
    # No z of 0 and none equal to t: there a mistake's spelling (> or >=) would hide which it is.
    pairs = [(2.0, 0.5), (-2.0, 0.5), (0.25, 0.5), (-0.25, 0.5)]
    z = np.round(rng.normal(scale=2.0, size=9), 1)
    z = np.where(z == 0, 0.1, z)
    cases = [*pairs, (z, 0.75), (z.reshape(3, 3), 0.75)]
    return [{"z": z, "t": t} for z, t in cases]


def _arrays(rng):
    return [{"z": rng.normal(scale=3.0, size=n), "t": float(rng.uniform(0.3, 2))} for n in (3, 40)]


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
    draw=_arrays,
    returns={"at_z": Array(_like_z), "at_shifted": Array(_like_z)},
    after="minimizes",
)
def non_expansive(answers, data):
    z, t = data["z"], data["t"]
    return {
        "at_z": answers.soft_threshold(z, t),
        "at_shifted": answers.soft_threshold(z + 0.3, t),
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
