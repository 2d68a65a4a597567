"""Inputs for the checks of elastic_net_cd. They reveal each known mistake on every draw."""

import numpy as np

from reglab.exercises.columns import correlated_columns, largest_lam


def regression(rng, n, p, *, share, l1_ratio, rho=0.3):
    """A problem with a penalty whose L1 part is `share` of the lasso's lambda_max.

    Scales differ (so that a wrong denominator shows), and means are far from 0 (so that centring
    matters).

    Returns
    -------
    dict
        ``X`` (n, p), ``y`` (n,), ``lam``, ``l1_ratio``.
    """
    scale = rng.permutation(np.geomspace(0.6, 1.8, p)) if p > 1 else np.array([1.4])
    X = correlated_columns(rng, n, p, rho) * scale + rng.uniform(6.0, 9.0, size=p)
    w = np.where(np.arange(p) % 2 == 0, 3.0, 1.0) * rng.choice([-1.0, 1.0], size=p) / scale
    y = 5.0 + (X - X.mean(axis=0)) @ w + 0.5 * rng.normal(size=n)
    lam = float(share * largest_lam(X, y) / l1_ratio)
    return {"X": X, "y": y, "lam": lam, "l1_ratio": l1_ratio}


def hundredths(rng, low, high):
    """A number from `low` to `high` with two decimals, so that messages stay short."""
    return int(rng.integers(round(100 * low), round(100 * high) + 1)) / 100


def small_to_large(rng):
    """Problems with one feature, two, and several; the two penalties have unequal shares."""
    share = rng.uniform([0.2, 0.1], [0.4, 0.15])
    return [
        regression(rng, rng.integers(5, 9), 1, share=share[0], l1_ratio=hundredths(rng, 0.6, 0.9)),
        regression(
            rng, rng.integers(8, 13), 2, share=share[1], l1_ratio=hundredths(rng, 0.25, 0.4)
        ),
        overlapping(rng, 4),
    ]


def overlapping(rng, p):
    """Columns so strongly correlated that simultaneous updates never converge."""
    n, l1_ratio, rho = rng.integers(14, 19), hundredths(rng, 0.3, 0.7), rng.uniform(0.55, 0.65)
    return regression(rng, n, p, share=0.02, l1_ratio=l1_ratio, rho=rho)


def copied(rng, n, p):
    """A problem in which the first column appears twice and matters most."""
    data = regression(rng, n, p, share=0.2, l1_ratio=hundredths(rng, 0.4, 0.6))
    X = data["X"]
    y = data["y"] + 4.0 * (X[:, 0] - X[:, 0].mean())
    return {**data, "X": np.column_stack([X, X[:, 0]]), "y": y}


def slow(rng, p, rho):
    """A problem on which each sweep reduces the violation by a small factor only."""
    n = rng.integers(9, 14)
    X = correlated_columns(rng, n, p, rho)
    # The signs alternate, so that no weight is 0 at the solution.
    w = rng.choice([-1.0, 1.0]) * np.where(np.arange(p) % 2 == 0, 3.0, -2.0)
    y = X @ w + 0.2 * rng.normal(size=n) + 5.0
    l1 = 0.05 * largest_lam(X, y)
    return with_parts(X + rng.uniform(1.0, 3.0, size=p), y, l1, 0.02)


def late(rng):
    """The first step leaves w[0] at 0; only the second column shows that it must not stay there."""
    n = rng.integers(8, 13)
    X = correlated_columns(rng, n, 2, 0.85)
    y = X @ (rng.choice([-1.0, 1.0]) * np.array([-2.55, 3.0])) + 5.0  # X[:, 0] @ (y - 5) = 0
    l1 = 0.05 * largest_lam(X, y)
    return with_parts(X + rng.uniform(1.0, 3.0, size=2), y, l1, 0.02)


def with_parts(X, y, l1, l2):
    """A problem with lam*l1_ratio = l1 and lam*(1 - l1_ratio) = l2."""
    return {"X": X, "y": y, "lam": float(l1 + l2), "l1_ratio": float(l1 / (l1 + l2))}


def rescaled(data, x_scale, y_scale):
    """The same problem in other units: its weights are y_scale / x_scale times as large."""
    lam, l1_ratio = data["lam"], data["l1_ratio"]
    l1, l2 = lam * l1_ratio * x_scale * y_scale, lam * (1 - l1_ratio) * x_scale**2
    return with_parts(data["X"] * x_scale, data["y"] * y_scale, l1, l2)
