"""Lesson 03, the grader's half: the references and what each property demands."""

from itertools import pairwise

import numpy as np

from reglab import linear as reference

from ..core import PASSED, failed, first_difference, number
from . import probes
from .probes import KKT_VIOLATION, LAMBDA_MAX, LASSO_CD, LASSO_PATH, SOFT_THRESHOLD

for _exercise in (SOFT_THRESHOLD, LAMBDA_MAX, KKT_VIOLATION, LASSO_CD, LASSO_PATH):
    _exercise.reference = {name: getattr(reference, name) for name in _exercise.names}

KKT_TOLERANCE = 1e-6  # of lambda_max, as the lesson states it


def _size(data):
    n, p = data["X"].shape
    return f"n = {n}, p = {p}"


# --- 3.1 ---------------------------------------------------------------------


def _simplest(z, t, expected, got):
    """The failing entry with the smallest |z|, in words."""
    z, expected, got = (np.ravel(v) for v in np.broadcast_arrays(z, expected, got))
    wrong = ~np.isclose(got, expected, rtol=1e-6, atol=1e-9)
    i = min(np.flatnonzero(wrong), key=lambda i: abs(z[i]))
    case = f"z = {number(z[i])}, t = {number(t)}"
    return f"{case}: expected {number(expected[i])}, got {number(got[i])}"


def _compare_thresholds(z, t, got, hint):
    expected = reference.soft_threshold(z, t)
    if first_difference(expected, got) is None:
        return PASSED
    return failed(hint, _simplest(z, t, expected, got))


@SOFT_THRESHOLD.judge("minimizes")
def minimizes(data, out):
    hint = (
        "Where |z| <= t the smallest value is reached at 0; elsewhere the result is z moved "
        "towards 0 by t."
    )
    return _compare_thresholds(data["z"], data["t"], out["soft_threshold"], hint)


@SOFT_THRESHOLD.judge("exact_zeros")
def exact_zeros(data, out):
    z, got = data["z"], out["soft_threshold"]
    wrong = np.flatnonzero((np.abs(z) <= data["t"]) & (got != 0))
    if not len(wrong):
        return PASSED
    i = wrong[0]
    return failed(
        "A tiny number is not 0: a feature with it is still in the model.",
        f"z = {number(z[i])}, t = {number(data['t'])}: expected exactly 0, got {got[i]:.1e}",
    )


@SOFT_THRESHOLD.judge("odd")
def odd(data, out):
    if first_difference(-out["plus"], out["minus"]) is None:
        return PASSED
    return failed(
        "Treat negative z like positive ones: work on |z|, then put the sign back.",
        _simplest(-data["z"], data["t"], -out["plus"], out["minus"]),
    )


@SOFT_THRESHOLD.judge("non_expansive")
def non_expansive(data, out):
    moved = np.abs(out["at_shifted"] - out["at_z"])
    if np.all(moved <= 0.3 + 1e-9):
        return PASSED
    i = int(np.argmax(moved))
    return failed(
        "The result jumps somewhere. It must be continuous in z.",
        f"z from {number(data['z'][i])} to {number(data['z'][i] + 0.3)}: expected a move of at "
        f"most 0.3, got {number(moved[i])}, more by {moved[i] - 0.3:.1e}",
    )


@SOFT_THRESHOLD.judge("zero_threshold")
def zero_threshold(data, out):
    hint = "With t = 0 there is no penalty, so the minimum is at z itself."
    return _compare_thresholds(data["z"], 0.0, out["soft_threshold"], hint)


# --- 3.2 ---------------------------------------------------------------------


@LAMBDA_MAX.judge("smallest")
def smallest(data, out):
    got, expected = out["lambda_max"], reference.lambda_max(data["X"], data["y"])
    if first_difference(expected, got) is None:
        return PASSED
    side = "some weight is still nonzero there" if got < expected else "a smaller lam does it"
    return failed(
        "Put w = 0 and b = mean(y) into (3.4): what does each column ask of lam?",
        f"{_size(data)}: expected {number(expected)}, got {number(got)} ({side})",
    )


@LAMBDA_MAX.judge("shifted")
def shifted(data, out):
    if first_difference(out["plain"], out["shifted"], rtol=1e-6) is None:
        return PASSED
    return failed(
        "The intercept takes up every constant: subtract the means first.",
        f"{_size(data)}: {number(out['plain'])} became {number(out['shifted'])}",
    )


@LAMBDA_MAX.judge("scaled")
def scaled(data, out):
    if first_difference(3.0 * out["plain"], out["scaled"]) is None:
        return PASSED
    return failed(
        "Take the absolute value before the maximum.",
        f"{_size(data)}, y times -3: expected {number(3 * out['plain'])}, "
        f"got {number(out['scaled'])}",
    )


# --- 3.3 ---------------------------------------------------------------------


