"""Compare weights and an intercept with the ridge solution, and describe a case in words."""

import numpy as np

from reglab.checks.model import PASSED, failed, number
from reglab.linear import ridge_closed_form

# On nearly equal columns solvers leave a gradient below 3e-11, explicit inverses one above 5e-7.
GRADIENT_TOLERANCE = 2e-9


def case(data, lam=None):
    """The inputs in words; all values if there are few."""
    X, lam = data["X"], data["lam"] if lam is None else lam
    if X.size > 3:
        return f"n = {X.shape[0]}, p = {X.shape[1]}, lam = {number(lam)}"
    rows = ", ".join(f"[{number(row[0])}]" for row in X)
    target = f"y = [{', '.join(map(number, data['y']))}], " if "y" in data else ""
    return f"X = [{rows}], {target}lam = {number(lam)}"


def relative_gradient(data, w, lam):
    """Largest entry of ``lam w - Xc'(yc - Xc w)/n``, relative to ``||x_j|| ||y|| / n``."""
    Xc, yc = data["X"] - data["X"].mean(axis=0), data["y"] - data["y"].mean()
    n = len(yc)
    g = lam * w - Xc.T @ (yc - Xc @ w) / n
    # A constant column has length 0; use the longest length for it.
    length = np.linalg.norm(Xc, axis=0)
    length[length == 0] = length.max()
    return float(np.max(np.abs(g) / (length * np.linalg.norm(yc) / n)))


def has_zero_gradient(data, w, hint, lam=None, where=""):
    lam = data["lam"] if lam is None else lam
    size = relative_gradient(data, w, lam)
    if size <= GRADIENT_TOLERANCE:
        return PASSED
    expected, _ = ridge_closed_form(data["X"], data["y"], lam)
    j = int(np.argmax(np.abs(w - expected)))
    return failed(
        hint,
        f"{case(data, lam)}{where}: expected w[{j}] = {number(expected[j])}, got {number(w[j])}",
    )


def has_right_intercept(data, b, hint, lam=None, where=""):
    lam = data["lam"] if lam is None else lam
    # Use the reference's weights: the student's own could be wrong and still fit a wrong b.
    _, expected = ridge_closed_form(data["X"], data["y"], lam)
    if abs(b - expected) <= 1e-8 * np.max(np.abs(data["y"])):
        return PASSED
    return failed(
        hint, f"{case(data, lam)}{where}: expected b = {number(expected)}, got {number(b)}"
    )
