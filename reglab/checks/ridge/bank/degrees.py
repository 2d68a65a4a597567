"""Exercise 2.3: the known wrong answers."""

import numpy as np

from ..probes import EFFECTIVE_DF


def _s(X):
    return np.linalg.svd(X - X.mean(axis=0), compute_uv=False)


@EFFECTIVE_DF.misconception(
    "X not centred",
    hint="Your singular values are those of X itself. The intercept takes up the means, so df "
    "counts the directions of the centred X.",
)
def not_centred(X, lam):
    s = np.linalg.svd(X, compute_uv=False)
    return np.sum(s**2 / (s**2 + len(X) * lam))


@EFFECTIVE_DF.misconception(
    "n forgotten",
    hint="n is missing: with an averaged loss the factor is s^2 / (s^2 + n lam).",
)
def n_forgotten(X, lam):
    s = _s(X)
    return np.sum(s**2 / (s**2 + lam))


@EFFECTIVE_DF.misconception(
    "s not squared",
    hint="The factors have s squared, above and below.",
)
def s_not_squared(X, lam):
    s = _s(X)
    return np.sum(s / (s + len(X) * lam))


@EFFECTIVE_DF.misconception(
    "the solver's factor",
    hint="s / (s^2 + n lam) turns u'y into weights. The share that is kept of a direction is s "
    "times that.",
)
def solver_factor(X, lam):
    s = _s(X)
    return np.sum(s / (s**2 + len(X) * lam))


@EFFECTIVE_DF.misconception(
    "factors squared",
    hint="You add up the squares of the factors. df is the trace of the matrix that makes the "
    "fit: the factors themselves.",
)
def squared(X, lam):
    s = _s(X)
    return np.sum((s**2 / (s**2 + len(X) * lam)) ** 2)


@EFFECTIVE_DF.misconception(
    "intercept counted",
    hint="That is one too many: the course does not count the intercept.",
)
def with_intercept(X, lam):
    s = _s(X)
    return 1 + np.sum(s**2 / (s**2 + len(X) * lam))


@EFFECTIVE_DF.misconception(
    "degrees of freedom of the residual",
    hint="n minus the degrees of freedom is what is left for the residual. Return those of the fit.",
)
def of_the_residual(X, lam):
    s = _s(X)
    return len(X) - np.sum(s**2 / (s**2 + len(X) * lam))


@EFFECTIVE_DF.misconception(
    "number of columns",
    hint="That is the number of columns, which holds without a penalty only. Each direction "
    "counts with its factor.",
)
def columns(X, lam):
    return X.shape[1]


@EFFECTIVE_DF.misconception(
    "mean instead of sum",
    hint="You average the factors. Add them up: df lies between 0 and the rank.",
)
def averaged(X, lam):
    s = _s(X)
    return np.mean(s**2 / (s**2 + len(X) * lam))
