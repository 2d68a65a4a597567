"""Exercise 3.4, coordinate descent."""

from itertools import pairwise

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    Integer,
    ListOf,
    Number,
    Tuple,
    failed,
    first_difference,
    number,
)
from reglab.exercises.columns import correlated_columns, largest_lam, with_largest_lam
from reglab.exercises.lasso.conditions import meets_conditions, size, violation
from reglab.exercises.lasso.inputs import orthonormal, small_to_large, wide
from reglab.linear import lambda_max, lasso_cd, soft_threshold

SWEEPS = 500  # enough: plain coordinate descent needs fewer than 250 on every case drawn here
_WEIGHTS = Array(lambda data: data["X"].shape[1:], rtol=1e-4, atol=1e-6)
_INTERCEPT = Number(rtol=1e-4, atol=1e-6)
# The number of sweeps is not compared, except in the property about max_iter.
FIT = Tuple(w=_WEIGHTS, b=_INTERCEPT, n_iter=Integer(compare=False))
COUNTED_FIT = Tuple(w=_WEIGHTS, b=_INTERCEPT, n_iter=Integer())

LASSO_CD = Exercise(
    "lasso.lasso_cd",
    title="3.4 lasso_cd",
    points=5,
    returns=FIT,
    uses=("lasso.soft_threshold", "lasso.lambda_max", "lasso.kkt_violation"),
    forbid=(
        "reglab.linear.lasso:lasso_cd",
        "reglab.linear.path",
        "reglab.linear.elastic_net",
        "sklearn.linear_model",
    ),
    reference=lasso_cd,
)


def _fit(answers, data, **options):
    return answers.lasso_cd(data["X"], data["y"], data["lam"], **{"max_iter": SWEEPS, **options})


def _one_fit(answers, data, **options):
    return {"lasso_cd": _fit(answers, data, **options)}


def _solves(hint, where=""):
    """A judge: the fit meets the optimality conditions."""
    return lambda data, out: meets_conditions(data, out["lasso_cd"], hint, where)


LASSO_CD.property(
    "the solution meets the optimality conditions",
    name="optimal",
    draw=small_to_large,
    call=_one_fit,
    judge=_solves(
        "Set each weight to soft_threshold(x_j'r/n + a_j w_j, lam) / a_j with a_j = "
        "x_j'x_j/n, on centred data, and repeat until the violation is small."
    ),
)

LASSO_CD.property(
    "more columns than samples: it still converges",
    name="wide_data",
    draw=wide,
    # The correlations of these columns are not set, so a few cases need many sweeps.
    call=lambda answers, data: _one_fit(answers, data, max_iter=4 * SWEEPS),
    judge=_solves(
        "Coordinate descent does not need n > p, but each update must use the newest values "
        "of the other weights."
    ),
)


def _correlated(rng, p, rho=(0.87, 0.91)):
    """Columns of equal scale; any two have the same correlation, drawn from the range `rho`.

    With positive weights, simultaneous updates overshoot in the same direction. The scale is not
    1, so that a missing division by a_j shows here too.
    """
    n = int(rng.integers(30, 51))
    X = rng.uniform(1.4, 2.0) * correlated_columns(rng, n, p, rng.uniform(*rho))
    y = X @ rng.uniform(1.0, 2.0, size=p) + 0.3 * rng.normal(size=n)
    return {"X": X, "y": y, "lam": float(rng.uniform(0.07, 0.13) * largest_lam(X, y))}


def _overlapping(rng):
    return [_correlated(rng, 3), _correlated(rng, 4)]


LASSO_CD.property(
    "strongly correlated columns: it still converges",
    name="correlated_columns",
    draw=_overlapping,
    call=lambda answers, data: _one_fit(answers, data, tol=1e-7),
    judge=_solves(
        "With correlated columns, each update must use the newest values of the other weights.",
        ", columns correlated .9",
    ),
)


# The share of the distance to the smallest objective that may remain: after one sweep with the
# strongest correlations (less than 0.85 remains in any order), and after two sweeps with weak
# ones.
STANDS_STILL, PART_LEFT = 0.99, 0.5


def _start(data):
    return np.zeros(data["X"].shape[1]), data["y"].mean(), 0


def _objective(data, fit):
    w, b, _ = fit
    r = data["y"] - data["X"] @ w - b
    return float(r @ r / (2 * len(r)) + data["lam"] * np.sum(np.abs(w)))


def _single_sweeps(answers, data):
    # tol=0, because an early stop could hide a rise. Each sweep starts where the last one ended,
    # so that a solver may visit the columns in a new order each time.
    w, fits = np.zeros(data["X"].shape[1]), []
    for _ in range(6):
        fits.append(_fit(answers, data, tol=0.0, max_iter=1, w0=w))
        w = np.array(fits[-1][0], dtype=float)
    return {"lasso_cd": fits}


