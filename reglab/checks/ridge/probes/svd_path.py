"""Exercise 2.2: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Tuple
from ..designs import by_hand, regression, wide

RIDGE_SVD_PATH = Exercise(
    "ridge.ridge_svd_path",
    title="2.2 ridge_svd_path",
    points=3,
    forbid=(
        "reglab.linear.ridge:ridge_svd_path",
        "reglab.linear.ridge:ridge_closed_form",
        "sklearn.linear_model",
    ),
)

PATH = Tuple(
    W=Array(lambda data: (len(data["lams"]), data["X"].shape[1]), rtol=1e-6, atol=1e-8),
    b=Array(lambda data: (len(data["lams"]),), rtol=1e-6, atol=1e-8),
)


def _with(data, lams):
    return {"X": data["X"], "y": data["y"], "lams": np.array(lams)}


def _paths(rng):
    return [
        _with(by_hand(), [1.0]),
        _with(by_hand(), [1.0, 3.0]),
        _with(regression(rng, 8, 2), [0.01, 0.1, 1.0]),
        _with(regression(rng, 20, 4), [0.001, 0.03, 0.4, 2.0, 50.0]),
    ]


def _path(answers, data):
    return {"ridge_svd_path": answers.ridge_svd_path(data["X"], data["y"], data["lams"])}


@RIDGE_SVD_PATH.property(
    "every row is the ridge solution at its lam",
    draw=_paths,
    returns={"ridge_svd_path": PATH},
)
def every_row(answers, data):
    return _path(answers, data)


@RIDGE_SVD_PATH.property(
    "the rows follow the order of lams as given",
    # In a cycle: an order that undoes itself would hide that it was not undone.
    draw=lambda rng: _with(regression(rng, 8, 2), [0.3, 2.0, 0.02]),
    returns={"ridge_svd_path": PATH},
    after="every_row",
)
def order(answers, data):
    return _path(answers, data)


@RIDGE_SVD_PATH.property(
    "more columns than samples: every row is still a solution",
    draw=lambda rng: _with(wide(rng), [0.05, 1.0]),
    returns={"ridge_svd_path": PATH},
    after="every_row",
)
def wide_data(answers, data):
    return _path(answers, data)


def _doubled_column(rng):
    X = regression(rng, 10, 2)["X"]
    return _with(
        {**regression(rng, 10, 2), "X": np.column_stack([X, X[:, 0], np.full(10, 7.0)])},
        [0.1, 1.0],
    )


@RIDGE_SVD_PATH.property(
    "a doubled and a constant column, so singular values of 0: no division by 0",
    draw=_doubled_column,
    returns={"ridge_svd_path": PATH},
    after="every_row",
)
def singular_values_of_zero(answers, data):
    return _path(answers, data)


@RIDGE_SVD_PATH.property(
    "the weights get shorter as lam grows",
    draw=lambda rng: _with(regression(rng, 12, 3), np.geomspace(1e-3, 1e3, 9)),
    returns={"ridge_svd_path": PATH},
    after="every_row",
)
def shorter(answers, data):
    return _path(answers, data)
