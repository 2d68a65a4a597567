"""Exercise 4.1, coordinate descent for the elastic net."""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    Integer,
    Number,
    Tuple,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.checks.model.schema import ListOf
from reglab.exercises.columns import correlated_columns, largest_lam, with_largest_lam
from reglab.exercises.elastic_net.inputs import (
    copied,
    hundredths,
    late,
    overlapping,
    regression,
    rescaled,
    slow,
    small_to_large,
)
from reglab.linear import elastic_net_cd, lambda_max
from reglab.linear.optimality import weight_violation

SWEEPS = 80  # enough: plain descent needs at most 60 on every case drawn here
TOL = 1e-8  # the default
WEIGHT_TOL = 1e-6  # of the weights alone; whether tol is met exactly is judged by one property
SLACK = 1 + 1e-3  # rounding errors must not decide
W = Array(lambda data: data["X"].shape[1:], rtol=1e-4)
B = Number(rtol=1e-4)
# The number of sweeps may differ between right solvers.
FIT = Tuple(w=W, b=B, n_iter=Integer(compare=False))
COUNTED_FIT = Tuple(w=W, b=B, n_iter=Integer())

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
    aspects={"weights": 5, "intercept": 0.8, "sweeps": 2},
)


def _fit(answers, data, *, options=(), **changes):
    d = {**data, **changes}
    options = {"max_iter": SWEEPS, **dict(options)}
    if "w0" in d:
        options["w0"] = d["w0"]
    return answers.elastic_net_cd(d["X"], d["y"], d["lam"], d["l1_ratio"], **options)


def _one_fit(answers, data, **changes):
    return {"elastic_net_cd": _fit(answers, data, **changes)}


def _shape(data):
    n, p = data["X"].shape
    return f"n = {n}, p = {p}"


def _size(data):
    return f"{_shape(data)}, lam = {number(data['lam'])}, l1_ratio = {number(data['l1_ratio'])}"


def _violation(data, w):
    """The largest violation of (4.2), relative to the lasso's lambda_max."""
    X, y, lam, l1_ratio = data["X"], data["y"], data["lam"], data["l1_ratio"]
    Xc = X - X.mean(axis=0)
    r = y - y.mean() - Xc @ w
    pull = Xc.T @ r / len(y) - lam * (1 - l1_ratio) * w
    return weight_violation(pull, w, lam * l1_ratio) / lambda_max(X, y)


def _meets_conditions(data, w, hint, tol=WEIGHT_TOL, case=""):
    violation = _violation(data, w)
    if violation <= tol * SLACK:
        return PASSED
    return failed(
        hint,
        f"{_size(data)}{case}: expected a violation of (4.2) of at most {number(tol)} * "
        f"lambda_max, got {number(violation)} * lambda_max",
    )


def _solves(hint, **changes):
    """A judge: the weights meet the optimality conditions."""
    return lambda data, out: _meets_conditions({**data, **changes}, out["elastic_net_cd"][0], hint)


ELASTIC_NET_CD.property(
    "the weights meet the optimality conditions (4.2)",
    name="optimal",
    draw=small_to_large,
    call=_one_fit,
    aspect="weights",
    judge=_solves(
        "The step is soft_threshold(z_j, lam*l1_ratio) / (a_j + lam*(1 - l1_ratio)). Repeat it "
        "until (4.2) holds."
    ),
)


def _solution(data):
    return elastic_net_cd(data["X"], data["y"], data["lam"], data["l1_ratio"], tol=1e-13)[0]


def _same_weights(data, expected, got, hint, case=""):
    where = first_difference(expected, got, rtol=1e-6, atol=1e-6 * np.max(np.abs(expected)))
    if where is None:
        return PASSED
    return failed(
        hint,
        f"{_size(data)}{case}, w[{where[0]}]: {expected_got(expected[where], got[where])}",
    )


@ELASTIC_NET_CD.property(
    "l1_ratio = 1 gives the lasso of lesson 3",
    draw=small_to_large,
    # The same L1 penalty as before, so that some weights stay nonzero.
    call=lambda answers, data: _one_fit(
        answers, data, lam=data["lam"] * data["l1_ratio"], l1_ratio=1.0
    ),
    aspect="weights",
)
def lasso_end(data, out):
    data = {**data, "lam": data["lam"] * data["l1_ratio"], "l1_ratio": 1.0}
    hint = "With l1_ratio = 1 the step is that of lesson 3: soft_threshold(z_j, lam) / a_j."
    return _same_weights(data, _solution(data), out["elastic_net_cd"][0], hint)


