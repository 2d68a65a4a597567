"""Exercise 2.1: what is drawn and called."""

from ...core import Array, Exercise, Number, Tuple
from ..designs import near_duplicates, problems, regression, wide

RIDGE_CLOSED_FORM = Exercise(
    "ridge.ridge_closed_form",
    title="2.1 ridge_closed_form",
    points=3,
    forbid=(
        "reglab.linear.ridge:ridge_closed_form",
        "reglab.linear.ridge:ridge_svd_path",
        "sklearn.linear_model",
    ),
)

FIT = Tuple(
    w=Array(lambda data: data["X"].shape[1:], rtol=1e-6, atol=1e-8),
    b=Number(rtol=1e-6, atol=1e-8),
)


def _fit(answers, data):
    return answers.ridge_closed_form(data["X"], data["y"], data["lam"])


@RIDGE_CLOSED_FORM.property(
    "the gradient of the objective is zero at the solution",
    draw=problems,
    returns={"ridge_closed_form": FIT},
)
def gradient_zero(answers, data):
    return {"ridge_closed_form": _fit(answers, data)}


@RIDGE_CLOSED_FORM.property(
    "more columns than samples: still a solution",
    draw=wide,
    returns={"ridge_closed_form": FIT},
    after="gradient_zero",
)
def wide_data(answers, data):
    return {"ridge_closed_form": _fit(answers, data)}


@RIDGE_CLOSED_FORM.property(
    "columns that are nearly equal, and a tiny lam: the gradient is still zero",
    draw=near_duplicates,
    returns={"ridge_closed_form": FIT},
    after="gradient_zero",
)
def nearly_equal_columns(answers, data):
    return {"ridge_closed_form": _fit(answers, data)}


@RIDGE_CLOSED_FORM.property(
    "adding 100 to y changes the intercept and nothing else",
    draw=problems,
    returns={"plain": FIT, "shifted": FIT},
    after="gradient_zero",
)
def shifted_target(answers, data):
    return {
        "plain": _fit(answers, data),
        "shifted": _fit(answers, {**data, "y": data["y"] + 100.0}),
    }


@RIDGE_CLOSED_FORM.property(
    "it agrees with scikit-learn's Ridge at alpha = n * lam",
    draw=lambda rng: regression(rng, 15, 3),
    returns={"ridge_closed_form": FIT},
    after="gradient_zero",
)
def library(answers, data):
    return {"ridge_closed_form": _fit(answers, data)}
