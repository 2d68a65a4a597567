"""Exercise 2.2 and the predictions about the path: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Prediction, Tuple
from ..designs import small_to_large, wide

RIDGE_SVD_PATH = Exercise(
    "ridge.ridge_svd_path",
    title="2.2 ridge_svd_path",
    points=3,
    # A loop over the closed form is slow, but right.
    uses=("ridge.ridge_closed_form",),
    forbid=(
        "reglab.linear.ridge:ridge_closed_form",
        "reglab.linear.ridge:ridge_svd_path",
        "reglab.linear.elastic_net",
        "reglab.linear.path",
        "reglab.linear.huber",
        "sklearn.linear_model",
    ),
)

PATH = Tuple(
    W=Array(lambda d: (len(d["lams"]), d["X"].shape[1])),
    b=Array(lambda d: (len(d["lams"]),)),
)


def _rising(rng, data, k):
    return {**data, "lams": data["lam"] * np.geomspace(1.0, rng.uniform(100.0, 400.0), k)}


def _paths(rng):
    first, *others = small_to_large(rng)
    # By hand again: the second lam halves the weight. Different numbers of lams and columns in
    # each case, so that a transposed W is seen by its shape.
    variance = float(first["X"].var())
    by_hand = {**first, "lams": first["lam"] * np.array([1.0, 2.0]) + [0.0, variance]}
    others = [_rising(rng, d, d["X"].shape[1] + int(rng.integers(1, 4))) for d in others]
    return [by_hand, *others]


def _shuffled(rng):
    # In a cycle: an order that undoes itself would hide that it was not undone.
    return [{**data, "lams": np.roll(data["lams"], 1)} for data in _paths(rng)[1:]]


def _path(answers, data, **changes):
    d = {**data, **changes}
    return answers.ridge_svd_path(d["X"], d["y"], d["lams"])


@RIDGE_SVD_PATH.property(
    "every row of W has gradient 0 at its lam",
    draw=_paths,
    returns={"ridge_svd_path": PATH},
)
def every_row(answers, data):
    return {"ridge_svd_path": _path(answers, data)}


@RIDGE_SVD_PATH.property(
    "every entry of b makes the residuals' mean 0",
    draw=_paths,
    returns={"ridge_svd_path": PATH},
    after="every_row",
)
def intercepts(answers, data):
    return {"ridge_svd_path": _path(answers, data)}


@RIDGE_SVD_PATH.property(
    "the rows follow the order of lams as given",
    draw=_shuffled,
    returns={"ridge_svd_path": PATH},
    after="every_row",
)
def order(answers, data):
    return {"ridge_svd_path": _path(answers, data)}


@RIDGE_SVD_PATH.property(
    "more columns than samples: every row has gradient 0",
    draw=lambda rng: _rising(rng, wide(rng), int(rng.integers(3, 6))),
    returns={"ridge_svd_path": PATH},
    after="every_row",
)
def wide_data(answers, data):
    return {"ridge_svd_path": _path(answers, data)}


def _dependent(rng):
    """A column twice, and a constant one."""
    data = small_to_large(rng)[1]
    X = data["X"]
    # In quarters, so that the constant is exactly 0 after centring.
    constant = np.full(len(X), int(rng.integers(10, 40)) / 4)
    again = X[:, rng.integers(X.shape[1])]
    X = np.column_stack([X, again, constant])
    return _rising(rng, {**data, "X": X}, int(rng.integers(2, 4)))


@RIDGE_SVD_PATH.property(
    "a column twice and a constant one: no division by 0",
    draw=_dependent,
    returns={"ridge_svd_path": PATH},
    after="every_row",
)
def dependent_columns(answers, data):
    return {"ridge_svd_path": _path(answers, data)}


@RIDGE_SVD_PATH.property(
    "the norm of w falls as lam grows",
    draw=lambda rng: [_rising(rng, data, 12) for data in (*small_to_large(rng), wide(rng))],
    returns={"ridge_svd_path": PATH},
    after="every_row",
)
def norm_falls(answers, data):
    return {"ridge_svd_path": _path(answers, data)}


def _one_lam(rng):
    data = small_to_large(rng)[1]
    return {**data, "lams": np.array([data["lam"]])}


@RIDGE_SVD_PATH.property(
    "a path of a single lam is one fit",
    draw=_one_lam,
    returns={"ridge_svd_path": PATH},
    after="every_row",
)
def single(answers, data):
    return {"ridge_svd_path": _path(answers, data)}


EXACT_ZEROS = Prediction(
    "ridge.exact_zeros",
    "You raise lam step by step. When does ridge set weights to exactly 0?",
    {
        "a": "As soon as lam is large enough: the least useful weights go first.",
        "b": "Of two columns that say nearly the same, one gets the weight 0.",
        "c": "Never, except at the instant when a weight changes its sign: all of them stay in.",
    },
)

SINGLE_WEIGHTS = Prediction(
    "ridge.single_weights",
    "The norm of w falls as lam grows. What does the size of each single weight do?",
    {
        "a": "It falls too: none of them ever grows.",
        "b": "Some may grow for a while, and even change their sign.",
        "c": "All of them fall by the same percentage.",
    },
)