def _compare_violation(data, expected, got, where, hint):
    if first_difference(expected, got, atol=1e-8) is None:
        return PASSED
    return failed(hint, f"{_size(data)}{where}: expected {number(expected)}, got {number(got)}")


@KKT_VIOLATION.judge("any_weights")
def any_weights(data, out):
    expected = reference.kkt_violation(data["X"], data["y"], data["w"], data["b"], data["lam"])
    zeros = ", one weight 0" if 0 in data["w"] else ""
    hint = (
        "Compute g = X'r/n with r = y - Xw - b. A nonzero weight asks for g_j = lam*sign(w_j), "
        "a zero one for |g_j| <= lam. Return the largest violation."
    )
    return _compare_violation(data, expected, out["kkt_violation"], zeros, hint)


@KKT_VIOLATION.judge("at_zero")
def at_zero(data, out):
    expected = 0.5 * reference.lambda_max(data["X"], data["y"])
    hint = "A zero weight violates nothing while |g_j| <= lam, and |g_j| - lam beyond it."
    verdict = _compare_violation(data, expected, out["below"], ", w = 0, lam = lambda_max/2", hint)
    if not verdict.passed:
        return verdict
    return _compare_violation(data, 0.0, out["above"], ", w = 0, lam = 1.5 lambda_max", hint)


@KKT_VIOLATION.judge("intercept")
def intercept(data, out):
    hint = "The intercept is not penalized, so its condition is mean(r) = 0."
    for side in ("too_large", "too_small"):
        where = f", b {side.replace('_', ' ')} by 0.25"
        verdict = _compare_violation(data, 0.25, out[side], where, hint)
        if not verdict.passed:
            return verdict
    return PASSED


# --- 3.4 ---------------------------------------------------------------------


def _violation(data, w, b, lam):
    """KKT violation relative to lambda_max; 0 where nothing can be violated."""
    largest = reference.lambda_max(data["X"], data["y"])
    return reference.kkt_violation(data["X"], data["y"], w, b, lam) / largest


def _meets_conditions(data, fit, hint, where=""):
    violation = _violation(data, fit[0], fit[1], data["lam"])
    if violation <= KKT_TOLERANCE:
        return PASSED
    return failed(
        hint,
        f"{_size(data)}, lam = {number(data['lam'])}{where}: expected a KKT violation of at most "
        f"{KKT_TOLERANCE:.0e} * lambda_max, got {violation:.1e} * lambda_max",
    )


@LASSO_CD.judge("optimal")
def optimal(data, out):
    return _meets_conditions(
        data,
        out["lasso_cd"],
        "Set each weight to soft_threshold(x_j'r/n + a_j w_j, lam) / a_j with a_j = x_j'x_j/n, "
        "on centred data, and go on until the violation is small.",
    )


@LASSO_CD.judge("wide_data")
def wide_data(data, out):
    return _meets_conditions(
        data,
        out["lasso_cd"],
        "Nothing in coordinate descent needs n > p, but each weight must answer to the newest "
        "values of the others.",
    )


@LASSO_CD.judge("correlated_columns")
def correlated_columns(data, out):
    return _meets_conditions(
        data,
        out["lasso_cd"],
        "When columns overlap, each weight must answer to the newest values of the others.",
        ", columns correlated .9",
    )


def _objective(data, fit):
    w, b, _ = fit
    r = data["y"] - data["X"] @ w - b
    return float(r @ r / (2 * len(r)) + data["lam"] * np.sum(np.abs(w)))


@LASSO_CD.judge("monotone")
def monotone(data, out):
    values = [_objective(data, fit) for fit in out["lasso_cd"]]
    for sweep, (before, after) in enumerate(pairwise(values), start=1):
        if after > before * (1 + 1e-9) + 1e-12:
            return failed(
                "Each update minimizes over one weight, so nothing can rise, if the residual "
                "is up to date.",
                f"{_size(data)}: {number(before)} after sweep {sweep}, {number(after)} after "
                f"sweep {sweep + 1}",
            )
    return PASSED


@LASSO_CD.judge("orthonormal_columns")
def orthonormal_columns(data, out):
    X, y, lam = data["X"], data["y"], data["lam"]
    expected = reference.soft_threshold(X.T @ (y - y.mean()) / len(y), lam)
    got = out["lasso_cd"][0]
    where = first_difference(expected, got, rtol=1e-5, atol=1e-6)
    if where is None:
        return PASSED
    return failed(
        "Here a_j = 1 and no column sees another: w = soft_threshold(X'y/n, lam).",
        f"{_size(data)}, w[{where[0]}]: expected {number(expected[where])}, "
        f"got {number(got[where])}",
    )


@LASSO_CD.judge("lambda_max_limit")
def lambda_max_limit(data, out):
    w = out["above"][0]
    if np.any(w != 0):
        j = int(np.flatnonzero(w)[0])
        return failed(
            "Zero must come out exactly: it does when the soft threshold sets it.",
            f"{_size(data)}, lam just above lambda_max: expected w[{j}] = 0, got {number(w[j])}",
        )
    if not np.any(out["below"][0] != 0):
        return failed(
            "Just below lambda_max one weight must have entered.",
            f"{_size(data)}, lam = .99 lambda_max: expected a nonzero weight, got none",
        )
    return PASSED


