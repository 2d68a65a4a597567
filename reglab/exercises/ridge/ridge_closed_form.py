"""Exercise 2.1, the closed form."""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    Number,
    Tuple,
    failed,
    first_difference,
    number,
)
from reglab.exercises.columns import orthonormal_columns
from reglab.exercises.ridge.inputs import small_to_large, wide
from reglab.exercises.ridge.optimality import (
    GRADIENT_TOLERANCE,
    case,
    has_right_intercept,
    has_zero_gradient,
    relative_gradient,
)
from reglab.linear import ridge_closed_form

FIT = Tuple(w=Array(lambda data: data["X"].shape[1:]), b=Number())

RIDGE_CLOSED_FORM = Exercise(
    "ridge.ridge_closed_form",
    title="2.1 ridge_closed_form",
    points=4,
    arguments=("X", "y", "lam"),
    returns=FIT,
    forbid=(
        "reglab.linear.ridge:ridge_closed_form",
        "reglab.linear.ridge:ridge_svd_path",
        "reglab.linear.elastic_net",
        "reglab.linear.path",
        "reglab.linear.huber",
        "sklearn.linear_model",
    ),
    reference=ridge_closed_form,
)


@RIDGE_CLOSED_FORM.property("the gradient with respect to the weights is 0", draw=small_to_large)
def gradient(data, out):
    hint = "Centre X and y, then solve (X'X/n + lam I) w = X'y/n, equation (2.3)."
    return has_zero_gradient(data, out["ridge_closed_form"][0], hint)


@RIDGE_CLOSED_FORM.property(
    "the residuals have mean 0, so b is right too", draw=small_to_large, after="gradient"
)
def intercept(data, out):
    hint = "b = mean(y) - mean(X) w, with the means before centring, equation (2.3)."
    return has_right_intercept(data, out["ridge_closed_form"][1], hint)


def _to_shift(rng):
    return [{**data, "shift": int(rng.integers(320, 800)) / 4} for data in small_to_large(rng)]


@RIDGE_CLOSED_FORM.property(
    "adding a constant to y changes the intercept and nothing else",
    draw=_to_shift,
    call=lambda answers, data: {
        "plain": answers.ridge_closed_form(data["X"], data["y"], data["lam"]),
        "shifted": answers.ridge_closed_form(data["X"], data["y"] + data["shift"], data["lam"]),
    },
    returns={"plain": FIT, "shifted": FIT},
    after="gradient",
)
def shifted_target(data, out):
    expected, _ = ridge_closed_form(data["X"], data["y"], data["lam"])
    for name, change in (("plain", ""), ("shifted", f", y + {number(data['shift'])}")):
        w = out[name][0]
        where = first_difference(expected, w)
        if where is not None:
            return failed(
                "The intercept must not be penalized: centre X and y first.",
                f"{case(data)}{change}, w[{where[0]}]: expected {number(expected[where])}, "
                f"got {number(w[where])}",
            )
    # Only the growth of b is checked here; `intercept` checks b itself.
    growth = out["shifted"][1] - out["plain"][1]
    if abs(growth - data["shift"]) > 1e-6:
        return failed(
            "The whole shift goes into b: b = mean(y) - mean(X) w.",
            f"{case(data)}: expected b to grow by {number(data['shift'])}, got {number(growth)}",
        )
    return PASSED


@RIDGE_CLOSED_FORM.property(
    "more columns than samples: the gradient is 0 as well", draw=wide, after="gradient"
)
def wide_data(data, out):
    hint = "X'X + n lam I is invertible for every lam > 0, so you do not need n > p."
    return has_zero_gradient(data, out["ridge_closed_form"][0], hint)


def nearly_duplicate(rng):
    """Four columns and a copy of each with differences of 1e-6; lam is about 1e-11.

    ``X'X/n + lam I`` has a condition number near 1e11. The target has no noise, so the weights
    stay moderate and a solver leaves a gradient near rounding error; the gradient that an explicit
    inverse leaves grows with the condition number. With one pair the inverse may happen to be
    exact, so there are four; its errors may cancel between columns of equal scale, so the copies
    have another scale.
    """
    n, pairs = int(rng.integers(26, 35)), 4
    Q = orthonormal_columns(rng, n, 2 * pairs)
    columns = Q[:, :pairs] @ np.linalg.cholesky(0.6 * np.eye(pairs) + 0.4).T
    X = np.column_stack([1.3 * columns, 0.8 * (columns + 1e-6 * Q[:, pairs:])])
    X += rng.uniform(1.0, 3.0, size=2 * pairs)
    # The weights of a column and its copy never cancel; their order and sign are drawn.
    w = np.array([[2.0, -1.0, 0.5, 1.5], [1.0, 0.7, -2.0, -0.6]])[:, rng.permutation(pairs)]
    w = rng.choice([-1.0, 1.0]) * rng.uniform(0.8, 1.25) * w.ravel()
    return {"X": X, "y": rng.uniform(4.0, 9.0) + X @ w, "lam": float(rng.uniform(0.8, 1.2)) * 1e-11}


@RIDGE_CLOSED_FORM.property(
    "nearly equal columns and a tiny lam: the gradient is still 0",
    draw=nearly_duplicate,
    after="gradient",
)
def nearly_equal_columns(data, out):
    size = relative_gradient(data, out["ridge_closed_form"][0], data["lam"])
    if size <= GRADIENT_TOLERANCE:
        return PASSED
    return failed(
        "Your computation loses digits. Pass the system itself to np.linalg.solve.",
        f"{case(data)}, pairs of columns differ by 1e-6: expected a gradient of at most "
        f"{GRADIENT_TOLERANCE:.0e} (relative), got {size:.1e}",
    )


@RIDGE_CLOSED_FORM.property(
    "it agrees with scikit-learn's Ridge", draw=small_to_large, after="gradient"
)
def library(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import Ridge

    w, b = out["ridge_closed_form"]
    n = len(data["y"])
    model = Ridge(alpha=n * data["lam"]).fit(data["X"], data["y"])
    got, expected = np.append(w, b), np.append(model.coef_, model.intercept_)
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    weight = where[0] < len(w)
    name = f"w[{where[0]}]" if weight else "b"
    return failed(
        "scikit-learn's alpha is n * lam."
        if weight
        else "The weights agree, b does not: it is mean(y) - mean(X) @ w.",
        f"{case(data)}, {name}: expected {number(expected[where])}, got {number(got[where])}",
    )
