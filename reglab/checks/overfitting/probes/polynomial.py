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


def _powers(rng):
    # Never 0 or 1, whose powers are all alike; negative ones, as signs alternate.
    x = rng.permutation(np.linspace(-2.0, 1.7, 6))
    return [
        {"x": np.array([2.0]), "degree": 3},
        {"x": np.array([-3.0, 0.5]), "degree": 2},
        {"x": x, "degree": 5},
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
    draw=lambda rng: {"x": rng.uniform(2.0, 3.0, size=4), "degree": 1},
    returns={"poly_features": _COLUMNS},
    after="powers",
)
def one_column(answers, data):
    return _columns(answers, data)


@POLY_FEATURES.property(
    "degree 0 has no column at all",
    draw=lambda rng: {"x": rng.uniform(2.0, 3.0, size=4), "degree": 0},
    returns={"poly_features": _COLUMNS},
    after="powers",
)
def no_column(answers, data):
    return _columns(answers, data)
