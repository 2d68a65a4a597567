"""Exercise 10.3, what gradient descent and ridge leave of each direction: what is drawn."""

import numpy as np

from ...core import Array, Exercise
from ..designs import hundredths, regression, vector

GD_FILTER = Exercise(
    "early_stopping.gd_filter",
    title="10.3 gd_filter, ridge_filter",
    points=2,
    names=("gd_filter", "ridge_filter"),
    forbid=(
        "reglab.linear.gradient_descent:gd_filter",
        "reglab.linear.gradient_descent:ridge_filter",
        "reglab.linear.gradient_descent",
        "reglab.linear.ridge:effective_df",  # the sum of the same shares
    ),
)


def _like_s(data):
    return data["s"].shape


def _gd(answers, data):
    return {"gd_filter": answers.gd_filter(data["s"], data["eta"], data["t"])}


def _ridge(answers, data):
    return {"ridge_filter": answers.ridge_filter(data["s"], data["lam"])}


def _one(rng):
    """One direction, in a short number away from 1."""
    return np.array([float(rng.choice([1.5, 2.0, 2.5, 3.0]))])


def _few(rng):
    """Some directions, the largest with many times the variance of the smallest."""
    n = int(rng.integers(3, 6))
    return rng.permutation(np.geomspace(0.1, 4.0, n)) * rng.uniform(0.9, 1.1, n)


def _many(rng):
    return 3 * vector(rng, int(rng.integers(5, 8)))


def _and_zero(rng):
    """A direction without any variance among others."""
    return rng.permutation([0.0, *_one(rng), hundredths(rng, 0.3, 0.8)])


def _steps(rng):
    """Steps so short that no direction is passed at once."""
    return [
        {"s": _one(rng), "eta": hundredths(rng, 0.15, 0.3), "t": int(rng.integers(2, 4))},
        {"s": _few(rng), "eta": hundredths(rng, 0.1, 0.2), "t": int(rng.integers(2, 6))},
        {"s": _many(rng), "eta": float(rng.uniform(0.2, 0.4)), "t": int(rng.integers(4, 9))},
    ]


def _few_steps(rng):
    eta = [hundredths(rng, 0.1, 0.2) for _ in range(3)]
    return [
        {"s": _few(rng), "eta": eta[0], "t": 0},
        {"s": _few(rng), "eta": eta[1], "t": 1},
        {"s": _and_zero(rng), "eta": eta[2], "t": int(rng.integers(3, 8))},
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
    draw=_few_steps,
    returns={"gd_filter": Array(_like_s)},
    after="gd_shares",
)
def gd_ends(answers, data):
    return _gd(answers, data)


@GD_FILTER.property(
    "gd_filter: times the least-squares weights, it is gradient descent",
    draw=lambda rng: {**_directions(rng), "t": int(rng.integers(8, 16))},
    returns={"gd_filter": Array(_like_s)},
    after="gd_shares",
)
def is_descent(answers, data):
    return _gd(answers, data)


def _penalties(rng):
    """Penalties below each lonely s, and away from 1."""
    return [
        {"s": _one(rng), "lam": hundredths(rng, 0.2, 0.8)},
        {"s": _few(rng), "lam": hundredths(rng, 1.2, 2.5)},
        {"s": _many(rng), "lam": float(rng.uniform(0.3, 0.6))},
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
        {"s": _few(rng), "lam": 0.0},
        {"s": _and_zero(rng), "lam": hundredths(rng, 0.2, 2.5)},
    ],
    returns={"ridge_filter": Array(_like_s)},
    after="ridge_shares",
)
def ridge_ends(answers, data):
    return _ridge(answers, data)


def _directions(rng):
    """Data, and the eigenvalues of the centred X'X/n, largest first."""
    data = regression(rng, int(rng.integers(12, 18)), int(rng.integers(3, 6)))
    return {**data, "s": np.linalg.eigvalsh(np.cov(data["X"].T, ddof=0))[::-1]}


@GD_FILTER.property(
    "ridge_filter: times the least-squares weights, it is ridge",
    draw=lambda rng: {**_directions(rng), "lam": hundredths(rng, 0.2, 2.0)},
    returns={"ridge_filter": Array(_like_s)},
    after="ridge_shares",
)
def is_ridge(answers, data):
    return _ridge(answers, data)
