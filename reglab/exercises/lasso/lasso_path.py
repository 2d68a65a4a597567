"""Exercise 3.5, the path."""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    Tuple,
    failed,
    first_difference,
    number,
)
from reglab.exercises.columns import correlated_columns, largest_lam
from reglab.exercises.lasso.conditions import fits_weights, meets_conditions, size
from reglab.exercises.lasso.inputs import in_units, regression, whole_numbers
from reglab.linear import lasso_cd, lasso_path

PATH = Tuple(
    W=Array(lambda d: (len(d["lams"]), d["X"].shape[1]), rtol=1e-4, atol=1e-6),
    b=Array(lambda d: (len(d["lams"]),), rtol=1e-4, atol=1e-6),
)

LASSO_PATH = Exercise(
    "lasso.lasso_path",
    title="3.5 lasso_path",
    points=2,
    uses=("lasso.lasso_cd",),
    arguments=("X", "y", "lams"),
    returns=PATH,
    aspects={"weights": 3, "intercepts": 2, "order": 2, "data": 2, "digits": 1.5},
    forbid=(
        "reglab.linear.path",
        "reglab.linear.elastic_net",
        "reglab.linear.lasso:lasso_cd",
        "sklearn.linear_model",
    ),
    reference=lasso_path,
)


def _falling(rng, data, k):
    """A problem with k penalties from above lambda_max down, at no regular distances."""
    shares = np.array([rng.uniform(1.05, 1.3), *np.linspace(0.7, 0.05, k - 1)])
    shares[1:] *= rng.permutation(np.linspace(0.95, 1.05, k - 1))
    shares[-1] *= rng.uniform(0.5, 0.9)
    return {**data, "lams": shares * largest_lam(data["X"], data["y"])}


def _problems(rng):
    """A problem with two columns and one with several, correlated: one sweep is not enough."""
    n, p = rng.integers([9, 16], [12, 26]), (2, int(rng.integers(4, 6)))
    return [
        regression(rng, correlated_columns(rng, *sizes, 0.7), 0.1)
        for sizes in zip(n, p, strict=True)
    ]


def _paths(rng):
    cases = zip(_problems(rng), rng.integers([3, 6], [5, 9]), strict=True)
    return [_falling(rng, data, k) for data, k in cases]


# A row is right if it is this near: what rounding or a loose tolerance costs is asked once, by
# "digits".
NEAR = 0.02


def _rows_are_near(hint):
    """A judge: every row of W is near the solution for its lam. The intercepts have their own."""

    def judge(data, out):
        expected, _ = lasso_path(data["X"], data["y"], data["lams"])
        # In the unit of y: what a weight does to the fit.
        spread = data["X"].std(axis=0)
        unit = np.max(np.linalg.norm(expected * spread, axis=1))
        for i, (w, right) in enumerate(zip(out["lasso_path"][0], expected, strict=True)):
            verdict = fits_weights(w)
            if not verdict.passed:
                return verdict
            gap = np.abs(w - right) * spread
            if np.linalg.norm(gap) <= NEAR * unit:
                continue
            j = int(np.argmax(gap))
            return failed(
                hint,
                f"{size(data)}, lam = {number(data['lams'][i])}, row {i}: expected w[{j}] = "
                f"{number(right[j])}, got {number(w[j])}",
            )
        return PASSED

    return judge


ROW = "Row i must be the solution that lasso_cd finds at lams[i], as it is and converged."
LASSO_PATH.property(
    "every row solves the lasso at its lam",
    name="every_row",
    draw=_paths,
    aspect="weights",
    judge=_rows_are_near(ROW),
)


def _regular(rng):
    """Falling penalties at regular distances, in a logarithmic scale."""
    data = _problems(rng)[1]
    low, high = rng.uniform([0.05, 0.8], [0.1, 1.2])
    lams = np.geomspace(high, low, int(rng.integers(5, 9)))
    return {**data, "lams": lams * largest_lam(data["X"], data["y"])}


LASSO_PATH.property(
    "a grid from np.geomspace",
    name="regular",
    draw=_regular,
    aspect="weights",
    judge=_rows_are_near(ROW),
)


@LASSO_PATH.property(
    "every row has the best intercept for its weights",
    draw=lambda rng: _paths(rng)[0],
    aspect="intercepts",
)
def intercepts(data, out):
    W, b = out["lasso_path"]
    if not np.any(W):
        return failed(
            "At the smallest lam some weights are not 0.",
            f"{size(data)}, lam = {number(data['lams'][-1])}: expected nonzero weights, got none",
        )
    return _intercepts_fit(
        data, W, b, "b[i] belongs to row i of W: it is the b that lasso_cd returns with it."
    )


