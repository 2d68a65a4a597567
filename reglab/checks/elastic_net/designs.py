"""Inputs for the checks of lesson 04: designs on which each mistake shows, on every draw."""

import numpy as np

from ..core.columns import correlated_columns, largest_lam

__all__ = [
    "copied",
    "largest_lam",
    "regression",
    "sampled_rows",
    "small_to_large",
    "witnesses",
]


def regression(rng, n, p, *, share, l1_ratio, rho=0.3):
    """A problem with a penalty whose L1 part is `share` of the lasso's lambda_max.

    Scales differ (or a wrong denominator could hide), means are far from 0 (so that centring
    matters), and the penalty is not small against the columns' variances (so that both of its
    parts show).

    Returns
    -------
    dict
        ``X`` (n, p), ``y`` (n,), ``lam``, ``l1_ratio``.
    """
    scale = rng.permutation(np.geomspace(0.6, 1.8, p)) if p > 1 else np.array([1.4])
    X = correlated_columns(rng, n, p, rho) * scale + rng.uniform(1.0, 3.0, size=p)
    w = np.where(np.arange(p) % 2 == 0, 3.0, 1.0) * rng.choice([-1.0, 1.0], size=p) / scale
    y = 5.0 + (X - X.mean(axis=0)) @ w + 0.5 * rng.normal(size=n)
    return {"X": X, "y": y, "lam": share * largest_lam(X, y) / l1_ratio, "l1_ratio": l1_ratio}


def small_to_large(rng):
    """Problems from one feature to five, with the two penalties in unequal shares."""
    return [
        regression(rng, 6, 1, share=0.3, l1_ratio=0.75),
        regression(rng, 9, 2, share=0.15, l1_ratio=0.25),
        # Overlap so mild that weights may even move all at once: that shows elsewhere, every time.
        regression(rng, 24, 5, share=0.1, l1_ratio=0.4, rho=0.1),
    ]


def copied(rng, n, p):
    """The first column stands there twice, and matters most."""
    data = regression(rng, n, p, share=0.1, l1_ratio=0.5)
    X = data["X"]
    y = data["y"] + 4.0 * (X[:, 0] - X[:, 0].mean())
    return {**data, "X": np.column_stack([X, X[:, 0]]), "y": y}


def sampled_rows(n, p):
    """Columns that tell how often a row was drawn, if summed over a sample: `witnesses` of them."""
    return {"X": np.eye(n)[:, witnesses(n, p)], "y": np.arange(float(n))}


def witnesses(n, p):
    """The rows that have a column of their own: the first p - 1 and the last."""
    return np.append(np.arange(p - 1), n - 1)
