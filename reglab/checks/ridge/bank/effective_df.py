"""Exercise 2.3: the known wrong answers."""

import numpy as np

from reglab.linear import effective_df

from ..probes import EFFECTIVE_DF


def _singular_values(X):
    return np.linalg.svd(X - X.mean(axis=0), compute_uv=False)


@EFFECTIVE_DF.misconception(
    "X not centred",
    hint="The mean of X counts as a direction here, and it belongs to the intercept: take the "
    "singular values of the centred X.",
)
def not_centred(X, lam):
    s = np.linalg.svd(X, compute_uv=False)
    return np.sum(s**2 / (s**2 + len(X) * lam))


@EFFECTIVE_DF.misconception(
    "intercept counted",
    hint="Your number is too large by 1: the intercept is not penalized, and not counted here.",
)
def with_intercept(X, lam):
    return 1 + effective_df(X, lam)


@EFFECTIVE_DF.misconception(
    "n forgotten",
    hint="s^2 belongs to X'X, and lam to X'X/n: the denominator is s^2 + n*lam.",
)
def n_forgotten(X, lam):
    return effective_df(X, lam / len(X))


@EFFECTIVE_DF.misconception(
    "factor two",
    hint="You shrink with 2*lam: the 1/2 of the penalty cancels the 2 of its derivative.",
)
def doubled(X, lam):
    return effective_df(X, 2 * lam)


@EFFECTIVE_DF.misconception(
    "n - 1 for n",
    hint="You divide by n - 1, as np.cov does. Our loss is averaged over n: X'X/n, or bias=True.",
)
def sample_covariance(X, lam):
    return effective_df(X, lam * (len(X) - 1) / len(X))


@EFFECTIVE_DF.misconception(
    "singular values not squared",
    hint="s must be squared: the variance along a direction is s^2/n.",
)
def not_squared(X, lam):
    s = _singular_values(X)
    return np.sum(s / (s + len(X) * lam))


@EFFECTIVE_DF.misconception(
    "factors of the weights",
    hint="s / (s^2 + n lam) are the factors of the weights. Those of the fit have s^2 on top.",
)
def weight_factors(X, lam):
    s = _singular_values(X)
    return np.sum(s / (s**2 + len(X) * lam))


@EFFECTIVE_DF.misconception(
    "what is taken away",
    hint="n lam / (s^2 + n lam) is what ridge takes away from a direction. Add up what is left.",
)
def taken_away(X, lam):
    s = _singular_values(X)
    return np.sum(len(X) * lam / (s**2 + len(X) * lam))


@EFFECTIVE_DF.misconception(
    "shares squared",
    hint="You add up the squares of the shares. The trace of H adds up the shares themselves.",
)
def squared(X, lam):
    s = _singular_values(X)
    return np.sum((s**2 / (s**2 + len(X) * lam)) ** 2)


@EFFECTIVE_DF.misconception(
    "mean instead of sum",
    hint="You average the shares. Their sum counts directions, as p does for least squares.",
)
def averaged(X, lam):
    s = _singular_values(X)
    return np.mean(s**2 / (s**2 + len(X) * lam))


@EFFECTIVE_DF.misconception(
    "shares not added up",
    hint="You return one share for each direction. Add them up.",
)
def not_summed(X, lam):
    s = _singular_values(X)
    return s**2 / (s**2 + len(X) * lam)


@EFFECTIVE_DF.misconception(
    "number of columns",
    hint="That is the number for least squares, whatever lam is. Ridge leaves of each direction a "
    "share below 1.",
)
def columns(X, lam):
    return float(X.shape[1])
