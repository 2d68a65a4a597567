"""Columns with set correlations: the difficulty of a problem must not depend on the draw."""

import numpy as np

__all__ = ["correlated_columns", "largest_lam", "orthonormal_columns", "with_largest_lam"]


def orthonormal_columns(rng, n, p):
    """Columns of mean 0 with X'X/n = I, of shape (n, p); n > p."""
    raw = rng.normal(size=(n, p))
    Q, _ = np.linalg.qr(raw - raw.mean(axis=0))
    return np.sqrt(n) * Q


def correlated_columns(rng, n, p, rho):
    """Columns of mean 0 and variance 1; the correlation of any two is exactly `rho`."""
    R = (1 - rho) * np.eye(p) + rho
    return orthonormal_columns(rng, n, p) @ np.linalg.cholesky(R).T


def largest_lam(X, y):
    """The lambda_max of the lasso; penalties are set relative to it."""
    return float(np.max(np.abs((X - X.mean(axis=0)).T @ (y - y.mean()))) / len(y))


def with_largest_lam(case):
    """Add lambda_max to a case: a `call` runs next to student code and must not compute it."""
    return {**case, "largest": largest_lam(case["X"], case["y"])}
