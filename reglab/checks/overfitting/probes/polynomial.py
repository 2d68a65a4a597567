"""Exercise 1.1: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise

POLY_FEATURES = Exercise(
    "overfitting.poly_features",
    title="1.1 poly_features",
    points=1,
    forbid=("reglab.linear.polynomial:poly_features", "sklearn.preprocessing"),
)

_COLUMNS = Array(lambda data: (len(data["x"]), data["degree"]))


def _places(rng, n):
    """Any x, but never 0 or 1, whose powers are all alike; negative ones, as signs alternate."""
    size = np.where(np.arange(n) % 2, rng.uniform(0.2, 0.9, size=n), rng.uniform(1.1, 2.2, size=n))
    signs = np.where(np.arange(n) < 2, -1.0, rng.choice([-1.0, 1.0], size=n))
    return rng.permutation(signs * size)


def _powers(rng):
    one, two = np.array([2.0, -3.0, -1.5]), np.array([0.5, -0.5, 2.5])
    return [
        {"x": rng.choice([2.0, 2.5, 3.0, -2.0, -3.0], size=1), "degree": int(rng.integers(3, 5))},
        {"x": np.array([rng.choice(one), rng.choice(two)]), "degree": 2},
        {"x": _places(rng, int(rng.integers(6, 11))), "degree": int(rng.integers(4, 6))},
    ]


def _columns(answers, data):
    return {"poly_features": answers.poly_features(data["x"], data["degree"])}


@POLY_FEATURES.property(
    "the columns are x, x^2, ..., x^degree",
    draw=_powers,
    returns={"poly_features": _COLUMNS},
)
def powers(answers, data):
    return _columns(answers, data)


@POLY_FEATURES.property(
    "degree 1 is x itself, as a column",
    draw=lambda rng: {"x": _places(rng, int(rng.integers(3, 8))), "degree": 1},
    returns={"poly_features": _COLUMNS},
    after="powers",
)
def one_column(answers, data):
    return _columns(answers, data)


@POLY_FEATURES.property(
    "degree 0 has no column at all",
    draw=lambda rng: {"x": _places(rng, int(rng.integers(3, 8))), "degree": 0},
    returns={"poly_features": _COLUMNS},
    after="powers",
)
def no_column(answers, data):
    return _columns(answers, data)
