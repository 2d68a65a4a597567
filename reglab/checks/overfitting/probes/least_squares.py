"""Exercise 1.2: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Number, Tuple
from ..designs import by_hand, five_powers, noiseless, regression

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
    few, many = rng.integers([8, 20], [13, 31])
    return [by_hand(rng), regression(rng, few, 2), regression(rng, many, rng.integers(3, 6))]


@FIT_OLS.property(
    "the residual has mean 0 and is orthogonal to every column",
    draw=_problems,
    returns={"fit_ols": FIT},
)
def orthogonal(answers, data):
    return {"fit_ols": _fit(answers, data)}


def _exact(rng):
    few, many = rng.integers([4, 10], [6, 21])
    return [noiseless(rng, few, 1), noiseless(rng, many, rng.integers(2, 5))]


@FIT_OLS.property(
    "an exact linear function is found again",
    draw=_exact,
    returns={"fit_ols": FIT},
    after="orthogonal",
)
def exact_data(answers, data):
    return {"fit_ols": _fit(answers, data)}


@FIT_OLS.property(
    "degree 5 goes through any 6 points",
    draw=five_powers,
    returns={"fit_ols": FIT},
    after="orthogonal",
)
def interpolates(answers, data):
    return {"fit_ols": _fit(answers, data)}


def _no_columns(rng):
    n = int(rng.integers(3, 6))
    # In quarters, and larger in steps that grow: the mean is neither 0 nor the median.
    y = np.cumsum(np.arange(1, n + 1) * rng.integers(2, 8)) / 4
    return {"X": np.zeros((n, 0)), "y": rng.permutation(y) * rng.choice([-1.0, 1.0])}


@FIT_OLS.property(
    "without a column the fit is the mean of y",
    draw=_no_columns,
    returns={"fit_ols": FIT},
    after="orthogonal",
)
def no_column(answers, data):
    return {"fit_ols": _fit(answers, data)}


@FIT_OLS.property(
    "it agrees with scikit-learn's LinearRegression",
    draw=lambda rng: regression(rng, rng.integers(12, 19), rng.integers(2, 5)),
    returns={"fit_ols": FIT},
    after="orthogonal",
)
def library(answers, data):
    return {"fit_ols": _fit(answers, data)}
