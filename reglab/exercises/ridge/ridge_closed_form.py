"""Exercise 2.1, the closed form."""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    Number,
    Tuple,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.exercises.columns import orthonormal_columns
from reglab.exercises.ridge.inputs import (
    in_another_unit,
    small_direction,
    small_to_large,
    whole_numbers,
    wide,
)
from reglab.exercises.ridge.optimality import (
    GRADIENT_TOLERANCE,
    case,
    has_large_weight,
    has_right_intercept,
    has_zero_gradient,
    relative_gradient,
)
from reglab.linear import ridge_closed_form

FIT = Tuple(w=Array(lambda data: data["X"].shape[1:]), b=Number())
# The same mistake comes with other digits where the system is nearly singular.
NEARLY_SINGULAR = Tuple(
    w=Array(lambda data: data["X"].shape[1:], rtol=1e-3, atol=1e-2), b=Number(compare=False)
)

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
    aspects={"weights": 5, "intercept": 1.5, "digits": 1},
)


def _gradient_is_0(hint):
    """A judge: the gradient at the weights is 0."""
    return lambda data, out: has_zero_gradient(data, out["ridge_closed_form"][0], hint)


RIDGE_CLOSED_FORM.property(
    "the gradient with respect to the weights is 0",
    name="gradient",
    draw=small_to_large,
    aspect="weights",
    judge=_gradient_is_0("Centre X and y, then solve (X'X/n + lam I) w = X'y/n, equation (2.3)."),
)


@RIDGE_CLOSED_FORM.property(
    "the residuals have mean 0, so b fits w", draw=small_to_large, aspect="intercept"
)
def intercept(data, out):
    hint = "b = mean(y) - mean(X) w, with the means before centring, equation (2.3)."
    return has_right_intercept(data, *out["ridge_closed_form"], hint)


def _to_shift(rng):
    return [{**data, "shift": int(rng.integers(320, 800)) / 4} for data in small_to_large(rng)]


@RIDGE_CLOSED_FORM.property(
    "adding a constant to y changes no weight",
    draw=_to_shift,
    call=lambda answers, data: {
        "shifted": answers.ridge_closed_form(data["X"], data["y"] + data["shift"], data["lam"]),
    },
    returns={"shifted": FIT},
    after="gradient",
    aspect="weights",
)
def shifted_target(data, out):
    (expected, _), w = ridge_closed_form(data["X"], data["y"], data["lam"]), out["shifted"][0]
    where = first_difference(expected, w)
    if where is None:
        return PASSED
    return failed(
        "The intercept must not be penalized: centre X and y first.",
        f"{case(data)}, y + {number(data['shift'])}, w[{where[0]}]: "
        f"{expected_got(expected[where], w[where])}",
    )


RIDGE_CLOSED_FORM.property(
    "more columns than samples: the gradient is 0 as well",
    name="wide_data",
    draw=wide,
    after="gradient",
    aspect="weights",
    judge=_gradient_is_0(
        "X'X/n + lam I is invertible for every lam > 0, so you do not need n > p."
    ),
)
RIDGE_CLOSED_FORM.property(
    "X, y and lam are whole numbers",
    name="whole_numbers",
    draw=whole_numbers,
    after="gradient",
    aspect="weights",
    judge=_gradient_is_0("Means and weights have fractions even if X and y have none: use floats."),
)


def _units(rng):
    """Tiny and large columns; lam from 1e-16 to 1e12."""
    problems = small_to_large(rng)[1:]
    tiny = in_another_unit(problems[0], 1e-6, 1e3)
    large = in_another_unit(problems[1], 3e4, 1e-5)
    weak, strong = {**tiny, "lam": 1e-3 * tiny["lam"]}, {**large, "lam": 1e3 * large["lam"]}
    return [tiny, large, weak, strong]


RIDGE_CLOSED_FORM.property(
    "X and y in other units, with a lam to match",
    name="units",
    draw=_units,
    after="gradient",
    aspect="weights",
    judge=_gradient_is_0("Use lam as it is, however small, and do not treat small numbers as 0."),
)


@RIDGE_CLOSED_FORM.property(
    "b fits w in other units",
    draw=_units,
    # An intercept of any weights, such as random ones, must not be worth much.
    after="gradient",
    aspect="intercept",
)
def intercept_in_units(data, out):
    hint = "b = mean(y) - mean(X) w, with the means before centring, equation (2.3)."
    return has_right_intercept(data, *out["ridge_closed_form"], hint)


@RIDGE_CLOSED_FORM.property(
    "a direction of tiny variance keeps its weight",
    draw=small_direction,
    returns={"ridge_closed_form": NEARLY_SINGULAR},
    after="gradient",
    aspect="weights",
)
def tiny_variance(data, out):
    hint = "Small is not 0: solve the whole system, and use lam as it is."
    return has_large_weight(data, out["ridge_closed_form"][0], hint)


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
    returns={"ridge_closed_form": NEARLY_SINGULAR},
    after="gradient",
    aspect="digits",
)
def nearly_equal_columns(data, out):
    size = relative_gradient(data, out["ridge_closed_form"][0], data["lam"])
    if size <= GRADIENT_TOLERANCE:
        return PASSED
    return failed(
        "The gradient is larger than rounding leaves it. Pass the system itself to "
        "np.linalg.solve, with lam as it is.",
        f"{case(data)}, pairs of columns differ by 1e-6: expected a gradient of at most "
        f"{GRADIENT_TOLERANCE:.0e} (relative), got {size:.1e}",
    )


@RIDGE_CLOSED_FORM.property(
    "it agrees with scikit-learn's Ridge",
    draw=small_to_large,
    after="gradient",
    aspect="weights",
)
def library(data, out):
    # Inside the function: only this property pays for the import.
    from sklearn.linear_model import Ridge

    w = out["ridge_closed_form"][0]
    expected = Ridge(alpha=len(data["y"]) * data["lam"]).fit(data["X"], data["y"]).coef_
    where = first_difference(expected, w)
    if where is None:
        return PASSED
    return failed(
        "scikit-learn's alpha is n * lam.",
        f"{case(data)}, w[{where[0]}]: {expected_got(expected[where], w[where])}",
    )
