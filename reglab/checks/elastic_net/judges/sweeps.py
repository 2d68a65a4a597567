"""Exercise 4.1: what is demanded of the start and of the number of sweeps."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import ELASTIC_NET_CD
from .descent import meets_conditions, size, violation

# Of the way from zeros to the solution, after two sweeps. The columns overlap so much that the
# slowest order of theirs leaves 0.7.
PART_LEFT = 0.95


@ELASTIC_NET_CD.judge("warm_start")
def warm_start(data, out):
    # The start is the student's own solution, so it has to be one.
    verdict = meets_conditions(
        data, out["start"], "The solution to start from does not meet (4.2)."
    )
    if not verdict.passed:
        return verdict
    verdict = meets_conditions(
        data,
        out["warm"],
        "Started at its own solution, the weights should stay where they are: r belongs to w0.",
    )
    if not verdict.passed:
        return verdict
    hint = "Start from w0 when it is given, and stop as soon as (4.2) holds."
    # One is enough, but a solver that measures how far the weights move needs one more to see it.
    sweeps = out["warm"][2]
    if sweeps > 3:
        return failed(hint, f"{size(data)}: expected n_iter <= 3 from the solution, got {sweeps}")
    return meets_conditions(data, out["short"], hint)


@ELASTIC_NET_CD.judge("sweep_limit")
def sweep_limit(data, out):
    w, b, sweeps = out["two"]
    case = f"{size(data)}, max_iter = 2"
    if sweeps != 2:
        return failed(
            "Count whole sweeps over the columns, and stop after max_iter of them.",
            f"{case}, tol = 0: expected n_iter = 2, got {sweeps}",
        )
    if violation(data, w, b) < 1e-9:
        return failed(
            "Two sweeps are not enough to solve this problem: do you count them?",
            f"{case}: the answer is already exact",
        )
    hint = "Return the weights after the last sweep, and the b that belongs to them."
    expected = (data["y"] - data["X"] @ w).mean()
    if first_difference(expected, b) is not None:
        return failed(
            hint, f"{case}: expected b = {number(expected)} for these weights, got {number(b)}"
        )
    # Where two sweeps end depends on the order of the columns, but a part of the way is done.
    start, end = _objective(data, np.zeros(len(w)), data["y"].mean()), _objective(data, w, b)
    best = _objective(data, *_solution(data))
    if end - best <= PART_LEFT * (start - best):
        return PASSED
    return failed(
        hint,
        f"{case}: expected an objective nearer to its smallest value {number(best)} than "
        f"{number(start)}, where all weights are 0; got {number(end)}",
    )


def _solution(data):
    W, b = reference.elastic_net_path(data["X"], data["y"], [data["lam"]], data["l1_ratio"])
    return W[0], b[0]


def _objective(data, w, b):
    r, lam, l1_ratio = data["y"] - data["X"] @ w - b, data["lam"], data["l1_ratio"]
    return np.mean(r**2) / 2 + lam * (l1_ratio * np.abs(w).sum() + (1 - l1_ratio) * (w @ w) / 2)
