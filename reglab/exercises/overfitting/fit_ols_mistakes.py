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
    kind="half",
)
FIT_OLS.mistake(
    "only y centred",
    "You subtract the mean of y, but not the means of the columns of X. Subtract both.",
    edited(_ols, ("Xc, yc = X - x_mean,", "Xc, yc = X,")),
    kind="slip",
)
FIT_OLS.mistake(
    "b is the mean of y",
    "Your weights are right, b is not: it is mean(y) only if the columns have mean 0. Use "
    "b = mean(y) - mean(X) @ w.",
    edited(_ols, ("b = y_mean - x_mean @ w", "b = y_mean")),
    kind="slip",
)
FIT_OLS.mistake(
    "sign of the intercept",
    "Your b has the wrong sign: the fit goes through the means, so b = mean(y) - mean(X) @ w.",
    edited(_ols, ("return w, b", "return w, -b")),
    kind="slip",
)
FIT_OLS.mistake(
    "one mean for the whole table",
    "X.mean() is one number for the whole table. Each column has its own mean: axis=0.",
    edited(_ols, ("X.mean(axis=0)", "X.mean()"), ("x_mean @ w", "x_mean * np.sum(w)")),
    kind="slip",
)
FIT_OLS.mistake(
    "w and b taken from the wrong places",
    "Your column of ones comes last, so its weight is the last one: w is all but the last.",
    edited(
        _ols, ("return w, b", "solution = np.append(w, b)\n    return solution[1:], solution[0]")
    ),
    kind="slip",
)
FIT_OLS.mistake(
    "w and b swapped",
    "You return b first. The order is w, b.",
    edited(_ols, ("return w, b", "return b, w")),
    kind="slip",
)
FIT_OLS.mistake(
    "intercept left in w",
    "Your w still contains the intercept from the column of ones. Remove it: w has one entry "
    "for each column of X.",
    edited(_ols, ("return w, b", "return np.append(b, w), b")),
    kind="slip",
)
FIT_OLS.mistake(
    "each column alone",
    "You fit each weight as if its column were the only one. Columns are correlated: solve "
    "for all weights at once.",
    edited(_ols, ("np.linalg.lstsq(Xc, yc, rcond=None)[0]", "Xc.T @ yc / np.sum(Xc**2, axis=0)")),
    kind="half",
)
FIT_OLS.mistake(
    "normal equations not solved",
    "You return X'y, the right-hand side of the normal equations X'X w = X'y. Solve them for w.",
    edited(_ols, ("np.linalg.lstsq(Xc, yc, rcond=None)[0]", "Xc.T @ yc")),
    kind="half",
)
FIT_OLS.mistake(
    "weights of the scaled columns",
    "Your weights are for columns of standard deviation 1. Divide each by the standard "
    "deviation of its column, or do not scale.",
    edited(_ols, ("    b = ", "    w = w * X.std(axis=0)\n    b = ")),
    kind="slip",
)


def _shrunk(data, out):
    """Whether w is too short in the direction that the data determine least, and only there."""
    w, _ = out["fit_ols"]
    expected, _ = fit_ols(data["X"], data["y"])
    _, _, Vt = np.linalg.svd(data["X"] - data["X"].mean(axis=0), full_matrices=False)
    *others, least = (Vt @ w) / (Vt @ expected)
    return np.allclose(others, 1, rtol=1e-2) and 1e-5 < least < 1 - 1e-7


for added in ("1e-3", "1e-4", "1e-6", "1e-8", "1e-10"):
    FIT_OLS.mistake(
        f"{added} added to the diagonal",
        "Your weights come out too small, as if something were added to the diagonal of X'X. "
        "That is a penalty, the subject of the next lesson. Use np.linalg.lstsq.",
        edited(
            _ols,
            (
                "np.linalg.lstsq(Xc, yc, rcond=None)[0]",
                f"np.linalg.solve(Xc.T @ Xc + {added} * np.eye(X.shape[1]), Xc.T @ yc)",
            ),
        ),
        ("near_copies", _shrunk),
        kind="slip",
    )