def _intercepts_fit(data, W, b, hint, rtol=1e-2):
    """Check that every intercept is the best one for its row of W."""
    means = W @ data["X"].mean(axis=0)
    expected = data["y"].mean() - means
    # A difference of large numbers has their rounding errors.
    unit = np.max(np.abs(data["y"])) + np.max(np.abs(means))
    where = first_difference(expected, b, rtol=0.0, atol=rtol * unit)
    if where is None:
        return PASSED
    return failed(
        hint,
        f"{size(data)}, {len(b)} lams, b[{where[0]}]: expected {number(expected[where])} for these "
        f"weights, got {number(b[where])}",
    )


@LASSO_PATH.property(
    "all digits are right",
    draw=_paths,
    after="every_row",
    aspect="digits",
)
def digits(data, out):
    W, b = out["lasso_path"]
    hint = "Your path is near, but not exact: let lasso_cd converge, and round nothing."
    # What is far off is the matter of the other properties.
    if not (_rows_are_near("")(data, out).passed and _intercepts_fit(data, W, b, "").passed):
        return PASSED
    for i, lam in enumerate(data["lams"]):
        verdict = meets_conditions({**data, "lam": lam}, W[i], hint, f", row {i}")
        if not verdict.passed:
            return verdict
    return _intercepts_fit(data, W, b, hint, 1e-6)


def _orders(rng):
    """The same penalties shifted in a cycle, rising, and in another order.

    With an order that is its own inverse, a missing inverse would not show.
    """
    short, long = _paths(rng)
    some = long["lams"][[2, 4, 0, 5, 1, 3]]
    return [
        {**short, "lams": np.roll(short["lams"], 1)},
        {**long, "lams": long["lams"][::-1].copy()},
        {**long, "lams": some},
    ]


LASSO_PATH.property(
    "the rows follow the order of lams as given",
    name="order",
    draw=_orders,
    aspect="order",
    judge=_rows_are_near("Whatever order you solve in, row i belongs to lams[i]."),
)


@LASSO_PATH.property(
    "b follows the order of lams as well",
    draw=_orders,
    # Intercepts of any weights, such as random ones, must not be worth much.
    after="every_row",
    aspect="intercepts",
)
def intercepts_in_order(data, out):
    return _intercepts_fit(
        data, *out["lasso_path"], "b[i] belongs to row i of W, whatever the order of lams is."
    )


def _with_equal_and_close(rng):
    data = _falling(rng, _problems(rng)[1], 4)
    a, b, c, d = data["lams"]
    near = b * (1 - rng.uniform(1, 2) * 1e-5)
    return [
        {**data, "lams": np.array([c, a, b, d, d])},
        {**data, "lams": np.array([near, c, b, a])},
        {**data, "lams": np.full(3, c)},
    ]


LASSO_PATH.property(
    "values of lam may be equal, or nearly equal",
    name="equal_values",
    draw=_with_equal_and_close,
    aspect="order",
    judge=_rows_are_near(
        "Every entry of lams has a row of its own, in its own place: do not look a row up by the "
        "value of lam."
    ),
)


def _single(rng):
    data = _problems(rng)[1]
    return {**data, "lams": rng.uniform(0.03, 0.1, size=1) * largest_lam(data["X"], data["y"])}


LASSO_PATH.property(
    "a path of a single lam is one fit",
    name="single",
    draw=_single,
    aspect="data",
    judge=_rows_are_near("One lam gives W of shape (1, p) and b of shape (1,)."),
)


def _ending_with_zero(data):
    return {**data, "lams": np.append(data["lams"], 0.0)}


LASSO_PATH.property(
    "lams may end with 0",
    name="down_to_zero",
    draw=lambda rng: _ending_with_zero(_paths(rng)[0]),
    aspect="data",
    judge=_rows_are_near("Row i must be the solution at lams[i], at lam = 0 as well."),
)


def _other_units(rng):
    cases = []
    for x, y in ((4, 0), (-3, -5)):
        data = _falling(rng, _problems(rng)[-1], 5)
        scaled = in_units(rng, data, x, y)
        cases.append({**scaled, "lams": data["lams"] * scaled["lam"] / data["lam"]})
    return cases