@ELASTIC_NET_CD.property(
    "l1_ratio = 0 gives the ridge of lesson 2",
    draw=small_to_large,
    call=lambda answers, data: _one_fit(answers, data, l1_ratio=0.0),
    aspect="weights",
)
def ridge_end(data, out):
    data = {**data, "l1_ratio": 0.0}
    hint = "With l1_ratio = 0 the step is z_j / (a_j + lam), repeated until (4.2) holds."
    return _same_weights(data, _solution(data), out["elastic_net_cd"][0], hint)


@ELASTIC_NET_CD.property(
    "lam = 0 gives least squares",
    draw=small_to_large,
    call=lambda answers, data: _one_fit(answers, data, lam=0.0),
    aspect="weights",
)
def least_squares(data, out):
    X, y = data["X"] - data["X"].mean(axis=0), data["y"] - data["y"].mean()
    expected = np.linalg.lstsq(X, y, rcond=None)[0]
    hint = "With lam = 0 the step is z_j / a_j, repeated until (4.2) holds."
    return _same_weights({**data, "lam": 0.0}, expected, out["elastic_net_cd"][0], hint)


ELASTIC_NET_CD.property(
    "correlated columns: it still converges",
    name="correlated_columns",
    draw=lambda rng: [overlapping(rng, p) for p in (4, 5)],
    call=_one_fit,
    aspect="weights",
    judge=_solves(
        "Each step needs the newest values of all the other weights, and the steps are repeated "
        "until (4.2) holds."
    ),
)