FIT_OLS.mistake(
    "X'X divided by n, X'y not",
    "You divide one side of the normal equations by n, so your weights are n times too large.",
    edited(
        _ols,
        (
            "np.linalg.lstsq(Xc, yc, rcond=None)[0]",
            "np.linalg.lstsq(Xc, yc, rcond=None)[0] * len(y)",
        ),
    ),
    kind="slip",
)
FIT_OLS.mistake(
    "X'y divided by n, X'X not",
    "You divide one side of the normal equations by n, so your weights are too small by a "
    "factor n.",
    edited(
        _ols,
        (
            "np.linalg.lstsq(Xc, yc, rcond=None)[0]",
            "np.linalg.lstsq(Xc, yc, rcond=None)[0] / len(y)",
        ),
    ),
    kind="slip",
)
FIT_OLS.mistake(
    "weights of standardized columns",
    "Your weights are for standardized columns, which b does not know. Use the columns as "
    "they are.",
    edited(_ols, ("Xc, yc = X - x_mean,", "Xc, yc = (X - x_mean) / X.std(axis=0, ddof=1),")),
    kind="slip",
)
FIT_OLS.mistake(
    "y standardized",
    "You divide y by its standard deviation. Use y as it is.",
    edited(_ols, ("y - y_mean", "(y - y_mean) / y.std()")),
    kind="slip",
)
FIT_OLS.mistake(
    "sign of the weights",
    "Your weights have the wrong sign.",
    edited(_ols, ("    b = ", "    w = -w\n    b = ")),
    kind="slip",
)
FIT_OLS.mistake(
    "one number added to the diagonal",
    "You add 1 to the diagonal of X'X. That is a penalty, the subject of the next lesson.",
    edited(
        _ols,
        (
            "np.linalg.lstsq(Xc, yc, rcond=None)[0]",
            "np.linalg.solve(Xc.T @ Xc + np.eye(X.shape[1]), Xc.T @ yc)",
        ),
    ),
    kind="slip",
)
FIT_OLS.mistake(
    "0.01 added to the diagonal",
    "You add 0.01 to the diagonal of X'X. That is a penalty, the subject of the next lesson.",
    edited(
        _ols,
        (
            "np.linalg.lstsq(Xc, yc, rcond=None)[0]",
            "np.linalg.solve(Xc.T @ Xc + 0.01 * np.eye(X.shape[1]), Xc.T @ yc)",
        ),
    ),
    kind="slip",
)
FIT_OLS.mistake(
    "b of the centred problem",
    "Your weights are right. b is 0 for the centred data only: b = mean(y) - mean(X) @ w.",
    edited(_ols, ("b = y_mean - x_mean @ w", "b = 0.0")),
    kind="slip",
)
FIT_OLS.mistake(
    "mean of y added twice",
    "Your b contains mean(y) + mean(X) @ w. The sign of the second part is minus.",
    edited(_ols, ("b = y_mean - x_mean @ w", "b = y_mean + x_mean @ w")),
    kind="slip",
)
FIT_OLS.mistake(
    "rounded to three digits",
    "You round the result. Return it as it is.",
    edited(_ols, ("return w, b", "return np.round(w, 3), np.round(b, 3)")),
    kind="slip",
)
FIT_OLS.mistake(
    "rounded",
    "You round the result. Return it as it is.",
    edited(_ols, ("return w, b", "return np.round(w, 6), np.round(b, 6)")),
    kind="slip",
)
FIT_OLS.mistake(
    "a column for w",
    "w is a table with one column. Return an array of shape (n_features,): w.ravel().",
    edited(_ols, ("return w, b", "return w[:, None], b")),
    kind="slip",
)
FIT_OLS.mistake(
    "small singular values dropped",
    "You drop the directions in which X varies little (with rcond, or a limit for singular "
    "values). Leave that to rcond=None, which drops only what is 0 up to rounding.",
    edited(_ols, ("rcond=None", "rcond=1e-2")),
    kind="slip",
)
FIT_OLS.mistake(
    "weights of X as given, b from the means",
    "b = mean(y) - mean(X) @ w is right, but your w belongs to a fit without an intercept. Centre "
    "X and y before you solve for w.",
    edited(_ols, ("Xc, yc = X - x_mean, y - y_mean", "Xc, yc = X, y")),
    kind="half",
)
FIT_OLS.mistake(
    "b is an array",
    "Your b is an array that holds one number. Return the number: b[0].",
    edited(_ols, ("return w, b", "return w, np.array([b])")),
    kind="slip",
)


@FIT_OLS.mistake(
    "0 without a column",
    "If X has no column, your b is 0. The best constant is the mean of y.",
    kind="slip",
)
def zero_without_columns(X, y):
    w, b = _ols(X, y)
    return w, b if X.shape[1] else 0.0


@FIT_OLS.mistake(
    "cut off to whole numbers",
    "If X or y holds whole numbers, your numbers lose their fractions: np.zeros_like(X) and "
    "np.empty_like(y) hold whole numbers then. Create your arrays with dtype=float.",
    kind="slip",
)
def in_an_array_like_X(X, y):
    Xc, yc = np.empty_like(X), np.empty_like(y)
    Xc[:], yc[:] = X - X.mean(axis=0), y - y.mean()
    w = np.linalg.lstsq(Xc, yc, rcond=None)[0]
    return w, y.mean() - X.mean(axis=0) @ w
