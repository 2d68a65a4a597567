"""Exercise 3.5, the path."""

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, Tuple
from reglab.exercises.columns import largest_lam
from reglab.exercises.lasso.conditions import meets_conditions
from reglab.exercises.lasso.inputs import small_to_large
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
    forbid=(
        "reglab.linear.path",
        "reglab.linear.elastic_net",
        "reglab.linear.lasso:lasso_cd",
        "sklearn.linear_model",
    ),
    reference=lasso_path,
)


def _paths(rng):
    cases = []
    for data, k in zip(small_to_large(rng)[1:], rng.integers([3, 6], [5, 10]), strict=True):
        top, bottom = rng.uniform(1.05, 1.3), rng.uniform(0.04, 0.1)
        data["lams"] = largest_lam(data["X"], data["y"]) * np.geomspace(top, bottom, k)
        cases.append(data)
    return cases


def _rows_solve(hint):
    """A judge: every row of W, with its b, solves the lasso at its lam."""

    def judge(data, out):
        W, b = out["lasso_path"]
        for i, lam in enumerate(data["lams"]):
            verdict = meets_conditions({**data, "lam": lam}, (W[i], b[i]), hint, f", row {i}")
            if not verdict.passed:
                return verdict
        return PASSED

    return judge


LASSO_PATH.property(
    "every row solves the lasso at its lam",
    name="every_row",
    draw=_paths,
    judge=_rows_solve("Row i must be the solution that lasso_cd finds at lams[i]."),
)

LASSO_PATH.property(
    "the rows follow the order of lams as given",
    name="order",
    # Shift the lams in a cycle: with an order that is its own inverse, a missing inverse would not
    # show.
    draw=lambda rng: [{**data, "lams": np.roll(data["lams"], 1)} for data in _paths(rng)],
    after="every_row",
    judge=_rows_solve("Whatever order you solve in, row i belongs to lams[i]."),
)


def _single(rng):
    data = small_to_large(rng)[rng.integers(1, 3)]
    return {**data, "lams": rng.uniform(0.1, 0.6, size=1) * largest_lam(data["X"], data["y"])}


LASSO_PATH.property(
    "a path of a single lam is one fit",
    name="single",
    draw=_single,
    after="every_row",
    judge=_rows_solve("One lam gives W of shape (1, p) and b of shape (1,)."),
)


# Known mistakes: every function below is wrong on purpose.


@LASSO_PATH.mistake(
    "rows in solving order",
    "You solve from the largest lam down, which is right, but leave the rows in that order. "
    "Put each solution into the row of its own lam.",
)
def solving_order(X, y, lams):
    fits = [lasso_cd(X, y, lam) for lam in np.sort(lams)[::-1]]
    return np.array([w for w, _, _ in fits]), np.array([b for _, b, _ in fits])


@LASSO_PATH.mistake(
    "order applied twice",
    "rows[order] applies the order once more. To undo it, assign: W[order] = rows.",
)
def order_twice(X, y, lams):
    order = np.argsort(lams)[::-1]
    W, b = solving_order(X, y, lams)
    return W[order], b[order]


@LASSO_PATH.mistake(
    "one array for all rows",
    "All rows are the last solution: you store the same array each time. Store a copy.",
)
def one_array(X, y, lams):
    w, b, _ = lasso_cd(X, y, np.min(lams))
    return np.tile(w, (len(lams), 1)), np.full(len(lams), b)


@LASSO_PATH.mistake(
    "intercept of the data instead of the fit",
    "b is not mean(y) unless the columns are centred: take the b that lasso_cd returns.",
)
def mean_intercept(X, y, lams):
    W = np.array([lasso_cd(X, y, lam)[0] for lam in lams])
    return W, np.full(len(lams), y.mean())


@LASSO_PATH.mistake(
    "warm start without convergence",
    "One sweep for each lam is not enough. A warm start saves sweeps, but the solver must "
    "still converge at each lam.",
)
def one_sweep_each(X, y, lams):
    W, b, w = np.zeros((len(lams), X.shape[1])), np.zeros(len(lams)), None
    for i in np.argsort(-lams):
        w, b[i], _ = lasso_cd(X, y, lams[i], w0=w, max_iter=1)
        W[i] = w
    return W, b
