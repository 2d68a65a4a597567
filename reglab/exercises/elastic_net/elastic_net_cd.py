"""Exercise 4.1, coordinate descent for the elastic net."""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    Integer,
    Number,
    Tuple,
    failed,
    first_difference,
    number,
)
from reglab.exercises.columns import largest_lam, with_largest_lam
from reglab.exercises.elastic_net.inputs import (
    copied,
    hundredths,
    overlapping,
    regression,
    small_to_large,
)
from reglab.linear import (
    elastic_net_cd,
    elastic_net_path,
    lambda_max,
    lasso_path,
    ridge_closed_form,
)
from reglab.linear.optimality import weight_violation

SWEEPS = 600  # enough: plain descent needs fewer than 300 on every case drawn here
KKT_TOLERANCE = 1e-6  # of lambda_max, as in lesson 3
FIT = Tuple(
    w=Array(lambda data: data["X"].shape[1:], rtol=1e-4, atol=1e-6),
    b=Number(rtol=1e-4, atol=1e-6),
    # The number of sweeps may differ between right solvers.
    n_iter=Integer(compare=False),
)
COUNTED_FIT = Tuple(w=FIT.parts["w"], b=FIT.parts["b"], n_iter=Integer())

ELASTIC_NET_CD = Exercise(
    "elastic_net.elastic_net_cd",
    title="4.1 elastic_net_cd",
    points=4,
    returns=FIT,
    forbid=(
        "reglab.linear.elastic_net",
        "reglab.linear.path",
        "reglab.linear.lasso",
        "reglab.linear.ridge",
        "sklearn.linear_model",
    ),
    reference=elastic_net_cd,
)


def _fit(answers, data, *, options=(), **changes):
    d = {**data, **changes}
    options = {"max_iter": SWEEPS, **dict(options)}
    return answers.elastic_net_cd(d["X"], d["y"], d["lam"], d["l1_ratio"], **options)


def _one_fit(answers, data, **changes):
    return {"elastic_net_cd": _fit(answers, data, **changes)}


def _shape(data):
    n, p = data["X"].shape
    return f"n = {n}, p = {p}"


def _size(data, **changes):
    d = {**data, **changes}
    return f"{_shape(d)}, lam = {number(d['lam'])}, l1_ratio = {number(d['l1_ratio'])}"


def _violation(data, w, b):
    """The largest violation of (4.2), relative to the lasso's lambda_max."""
    X, y, lam, l1_ratio = data["X"], data["y"], data["lam"], data["l1_ratio"]
    r = y - X @ w - b
    pull = X.T @ r / len(y) - lam * (1 - l1_ratio) * w
    worst = max(weight_violation(pull, w, lam * l1_ratio), abs(r.mean()))
    return worst / lambda_max(X, y)


def _meets_conditions(data, fit, hint, **changes):
    data, (w, b, _) = {**data, **changes}, fit
    excess = _violation(data, w, b)
    if excess <= KKT_TOLERANCE:
        return PASSED
    return failed(
        hint,
        f"{_size(data)}: expected a violation of (4.2) of at most {KKT_TOLERANCE:.0e} * "
        f"lambda_max, got {excess:.1e} * lambda_max",
    )


def _solves(hint):
    """A judge: the fit meets the optimality conditions."""
    return lambda data, out: _meets_conditions(data, out["elastic_net_cd"], hint)


ELASTIC_NET_CD.property(
    "the solution meets the optimality conditions",
    name="optimal",
    draw=small_to_large,
    call=_one_fit,
    judge=_solves(
        "Change two things in lasso_cd: the threshold is lam*l1_ratio, and the denominator is "
        "a_j + lam*(1 - l1_ratio). Stop when (4.2) holds."
    ),
)

ELASTIC_NET_CD.property(
    "strongly correlated columns: it still converges",
    name="correlated_columns",
    draw=lambda rng: [overlapping(rng, p) for p in (3, int(rng.integers(4, 6)))],
    call=_one_fit,
    after="optimal",
    judge=_solves(
        "With correlated columns, each update must use the newest values of the other "
        "weights, and you need more sweeps."
    ),
)


def _same_weights(expected, got, hint, case):
    where = first_difference(expected, got, rtol=1e-4, atol=1e-5)
    if where is None:
        return PASSED
    return failed(
        hint, f"{case}, w[{where[0]}]: expected {number(expected[where])}, got {number(got[where])}"
    )


