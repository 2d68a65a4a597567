"""Exercise 3.4, coordinate descent."""

import math

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    Integer,
    ListOf,
    Number,
    Tuple,
    expected_got,
    failed,
    first_difference,
    number,
    numbers,
)
from reglab.exercises.columns import correlated_columns, largest_lam, with_largest_lam
from reglab.exercises.lasso.conditions import (
    fits_weights,
    meets_conditions,
    size,
    weights_violation,
)
from reglab.exercises.lasso.inputs import (
    in_units,
    orthonormal,
    small_to_large,
    suppressed,
    whole_numbers,
    wide,
)
from reglab.linear import lambda_max, lasso_cd

# Enough: plain coordinate descent needs fewer than 50 on every case drawn here. Not many, as wrong
# answers use all of them.
SWEEPS = 90
# Infinite numbers reach the judges, which say what they mean.
_WEIGHTS = Array(lambda data: data["X"].shape[1:], rtol=1e-4, atol=1e-6, finite=False)
_INTERCEPT = Number(rtol=1e-4, atol=1e-6, finite=False)
# The number of sweeps is compared only where it is asked for.
FIT = Tuple(w=_WEIGHTS, b=_INTERCEPT, n_iter=Integer(compare=False))
COUNTED_FIT = Tuple(w=_WEIGHTS, b=_INTERCEPT, n_iter=Integer())

