"""The data that the lasso paths are timed on, each from a recorded seed."""

import numpy as np

from reglab.datasets import load_diabetes, make_sparse_regression

SEED = 20_240


def sparse(n, p, *, n_active=10, signal_to_noise=10.0):
    """Few weights of +1 or -1 among independent columns."""
    noise = np.sqrt(n_active) / signal_to_noise
    X, y, _ = make_sparse_regression(n, p, n_active, noise, rng=np.random.default_rng(SEED))
    return X, y


def noisy(n, p, *, signal_to_noise=3.0):
    """One weight for ten rows, neighbours correlated by .5, much noise: a long support."""
    return autoregressive(n, p, 0.5, n_active=n // 10, signal_to_noise=signal_to_noise)


def dense(n, p, *, signal_to_noise=3.0):
    """Every weight is at work: no column can be left aside for long."""
    return autoregressive(n, p, 0.0, n_active=p, signal_to_noise=signal_to_noise)


def autoregressive(n, p, rho, *, n_active=50, signal_to_noise=3.0):
    """Columns j and k have correlation rho**|j - k|; normal weights."""
    rng = np.random.default_rng(SEED)
    X = rng.standard_normal((n, p))
    for j in range(1, p):
        X[:, j] = rho * X[:, j - 1] + np.sqrt(1 - rho**2) * X[:, j]
    w = np.zeros(p)
    w[rng.permutation(p)[:n_active]] = rng.standard_normal(n_active)
    signal = X @ w
    return X, signal + rng.standard_normal(n) * signal.std() / signal_to_noise


def diabetes():
    """The bundled data: 442 patients, 10 measurements."""
    data = load_diabetes()
    return data.X, data.y