@ELASTIC_NET_CD.property(
    "l1_ratio = 1 gives the lasso of lesson 3",
    draw=small_to_large,
    # The same L1 penalty as before, so that some weights stay nonzero.
    call=lambda answers, data: _one_fit(
        answers, data, lam=data["lam"] * data["l1_ratio"], l1_ratio=1.0
    ),
    after="optimal",
)
def lasso_end(data, out):
    lam = data["lam"] * data["l1_ratio"]
    return _same_weights(
        lasso_path(data["X"], data["y"], [lam])[0][0],
        out["elastic_net_cd"][0],
        "With l1_ratio = 1 there is no L2 part, and the threshold is lam.",
        _size(data, lam=lam, l1_ratio=1.0),
    )


@ELASTIC_NET_CD.property(
    "l1_ratio = 0 gives the ridge of lesson 2",
    draw=small_to_large,
    call=lambda answers, data: _one_fit(answers, data, l1_ratio=0.0),
    after="optimal",
)
def ridge_end(data, out):
    return _same_weights(
        ridge_closed_form(data["X"], data["y"], data["lam"])[0],
        out["elastic_net_cd"][0],
        "With l1_ratio = 0 the threshold is 0, and the denominator is a_j + lam.",
        _size(data, l1_ratio=0.0),
    )


@ELASTIC_NET_CD.property(
    "two equal columns get equal weights",
    draw=lambda rng: [
        copied(rng, rng.integers(9, 15), 1),
        copied(rng, rng.integers(16, 23), int(rng.integers(2, 4))),
    ],
    call=_one_fit,
    after="correlated_columns",
)
def equal_columns(data, out):
    w = out["elastic_net_cd"][0]
    hint = "An even split has the smallest L2 penalty: (w/2)^2 + (w/2)^2 < w^2 + 0^2."
    if abs(w[0] - w[-1]) > 1e-4 * max(abs(w[0]), 1e-2):
        return failed(
            hint,
            f"{_size(data)}, first and last column equal: expected equal weights, got "
            f"{number(w[0])} and {number(w[-1])}",
        )
    return _meets_conditions(data, out["elastic_net_cd"], hint)


@ELASTIC_NET_CD.property(
    "above lambda_max / l1_ratio all weights are exactly 0, just below not",
    draw=lambda rng: [with_largest_lam(case) for case in small_to_large(rng)],
    call=lambda answers, data: {
        "above": _fit(answers, data, lam=data["largest"] / data["l1_ratio"] * (1 + 1e-10)),
        "below": _fit(answers, data, lam=0.99 * (data["largest"] / data["l1_ratio"])),
    },
    returns={"above": FIT, "below": FIT},
    after="optimal",
)
def empty_model(data, out):
    largest = lambda_max(data["X"], data["y"]) / data["l1_ratio"]
    w = out["above"][0]
    if np.any(w != 0):
        j = int(np.flatnonzero(w)[0])
        return failed(
            "Only the L1 part gives exact zeros: its threshold is lam*l1_ratio.",
            f"{_shape(data)}, lam just above lambda_max/l1_ratio: expected w[{j}] = 0, got "
            f"{number(w[j])}",
        )
    hint = "Just below lambda_max/l1_ratio one weight must be nonzero."
    if not np.any(out["below"][0] != 0):
        return failed(
            hint,
            f"{_shape(data)}, lam = .99 lambda_max/l1_ratio: expected a nonzero weight, got none",
        )
    above = _meets_conditions(
        data, out["above"], "If all weights are 0, b is mean(y).", lam=largest
    )
    below = _meets_conditions(data, out["below"], hint, lam=0.99 * largest)
    return below if above.passed else above


def _cold_and_warm(answers, data):
    # The start must meet a much smaller tolerance than the runs below.
    once = _fit(answers, data, options={"tol": 1e-10})
    start = _fit(answers, data, options={"tol": 1e-10, "w0": np.array(once[0], dtype=float)})
    w0 = np.array(start[0], dtype=float)
    return {
        "start": start,
        "warm": _fit(answers, data, options={"w0": w0}),
        # The answer may report a wrong number of sweeps, so check these weights as well.
        "short": _fit(answers, data, options={"w0": w0, "max_iter": 3}),
    }


@ELASTIC_NET_CD.property(
    "a start at the solution ends within three sweeps",
    draw=lambda rng: overlapping(rng, int(rng.integers(4, 6))),
    call=_cold_and_warm,
    returns={"start": FIT, "warm": FIT, "short": FIT},
    after="correlated_columns",
)
def warm_start(data, out):
    # The run starts at the student's own solution, so check that it is a solution.
    verdict = _meets_conditions(data, out["start"], "Your fit from zeros does not meet (4.2).")
    if not verdict.passed:
        return verdict
    verdict = _meets_conditions(
        data,
        out["warm"],
        "If w0 is the solution, the weights should not change: compute r from w0.",
    )
    if not verdict.passed:
        return verdict
    hint = "Start from w0 when it is given, and stop as soon as (4.2) holds."
    # One is enough, but a solver that measures the change of the weights needs one more.
    sweeps = out["warm"][2]
    if sweeps > 3:
        return failed(hint, f"{_size(data)}: expected n_iter <= 3 from the solution, got {sweeps}")
    return _meets_conditions(data, out["short"], hint)


