"""Exercise 2.1, the closed form: what is drawn and called."""

from ...core import Array, Exercise, Number, Tuple
from ..designs import nearly_duplicate, small_to_large, wide

RIDGE_CLOSED_FORM = Exercise(
    "ridge.ridge_closed_form",
    title="2.1 ridge_closed_form",
    points=4,
    forbid=(
        "reglab.linear.ridge:ridge_closed_form",
        "reglab.linear.ridge:ridge_svd_path",
        "reglab.linear.elastic_net",
        "reglab.linear.path",
        "reglab.linear.huber",
        "sklearn.linear_model",
    ),
)

FIT = Tuple(w=Array(lambda data: data["X"].shape[1:]), b=Number())


def _fit(answers, data, **changes):
    d = {**data, **changes}
    return answers.ridge_closed_form(d["X"], d["y"], d["lam"])


@RIDGE_CLOSED_FORM.property(
    "the gradient with respect to the weights is 0",
    draw=small_to_large,
    returns={"ridge_closed_form": FIT},
)
def gradient(answers, data):
    return {"ridge_closed_form": _fit(answers, data)}


@RIDGE_CLOSED_FORM.property(
    "the residuals have mean 0, so b is right too",
    draw=small_to_large,
    returns={"ridge_closed_form": FIT},
    after="gradient",
)
def intercept(answers, data):
    return {"ridge_closed_form": _fit(answers, data)}


def _to_shift(rng):
    return [{**data, "shift": int(rng.integers(320, 800)) / 4} for data in small_to_large(rng)]


@RIDGE_CLOSED_FORM.property(
    "adding a constant to y changes the intercept and nothing else",
    draw=_to_shift,
    returns={"plain": FIT, "shifted": FIT},
    after="gradient",
)
def shifted_target(answers, data):
    shifted = data["y"] + data["shift"]
    return {"plain": _fit(answers, data), "shifted": _fit(answers, data, y=shifted)}


@RIDGE_CLOSED_FORM.property(
    "more columns than samples: the gradient is 0 as well",
    draw=wide,
    returns={"ridge_closed_form": FIT},
    after="gradient",
)
def wide_data(answers, data):
    return {"ridge_closed_form": _fit(answers, data)}


@RIDGE_CLOSED_FORM.property(
    "nearly equal columns and a tiny lam: the gradient is still 0",
    draw=nearly_duplicate,
    returns={"ridge_closed_form": FIT},
    after="gradient",
)
def nearly_equal_columns(answers, data):
    return {"ridge_closed_form": _fit(answers, data)}


@RIDGE_CLOSED_FORM.property(
    "it agrees with scikit-learn's Ridge",
    draw=small_to_large,
    returns={"ridge_closed_form": FIT},
    after="gradient",
)
def library(answers, data):
    return {"ridge_closed_form": _fit(answers, data)}