@LASSO_CD.property(
    "the objective never rises from one sweep to the next",
    draw=_overlapping,
    call=_single_sweeps,
    returns={"lasso_cd": ListOf(FIT, length=6)},
    after="optimal",
)
def monotone(data, out):
    hint = (
        "Each update minimizes over one weight, so the objective cannot rise if the residual "
        "is current."
    )
    best = _objective(data, lasso_cd(data["X"], data["y"], data["lam"]))
    for sweep, (before, after) in enumerate(pairwise([_start(data), *out["lasso_cd"]])):
        before, after = _objective(data, before), _objective(data, after)
        moved = f"{size(data)}: {number(before)} after sweep {sweep}, {number(after)} after sweep"
        if after > before * (1 + 1e-9) + 1e-12:
            return failed(hint, f"{moved} {sweep + 1}")
        if after - best > STANDS_STILL * (before - best) + 1e-9 * best:
            return failed(
                "Each sweep must come nearer to the solution: return the weights after the "
                "last update.",
                f"{moved} {sweep + 1}, where the smallest value is {number(best)}",
            )
    return PASSED


@LASSO_CD.property(
    "orthonormal columns: one soft threshold gives the answer",
    draw=lambda rng: [
        orthonormal(rng, rng.integers(6, 10), 2),
        orthonormal(rng, rng.integers(20, 40), int(rng.integers(4, 8))),
    ],
    call=_one_fit,
    after="optimal",
)
def orthonormal_columns(data, out):
    X, y, lam = data["X"], data["y"], data["lam"]
    expected = soft_threshold(X.T @ (y - y.mean()) / len(y), lam)
    got = out["lasso_cd"][0]
    where = first_difference(expected, got, rtol=1e-5, atol=1e-6)
    if where is None:
        return PASSED
    return failed(
        "Here a_j = 1 and the columns are uncorrelated, so w = soft_threshold(X'y/n, lam).",
        f"{size(data)}, w[{where[0]}]: expected {number(expected[where])}, "
        f"got {number(got[where])}",
    )


@LASSO_CD.property(
    "above lambda_max all weights are exactly 0, just below not",
    draw=lambda rng: [with_largest_lam(case) for case in small_to_large(rng)],
    call=lambda answers, data: {
        "above": _fit(answers, {**data, "lam": data["largest"] * (1 + 1e-10)}),
        "below": _fit(answers, {**data, "lam": 0.99 * data["largest"]}),
    },
    returns={"above": FIT, "below": FIT},
    after="optimal",
)
def lambda_max_limit(data, out):
    w = out["above"][0]
    if np.any(w != 0):
        j = int(np.flatnonzero(w)[0])
        return failed(
            "The weights must be exactly 0, as the soft threshold makes them.",
            f"{size(data)}, lam just above lambda_max: expected w[{j}] = 0, got {number(w[j])}",
        )
    hint = "Just below lambda_max one weight must be nonzero."
    if not np.any(out["below"][0] != 0):
        return failed(
            hint, f"{size(data)}, lam = .99 lambda_max: expected a nonzero weight, got none"
        )
    largest = lambda_max(data["X"], data["y"])
    above = meets_conditions(
        {**data, "lam": largest}, out["above"], "If all weights are 0, b is mean(y)."
    )
    below = meets_conditions({**data, "lam": 0.99 * largest}, out["below"], hint)
    return below if above.passed else above


def _cold_and_warm(answers, data):
    # A smaller tol than in the second run, which may visit the columns in another order.
    cold = _fit(answers, data, tol=1e-10)
    w0 = np.array(cold[0], dtype=float)
    # The answer may report a wrong number of sweeps, so check the weights after one sweep as well.
    short = _fit(answers, data, w0=w0, max_iter=1)
    return {"cold": cold, "warm": _fit(answers, data, w0=w0), "short": short}


@LASSO_CD.property(
    "a start at the solution is done within one sweep",
    draw=lambda rng: _correlated(rng, 3),
    call=_cold_and_warm,
    returns={"cold": FIT, "warm": FIT, "short": FIT},
    after="optimal",
)
def warm_start(data, out):
    # The run starts at the student's own solution, so check that it is a solution.
    verdict = meets_conditions(
        data, out["cold"], "Your fit from zeros does not reach the solution."
    )
    if not verdict.passed:
        return verdict
    verdict = meets_conditions(
        data, out["warm"], "If w0 is the solution, the weights should not change."
    )
    if not verdict.passed:
        return verdict
    sweeps = out["warm"][2]
    if sweeps >= SWEEPS:
        return failed(
            "Your stopping test is never met. Check the centred problem with b = 0, or the "
            "original one with its own b, but do not mix them.",
            f"{size(data)}: expected n_iter <= 1 from the solution, got all {sweeps} sweeps",
        )
    hint = "Start from w0 when it is given, and stop as soon as the conditions hold."
    if sweeps > 1:
        return failed(hint, f"{size(data)}: expected n_iter <= 1 from the solution, got {sweeps}")
    return meets_conditions(data, out["short"], hint, ", one sweep from the solution")


