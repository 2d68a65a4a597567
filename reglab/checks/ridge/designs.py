"""Inputs for the checks of lesson 02: designs on which each mistake shows, on every draw."""

import numpy as np

__all__ = ["by_hand", "near_duplicates", "problems", "regression", "wide"]


def by_hand():
    """A problem that can be solved on paper: w = 2 / (1 + lam), b = 2 - w."""
    return {"X": np.array([[0.0], [2.0]]), "y": np.array([0.0, 4.0]), "lam": 1.0}


def regression(rng, n, p):
    """Correlated columns of unequal scale, with means far from 0, and a lam that is felt.

    Singular values are set, and only their directions are drawn: how hard a
    problem is must not depend on luck.
    """
    U, _ = np.linalg.qr(_centred(rng.normal(size=(n, p))))
    V, _ = np.linalg.qr(rng.normal(size=(p, p)))
    s = np.sqrt(n) * np.geomspace(2.0, 0.4, p)
    X = U * s @ V.T + rng.permutation(np.linspace(1.0, 3.0, p))
    # Every direction carries a part of y, so that each of them must be shrunk rightly.
    signs = rng.choice([-1.0, 1.0], size=p)
    y = 5.0 + np.sqrt(n) * U @ (signs * np.linspace(2.0, 1.0, p)) + 0.3 * rng.normal(size=n)
    return {"X": X, "y": y, "lam": 0.5}


def wide(rng):
    """More columns than samples."""
    n, p = 6, 9
    X = rng.normal(size=(n, p)) * rng.permutation(np.geomspace(0.5, 2.0, p)) + 2.0
    return {"X": X, "y": 3.0 + 2.0 * rng.normal(size=n), "lam": 0.3}


def problems(rng):
    """Smallest first: one on paper, then two columns, then five."""
    return [by_hand(), regression(rng, 8, 2), regression(rng, 20, 5)]


def near_duplicates(rng, *, n=30, distance=1e-6):
    """Two columns that differ by a millionth, and a lam that is tinier still."""
    Q, _ = np.linalg.qr(_centred(rng.normal(size=(n, 3))))
    q = np.sqrt(n) * Q
    X = 1.5 * np.column_stack([q[:, 0], q[:, 0] + distance * q[:, 1]]) + np.array([2.0, -1.0])
    # y has a part along the tiny difference, which the weights must reach for.
    y = 3.0 + 4.0 * q[:, 0] + 0.5 * q[:, 1] + 0.5 * q[:, 2]
    return {"X": X, "y": y, "lam": 1e-10}


def _centred(columns):
    return columns - columns.mean(axis=0)
