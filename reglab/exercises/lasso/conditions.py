"""Check a fit against the optimality conditions of the lasso."""

from reglab.checks.model import PASSED, failed, number
from reglab.linear import kkt_violation, lambda_max

KKT_TOLERANCE = 1e-6  # of lambda_max, as the lesson states it


def size(data):
    n, p = data["X"].shape
    return f"n = {n}, p = {p}"


def violation(data, w, b, lam):
    """KKT violation relative to lambda_max."""
    largest = lambda_max(data["X"], data["y"])
    return kkt_violation(data["X"], data["y"], w, b, lam) / largest


def meets_conditions(data, fit, hint, where=""):
    excess = violation(data, fit[0], fit[1], data["lam"])
    if excess <= KKT_TOLERANCE:
        return PASSED
    return failed(
        hint,
        f"{size(data)}, lam = {number(data['lam'])}{where}: expected a KKT violation of at most "
        f"{KKT_TOLERANCE:.0e} * lambda_max, got {excess:.1e} * lambda_max",
    )
