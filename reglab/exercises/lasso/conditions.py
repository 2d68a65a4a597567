"""Check a fit against the optimality conditions of the lasso."""

import numpy as np

from reglab.checks.model import PASSED, failed, number
from reglab.linear import kkt_violation, lambda_max

KKT_TOLERANCE = 1e-6  # of lambda_max, as the lesson states it
LARGEST = 1e100  # a larger weight comes from updates that blow up


def size(data):
    n, p = data["X"].shape
    return f"n = {n}, p = {p}"


def weights_violation(data, w, lam=None):
    """The KKT violation of weights with the best intercept for them, relative to lambda_max."""
    if not np.all(np.abs(w) < LARGEST):
        return np.inf
    lam = data["lam"] if lam is None else lam
    X, y = data["X"] - data["X"].mean(axis=0), data["y"] - data["y"].mean()
    violation, largest = kkt_violation(X, y, w, 0.0, lam), lambda_max(X, y)
    if largest == 0:  # y is constant
        return float(violation > 0)
    return violation / largest


def fits_weights(w):
    """Fail for weights that are no numbers to compute with."""
    bad = np.flatnonzero(~(np.abs(w) < LARGEST))
    if not len(bad):
        return PASSED
    return failed(
        "Either an update divides by 0, or the weights grow with every sweep.",
        f"w[{bad[0]}]: expected a finite number, got {w[bad[0]]:.3g}",
    )


def meets_conditions(data, w, hint, where="", lam=None):
    verdict = fits_weights(w)
    if not verdict.passed:
        return verdict
    excess = weights_violation(data, w, lam)
    if excess <= KKT_TOLERANCE:
        return PASSED
    lam = data["lam"] if lam is None else lam
    return failed(
        hint,
        f"{size(data)}, lam = {number(lam)}{where}: expected a KKT violation of at most "
        f"{KKT_TOLERANCE:.0e} * lambda_max, got {excess:.1e} * lambda_max",
    )
