"""Exercise 6.4, the proximal step: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise
from ..designs import away_from_zero

PROX_L1 = Exercise(
    "weight_penalties.prox_l1",
    title="6.4 prox_l1",
    points=2,
    forbid=("reglab.nn.penalties", "reglab.linear.prox:soft_threshold"),
)


def _like_W(data):
    return data["W"].shape


def _by_hand(rng):
    # One entry each, then all kinds together; none is 0 or equal to t.
    values = [[[2.0]], [[-2.0]], [[0.25]], [[-0.25]], [[3.0, -0.5], [0.125, -4.0], [0.5, 1.5]]]
    return [{"W": np.array(W), "t": 0.75} for W in values]


@PROX_L1.property(
    "small matrices by hand",
    draw=_by_hand,
    returns={"prox_l1": Array(_like_W)},
)
def by_hand(answers, data):
    return {"prox_l1": answers.prox_l1(data["W"], data["t"])}


@PROX_L1.property(
    "where |w| <= t it is exactly 0, elsewhere |w| shrinks by t",
    # Some entries on either side of t, in a matrix that is neither square nor small.
    draw=lambda rng: {
        "W": rng.permutation(np.linspace(0.05, 3.0, 60)).reshape(12, 5)
        * np.sign(away_from_zero(rng, 12, 5)),
        "t": float(rng.uniform(0.8, 1.6)),
    },
    returns={"prox_l1": Array(_like_W)},
    after="by_hand",
)
def exact_zeros(answers, data):
    return {"prox_l1": answers.prox_l1(data["W"], data["t"])}


@PROX_L1.property(
    "t = 0 changes nothing",
    draw=lambda rng: {"W": np.append(0.0, away_from_zero(rng, 5)).reshape(2, 3), "t": 0.0},
    returns={"prox_l1": Array(_like_W)},
    after="by_hand",
)
def no_threshold(answers, data):
    return {"prox_l1": answers.prox_l1(data["W"], data["t"])}


def _least_squares(rng):
    """Columns without correlation, and targets of which some are near 0: the minimum is known."""
    columns, _ = np.linalg.qr(rng.normal(size=(8, 4)))
    V = away_from_zero(rng, 4, 3)
    V[::2] *= 0.1  # below l1 = 0.3: these end at 0
    return {"X": columns, "Y": columns @ V, "l1": 0.3, "lr": 0.5, "n_steps": 60}


@PROX_L1.property(
    "steps W <- prox_l1(W - lr*gradient, lr*l1) end at the minimum, with exact zeros",
    draw=_least_squares,
    returns={"W": Array(lambda data: (4, 3))},
    after="by_hand",
)
def descent(answers, data):
    X, Y, lr = data["X"], data["Y"], data["lr"]
    W = np.ones((X.shape[1], Y.shape[1]))
    for _ in range(data["n_steps"]):
        W = answers.prox_l1(W - lr * X.T @ (X @ W - Y), lr * data["l1"])
    return {"W": W}
