"""Exercise 3.5 and the prediction about the path: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Prediction, Tuple
from ..designs import largest_lam, small_to_large

LASSO_PATH = Exercise(
    "lasso.lasso_path",
    title="3.5 lasso_path",
    points=2,
    uses=("lasso.lasso_cd",),
    forbid=(
        "reglab.linear.path",
        "reglab.linear.elastic_net",
        "reglab.linear.lasso:lasso_cd",
        "sklearn.linear_model",
    ),
)

PATH = Tuple(
    W=Array(lambda d: (len(d["lams"]), d["X"].shape[1]), rtol=1e-4, atol=1e-6),
    b=Array(lambda d: (len(d["lams"]),), rtol=1e-4, atol=1e-6),
)


def _paths(rng):
    cases = []
    for data, k in zip(small_to_large(rng)[1:], rng.integers([3, 6], [5, 10]), strict=True):
        top, bottom = rng.uniform(1.05, 1.3), rng.uniform(0.04, 0.1)
        data["lams"] = largest_lam(data["X"], data["y"]) * np.geomspace(top, bottom, k)
        cases.append(data)
    return cases


def _shuffled_paths(rng):
    cases = _paths(rng)
    for data in cases:
        # In a cycle: an order that undoes itself would hide that it was not undone.
        data["lams"] = np.roll(data["lams"], 1)
    return cases


def _path(answers, data):
    return {"lasso_path": answers.lasso_path(data["X"], data["y"], data["lams"])}


@LASSO_PATH.property(
    "every row solves the lasso at its lam",
    draw=_paths,
    returns={"lasso_path": PATH},
)
def every_row(answers, data):
    return _path(answers, data)


@LASSO_PATH.property(
    "the rows follow the order of lams as given",
    draw=_shuffled_paths,
    returns={"lasso_path": PATH},
    after="every_row",
)
def order(answers, data):
    return _path(answers, data)


def _single(rng):
    data = small_to_large(rng)[rng.integers(1, 3)]
    return {**data, "lams": rng.uniform(0.1, 0.6, size=1) * largest_lam(data["X"], data["y"])}


@LASSO_PATH.property(
    "a path of a single lam is one fit",
    draw=_single,
    returns={"lasso_path": PATH},
    after="every_row",
)
def single(answers, data):
    return _path(answers, data)


SUPPORT_GROWS = Prediction(
    "lasso.support_grows",
    "As lam falls from lambda_max to 0, what can happen to the set of nonzero weights?",
    {
        "a": "It only grows: a feature that has entered stays in.",
        "b": "It can also lose features again.",
        "c": "It is full as soon as lam is below lambda_max.",
    },
)