# The share of the way from zeros to the solution that may remain after two sweeps. The columns are
# so correlated that the slowest order of them leaves 0.7.
PART_LEFT = 0.95


def _solution(data):
    W, b = elastic_net_path(data["X"], data["y"], [data["lam"]], data["l1_ratio"])
    return W[0], b[0]


def _objective(data, w, b):
    r, lam, l1_ratio = data["y"] - data["X"] @ w - b, data["lam"], data["l1_ratio"]
    return np.mean(r**2) / 2 + lam * (l1_ratio * np.abs(w).sum() + (1 - l1_ratio) * (w @ w) / 2)


@ELASTIC_NET_CD.property(
    "max_iter limits the sweeps",
    draw=lambda rng: overlapping(rng, int(rng.integers(4, 6))),
    call=lambda answers, data: {"two": _fit(answers, data, options={"tol": 0.0, "max_iter": 2})},
    returns={"two": COUNTED_FIT},
    after="correlated_columns",
)
def sweep_limit(data, out):
    w, b, sweeps = out["two"]
    case = f"{_size(data)}, max_iter = 2"
    if sweeps != 2:
        return failed(
            "Count whole sweeps over the columns, and stop after max_iter of them.",
            f"{case}, tol = 0: expected n_iter = 2, got {sweeps}",
        )
    if _violation(data, w, b) < 1e-9:
        return failed(
            "Two sweeps cannot solve this problem exactly: check that max_iter limits the sweeps.",
            f"{case}: the answer is already exact",
        )
    hint = "Return the weights after the last sweep, and the b for these weights."
    expected = (data["y"] - data["X"] @ w).mean()
    if first_difference(expected, b) is not None:
        return failed(
            hint, f"{case}: expected b = {number(expected)} for these weights, got {number(b)}"
        )
    # The result of two sweeps depends on the order of the columns, but it is part of the way.
    start, end = _objective(data, np.zeros(len(w)), data["y"].mean()), _objective(data, w, b)
    best = _objective(data, *_solution(data))
    if end - best <= PART_LEFT * (start - best):
        return PASSED
    return failed(
        hint,
        f"{case}: expected an objective nearer to its smallest value {number(best)} than "
        f"{number(start)}, where all weights are 0; got {number(end)}",
    )


@ELASTIC_NET_CD.property(
    "adding 100 to y changes the intercept and nothing else",
    draw=small_to_large,
    call=lambda answers, data: {
        "plain": _fit(answers, data),
        "shifted": _fit(answers, data, y=data["y"] + 100.0),
    },
    returns={"plain": FIT, "shifted": FIT},
    after="optimal",
)
def shifted_target(data, out):
    (w, b, _), (w_shifted, b_shifted, _) = out["plain"], out["shifted"]
    verdict = _meets_conditions(data, out["plain"], "Your fit to y itself does not meet (4.2).")
    if not verdict.passed:
        return verdict
    where = first_difference(w, w_shifted, rtol=1e-4, atol=1e-5)
    if where is not None:
        return failed(
            "The intercept must not be penalized: centre X and y first.",
            f"{_size(data)}, w[{where[0]}]: {number(w[where])} became {number(w_shifted[where])}",
        )
    if abs(b_shifted - b - 100.0) > 1e-3:
        return failed(
            "b = mean(y) - mean(X) w, with the means before centring.",
            f"{_size(data)}: expected b to grow by 100, got {number(b_shifted - b)}",
        )
    return PASSED


def _wide(rng):
    n, l1_ratio = int(rng.integers(5, 8)), hundredths(rng, 0.4, 0.6)
    tall = regression(rng, 16, 8, share=0.1, l1_ratio=l1_ratio, rho=0.9)
    X, y = tall["X"][:n], tall["y"][:n]
    return {**tall, "X": X, "y": y, "lam": 0.2 * largest_lam(X, y) / l1_ratio}


@ELASTIC_NET_CD.property(
    "more features than samples: it agrees with scikit-learn's ElasticNet",
    draw=_wide,
    call=_one_fit,
    after="correlated_columns",
)
def library(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import ElasticNet

    model = ElasticNet(
        alpha=data["lam"], l1_ratio=data["l1_ratio"], tol=1e-12, max_iter=100_000
    ).fit(data["X"], data["y"])
    return _same_weights(
        model.coef_,
        out["elastic_net_cd"][0],
        "scikit-learn's alpha is our lam, and its l1_ratio is ours.",
        _size(data),
    )
