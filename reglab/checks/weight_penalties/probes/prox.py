"""Exercise 6.4, the proximal step: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise
from ..designs import away_from_zero, quarters

PROX_L1 = Exercise(
    "weight_penalties.prox_l1",
    title="6.4 prox_l1",
    points=2,
    forbid=("reglab.nn.penalties", "reglab.nn._epoch", "reglab.linear.prox:soft_threshold"),
)


def _like_W(data):
    return data["W"].shape


def _small_to_large(rng):
    # One entry each, then all kinds together; none is 0 or equal to t.
    t = quarters(rng, 0.75, 2)
    below, above = rng.integers(1, round(8 * t), size=5) / 8, t + quarters(rng, 0.25, 2, size=4)
    far = 2 * t + quarters(rng, 0.25, 1)
    mixed = [[far, -below[2]], [below[3], -above[2]], [below[4], t + 0.25]]
    values = [[[above[0]]], [[-above[1]]], [[below[0]]], [[-below[1]]], mixed]
    return [{"W": np.array(W), "t": t} for W in values]


@PROX_L1.property(
    "small matrices by hand",
    draw=_small_to_large,
    returns={"prox_l1": Array(_like_W)},
)
def by_hand(answers, data):
    return {"prox_l1": answers.prox_l1(data["W"], data["t"])}


def _on_either_side(rng):
    """As many entries below t as above, in a matrix that is neither square nor small."""
    rows, columns, t = int(rng.integers(8, 14)), int(rng.integers(4, 7)), rng.uniform(0.3, 1.6)
    size = rng.uniform([[0.02], [1.05]], [[0.95], [3.0]], size=(2, rows * columns))
    size = t * rng.choice(size.ravel(), size=(rows, columns), replace=False)
    return {"W": size * np.sign(away_from_zero(rng, rows, columns)), "t": float(t)}


@PROX_L1.property(
    "where |w| <= t it is exactly 0, elsewhere |w| shrinks by t",
    draw=_on_either_side,
    returns={"prox_l1": Array(_like_W)},
    after="by_hand",
)
def exact_zeros(answers, data):
    return {"prox_l1": answers.prox_l1(data["W"], data["t"])}


def _with_a_zero(rng):
    rows, columns = rng.integers(2, 5, size=2)
    W = away_from_zero(rng, rows * columns)
    W[rng.integers(len(W))] = 0.0
    return {"W": W.reshape(rows, columns), "t": 0.0}


@PROX_L1.property(
    "t = 0 changes nothing",
    draw=_with_a_zero,
    returns={"prox_l1": Array(_like_W)},
    after="by_hand",
)
def no_threshold(answers, data):
    return {"prox_l1": answers.prox_l1(data["W"], data["t"])}


def _least_squares(rng):
    """Columns without correlation, and targets of which some are near 0: the minimum is known."""
    columns, _ = np.linalg.qr(rng.normal(size=(rng.integers(7, 11), 4)))
    V = away_from_zero(rng, 4, int(rng.integers(2, 5)))
    V[::2] *= 0.1  # below l1: these end at 0
    l1, lr = float(rng.uniform(0.25, 0.4)), float(rng.uniform(0.4, 0.7))
    return {"X": columns, "Y": columns @ V, "l1": l1, "lr": lr, "n_steps": 60}


@PROX_L1.property(
    "steps W <- prox_l1(W - lr*gradient, lr*l1) end at the minimum, with exact zeros",
    draw=_least_squares,
    returns={"W": Array(lambda data: (data["X"].shape[1], data["Y"].shape[1]))},
    after="by_hand",
)
def descent(answers, data):
    X, Y, lr = data["X"], data["Y"], data["lr"]
    W = np.ones((X.shape[1], Y.shape[1]))
    for _ in range(data["n_steps"]):
        W = answers.prox_l1(W - lr * X.T @ (X @ W - Y), lr * data["l1"])
    return {"W": W}
