"""Compare weights and an intercept with the ridge solution, and describe a case in words."""

import numpy as np

from reglab.checks.model import PASSED, failed, number
from reglab.linear import ridge_closed_form, ridge_svd_path

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
    values = f"expected w[{j}] = {number(expected[j])}, got {number(w[j])}"
    if number(expected[j]) == number(w[j]):  # they differ in later digits
        values = f"w[{j}] is off by {number(w[j] - expected[j])}"
    return failed(hint, f"{case(data, lam)}{where}: {values}")


def has_right_intercept(data, w, b, hint, lam=None, where="", rtol=1e-8):
    """Compare b with the one that is right for the student's own w, so that one slip costs once."""
    X, y = data["X"], data["y"]
    described = f"{case(data, lam)}{where}"
    if not np.any(w):  # then there is nothing to judge
        return failed(hint, f"{described}: all weights are 0, b = {number(b)}")
    expected = y.mean() - X.mean(axis=0) @ w
    size = np.max(np.abs(y)) + np.max(np.abs(X.mean(axis=0) * w))
    if abs(b - expected) <= rtol * size:
        return PASSED
    return failed(
        hint, f"{described}, for your w: expected b = {number(expected)}, got {number(b)}"
    )


def has_large_weight(data, w, hint, lam=None, where=""):
    """Compare w with the reference where a gradient says little: in a direction of tiny variance.

    There the weight is large, and solvers lose up to 1e-4 of it.
    """
    lam = data["lam"] if lam is None else lam
    (expected,), _ = ridge_svd_path(data["X"], data["y"], [lam])
    if np.linalg.norm(w - expected) <= 1e-3 * np.linalg.norm(expected):
        return PASSED
    j = int(np.argmax(np.abs(w - expected)))
    return failed(
        hint,
        f"{case(data, lam)}{where}, two columns differ by 2e-05: "
        f"expected w[{j}] = {number(expected[j])}, got {number(w[j])}",
    )
