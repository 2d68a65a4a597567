"""Correct answers to lesson 11, written differently from the lesson's own."""

import numpy as np

from reglab.checks.authoring.accepted import accepted

# --- 11.2 --------------------------------------------------------------------


@accepted("ensembles.min_norm_fit")
def by_pseudoinverse(F, y, lam=0):
    if lam == 0:
        return np.linalg.pinv(F) @ y
    return np.linalg.solve(F.T @ F + len(y) * lam * np.eye(F.shape[1]), F.T @ y)


@accepted("ensembles.min_norm_fit")
def with_rows_for_the_penalty(F, y, lam=0.0):
    """Least squares alone: the penalty is k more rows with a target of 0."""
    n, k = F.shape
    root = np.sqrt(n * lam)
    return np.linalg.lstsq(
        np.concatenate([F, root * np.eye(k)]), np.append(y, [0.0] * k), rcond=None
    )[0]


@accepted("ensembles.min_norm_fit")
def one_direction_after_the_other(F, y, lam=0.0):
    U, s, Vt = np.linalg.svd(F)
    w = np.zeros(Vt.shape[0])
    for u, size, v in zip(U.T, s, Vt, strict=False):
        if size / s[0] > 1e-12:
            w += (u @ y) / (size + len(y) * lam / size) * v
    return w
