"""Exercise 10.3, what gradient descent and ridge leave of each direction: what is drawn."""

import numpy as np

from ...core import Array, Exercise
from ..designs import regression, vector

GD_FILTER = Exercise(
    "early_stopping.gd_filter",
    title="10.3 gd_filter, ridge_filter",
    points=2,
    names=("gd_filter", "ridge_filter"),
    forbid=(
        "reglab.linear.gradient_descent:gd_filter",
        "reglab.linear.gradient_descent:ridge_filter",
        "reglab.linear.gradient_descent",
    ),
)


def _like_s(data):
    return data["s"].shape


def _gd(answers, data):
    return {"gd_filter": answers.gd_filter(data["s"], data["eta"], data["t"])}


def _ridge(answers, data):
    return {"ridge_filter": answers.ridge_filter(data["s"], data["lam"])}


def _steps(rng):
    return [
        {"s": np.array([2.0]), "eta": 0.25, "t": 2},
        {"s": np.array([4.0, 0.5, 0.1]), "eta": 0.2, "t": 3},
        {
            "s": vector(rng, 5) * 3,
            "eta": float(rng.uniform(0.2, 0.4)),
            "t": int(rng.integers(4, 9)),
        },
    ]


@GD_FILTER.property(
    "gd_filter: the share that t steps have reached",
    draw=_steps,
    returns={"gd_filter": Array(_like_s)},
)
def gd_shares(answers, data):
    return _gd(answers, data)


@GD_FILTER.property(
    "gd_filter: nothing before the first step, eta*s after it, 0 where s = 0",
    draw=lambda rng: [
        {"s": np.array([2.0, 0.5]), "eta": 0.25, "t": 0},
        {"s": np.array([2.0, 0.5]), "eta": 0.25, "t": 1},
        {"s": np.array([0.0, 3.0]), "eta": 0.3, "t": 5},
    ],
    returns={"gd_filter": Array(_like_s)},
    after="gd_shares",
)
def gd_ends(answers, data):
    return _gd(answers, data)


@GD_FILTER.property(
    "gd_filter: times the least-squares weights, it is gradient descent",
    draw=lambda rng: {**_directions(rng), "t": 12},
    returns={"gd_filter": Array(_like_s)},
    after="gd_shares",
)
def is_descent(answers, data):
    return _gd(answers, data)


def _penalties(rng):
    return [
        {"s": np.array([2.0]), "lam": 0.5},
        {"s": np.array([4.0, 0.5, 0.1]), "lam": 1.5},
        {"s": vector(rng, 5) * 3, "lam": float(rng.uniform(0.3, 0.6))},
    ]


@GD_FILTER.property(
    "ridge_filter: the share that the penalty leaves",
    draw=_penalties,
    returns={"ridge_filter": Array(_like_s)},
)
def ridge_shares(answers, data):
    return _ridge(answers, data)


@GD_FILTER.property(
    "ridge_filter: all of it without a penalty, 0 where s = 0",
    draw=lambda rng: [
        {"s": np.array([2.0, 0.5]), "lam": 0.0},
        {"s": np.array([0.0, 3.0]), "lam": 1.5},
    ],
    returns={"ridge_filter": Array(_like_s)},
    after="ridge_shares",
)
def ridge_ends(answers, data):
    return _ridge(answers, data)


def _directions(rng):
    """Data, and the eigenvalues of the centred X'X/n, largest first."""
    data = regression(rng, 14, 4)
    return {**data, "s": np.linalg.eigvalsh(np.cov(data["X"].T, ddof=0))[::-1]}


@GD_FILTER.property(
    "ridge_filter: times the least-squares weights, it is ridge",
    draw=lambda rng: {**_directions(rng), "lam": 0.7},
    returns={"ridge_filter": Array(_like_s)},
    after="ridge_shares",
)
def is_ridge(answers, data):
    return _ridge(answers, data)
