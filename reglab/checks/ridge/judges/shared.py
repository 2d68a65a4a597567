"""What several judges of the lesson measure and say."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number

GRADIENT_TOLERANCE = 1e-9  # of the gradient at w = 0; `solve` leaves 1e-12 where columns repeat


def size(data):
    n, p = data["X"].shape
    return f"n = {n}, p = {p}"


def gradient(data, w, b, lam):
    """The largest entry of the gradient at (w, b), relative to the one at w = 0."""
    X, y = data["X"], data["y"]
    r = y - X @ w - b
    slopes = lam * w - X.T @ (r - r.mean()) / len(y)
    start = np.max(np.abs((X - X.mean(axis=0)).T @ (y - y.mean()))) / len(y)
    # mean(r) has the unit of y: one standard deviation of y weighs as much as the start.
    return max(np.max(np.abs(slopes)) / start, abs(r.mean()) / y.std())


def has_zero_gradient(data, fit, lam, hint, where=""):
    """Pass if the gradient is zero; else show the first entry that is off, as both numbers."""
    w, b = fit
    excess = gradient(data, w, b, lam)
    if excess <= GRADIENT_TOLERANCE:
        return PASSED
    case = _case(data, lam) + where
    expected_w, expected_b = reference.ridge_closed_form(data["X"], data["y"], lam)
    place = first_difference(expected_w, w)
    if place is not None:
        j = place[0]
        return failed(
            hint, f"{case}: expected w[{j}] = {number(expected_w[j])}, got {number(w[j])}"
        )
    if first_difference([expected_b], [b]) is not None:
        return failed(hint, f"{case}: expected b = {number(expected_b)}, got {number(b)}")
    return failed(
        hint,
        f"{case}: expected a gradient of at most {GRADIENT_TOLERANCE:.0e}, got {excess:.1e} "
        "(relative to w = 0)",
    )


def _case(data, lam):
    if data["X"].size <= 2:
        X, y = data["X"].astype(int).tolist(), data["y"].astype(int).tolist()
        return f"X = {X}, y = {y}, lam = {number(lam)}"
    return f"{size(data)}, lam = {number(lam)}"