@ELASTIC_NET_CD.property(
    "two equal columns get equal weights",
    draw=lambda rng: [
        copied(rng, rng.integers(9, 15), 1),
        copied(rng, rng.integers(16, 23), int(rng.integers(2, 4))),
    ],
    call=_one_fit,
    after="correlated_columns",
    aspect="weights",
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
    hint = "Equal columns get equal weights, but these must also meet (4.2)."
    return _meets_conditions(data, w, hint)


def _wide(rng):
    n, l1_ratio = int(rng.integers(5, 8)), hundredths(rng, 0.4, 0.6)
    tall = regression(rng, 16, 8, share=0.1, l1_ratio=l1_ratio, rho=0.8)
    X, y = tall["X"][:n], tall["y"][:n]
    return {**tall, "X": X, "y": y, "lam": 0.2 * largest_lam(X, y) / l1_ratio}


ELASTIC_NET_CD.property(
    "more features than samples",
    name="wide",
    draw=_wide,
    call=_one_fit,
    after="correlated_columns",
    aspect="weights",
    judge=_solves(
        "Nothing changes if there are more features than samples: divide x_j'r and a_j by the "
        "number of rows, and repeat the steps until (4.2) holds."
    ),
)


@ELASTIC_NET_CD.property(
    "from lambda_max / l1_ratio on all weights are exactly 0, just below not",
    draw=lambda rng: [with_largest_lam(case) for case in small_to_large(rng)],
    call=lambda answers, data: {
        "above": _fit(answers, data, lam=data["largest"] / data["l1_ratio"] * (1 + 1e-10)),
        "below": _fit(answers, data, lam=0.99 * (data["largest"] / data["l1_ratio"])),
    },
    returns={"above": FIT, "below": FIT},
    aspect="weights",
)
def empty_model(data, out):
    w = out["above"][0]
    if np.any(w != 0):
        j = int(np.flatnonzero(w)[0])
        return failed(
            "soft_threshold(z_j, lam*l1_ratio) is exactly 0 for every column here.",
            f"{_shape(data)}, lam just above lambda_max / l1_ratio: expected w[{j}] = 0, got "
            f"{number(w[j])}",
        )
    if not np.any(out["below"][0] != 0):
        return failed(
            "Below lambda_max / l1_ratio, |z_j| is larger than the threshold lam*l1_ratio for at "
            "least one column.",
            f"{_shape(data)}, lam = .99 lambda_max / l1_ratio: expected a nonzero weight, got none",
        )
    return PASSED


@ELASTIC_NET_CD.property(
    "adding numbers to y and to the columns of X leaves the weights as they are",
    draw=small_to_large,
    call=lambda answers, data: {
        "y shifted": _fit(answers, data, y=data["y"] + 100.0),
        "X shifted": _fit(answers, data, X=data["X"] - 20.0),
    },
    returns={"y shifted": FIT, "X shifted": FIT},
    aspect="weights",
)
def shifts(data, out):
    expected = _solution(data)
    for name, case in (("y shifted", ", 100 added to y"), ("X shifted", ", X - 20")):
        hint = "Centre X and y first: then the intercept is not penalized, and shifts cancel."
        verdict = _same_weights(data, expected, out[name][0], hint, case)
        if not verdict.passed:
            return verdict
    return PASSED


def _other_units(rng):
    small, large = rng.uniform(1.0, 3.0, size=2)
    units = [(1e4, 1.0), (small * 1e-6, 1e-6), (1e3, 1e-6), (1e-4, large * 1e5)]
    return [rescaled(overlapping(rng, int(rng.integers(2, 5))), *unit) for unit in units]


ELASTIC_NET_CD.property(
    "X and y in other units, which makes numbers and weights very small or very large",
    name="units",
    draw=_other_units,
    call=_one_fit,
    after="correlated_columns",
    aspect="weights",
    judge=_solves(
        "The same code must work for every unit: compare a_j and the weights with exactly 0 only, "
        "and the violation with tol * lambda_max(X, y)."
    ),
)


def _constant_columns(rng):
    data = regression(rng, rng.integers(8, 13), 3, share=0.1, l1_ratio=hundredths(rng, 0.4, 0.6))
    X, j = data["X"].copy(), int(rng.integers(3))
    # Whole numbers, so that the centred column is exactly 0.
    X[:, j] = float(rng.integers(2, 6))
    data = {**data, "X": X, "column": j}
    lasso = {**data, "l1_ratio": 1.0, "lam": data["lam"] * data["l1_ratio"]}
    start = {"w0": rng.uniform(1.0, 2.0, size=3)}
    return [lasso, {**data, "lam": 0.0}, data, {**data, **start}, {**lasso, **start}]


@ELASTIC_NET_CD.property(
    "the weight of a constant column is 0",
    draw=_constant_columns,
    call=_one_fit,
    after="optimal",
    aspect="weights",
)
def constant_column(data, out):
    w, j = out["elastic_net_cd"][0], data["column"]
    start = ", w0 given" if "w0" in data else ""
    if abs(w[j]) > 1e-9:
        return failed(
            "Set the weight of a constant column to 0, whatever w0 is.",
            f"{_size(data)}{start}, column {j} is constant: expected w[{j}] = 0, got "
            f"{number(w[j])}",
        )
    hint = "The other weights must meet (4.2), as if the constant column were not there."
    return _meets_conditions(data, w, hint, case=f"{start}, column {j} is constant")


def _whole(rng):
    n = int(rng.integers(10, 15))
    X = np.rint(4 * correlated_columns(rng, n, 3, 0.4) + rng.uniform(2, 5, size=3)).astype(int)
    y = X @ (rng.choice([-1, 1], size=3) * [3, 2, 1]) + rng.integers(-6, 7, size=n)
    case = {"X": X, "y": y, "lam": 1.0, "l1_ratio": hundredths(rng, 0.3, 0.6)}
    return [case, {**case, "w0": rng.integers(1, 4, size=3)}]


@ELASTIC_NET_CD.property(
    "X, y and w0 of whole numbers",
    draw=_whole,
    call=_one_fit,
    after="optimal",
    aspect="weights",
)
def whole_numbers(data, out):
    w = out["elastic_net_cd"][0]
    hint = "The inputs hold whole numbers only, but the weights must meet (4.2) all the same."
    if np.all(w == np.round(w)):
        hint = (
            "Your weights are whole numbers. Make w an array of floats even if w0, X and y are "
            "not: np.array(w0, dtype=float)."
        )
    return _meets_conditions(data, w, hint, case=", whole w0" if "w0" in data else "")


@ELASTIC_NET_CD.property(
    "b = mean(y) - mean(X) @ w",
    draw=small_to_large,
    call=lambda answers, data: {
        "all sweeps": _fit(answers, data),
        "two sweeps": _fit(answers, data, options={"tol": 0.0, "max_iter": 2}),
    },
    returns={"all sweeps": FIT, "two sweeps": FIT},
    aspect="intercept",
)
def intercept(data, out):
    for sweeps, case in (("all sweeps", ""), ("two sweeps", ", max_iter = 2")):
        w, b, _ = out[sweeps]
        if not np.any(w):
            return failed(
                "An intercept for zero weights says nothing: first find the weights.",
                f"{_size(data)}{case}: expected nonzero weights, got zeros",
            )
        expected = data["y"].mean() - data["X"].mean(axis=0) @ w
        if first_difference(expected, b) is not None:
            return failed(
                "b belongs to the weights that you return: b = mean(y) - mean(X) @ w, with X and y "
                "as they are given.",
                f"{_size(data)}{case}: expected b = {number(expected)} for your weights, got "
                f"{number(b)}",
            )
    return PASSED


LIMITS = 12  # values of max_iter that are tried in turn


def _slow_problems(rng):
    # With any order of the columns, the first problem takes 12 or 13 sweeps, the next two 16 to 19,
    # and the last one, with the default tol, 36 to 38. In the middle ones some weights stay 0.
    tols = rng.integers(40, 60, size=3) / 4000
    x_scale, y_scale = rng.choice([1e-2, 1e2]), rng.choice([1e-3, 1e3])
    return [
        {**late(rng), "first": 7, "options": {"tol": float(tols[0])}},
        {
            **rescaled(slow(rng, 7, 0.9), 1.0, y_scale),
            "first": 11,
            "options": {"tol": float(tols[1])},
        },
        {
            **rescaled(slow(rng, 7, 0.9), x_scale, 1.0),
            "first": 11,
            "options": {"tol": float(tols[2])},
        },
        {**slow(rng, 2, 0.8), "first": 32, "options": {}},
    ]


@ELASTIC_NET_CD.property(
    "it stops after the first sweep that leaves no violation above tol * lambda_max",
    draw=_slow_problems,
    call=lambda answers, data: {
        "fits": [
            _fit(answers, data, options={**data["options"], "max_iter": data["first"] + i})
            for i in range(LIMITS)
        ]
    },
    returns={"fits": ListOf(COUNTED_FIT, LIMITS)},
    after="optimal",
    aspect="sweeps",
)
def stops(data, out):
    tol, first = data["options"].get("tol", TOL), data["first"]
    case = f"{_size(data)}, tol = {number(tol)}"
    due = 0  # the sweep that ends it; the order of the columns decides which one that is
    for i, (w, _, sweeps) in enumerate(out["fits"]):
        limit = first + i
        violation = _violation(data, w)
        if not due and violation <= tol * SLACK:
            due = limit
        if not due and sweeps != limit:
            return failed(
                "Count whole sweeps. Go on while a violation of (4.2) is above "
                "tol * linear.lambda_max(X, y).",
                f"{case}, max_iter = {limit}: your weights leave a violation of "
                f"{number(violation)} * lambda_max; expected n_iter = {limit}, got {sweeps}",
            )
        # From a first limit above 1 we do not see which sweep it was.
        early = first == due > 1 and sweeps <= due
        if due and sweeps != due and not early:
            return failed(
                "Stop after the first sweep that leaves no violation of (4.2) above "
                "tol * linear.lambda_max(X, y), and return the number of sweeps.",
                f"{case}: with max_iter = {due} your weights leave a violation of at most tol * "
                f"lambda_max; expected n_iter = {due} with max_iter = {limit}, got {sweeps}",
            )
        if due and violation > tol * SLACK:
            return failed(
                "With a larger max_iter the result must not become worse.",
                f"{case}: max_iter = {due} reaches tol, but max_iter = {limit} does not",
            )
    if due:
        return PASSED
    return failed(
        "Each sweep must use the newest weights: then a few sweeps are enough here.",
        f"{case}: still a violation of {number(violation)} * lambda_max after {limit} sweeps",
    )


def _starts(rng):
    data = slow(rng, 3, 0.8)
    return [
        {**data, "w0": _solution(data), "options": {"tol": 1e-6, "max_iter": 1}},
        {**data, "w0": rng.normal(scale=5.0, size=3), "options": {}},
    ]


@ELASTIC_NET_CD.property(
    "it starts from w0",
    draw=_starts,
    call=lambda answers, data: {"elastic_net_cd": _fit(answers, data, options=data["options"])},
    after="optimal",
    aspect="sweeps",
)
def warm_start(data, out):
    w = out["elastic_net_cd"][0]
    if not data["options"]:
        hint = "The residual r must belong to the weights that you start from: y - X @ w0, centred."
        return _meets_conditions(data, w, hint, case=", w0 given")
    hint = "Start from w0 and from its residual. One sweep from the solution is enough."
    case = ", w0 the solution, max_iter = 1"
    return _meets_conditions(data, w, hint, case=case)


# The share of the way from zeros to the solution that may remain after two sweeps. The slowest
# order of the columns leaves less than half.
PART_LEFT = 0.9


def _objective(data, w):
    lam, l1_ratio = data["lam"], data["l1_ratio"]
    r = data["y"] - data["y"].mean() - (data["X"] - data["X"].mean(axis=0)) @ w
    return np.mean(r**2) / 2 + lam * (l1_ratio * np.abs(w).sum() + (1 - l1_ratio) * (w @ w) / 2)


def _two_sweeps(data):
    """The weights after two sweeps from zeros over two columns, for each order of the columns."""
    X, y = data["X"] - data["X"].mean(axis=0), data["y"] - data["y"].mean()
    l1, l2 = data["lam"] * data["l1_ratio"], data["lam"] * (1 - data["l1_ratio"])
    for order in ((0, 1, 0, 1), (0, 1, 1, 0), (1, 0, 0, 1), (1, 0, 1, 0)):
        w = np.zeros(2)
        for j in order:
            a = X[:, j] @ X[:, j] / len(y)
            z = X[:, j] @ (y - X @ w) / len(y) + a * w[j]
            w[j] = (z - np.clip(z, -l1, l1)) / (a + l2)
        yield w


@ELASTIC_NET_CD.property(
    "max_iter limits the sweeps",
    draw=lambda rng: [slow(rng, 2, 0.9), overlapping(rng, int(rng.integers(4, 6)))],
    call=lambda answers, data: {
        "one": _fit(answers, data, options={"tol": 0.0, "max_iter": 1}),
        "two": _fit(answers, data, options={"tol": 0.0, "max_iter": 2}),
    },
    returns={"one": COUNTED_FIT, "two": COUNTED_FIT},
    after="optimal",
    aspect="sweeps",
)
def sweep_limit(data, out):
    for limit, name in ((1, "one"), (2, "two")):
        if out[name][2] != limit:
            return failed(
                "Count whole sweeps over the columns, and stop after max_iter of them.",
                f"{_size(data)}, max_iter = {limit}, tol = 0: expected n_iter = {limit}, got "
                f"{out[name][2]}",
            )
    (once, _, _), (w, _, _) = out["one"], out["two"]
    case = f"{_size(data)}, max_iter = 2"
    if not np.any(once):
        return failed(
            "Do max_iter sweeps, not one less.",
            f"{_size(data)}, max_iter = 1: expected the weights after one sweep, got zeros",
        )
    if len(w) == 2:
        if any(np.allclose(once, twice, rtol=1e-9, atol=0) for twice in _two_sweeps(data)):
            return failed(
                "Do max_iter sweeps, not one more.",
                f"{_size(data)}, max_iter = 1: expected the weights after one sweep, got those "
                "after two",
            )
        return PASSED
    if _violation(data, w) < TOL:
        return failed(
            "Two sweeps cannot solve this problem: check that max_iter limits the sweeps.",
            f"{case}: (4.2) already holds",
        )
    # The result of two sweeps depends on the order of the columns, but it is part of the way.
    start, end = _objective(data, np.zeros(len(w))), _objective(data, w)
    best = _objective(data, _solution(data))
    if end - best <= PART_LEFT * (start - best):
        return PASSED
    return failed(
        "Return the weights after the last sweep. Two sweeps lead most of the way from zeros to "
        "the solution.",
        f"{case}: expected an objective nearer to its smallest value {number(best)} than "
        f"{number(start)}, where all weights are 0; got {number(end)}",
    )