@LASSO_PATH.property(
    "X and y may have very small or large units",
    draw=_other_units,
    aspect="data",
)
def units(data, out):
    # In words of their own: a general hint would not say that nothing is small.
    return _rows_are_near(
        "Weights and lams change with the units of X and y: nothing may be rounded or cut off."
    )(data, out)


def _whole(rng):
    data = whole_numbers(rng)
    top = int(largest_lam(data["X"], data["y"]))
    return {**data, "lams": np.array([top // 2, top + 2, 1])}


@LASSO_PATH.property(
    "X, y and lams may hold whole numbers",
    draw=_whole,
    aspect="data",
)
def whole(data, out):
    hint = (
        "The solutions for whole numbers are fractions. An array made like an array of whole "
        "numbers (with zeros_like, copy, ...) cannot hold them: give it dtype=float."
    )
    verdict = _rows_are_near(hint)(data, out)
    if not verdict.passed:
        return verdict
    return _intercepts_fit(
        data,
        *out["lasso_path"],
        "b[i] belongs to row i of W, and is a fraction also for whole numbers.",
    )


# Known mistakes: every function below is wrong on purpose.


def _fits(X, y, lams):
    fits = [lasso_cd(X, y, lam) for lam in lams]
    return np.array([w for w, _, _ in fits]), np.array([b for _, b, _ in fits])


@LASSO_PATH.mistake(
    "rows in solving order",
    "Your rows go from the largest lam to the smallest, whatever the order of lams is. Put each "
    "solution into the row of its own lam.",
    kind="slip",
)
def solving_order(X, y, lams):
    return _fits(X, y, np.sort(lams)[::-1])


@LASSO_PATH.mistake(
    "rows in rising order",
    "Your rows go from the smallest lam to the largest, whatever the order of lams is. Put each "
    "solution into the row of its own lam.",
    kind="slip",
)
def rising_order(X, y, lams):
    return _fits(X, y, np.sort(lams))


@LASSO_PATH.mistake(
    "order applied twice",
    "rows[order] applies the order once more. To undo it, assign: W[order] = rows.",
    kind="slip",
)
def order_twice(X, y, lams):
    order = np.argsort(-lams, kind="stable")
    W, b = _fits(X, y, lams[order])
    return W[order], b[order]


@LASSO_PATH.mistake(
    "one array for all rows",
    "All rows are the last solution: you store the same array each time. Store a copy.",
    kind="slip",
)
def one_array(X, y, lams):
    W, b = _fits(X, y, lams)
    return np.tile(W[np.argmin(lams)], (len(lams), 1)), b


@LASSO_PATH.mistake(
    "one array and one intercept for all rows",
    "All rows and intercepts are those of the smallest lam: store the weights (a copy) and the b "
    "of each fit.",
    kind="half",
)
def one_fit(X, y, lams):
    w, b, _ = lasso_cd(X, y, np.min(lams))
    return np.tile(w, (len(lams), 1)), np.full(len(lams), b)


@LASSO_PATH.mistake(
    "intercept of the data instead of the fit",
    "b is not mean(y) unless the columns are centred: take the b that lasso_cd returns.",
    kind="slip",
)
def mean_intercept(X, y, lams):
    return _fits(X, y, lams)[0], np.full(len(lams), y.mean())


@LASSO_PATH.mistake(
    "intercept of the last fit for all",
    "You return the intercept of one fit. Each lam has its own: b has one entry for each row of W.",
    kind="slip",
)
def last_intercept(X, y, lams):
    W, b = _fits(X, y, lams)
    return W, np.full(len(lams), b[np.argmin(lams)])


@LASSO_PATH.mistake(
    "one number for b",
    "b is one number. Each lam has its own intercept: b has one entry for each row of W.",
    kind="slip",
)
def number_for_b(X, y, lams):
    W, b = _fits(X, y, lams)
    return W, float(b[np.argmin(lams)])


@LASSO_PATH.mistake(
    "one column for each lam",
    "W is the transpose of what is asked: row i, not column i, belongs to lams[i].",
    kind="slip",
)
def columns(X, y, lams):
    W, b = _fits(X, y, lams)
    return W.T, b


@LASSO_PATH.mistake(
    "warm start without convergence",
    "One sweep for each lam is not enough. A warm start saves sweeps, but the solver must "
    "still converge at each lam.",
    kind="half",
)
def one_sweep_each(X, y, lams):
    W, b, w = np.zeros((len(lams), X.shape[1])), np.zeros(len(lams)), None
    for i in np.argsort(-lams, kind="stable"):
        w, b[i], _ = lasso_cd(X, y, lams[i], w0=w, max_iter=1)
        W[i] = w
    return W, b


@LASSO_PATH.mistake(
    "a grid of its own",
    "You fit a geometric grid between the largest and the smallest lam. Fit the values of lams.",
    kind="half",
)
def own_grid(X, y, lams):
    low = np.min(lams)
    grid = np.geomspace(np.max(lams), low if low > 0 else 1e-3 * np.max(lams), len(lams))
    return _fits(X, y, grid)


LASSO_PATH.mistake(
    "an even grid of its own",
    "You fit an even grid between the largest and the smallest lam. Fit the values of lams.",
    lambda X, y, lams: _fits(X, y, np.linspace(np.max(lams), np.min(lams), len(lams))),
    kind="half",
)
LASSO_PATH.mistake(
    "factor two",
    "You use 2 lam. Give lams[i] to lasso_cd as it is.",
    lambda X, y, lams: _fits(X, y, 2 * np.asarray(lams)),
    kind="slip",
)
LASSO_PATH.mistake(
    "half of lam",
    "You use lam/2. Give lams[i] to lasso_cd as it is.",
    lambda X, y, lams: _fits(X, y, np.asarray(lams) / 2),
    kind="slip",
)
LASSO_PATH.mistake(
    "lam times n",
    "You multiply lam by n. Give lams[i] to lasso_cd as it is.",
    lambda X, y, lams: _fits(X, y, len(y) * np.asarray(lams)),
    kind="slip",
)
LASSO_PATH.mistake(
    "lam divided by n",
    "You divide lam by n. Give lams[i] to lasso_cd as it is.",
    lambda X, y, lams: _fits(X, y, np.asarray(lams) / len(y)),
    kind="slip",
)
LASSO_PATH.mistake(
    "standardized columns",
    "You divide the columns by their standard deviations. The weights belong to X as it is.",
    lambda X, y, lams: _fits((X - X.mean(axis=0)) / X.std(axis=0), y, lams),
    kind="half",
)
LASSO_PATH.mistake(
    "the first lam in every row",
    "All rows are the solution for lams[0]. Row i belongs to lams[i].",
    lambda X, y, lams: _fits(X, y, np.full(len(lams), lams[0])),
    kind="half",
)


@LASSO_PATH.mistake(
    "one row too late",
    "Your rows are shifted by one: the weights are stored before the fit at lams[i]. Fit first, "
    "then store.",
    kind="slip",
)
def one_row_late(X, y, lams):
    W, b = np.zeros((len(lams), X.shape[1])), np.full(len(lams), y.mean())
    order = np.argsort(-lams, kind="stable")
    for i, before in zip(order[1:], order[:-1], strict=True):
        W[i], b[i], _ = lasso_cd(X, y, lams[before])
    return W, b


@LASSO_PATH.mistake(
    "last row missing",
    "The row of the smallest lam is not filled: the loop ends one step too early.",
    kind="slip",
)
def last_row_missing(X, y, lams):
    W, b = _fits(X, y, lams)
    last = np.argsort(-lams, kind="stable")[-1]
    W[last], b[last] = 0.0, 0.0
    return W, b


@LASSO_PATH.mistake(
    "rounded",
    "You round the weights and intercepts. Return them as they are.",
    kind="slip",
)
def rounded(X, y, lams):
    W, b = _fits(X, y, lams)
    return np.round(W, 3), np.round(b, 3)


@LASSO_PATH.mistake(
    "a grid of its own, which does not exist for 0",
    "You fit a geometric grid between the largest and the smallest lam. Fit the values of lams.",
    kind="half",
)
def own_grid_without_0(X, y, lams):
    return _fits(X, y, np.geomspace(np.max(lams), np.min(lams), len(lams)))


@LASSO_PATH.mistake(
    "equal values of lam dropped",
    "You drop values of lam that occur twice (as np.unique, a set or a dict does). Every entry of "
    "lams has its own row.",
    kind="slip",
)
def unique_lams(X, y, lams):
    kept = list(dict.fromkeys(lams))
    return _fits(X, y, kept)


@LASSO_PATH.mistake(
    "only the first of equal values",
    "You find the row by the value of lam, so only the first of equal values gets its solution. "
    "Go through the indices, with np.argsort.",
    kind="slip",
)
def first_of_equal(X, y, lams):
    W, b = _fits(X, y, lams)
    for i, lam in enumerate(lams):
        if lam in lams[:i]:
            W[i], b[i] = 0.0, 0.0
    return W, b
