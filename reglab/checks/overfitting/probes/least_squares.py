"""Exercise 1.2: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Number, Tuple
from ..designs import by_hand, noiseless, regression

FIT_OLS = Exercise(
    "overfitting.fit_ols",
    title="1.2 fit_ols",
    points=2,
    # With lam = 0 every other linear model is this one.
    forbid=(
        "reglab.linear.ols:fit_ols",
        "reglab.linear.ridge",
        "reglab.linear.lasso",
        "reglab.linear.elastic_net",
        "reglab.linear.path",
        "reglab.linear.huber",
        "sklearn.linear_model",
    ),
)

FIT = Tuple(
    w=Array(lambda data: data["X"].shape[1:], rtol=1e-6, atol=1e-8),
    b=Number(rtol=1e-6, atol=1e-8),
)


def _fit(answers, data):
    return answers.fit_ols(data["X"], data["y"])


def _problems(rng):
    return [by_hand(), regression(rng, 8, 2), regression(rng, 20, 4)]


@FIT_OLS.property(
    "the residual has mean 0 and is orthogonal to every column",
    draw=_problems,
    returns={"fit_ols": FIT},
)
def orthogonal(answers, data):
    return {"fit_ols": _fit(answers, data)}


@FIT_OLS.property(
    "an exact linear function is found again",
    draw=lambda rng: [noiseless(rng, 5, 1), noiseless(rng, 12, 3)],
    returns={"fit_ols": FIT},
    after="orthogonal",
)
def exact_data(answers, data):
    return {"fit_ols": _fit(answers, data)}


def _powers_through_points(rng):
    x = np.linspace(-1.0, 1.0, 6)
    y = np.round(rng.uniform(-2.0, 2.0, size=6), 1)
    return {"X": x[:, None] ** np.arange(1, 6), "y": y}


@FIT_OLS.property(
    "degree 5 goes through any 6 points",
    draw=_powers_through_points,
    returns={"fit_ols": FIT},
    after="orthogonal",
)
def interpolates(answers, data):
    return {"fit_ols": _fit(answers, data)}


@FIT_OLS.property(
    "without a column the fit is the mean of y",
    draw=lambda rng: {"X": np.zeros((3, 0)), "y": np.array([1.0, 2.0, 6.0])},
    returns={"fit_ols": FIT},
    after="orthogonal",
)
def no_column(answers, data):
    return {"fit_ols": _fit(answers, data)}


@FIT_OLS.property(
    "it agrees with scikit-learn's LinearRegression",
    draw=lambda rng: regression(rng, 15, 3),
    returns={"fit_ols": FIT},
    after="orthogonal",
)
def library(answers, data):
    return {"fit_ols": _fit(answers, data)}