@LASSO_CD.judge("warm_start")
def warm_start(data, out):
    (cold, _, _), (warm, _, sweeps) = out["cold"], out["warm"]
    where = first_difference(cold, warm, rtol=1e-4, atol=1e-6)
    if where is not None:
        return failed(
            "Started at its own solution, the weights should stay where they are.",
            f"w[{where[0]}]: expected {number(cold[where])}, got {number(warm[where])}",
        )
    if sweeps >= probes.SWEEPS:
        return failed(
            "The stop test never fires. Judge the centred problem with b = 0, or the original one "
            "with its own b, but do not mix them.",
            f"{_size(data)}: expected n_iter <= 1 from the solution, got all {sweeps} sweeps",
        )
    if sweeps > 1:
        return failed(
            "Start from w0 when it is given, and stop as soon as the conditions hold.",
            f"{_size(data)}: expected n_iter <= 1 from the solution, got {sweeps}",
        )
    return PASSED


@LASSO_CD.judge("sweep_limit")
def sweep_limit(data, out):
    w, b, sweeps = out["two"]
    if sweeps != 2:
        return failed(
            "Count whole sweeps over the columns, and stop after max_iter of them.",
            f"{_size(data)}, max_iter = 2, tol = 0: expected n_iter = 2, got {sweeps}",
        )
    if _violation(data, w, b, data["lam"]) < 1e-9:
        return failed(
            "Two sweeps are not enough to solve this problem: do you count them?",
            f"{_size(data)}, max_iter = 2: the answer is already exact",
        )
    return PASSED


@LASSO_CD.judge("constant_column")
def constant_column(data, out):
    w = out["lasso_cd"][0]
    if w[1] != 0:
        return failed(
            "Give a constant column the weight 0, whatever w0 says.",
            f"{_size(data)}, column 1 constant, w0 all 1: expected w[1] = 0, got {number(w[1])}",
        )
    return _meets_conditions(
        data, out["lasso_cd"], "Skip the constant column, solve for the others."
    )


@LASSO_CD.judge("tiny_units")
def tiny_units(data, out):
    return _meets_conditions(
        data,
        out["lasso_cd"],
        "Stop at tol * lambda_max(X, y), not at tol.",
        ", X in units of 1e-6",
    )


@LASSO_CD.judge("shifted_target")
def shifted_target(data, out):
    (w, b, _), (w_shifted, b_shifted, _) = out["plain"], out["shifted"]
    where = first_difference(w, w_shifted, rtol=1e-4, atol=1e-6)
    if where is not None:
        return failed(
            "The intercept must not be penalized: centre X and y first.",
            f"{_size(data)}, w[{where[0]}]: {number(w[where])} became {number(w_shifted[where])}",
        )
    if abs(b_shifted - b - 100.0) > 1e-4:
        return failed(
            "b = mean(y) - mean(X) w, with the means before centring.",
            f"{_size(data)}: expected b to grow by 100, got {number(b_shifted - b)}",
        )
    return PASSED


@LASSO_CD.judge("library")
def library(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import Lasso

    model = Lasso(alpha=data["lam"], tol=1e-12, max_iter=100_000).fit(data["X"], data["y"])
    got = out["lasso_cd"][0]
    where = first_difference(model.coef_, got, rtol=1e-4, atol=1e-5)
    if where is None:
        return PASSED
    return failed(
        "scikit-learn's alpha is our lam, with the same 1/(2n) in front of the squares.",
        f"{_size(data)}, w[{where[0]}]: expected {number(model.coef_[where])}, "
        f"got {number(got[where])}",
    )


# --- 3.5 ---------------------------------------------------------------------


def _rows_solve(data, out, hint):
    W, b = out["lasso_path"]
    for i, lam in enumerate(data["lams"]):
        verdict = _meets_conditions({**data, "lam": lam}, (W[i], b[i]), hint, f", row {i}")
        if not verdict.passed:
            return verdict
    return PASSED


@LASSO_PATH.judge("every_row")
def every_row(data, out):
    return _rows_solve(data, out, "Row i must be the answer of lasso_cd at lams[i].")


@LASSO_PATH.judge("order")
def order(data, out):
    return _rows_solve(data, out, "Whatever order you solve in, row i belongs to lams[i].")


@LASSO_PATH.judge("single")
def single(data, out):
    return _rows_solve(data, out, "One lam gives W of shape (1, p) and b of shape (1,).")


# --- predictions -------------------------------------------------------------

probes.SUPPORT_GROWS.answer(
    "b",
    "When a correlated feature enters, it can take over the work of one that is already in. "
    "On the diabetes data one weight leaves at a smaller lam and comes back with the other sign.",
)