LASSO_CD = Exercise(
    "lasso.lasso_cd",
    title="3.4 lasso_cd",
    points=5,
    returns=FIT,
    aspects={"weights": 6, "intercept": 1.5, "start": 1, "stop": 1.5, "constant": 0.5},
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
    """A judge: the weights meet the optimality conditions. The intercept has its own property."""
    return lambda data, out: meets_conditions(data, out["lasso_cd"][0], hint, where)


UPDATE = (
    "Set each weight to soft_threshold(x_j'r/n + a_j w_j, lam) / a_j with a_j = x_j'x_j/n, on "
    "centred data, and repeat until the violation is small."
)

LASSO_CD.property(
    "the weights meet the optimality conditions",
    name="optimal",
    draw=small_to_large,
    call=_one_fit,
    aspect="weights",
    judge=_solves(UPDATE),
)

LASSO_CD.property(
    "more columns than samples: it still converges",
    name="wide_data",
    draw=wide,
    call=_one_fit,
    after="optimal",
    aspect="weights",
    judge=_solves(UPDATE),
)


def _correlated(rng, p, rho=(0.68, 0.71)):
    """Columns of equal scale; any two have the same correlation, drawn from the range `rho`.

    With positive weights, simultaneous updates overshoot in the same direction. The scale is not
    1, so that a missing division by a_j shows here too.
    """
    n = int(rng.integers(30, 51))
    X = rng.uniform(1.4, 2.0) * correlated_columns(rng, n, p, rng.uniform(*rho))
    X = X + rng.uniform(0.5, 1.5, size=p)
    y = X @ rng.uniform(1.0, 2.0, size=p) + 0.3 * rng.normal(size=n)
    return {"X": X, "y": y, "lam": float(rng.uniform(0.07, 0.13) * largest_lam(X, y))}


def _overlapping(rng):
    return [_correlated(rng, 3), _correlated(rng, 4)]


LASSO_CD.property(
    "strongly correlated columns: it still converges",
    name="correlated_columns",
    draw=_overlapping,
    call=_one_fit,
    after="optimal",
    aspect="weights",
    judge=_solves(
        "With correlated columns, each update must use the newest values of the other weights.",
        ", columns correlated .7",
    ),
)


# The share of the distance to the smallest objective that may remain: after one sweep with the
# strongest correlations (less than 0.8 remains in any order), and after two sweeps with weak
# ones.
STANDS_STILL, PART_LEFT = 0.99, 0.5


def _objective(data, w):
    r = (data["y"] - data["y"].mean()) - (data["X"] - data["X"].mean(axis=0)) @ w
    return float(r @ r / (2 * len(r)) + data["lam"] * np.sum(np.abs(w)))


def _single_sweeps(answers, data):
    # tol=0, because an early stop could hide a rise. Each sweep starts where the last one ended,
    # so that a solver may visit the columns in a new order each time.
    fits = [_fit(answers, data, tol=0.0, max_iter=1)]
    w = data["w0"]
    for _ in range(5):
        fits.append(_fit(answers, data, tol=0.0, max_iter=1, w0=w))
        w = np.array(fits[-1][0], dtype=float)
    return {"lasso_cd": fits}


def starts(data, fits):
    """Where each of the single sweeps started: at zeros, at w0, and at the last weights."""
    return [np.zeros(len(data["w0"])), data["w0"], *(fit[0] for fit in fits[1:-1])]


@LASSO_CD.property(
    "the objective never rises from one sweep to the next",
    draw=lambda rng: [
        {**data, "w0": -rng.uniform(0.5, 1.5, size=data["X"].shape[1])}
        for data in _overlapping(rng)
    ],
    call=_single_sweeps,
    returns={"lasso_cd": ListOf(FIT, length=6)},
    after="optimal",
    aspect="weights",
)
def monotone(data, out):
    hint = (
        "Started from w0 with max_iter = 1, one sweep must not raise the objective: each update "
        "minimizes over one weight if r belongs to the current weights, w0 at first."
    )
    best = _objective(data, lasso_cd(data["X"], data["y"], data["lam"])[0])
    for before, (after, _, _) in zip(starts(data, out["lasso_cd"]), out["lasso_cd"], strict=True):
        if not fits_weights(after).passed:
            return fits_weights(after)
        start = f"{size(data)}, one sweep from w0[0] = {number(before[0])}: objective"
        before, after = _objective(data, before), _objective(data, after)
        moved = "{} {} before, {} after".format(start, *numbers(before, after))
        if after > before * (1 + 1e-9) + 1e-12:
            return failed(hint, moved)
        if after - best > STANDS_STILL * (before - best) + 1e-9 * best:
            return failed(
                "Each sweep must come nearer to the solution: start from w0, and return the "
                "weights after the last update.",
                f"{moved}, where the smallest value is {number(best)}",
            )
    return PASSED


# Just below lambda_max: so near that a solver which rounds its weights gives 0.
BELOW = 1 - 1e-7


@LASSO_CD.property(
    "above lambda_max all weights are exactly 0, just below not",
    draw=lambda rng: with_largest_lam(small_to_large(rng)[-1]),
    call=lambda answers, data: {
        "above": _fit(answers, {**data, "lam": data["largest"] * (1 + 1e-10)}),
        "below": _fit(answers, {**data, "lam": BELOW * data["largest"]}),
    },
    returns={"above": FIT, "below": FIT},
    after="optimal",
    aspect="weights",
)
def lambda_max_limit(data, out):
    if not fits_weights(out["above"][0]).passed:
        return fits_weights(out["above"][0])
    w = out["above"][0]
    if np.any(w != 0):
        j = int(np.flatnonzero(w)[0])
        return failed(
            "The weights must be exactly 0, as the soft threshold makes them.",
            f"{size(data)}, lam just above lambda_max: expected w[{j}] = 0, got {number(w[j])}",
        )
    hint = "Just below lambda_max one weight must be nonzero, even if it is very small."
    if not np.any(out["below"][0] != 0):
        return failed(
            hint,
            f"{size(data)}, lam = (1 - 1e-7) lambda_max: expected a nonzero weight, got none",
        )
    below = {**data, "lam": BELOW * lambda_max(data["X"], data["y"])}
    excess = weights_violation(below, out["below"][0])
    if excess <= 1.1e-8:
        return PASSED
    return failed(
        hint,
        f"{size(data)}, lam = (1 - 1e-7) lambda_max: expected a KKT violation of at most 1e-08 * "
        f"lambda_max, got {excess:.1e} * lambda_max",
    )


@LASSO_CD.property(
    "X and y may have very small or large units",
    # First a_j is tiny, and an absolute tolerance of 1e-8 stops too early; in the other cases the
    # weights are about 1e-4 and 1e-14.
    draw=lambda rng: [in_units(rng, _correlated(rng, 3), *u) for u in ((-7, 0), (4, 0), (6, -8))],
    call=_one_fit,
    after="optimal",
    aspect="weights",
)
def units(data, out):
    return meets_conditions(
        data,
        out["lasso_cd"][0],
        "Weights change with the units of X and y, so no size counts as 0, for a weight or for "
        "a_j, and no change of a weight is small. Stop at a violation of tol * lambda_max(X, y).",
        f", X about {np.abs(data['X']).max():.0e}, y about {np.abs(data['y']).max():.0e}",
    )


@LASSO_CD.property(
    "without a penalty it is least squares",
    draw=lambda rng: {**_correlated(rng, 3), "lam": 0.0},
    call=_one_fit,
    after="optimal",
    aspect="weights",
)
def no_penalty(data, out):
    return meets_conditions(
        data, out["lasso_cd"][0], "lam = 0 is allowed: then every gradient must become 0."
    )


@LASSO_CD.property(
    "X and y may hold whole numbers",
    draw=whole_numbers,
    call=_one_fit,
    after="optimal",
    aspect="weights",
)
def whole(data, out):
    return meets_conditions(
        data,
        out["lasso_cd"][0],
        "Means and weights of whole numbers are fractions. An array made like an array of whole "
        "numbers (with zeros_like, copy, ...) cannot hold them: give it dtype=float.",
        ", whole numbers",
    )


@LASSO_CD.property(
    "it agrees with scikit-learn's Lasso",
    draw=lambda rng: _correlated(rng, 3),
    call=_one_fit,
    after="optimal",
    aspect="weights",
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
        f"{size(data)}, w[{where[0]}]: {expected_got(model.coef_[where], got[where])}",
    )


def _intercept_fits(data, fit, where=""):
    """Whether b is the best intercept for the weights, right or not, that came with it."""
    w, b, _ = fit
    if not fits_weights(w).passed:
        return fits_weights(w)
    if not np.any(w):
        return failed(UPDATE, f"{size(data)}{where}: expected nonzero weights, got none")
    expected = data["y"].mean() - data["X"].mean(axis=0) @ w
    if first_difference(expected, b, rtol=1e-7, atol=1e-7) is None:
        return PASSED
    return failed(
        "b = mean(y) - mean(X) @ w, with the means before centring and the w that you return.",
        f"{size(data)}{where}: expected b = {number(expected)} for these weights, got {number(b)}",
    )


@LASSO_CD.property(
    "b is the best intercept for the weights",
    # After one sweep the weights are finite and not all 0, even if the update is wrong.
    draw=lambda rng: [{**case, "lam": 0.1 * case["lam"]} for case in small_to_large(rng)],
    call=lambda answers, data: _one_fit(answers, data, max_iter=1),
    aspect="intercept",
)
def intercept(data, out):
    return _intercept_fits(data, out["lasso_cd"], ", max_iter = 1")


@LASSO_CD.property(
    "adding 100 to y changes the intercept and nothing else",
    draw=lambda rng: small_to_large(rng)[-1],
    call=lambda answers, data: {"shifted": _fit(answers, {**data, "y": data["y"] + 100.0})},
    returns={"shifted": FIT},
    after="optimal",
    aspect="intercept",
)
def shifted_target(data, out):
    data = {**data, "y": data["y"] + 100.0}
    verdict = meets_conditions(
        data,
        out["shifted"][0],
        "The intercept must not be penalized: centre X and y first.",
        ", 100 added to y",
    )
    return _intercept_fits(data, out["shifted"], ", 100 added to y") if verdict.passed else verdict


def _cold_and_warm(answers, data):
    # A smaller tol than in the second run, which may visit the columns in another order.
    cold = _fit(answers, data, tol=1e-10)
    w0 = np.array(cold[0], dtype=float)
    # The answer may report a wrong number of sweeps, so check the weights after one sweep as well.
    return {"cold": cold, "short": _fit(answers, data, w0=w0, max_iter=1)}


@LASSO_CD.property(
    "one sweep from the solution leaves it as it is",
    # Here every a_j is below 1.
    draw=lambda rng: in_units(rng, _correlated(rng, 3), -0.7, 0),
    call=_cold_and_warm,
    returns={"cold": FIT, "short": FIT},
    after="optimal",
    aspect="start",
)
def warm_start(data, out):
    # The run starts at the student's own solution, so check that it is a solution.
    verdict = meets_conditions(
        data, out["cold"][0], "Your fit from zeros with tol = 1e-10 does not reach the solution."
    )
    if not verdict.passed:
        return verdict
    return meets_conditions(
        data,
        out["short"][0],
        "If w0 is the solution, one sweep changes nothing: start from the weights w0, with the "
        "residual that belongs to them.",
        ", w0 the solution, max_iter = 1",
    )


def _starts(rng):
    """Starts of fractions, far from the solution, and of whole numbers."""
    data = small_to_large(rng)[-1]
    signs = rng.choice([-1, 1], size=data["X"].shape[1])
    near = rng.integers(1, 3, size=data["X"].shape[1])
    return [{**data, "w0": signs * (near + 0.5)}, {**data, "w0": signs * near}]


@LASSO_CD.property(
    "from any w0 it finds the solution",
    draw=_starts,
    call=lambda answers, data: _one_fit(answers, data, w0=data["w0"]),
    after="optimal",
    aspect="start",
)
def any_start(data, out):
    if data["w0"].dtype.kind == "i":
        hint = "w0 may hold whole numbers, but weights are fractions: keep them in floats."
        return meets_conditions(data, out["lasso_cd"][0], hint, ", w0 of whole numbers")
    hint = (
        "Start from the weights w0, with the residual that belongs to them, and sweep until the "
        "violation is small, as you do from zeros."
    )
    return meets_conditions(data, out["lasso_cd"][0], hint, f", w0[0] = {number(data['w0'][0])}")


def _in_steps(answers, data, **options):
    """A fit, and fits with as many sweeps as it says that it took and with one less."""
    fit = _fit(answers, data, **options)
    try:
        n_iter = max(int(fit[2]), 1)
    except (TypeError, ValueError, OverflowError, LookupError):
        n_iter = 1
    if n_iter >= SWEEPS:
        n_iter = 1  # it never stopped, which is all that matters
    # With tol=0 nothing but the limit ends them.
    return {
        "stopped": fit,
        "enough": _fit(answers, data, tol=0.0, max_iter=n_iter),
        "short": _fit(answers, data, tol=0.0, max_iter=max(n_iter - 1, 1)),
    }


STEPS = {"stopped": COUNTED_FIT, "enough": COUNTED_FIT, "short": COUNTED_FIT}


def _stops_in_time(data, out, tol):
    where = f"{size(data)}, lam = {number(data['lam'])}, tol = {tol:.0e}"
    for fit in out.values():
        if not fits_weights(fit[0]).passed:
            return fits_weights(fit[0])
    n_iter = out["stopped"][2]
    hint = (
        "After each sweep, compare the violation of the centred problem, whose b is 0, with tol * "
        "lambda_max(X, y), and return the number of sweeps done."
    )
    if n_iter >= SWEEPS:
        return failed(hint, f"{where}: expected fewer than {SWEEPS} sweeps, got n_iter = {n_iter}")
    if n_iter < 1:
        return failed(hint, f"{where}: expected n_iter >= 1, got {n_iter}")
    reached = weights_violation(data, out["stopped"][0])
    if reached > tol * (1 + 1e-6):
        return failed(
            hint,
            f"{where}: expected a violation of at most {tol:.0e} * lambda_max at the end, got "
            f"{reached:.1e} * lambda_max",
        )
    enough = weights_violation(data, out["enough"][0])
    if enough > tol * (1 + 1e-6):
        return failed(
            hint,
            f"{where}: n_iter = {n_iter}, but after {n_iter} sweeps the violation is still "
            f"{enough:.1e} * lambda_max",
        )
    before = weights_violation(data, out["short"][0])
    if n_iter > 1 and before <= tol * (1 - 1e-6):
        return failed(
            hint,
            f"{where}: n_iter = {n_iter}, but after {n_iter - 1} sweeps the violation is already "
            f"{before:.1e} * lambda_max",
        )
    return PASSED


def _to_stop(rng):
    """Problems that need many sweeps, with weights of both signs and weights that are 0."""
    cases = [{**suppressed(rng, sign), "tol": 0.34} for sign in (1, -1)]
    for unit, tol in ((30.0, 1e-4), (0.01, 1e-3)):
        n, p = int(rng.integers(20, 30)), 5
        X = correlated_columns(rng, n, p, 0.75) * rng.uniform(1.3, 1.7)
        w = rng.uniform(1.5, 2.0, size=p) * np.array([1, -1, 1, -1, 0])
        y = X @ rng.permutation(w) + 0.2 * rng.normal(size=n)
        pull = X.T @ (y - y.mean())
        y = 5.0 - np.sign(pull[np.argmax(np.abs(pull))]) * y
        data = {"X": X + rng.uniform(1.0, 3.0, size=p), "y": unit * y}
        lam = 0.2 * largest_lam(data["X"], data["y"])
        cases.append({**data, "lam": lam, "tol": tol})
    return cases


@LASSO_CD.property(
    "it stops after the first sweep that leaves a violation of at most tol * lambda_max",
    draw=_to_stop,
    call=lambda answers, data: _in_steps(answers, data, tol=data["tol"]),
    returns=STEPS,
    after="optimal",
    aspect="stop",
)
def stops_in_time(data, out):
    return _stops_in_time(data, out, data["tol"])


def _for_many_sweeps(rng):
    return _correlated(rng, 3)


def _by_default(answers, data):
    return _in_steps(answers, data)


@LASSO_CD.property(
    "tol is 1e-8 if it isn't given",
    draw=_for_many_sweeps,
    call=_by_default,
    returns=STEPS,
    after="optimal",
    aspect="stop",
)
def default_tol(data, out):
    return _stops_in_time(data, out, 1e-8)


def _counted(answers, data):
    w0 = data["solution"]
    return {"from_zeros": _fit(answers, data), "from_solution": _fit(answers, data, w0=w0)}


def _uncorrelated(rng):
    case = orthonormal(rng, rng.integers(10, 30), 4)
    solved = {**case, "solution": lasso_cd(**case, tol=1e-12)[0]}
    # For a constant y the limit is 0, and so is the violation: it is at most the limit.
    y = np.full(len(case["y"]), float(rng.integers(1, 9)))
    return [solved, {**case, "y": y, "solution": np.zeros(4)}]


@LASSO_CD.property(
    "uncorrelated columns, or a start at the solution: it stops after one sweep",
    draw=_uncorrelated,
    call=_counted,
    returns={"from_zeros": COUNTED_FIT, "from_solution": COUNTED_FIT},
    after="optimal",
    aspect="stop",
)
def one_sweep(data, out):
    for name, text in (("from_zeros", "from zeros"), ("from_solution", "from the solution")):
        w, _, n_iter = out[name]
        verdict = meets_conditions(data, w, UPDATE, f", {text}")
        if not verdict.passed:
            return verdict
        if n_iter != 1:
            return failed(
                "One sweep is enough here. Look at the violation after it, stop, and count it: "
                "n_iter is the number of sweeps done.",
                f"{size(data)}, uncorrelated columns, {text}: expected n_iter = 1, got {n_iter}",
            )
    return PASSED


@LASSO_CD.property(
    "max_iter limits the sweeps",
    # Enough correlation that three sweeps do not solve the problem, but so little that even
    # simultaneous updates pass: other properties show that mistake.
    draw=lambda rng: [
        {
            **_correlated(rng, 2, rho=(0.3, 0.38)),
            "max_iter": max_iter,
        }
        for max_iter in (1, 2, 3)
    ],
    call=lambda answers, data: {"limited": _fit(answers, data, tol=0.0, max_iter=data["max_iter"])},
    returns={"limited": COUNTED_FIT},
    after="optimal",
    aspect="stop",
)
def sweep_limit(data, out):
    w, _, sweeps = out["limited"]
    most = data["max_iter"]
    where = f"{size(data)}, max_iter = {most}"
    if sweeps != most:
        return failed(
            "Count whole sweeps over the columns, and stop after max_iter of them.",
            f"{where}, tol = 0: expected n_iter = {most}, got {sweeps}",
        )
    if not fits_weights(w).passed:
        return fits_weights(w)
    if weights_violation(data, w) < 1e-9:
        return failed(
            "So few sweeps cannot solve this problem exactly: check that max_iter limits them.",
            f"{where}: the answer is already exact",
        )
    # The result of a few sweeps depends on the order of the columns, but it is most of the way.
    start, end = _objective(data, np.zeros(data["X"].shape[1])), _objective(data, w)
    best = _objective(data, lasso_cd(data["X"], data["y"], data["lam"])[0])
    if end - best <= PART_LEFT * (start - best):
        return PASSED
    return failed(
        "Return the weights after the last sweep.",
        f"{where}: expected an objective near its smallest value {number(best)}, got {number(end)}",
    )


def _with_constant_column(rng):
    # Quarters, exactly 0 when they are centred.
    data = small_to_large(rng)[-1]
    data["X"][:, 1] = rng.integers(4, 17) / 4
    return [data, _never_exactly_0(rng)]


def _never_exactly_0(rng):
    """Constant columns that centring does not make 0, and no penalty to set their weights to 0.

    One may be 0 with another way to compute a mean, so there are several.
    """
    data = small_to_large(rng)[-1]
    n = 2 * (len(data["y"]) // 2) - 1  # an odd n: the mean of 16 equal numbers is exact
    levels = []
    for level in rng.integers(100, 10_000, size=400) / 1000:
        column = np.full(n, level)
        sums = sum(column.tolist()), column.sum(), column[:, None].sum(axis=0)[0], math.fsum(column)
        if all(total / n != level for total in sums) and len(levels) < 6:
            levels.append(level)
    # Two other columns, so that even simultaneous updates converge.
    first, second = data["X"][:n, :2].T
    X = np.column_stack([first, np.tile(levels, (n, 1)), second])
    return {"X": X, "y": data["y"][:n], "lam": 0.0}


@LASSO_CD.property(
    "a constant column gets the weight 0",
    draw=_with_constant_column,
    call=lambda answers, data: _one_fit(answers, data, w0=np.ones(data["X"].shape[1])),
    after="optimal",
    aspect="constant",
)
def constant_column(data, out):
    w = out["lasso_cd"][0]
    verdict = fits_weights(w)
    if not verdict.passed:
        return verdict
    wrong = np.flatnonzero((np.ptp(data["X"], axis=0) == 0) & (w != 0))
    if len(wrong):
        j = int(wrong[0])
        return failed(
            "Give a constant column the weight 0, whatever w0 says. Look at its entries: centred, "
            "they may be 1e-17.",
            f"{size(data)}, lam = {number(data['lam'])}, column {j} constant, w0 all 1: expected "
            f"w[{j}] = 0, got {number(w[j])}",
        )
    return meets_conditions(
        data, w, "With a constant column, and w0 all 1, the other weights must still be right."
    )