def _little_overlap(rng):
    # Enough correlation that two sweeps do not solve the problem, but so little that even
    # simultaneous updates pass: other properties show that mistake.
    return {**_correlated(rng, 3, rho=(0.3, 0.38)), "lam": float(rng.uniform(0.005, 0.02))}


@LASSO_CD.property(
    "max_iter limits the sweeps",
    draw=_little_overlap,
    call=lambda answers, data: {"two": _fit(answers, data, tol=0.0, max_iter=2)},
    returns={"two": COUNTED_FIT},
    after="optimal",
)
def sweep_limit(data, out):
    w, b, sweeps = out["two"]
    if sweeps != 2:
        return failed(
            "Count whole sweeps over the columns, and stop after max_iter of them.",
            f"{size(data)}, max_iter = 2, tol = 0: expected n_iter = 2, got {sweeps}",
        )
    if violation(data, w, b, data["lam"]) < 1e-9:
        return failed(
            "Two sweeps cannot solve this problem exactly: check that max_iter limits the sweeps.",
            f"{size(data)}, max_iter = 2: the answer is already exact",
        )
    hint = "Return the weights after the last sweep, and the b for these weights."
    expected = (data["y"] - data["X"] @ w).mean()
    if first_difference(expected, b) is not None:
        return failed(
            hint,
            f"{size(data)}, max_iter = 2: expected b = {number(expected)} for these weights, got "
            f"{number(b)}",
        )
    # The result of two sweeps depends on the order of the columns, but it is most of the way.
    start, end = _objective(data, _start(data)), _objective(data, out["two"])
    best = _objective(data, lasso_cd(data["X"], data["y"], data["lam"]))
    if end - best <= PART_LEFT * (start - best):
        return PASSED
    return failed(
        hint,
        f"{size(data)}, max_iter = 2: expected an objective near its smallest value "
        f"{number(best)}, got {number(end)}",
    )


def _with_constant_column(rng):
    data = small_to_large(rng)[-1]
    data["X"][:, 1] = rng.integers(4, 17) / 4  # in quarters: exactly 0 when it is centred
    return data


@LASSO_CD.property(
    "a constant column gets the weight 0",
    draw=_with_constant_column,
    call=lambda answers, data: _one_fit(answers, data, w0=np.ones(data["X"].shape[1])),
    after="optimal",
)
def constant_column(data, out):
    w = out["lasso_cd"][0]
    if w[1] != 0:
        return failed(
            "Give a constant column the weight 0, whatever w0 says.",
            f"{size(data)}, column 1 constant, w0 all 1: expected w[1] = 0, got {number(w[1])}",
        )
    return meets_conditions(
        data, out["lasso_cd"], "Skip the constant column and solve for the others."
    )


def _tiny_units(rng):
    # An absolute tolerance of 1e-8 would stop here after a sweep or two.
    data = small_to_large(rng)[-1]
    unit = 10 ** rng.uniform(-7, -6)
    return {**data, "X": unit * data["X"], "lam": unit * data["lam"]}


LASSO_CD.property(
    "tol counts relative to lambda_max: tiny units of X change nothing",
    name="tiny_units",
    draw=_tiny_units,
    call=_one_fit,
    after="optimal",
    judge=_solves(
        "Stop when the violation is at most tol * lambda_max(X, y), not tol.",
        ", X in units of 1e-6",
    ),
)


@LASSO_CD.property(
    "adding 100 to y changes the intercept and nothing else",
    draw=small_to_large,
    call=lambda answers, data: {
        "plain": _fit(answers, data),
        "shifted": _fit(answers, {**data, "y": data["y"] + 100.0}),
    },
    returns={"plain": FIT, "shifted": FIT},
    after="optimal",
)
def shifted_target(data, out):
    (w, b, _), (w_shifted, b_shifted, _) = out["plain"], out["shifted"]
    verdict = meets_conditions(
        data, out["plain"], "Your fit to y itself does not reach the solution."
    )
    if not verdict.passed:
        return verdict
    where = first_difference(w, w_shifted, rtol=1e-4, atol=1e-6)
    if where is not None:
        return failed(
            "The intercept must not be penalized: centre X and y first.",
            f"{size(data)}, w[{where[0]}]: {number(w[where])} became {number(w_shifted[where])}",
        )
    if abs(b_shifted - b - 100.0) > 1e-4:
        return failed(
            "b = mean(y) - mean(X) w, with the means before centring.",
            f"{size(data)}: expected b to grow by 100, got {number(b_shifted - b)}",
        )
    return PASSED


@LASSO_CD.property(
    "it agrees with scikit-learn's Lasso",
    draw=lambda rng: _correlated(rng, 3),
    call=_one_fit,
    after="optimal",
)
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
        f"{size(data)}, w[{where[0]}]: expected {number(model.coef_[where])}, "
        f"got {number(got[where])}",
    )
