"""Exercise 3.4: what is demanded of single sweeps, of their number, and of the start."""

from itertools import pairwise

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import LASSO_CD
from ..probes.descent import SWEEPS
from .shared import meets_conditions, size, violation

# What a sweep may leave of the distance to the smallest objective where columns overlap most: less
# than 0.85 in any order. And what two sweeps may leave of it where they overlap little.
STANDS_STILL, PART_LEFT = 0.99, 0.5


def _start(data):
    return np.zeros(data["X"].shape[1]), data["y"].mean(), 0


def _objective(data, fit):
    w, b, _ = fit
    r = data["y"] - data["X"] @ w - b
    return float(r @ r / (2 * len(r)) + data["lam"] * np.sum(np.abs(w)))


@LASSO_CD.judge("monotone")
def monotone(data, out):
    hint = (
        "Each update minimizes over one weight, so nothing can rise, if the residual is up to date."
    )
    best = _objective(data, reference.lasso_cd(data["X"], data["y"], data["lam"]))
    for sweep, (before, after) in enumerate(pairwise([_start(data), *out["lasso_cd"]])):
        before, after = _objective(data, before), _objective(data, after)
        moved = f"{size(data)}: {number(before)} after sweep {sweep}, {number(after)} after sweep"
        if after > before * (1 + 1e-9) + 1e-12:
            return failed(hint, f"{moved} {sweep + 1}")
        if after - best > STANDS_STILL * (before - best) + 1e-9 * best:
            return failed(
                "A sweep has to come nearer to the solution: return the weights that it ends with.",
                f"{moved} {sweep + 1}, where the smallest value is {number(best)}",
            )
    return PASSED


@LASSO_CD.judge("warm_start")
def warm_start(data, out):
    # The start is the student's own solution, so it has to be one.
    verdict = meets_conditions(data, out["cold"], "The fit that starts from zeros is not solved.")
    if not verdict.passed:
        return verdict
    verdict = meets_conditions(
        data, out["warm"], "Started at its own solution, the weights should stay where they are."
    )
    if not verdict.passed:
        return verdict
    sweeps = out["warm"][2]
    if sweeps >= SWEEPS:
        return failed(
            "The stop test never fires. Judge the centred problem with b = 0, or the original one "
            "with its own b, but do not mix them.",
            f"{size(data)}: expected n_iter <= 1 from the solution, got all {sweeps} sweeps",
        )
    hint = "Start from w0 when it is given, and stop as soon as the conditions hold."
    if sweeps > 1:
        return failed(hint, f"{size(data)}: expected n_iter <= 1 from the solution, got {sweeps}")
    return meets_conditions(data, out["short"], hint, ", one sweep from the solution")


@LASSO_CD.judge("sweep_limit")
def sweep_limit(data, out):
    w, b, sweeps = out["two"]
    if sweeps != 2:
        return failed(
            "Count whole sweeps over the columns, and stop after max_iter of them.",
            f"{size(data)}, max_iter = 2, tol = 0: expected n_iter = 2, got {sweeps}",
        )
    if violation(data, w, b, data["lam"]) < 1e-9:
        return failed(
            "Two sweeps are not enough to solve this problem: do you count them?",
            f"{size(data)}, max_iter = 2: the answer is already exact",
        )
    hint = "Return the weights after the last sweep, and the b that belongs to them."
    expected = (data["y"] - data["X"] @ w).mean()
    if first_difference(expected, b) is not None:
        return failed(
            hint,
            f"{size(data)}, max_iter = 2: expected b = {number(expected)} for these weights, got "
            f"{number(b)}",
        )
    # Where two sweeps end depends on the order of the columns, but most of the way is done.
    start, end = _objective(data, _start(data)), _objective(data, out["two"])
    best = _objective(data, reference.lasso_cd(data["X"], data["y"], data["lam"]))
    if end - best <= PART_LEFT * (start - best):
        return PASSED
    return failed(
        hint,
        f"{size(data)}, max_iter = 2: expected an objective near its smallest value "
        f"{number(best)}, got {number(end)}",
    )
