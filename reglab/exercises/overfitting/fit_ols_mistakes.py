"""Exercise 1.2: the known mistakes. Every function is wrong on purpose, except `_ols`."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.overfitting.fit_ols import FIT_OLS
from reglab.linear import fit_ols


def _ols(X, y):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    Xc, yc = X - x_mean, y - y_mean
    w = np.linalg.lstsq(Xc, yc, rcond=None)[0]
    b = y_mean - x_mean @ w
    return w, b


FIT_OLS.mistake(
    "no intercept",
    "Your fit has no b, so it goes through the origin. Centre X and y first, or add a column "
    "of ones.",
    lambda X, y: (np.linalg.lstsq(X, y, rcond=None)[0], 0.0),
)
FIT_OLS.mistake(
    "only y centred",
    "You subtract the mean of y, but not the means of the columns of X. Subtract both.",
    edited(_ols, ("Xc, yc = X - x_mean,", "Xc, yc = X,")),
)
FIT_OLS.mistake(
    "b is the mean of y",
    "Your weights are right, b is not: it is mean(y) only if the columns have mean 0. Use "
    "b = mean(y) - mean(X) @ w.",
    edited(_ols, ("b = y_mean - x_mean @ w", "b = y_mean")),
)
FIT_OLS.mistake(
    "sign of the intercept",
    "Your b has the wrong sign: the fit goes through the means, so b = mean(y) - mean(X) @ w.",
    edited(_ols, ("return w, b", "return w, -b")),
)
FIT_OLS.mistake(
    "one mean for the whole table",
    "X.mean() is one number for the whole table. Each column has its own mean: axis=0.",
    edited(_ols, ("X.mean(axis=0)", "X.mean()"), ("x_mean @ w", "x_mean * np.sum(w)")),
)
FIT_OLS.mistake(
    "w and b taken from the wrong places",
    "Your column of ones comes last, so its weight is the last one: w is all but the last.",
    edited(
        _ols, ("return w, b", "solution = np.append(w, b)\n    return solution[1:], solution[0]")
    ),
)
FIT_OLS.mistake(
    "w and b swapped",
    "You return b first. The order is w, b.",
    edited(_ols, ("return w, b", "return b, w")),
)
FIT_OLS.mistake(
    "intercept left in w",
    "Your w still contains the intercept from the column of ones. Remove it: w has one entry "
    "for each column of X.",
    edited(_ols, ("return w, b", "return np.append(b, w), b")),
)
FIT_OLS.mistake(
    "each column alone",
    "You fit each weight as if its column were the only one. Columns are correlated: solve "
    "for all weights at once.",
    edited(_ols, ("np.linalg.lstsq(Xc, yc, rcond=None)[0]", "Xc.T @ yc / np.sum(Xc**2, axis=0)")),
)
FIT_OLS.mistake(
    "normal equations not solved",
    "You return X'y, the right-hand side of the normal equations X'X w = X'y. Solve them for w.",
    edited(_ols, ("np.linalg.lstsq(Xc, yc, rcond=None)[0]", "Xc.T @ yc")),
)
FIT_OLS.mistake(
    "weights of the scaled columns",
    "Your weights are for columns of standard deviation 1. Divide each by the standard "
    "deviation of its column, or do not scale.",
    edited(_ols, ("    b = ", "    w = w * X.std(axis=0)\n    b = ")),
)


def _little_off(data, out):
    """Whether w is near the reference but beyond rounding: something was added to the diagonal."""
    w, _ = out["fit_ols"]
    expected, _ = fit_ols(data["X"], data["y"])
    gap = np.linalg.norm(w - expected) / np.linalg.norm(expected)
    return 1e-8 < gap < 0.05


FIT_OLS.mistake(
    "something added to the diagonal",
    "Your weights are slightly off, as if something small were added to the diagonal of X'X. "
    "That is a penalty, the subject of the next lesson. Use np.linalg.lstsq.",
    edited(
        _ols,
        (
            "np.linalg.lstsq(Xc, yc, rcond=None)[0]",
            "np.linalg.solve(Xc.T @ Xc + 1e-4 * np.eye(X.shape[1]), Xc.T @ yc)",
        ),
    ),
    signature=("orthogonal", _little_off),
)
