"""Exercise 1.2: the known wrong answers."""

import numpy as np

from reglab import linear

from ..probes import FIT_OLS


@FIT_OLS.misconception(
    "no intercept",
    hint="Your fit goes through the origin: there is no b in it. Centre X and y first, or add a "
    "column of ones.",
)
def through_origin(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0], 0.0


@FIT_OLS.misconception(
    "only y centred",
    hint="You subtract the mean of y, but not those of the columns of X. Do both.",
)
def only_y_centred(X, y):
    w = np.linalg.lstsq(X, y - y.mean(), rcond=None)[0]
    return w, y.mean() - X.mean(axis=0) @ w


@FIT_OLS.misconception(
    "b is the mean of y",
    hint="Your weights are right, b is not: it is mean(y) only if the columns have mean 0. Use "
    "b = mean(y) - mean(X) @ w.",
)
def mean_of_y(X, y):
    return linear.fit_ols(X, y)[0], y.mean()


@FIT_OLS.misconception(
    "sign of the intercept",
    hint="Your b has the wrong sign: the fit goes through the means, so b = mean(y) - mean(X) @ w.",
)
def wrong_sign(X, y):
    w, b = linear.fit_ols(X, y)
    return w, -b


@FIT_OLS.misconception(
    "one mean for the whole table",
    hint="X.mean() is one number for the whole table. Each column has a mean of its own: axis=0.",
)
def one_mean(X, y):
    mean = X.mean()
    w = np.linalg.lstsq(X - mean, y - y.mean(), rcond=None)[0]
    return w, y.mean() - mean * np.sum(w)


@FIT_OLS.misconception(
    "w and b taken from the wrong places",
    hint="Your column of ones comes last, so its weight is the last one: w is all but the last.",
)
def wrong_places(X, y):
    w, b = linear.fit_ols(X, y)
    solution = np.append(w, b)
    return solution[1:], solution[0]


@FIT_OLS.misconception(
    "w and b swapped",
    hint="You return b first. The order is w, b.",
)
def swapped(X, y):
    w, b = linear.fit_ols(X, y)
    return b, w


@FIT_OLS.misconception(
    "intercept left in w",
    hint="w still holds the intercept of your column of ones. Split it off: w has one entry for "
    "each column of X.",
)
def intercept_in_w(X, y):
    w, b = linear.fit_ols(X, y)
    return np.append(b, w), b


@FIT_OLS.misconception(
    "each column alone",
    hint="Each weight is fitted as if its column were alone. Columns overlap: solve for all "
    "weights at once.",
)
def one_at_a_time(X, y):
    x_mean = X.mean(axis=0)
    w = (X - x_mean).T @ (y - y.mean()) / np.sum((X - x_mean) ** 2, axis=0)
    return w, y.mean() - x_mean @ w


@FIT_OLS.misconception(
    "normal equations not solved",
    hint="X'y is the right-hand side of the normal equations X'X w = X'y. They have yet to be "
    "solved.",
)
def right_hand_side(X, y):
    x_mean = X.mean(axis=0)
    w = (X - x_mean).T @ (y - y.mean())
    return w, y.mean() - x_mean @ w


@FIT_OLS.misconception(
    "weights of the scaled columns",
    hint="Your weights belong to columns of standard deviation 1. Divide each by the standard "
    "deviation of its column, or don't scale.",
)
def scaled(X, y):
    w, _ = linear.fit_ols(X, y)
    w = w * X.std(axis=0)
    return w, y.mean() - X.mean(axis=0) @ w


def _little_off(data, out):
    """Near the answer, but further than rounding: something was added to the diagonal."""
    w, _ = out["fit_ols"]
    expected, _ = linear.fit_ols(data["X"], data["y"])
    gap = np.linalg.norm(w - expected) / np.linalg.norm(expected)
    return 1e-8 < gap < 0.05


@FIT_OLS.misconception(
    "something added to the diagonal",
    hint="Your weights are a little too short, as if something small were added to X'X. That is a "
    "penalty, the subject of the next lesson. Use np.linalg.lstsq.",
    signature=("orthogonal", _little_off),
)
def padded_diagonal(X, y):
    x_mean = X.mean(axis=0)
    Xc = X - x_mean
    w = np.linalg.solve(Xc.T @ Xc + 1e-4 * np.eye(X.shape[1]), Xc.T @ (y - y.mean()))
    return w, y.mean() - x_mean @ w
