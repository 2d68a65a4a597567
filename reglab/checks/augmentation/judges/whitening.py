"""Exercise 8.4: what each property demands."""

import numpy as np

from ...core import PASSED, failed, first_difference, number
from ..probes import ZCA_FIT


def _case(data):
    n, d = data["X"].shape
    return f"{n} rows of {d} columns, eps = {number(data['eps'])}"


def moments(X):
    """Means, eigenvalues and eigenvectors of the covariance with 1/n."""
    mu = X.mean(axis=0)
    s, U = np.linalg.eigh((X - mu).T @ (X - mu) / len(X))
    return mu, np.maximum(s, 0), U


def _entry(where):
    return f"[{', '.join(map(str, where))}]"


def right_mean(data, out):
    expected, got = data["X"].mean(axis=0), out["zca_fit"][0]
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    return failed(
        "mu is the mean over the rows: one number for each column.",
        f"{_case(data)}: expected mu{_entry(where)} = {number(expected[where])}, got "
        f"{number(got[where])}",
    )


def _with_right_mean(judge):
    """A judge of W that asks for mu first: each result is right as a whole."""

    def both(data, out):
        verdict = right_mean(data, out)
        return judge(data, out) if verdict.passed else verdict

    return both


ZCA_FIT.judge("mean")(right_mean)


@ZCA_FIT.judge("covariance")
@_with_right_mean
def covariance(data, out):
    mu, s, U = moments(data["X"])
    Z = (data["X"] - mu) @ out["zca_fit"][1]
    eps = data["eps"]
    got = Z.T @ Z / len(Z)
    expected = (U * (s / (s + eps))) @ U.T
    where = first_difference(expected, got, rtol=1e-5, atol=1e-7)
    if where is None:
        return PASSED
    return failed(
        "W = U diag((s + eps)^(-1/2)) U', with the eigenvalues s and eigenvectors U of C.",
        f"{_case(data)}: expected {number(expected[where].round(9))} at {_entry(where)} of the "
        f"covariance of the whitened rows, got {number(got[where].round(9))}",
    )


@ZCA_FIT.judge("symmetric")
@_with_right_mean
def symmetric(data, out):
    W, (_, s, U) = out["zca_fit"][1], moments(data["X"])
    atol = 1e-6 * np.max(np.abs(W))
    where = first_difference(W.T, W, rtol=1e-6, atol=atol)
    if where is not None:
        i, j = where
        return failed(
            "ZCA turns back to the old axes after stretching: U diag(...) U', with U on both "
            "sides.",
            f"{_case(data)}: expected W[{i}, {j}] = W[{j}, {i}], got {number(W[i, j])} and "
            f"{number(W[j, i])}",
        )
    expected = (U / np.sqrt(s + data["eps"])) @ U.T
    where = first_difference(expected, W, rtol=1e-5, atol=10 * atol)
    if where is None:
        return PASSED
    return failed(
        "The factors (s + eps)^(-1/2) are positive roots.",
        f"{_case(data)}: expected W{_entry(where)} = {number(expected[where])}, got "
        f"{number(W[where])}",
    )


@ZCA_FIT.judge("no_variance")
@_with_right_mean
def no_variance(data, out):
    W, eps = out["zca_fit"][1], data["eps"]
    _, s, U = moments(data["X"])
    flat = U[:, s < 1e-9 * s.max()]
    expected, got = flat / np.sqrt(eps), W @ flat
    where = first_difference(expected, got, rtol=1e-5, atol=1e-7)
    if where is None:
        return PASSED
    v, image = flat[:, where[1]], got[:, where[1]]
    factor = image @ v
    became = f"{factor:.3g} v" if np.allclose(image, factor * v, atol=1e-6) else "another direction"
    return failed(
        "Where s = 0 the factor is 1 / sqrt(eps): keep all d directions, with U on both sides.",
        f"{_case(data)}, a direction v without variance: expected W v = {1 / np.sqrt(eps):.3g} v, "
        f"got {became}",
    )


def _compare_applied(data, got):
    X, mu, W = data["X"], data["mu"], data["W"]
    expected = (X - mu) @ W
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    shown = f"{len(X)} rows of {X.shape[1]} columns"
    if X.size <= 4:
        shown = f"X = {X.tolist()}, mu = {mu.tolist()}, W = {W.tolist()}"
    return failed(
        "Subtract the mu that is given, multiply by the W that is given; nothing is fitted here.",
        f"{shown}: expected {number(expected[where])} at {_entry(where)}, got {number(got[where])}",
    )


@ZCA_FIT.judge("applied")
def applied(data, out):
    return _compare_applied(data, out["zca_apply"])


@ZCA_FIT.judge("alone")
def alone(data, out):
    return _compare_applied(data, out["alone"])
