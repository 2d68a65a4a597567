"""Exercise 10.3: what each property demands."""

import numpy as np

from reglab import linear

from ...core import PASSED, failed, first_difference, number
from ..probes import GD_FILTER


def _compare(case, expected, data, got, hint):
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    return failed(
        hint,
        f"s = {number(data['s'][where])}, {case}: expected {number(expected[where])}, "
        f"got {number(got[where])}",
    )


def _gd(data, out, hint):
    expected = linear.gd_filter(data["s"], data["eta"], data["t"])
    case = f"eta = {number(data['eta'])}, t = {data['t']}"
    return _compare(case, expected, data, out["gd_filter"], hint)


def _ridge(data, out, hint):
    expected = linear.ridge_filter(data["s"], data["lam"])
    return _compare(f"lam = {number(data['lam'])}", expected, data, out["ridge_filter"], hint)


@GD_FILTER.judge("gd_shares")
def gd_shares(data, out):
    hint = (
        "Each step leaves the factor 1 - eta*s of what was missing. Asked is what t steps have "
        "reached."
    )
    return _gd(data, out, hint)


@GD_FILTER.judge("gd_ends")
def gd_ends(data, out):
    return _gd(data, out, "Look at (10.4) for t = 0 and t = 1, and where s = 0.")


@GD_FILTER.judge("ridge_shares")
def ridge_shares(data, out):
    return _ridge(data, out, "Solve (s + lam) w = s w_ls for the share w / w_ls.")


@GD_FILTER.judge("ridge_ends")
def ridge_ends(data, out):
    return _ridge(data, out, "Look at (10.5) for lam = 0, and where s = 0.")


def _directions(data):
    """Eigenvectors, largest eigenvalue first, and the least-squares weights in their basis."""
    _, V = np.linalg.eigh(np.cov(data["X"].T, ddof=0))
    V = V[:, ::-1]
    return V, V.T @ linear.fit_ols(data["X"], data["y"])[0]


def _compare_weights(data, share, w, what):
    V, least_squares = _directions(data)
    got = V @ (share * least_squares)
    where = first_difference(w, got, rtol=1e-6, atol=1e-8)
    if where is None:
        return PASSED
    return failed(
        "s are the eigenvalues of X'X/n: one share for each of them, in their order.",
        f"{what}: expected w[{where[0]}] = {number(w[where])}, got {number(got[where])}",
    )


@GD_FILTER.judge("is_descent")
def is_descent(data, out):
    w = linear.gd_path(data["X"], data["y"], data["eta"], data["t"])[0][-1]
    return _compare_weights(data, out["gd_filter"], w, f"{data['t']} steps of gradient descent")


@GD_FILTER.judge("is_ridge")
def is_ridge(data, out):
    w, _ = linear.ridge_closed_form(data["X"], data["y"], data["lam"])
    return _compare_weights(data, out["ridge_filter"], w, f"ridge with lam = {data['lam']:g}")
