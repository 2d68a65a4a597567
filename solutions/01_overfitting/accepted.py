"""Correct answers to lesson 01, written differently from the lesson's own.

The matrix (``reglab checks verify``) demands that each passes everything: a
check that knows only one way to be right is wrong.
"""

from collections import namedtuple

import numpy as np

from reglab.checks.authoring.accepted import accepted

# --- 1.1 ---------------------------------------------------------------------


@accepted("overfitting.poly_features")
def vander_without_ones(x, degree):
    return np.vander(x, degree + 1, increasing=True)[:, 1:]


@accepted("overfitting.poly_features")
def filled_column_by_column(x, degree):
    X = np.empty((len(x), degree), order="F")
    for j in range(degree):
        X[:, j] = x ** (j + 1)
    return X


@accepted("overfitting.poly_features")
def running_product(x, degree):
    return np.cumprod(np.repeat(np.reshape(x, (-1, 1)), degree, axis=1), axis=1)


# --- 1.2 ---------------------------------------------------------------------


@accepted("overfitting.fit_ols")
def column_of_ones(X, y):
    A = np.column_stack([np.ones(len(X)), X])
    solution, *_ = np.linalg.lstsq(A, y, rcond=None)
    return solution[1:], solution[0]


@accepted("overfitting.fit_ols")
def normal_equations(X, y):
    mean = X.mean(axis=0)
    Xc = X - mean
    w = np.linalg.solve(Xc.T @ Xc, Xc.T @ y)
    Fit = namedtuple("Fit", "w b")
    return Fit(w, float(np.mean(y - X @ w)))


@accepted("overfitting.fit_ols")
def pseudo_inverse(X, y):
    w = np.linalg.pinv(X - X.mean(0)) @ y
    return [w, np.array(y.mean() - X.mean(0) @ w)]


@accepted("overfitting.fit_ols")
def by_qr(X, y):
    Q, R = np.linalg.qr(np.hstack([X, np.ones((len(y), 1))]))
    solution = np.linalg.solve(R, Q.T @ y)
    return solution[:-1], solution[-1]


# --- 1.3 ---------------------------------------------------------------------


@accepted("overfitting.bias_variance")
def samples_first(fit_predict, sample, f_true, x_test, n_rep, rng):
    samples = [sample(rng) for _ in range(n_rep)]
    p = np.stack([fit_predict(x, y, x_test) for x, y in samples], axis=1)
    bias = p.mean(axis=1) - f_true(x_test)
    return float(bias @ bias / len(x_test)), float(p.var(axis=1).mean())


@accepted("overfitting.bias_variance")
def one_pass(fit_predict, sample, f_true, x_test, n_rep, rng):
    """Running mean and sum of squares (Welford), nothing stored."""
    mean, squares = np.zeros(len(x_test)), np.zeros(len(x_test))
    for k in range(1, n_rep + 1):
        x, y = sample(rng)
        step = fit_predict(x, y, x_test) - mean
        mean = mean + step / k
        squares = squares + step**2 * (k - 1) / k
    return np.mean(np.square(mean - f_true(x_test))), np.mean(squares / n_rep)


@accepted("overfitting.bias_variance")
def error_minus_variance(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = np.array([fit_predict(*sample(rng), x_test) for _ in range(n_rep)])
    var = np.mean((p - p.mean(axis=0)) ** 2)
    return np.mean((p - f_true(x_test)) ** 2) - var, var
