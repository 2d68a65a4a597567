"""Exercise 3.2, the penalty that empties the model."""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Exercise,
    Number,
    expected_got,
    failed,
    first_difference,
)
from reglab.exercises.lasso.conditions import size
from reglab.exercises.lasso.inputs import in_units, small_to_large, whole_numbers, wide
from reglab.linear import lambda_max

LAMBDA_MAX = Exercise(
    "lasso.lambda_max",
    title="3.2 lambda_max",
    points=1,
    arguments=("X", "y"),
    returns=Number(),
    aspects={"value": 5, "data": 3, "digits": 1.5},
    forbid=("reglab.linear.optimality:lambda_max", "sklearn.linear_model"),
    reference=lambda_max,
)


# A regime is right if the number is this near: what rounding costs is asked once, by "digits".
NEAR = 0.02


def _compare(data, got, hint, where="", rtol=NEAR):
    expected = lambda_max(data["X"], data["y"])
    # Relative to the value: it may be tiny.
    if first_difference(expected, got, rtol=rtol, atol=0.0) is None:
        return PASSED
    side = "some weight is still nonzero there" if got < expected else "a smaller lam is enough"
    return failed(hint, f"{size(data)}{where}: {expected_got(expected, got)} ({side})")


CONDITION = "Put w = 0 and b = mean(y) into (3.4): how large must lam be for each column?"


def _smallest(data, out):
    return _compare(data, out["lambda_max"], CONDITION)


def _several(rng):
    few, many = small_to_large(rng)[1:]
    # Two columns with the strongest pull: a norm of all pulls is never near their maximum.
    twice = {**few, "X": np.column_stack([few["X"], few["X"]])}
    return [few, many, twice]


def _with_mean_0(data):
    X, y = data["X"], data["y"]
    return {**data, "X": X - X.mean(axis=0), "y": y - y.mean()}


LAMBDA_MAX.property(
    "it is the smallest lam at which every weight is 0",
    name="smallest",
    draw=_several,
    aspect="value",
    judge=_smallest,
)
LAMBDA_MAX.property(
    "a single column",
    name="one_column",
    draw=lambda rng: [small_to_large(rng)[0], small_to_large(rng)[0]],
    aspect="data",
    judge=_smallest,
)
LAMBDA_MAX.property(
    "more columns than rows",
    name="wide_data",
    draw=wide,
    aspect="data",
    judge=_smallest,
)
LAMBDA_MAX.property(
    "X and y of mean 0",
    name="mean_0",
    draw=lambda rng: [_with_mean_0(data) for data in _several(rng)],
    aspect="data",
    judge=_smallest,
)


@LAMBDA_MAX.property(
    "adding a constant to y or to a column of X does not change it",
    draw=_several,
    call=lambda answers, data: {"shifted": answers.lambda_max(data["X"] - 4.0, data["y"] + 100.0)},
    returns={"shifted": Number()},
    aspect="value",
)
def shifted(data, out):
    hint = "The intercept absorbs every constant: subtract the means first. " + CONDITION
    return _compare(data, out["shifted"], hint, ", 4 taken from X, 100 added to y")


@LAMBDA_MAX.property(
    "it follows the scale of y, whatever its sign",
    draw=lambda rng: [
        {**data, "y": -float(rng.uniform(2.0, 5.0)) * data["y"]} for data in _several(rng)
    ],
    aspect="value",
)
def scaled(data, out):
    hint = (
        "Return the largest |x_j'y| / n of centred columns: one counts as much if it pulls its "
        "weight down as if it pulls it up."
    )
    return _compare(data, out["lambda_max"], hint, ", the sign of y changed")


@LAMBDA_MAX.property(
    "X and y may have very small or large units",
    draw=lambda rng: [in_units(rng, small_to_large(rng)[-1], *u) for u in ((-4, -3), (5, 3))],
    aspect="data",
)
def units(data, out):
    hint = (
        "The largest |x_j'y| / n has the units of X times those of y: nothing may be rounded or "
        "cut off."
    )
    return _compare(data, out["lambda_max"], hint)


@LAMBDA_MAX.property(
    "X and y may hold whole numbers",
    draw=lambda rng: [whole_numbers(rng), whole_numbers(rng)],
    aspect="data",
)
def whole(data, out):
    hint = (
        "The means of whole numbers are fractions, and so is the largest |x_j'y| / n. An array "
        "made like an array of whole numbers (with zeros_like, copy, ...) cannot hold them."
    )
    return _compare(data, out["lambda_max"], hint, ", whole numbers")


@LAMBDA_MAX.property(
    "all digits are right",
    draw=lambda rng: [
        *small_to_large(rng),
        wide(rng),
        *(in_units(rng, small_to_large(rng)[-1], *u) for u in ((-4, -3), (5, 3))),
    ],
    after="smallest",
    aspect="digits",
)
def digits(data, out):
    got = out["lambda_max"]
    # A number that is far off is the matter of the properties above.
    if not _compare(data, got, "").passed:
        return PASSED
    hint = "Your number is near, but not exact. Compute the largest |x_j'y| / n, and round nothing."
    return _compare(data, got, hint, rtol=1e-6)


# Known mistakes: every function below is wrong on purpose.


def _pulls(X, y):
    return (X - X.mean(axis=0)).T @ (y - y.mean())


LAMBDA_MAX.mistake(
    "not centred",
    "The intercept absorbs the means: subtract them from X and y before you compute x_j'y.",
    lambda X, y: np.max(np.abs(X.T @ y)) / len(y),
    kind="half",
)
LAMBDA_MAX.mistake(
    "summed loss",
    "Divide by n: our loss is averaged over the samples.",
    lambda X, y: len(y) * lambda_max(X, y),
    kind="slip",
)
LAMBDA_MAX.mistake(
    "divided by n - 1",
    "You divide by n - 1. Our loss is averaged over all n samples: divide by n.",
    lambda X, y: np.max(np.abs(_pulls(X, y))) / (len(y) - 1),
    kind="slip",
)
LAMBDA_MAX.mistake(
    "divided by the number of features",
    "You divide by the number of features. The loss is averaged over the samples: divide by n.",
    lambda X, y: np.max(np.abs(_pulls(X, y))) / X.shape[1],
    kind="slip",
)
LAMBDA_MAX.mistake(
    "factor two",
    "Your value is too large by a factor of 2: the 1/2 in front of the squares cancels the 2 of "
    "their derivative.",
    lambda X, y: 2 * lambda_max(X, y),
    kind="slip",
)
LAMBDA_MAX.mistake(
    "1/(2n)",
    "The derivative of the square cancels the 1/2 of 1/(2n): divide by n, not by 2n.",
    lambda X, y: lambda_max(X, y) / 2,
    kind="slip",
)
LAMBDA_MAX.mistake(
    "absolute value after the maximum",
    "Take the absolute value of each x_j'y first, then the maximum.",
    lambda X, y: abs(np.max(_pulls(X, y))) / len(y),
    kind="slip",
)
LAMBDA_MAX.mistake(
    "no absolute value",
    "A strongly negative x_j'y counts as much as a positive one: take |x_j'y|.",
    lambda X, y: np.max(_pulls(X, y)) / len(y),
    kind="slip",
)
LAMBDA_MAX.mistake(
    "mean instead of maximum",
    "At the mean of |x_j'y| / n, the column with the strongest pull still has a nonzero weight: "
    "take the maximum.",
    lambda X, y: np.mean(np.abs(_pulls(X, y))) / len(y),
    kind="half",
)
LAMBDA_MAX.mistake(
    "smallest instead of largest",
    "At the smallest |x_j'y| / n only one column meets its condition. All must: take the maximum.",
    lambda X, y: np.min(np.abs(_pulls(X, y))) / len(y),
    kind="half",
)
LAMBDA_MAX.mistake(
    "norm instead of maximum",
    "You take the Euclidean norm of all x_j'y. Each column has a condition of its own: take the "
    "largest |x_j'y|.",
    lambda X, y: np.linalg.norm(_pulls(X, y)) / len(y),
    kind="half",
)
LAMBDA_MAX.mistake(
    "divided by the column norm",
    "You divide by the norms of the columns, as for a correlation. (3.4) asks for x_j'y / n.",
    lambda X, y: np.max(np.abs(_pulls(X, y)) / np.linalg.norm(X - X.mean(axis=0), axis=0)),
    kind="half",
)
LAMBDA_MAX.mistake(
    "cut to whole numbers",
    "An array made like an array of whole numbers (with zeros_like, copy, ...) cannot hold "
    "fractions: your centred y is cut. Give it dtype=float.",
    lambda X, y: np.max(np.abs(X.T @ (y - y.mean()).astype(y.dtype))) / len(y),
    kind="slip",
)
LAMBDA_MAX.mistake(
    "sum instead of maximum",
    "You add up the |x_j'y| / n. Each column has a condition of its own: take the largest.",
    lambda X, y: np.sum(np.abs(_pulls(X, y))) / len(y),
    kind="half",
)
LAMBDA_MAX.mistake(
    "median instead of maximum",
    "At the median of |x_j'y| / n, the column with the strongest pull still has a nonzero weight: "
    "take the maximum.",
    lambda X, y: np.median(np.abs(_pulls(X, y))) / len(y),
    kind="half",
)
LAMBDA_MAX.mistake(
    "root of n",
    "You divide by sqrt(n). Our loss is averaged over the samples: divide by n.",
    lambda X, y: np.max(np.abs(_pulls(X, y))) / len(y) ** 0.5,
    kind="slip",
)
LAMBDA_MAX.mistake(
    "averaged twice",
    "You divide by n twice. (3.4) asks for x_j'y / n.",
    lambda X, y: lambda_max(X, y) / len(y),
    kind="slip",
)
LAMBDA_MAX.mistake(
    "divided by the number of rows and of features",
    "You average over the features as well. The loss is averaged over the samples: divide by n.",
    lambda X, y: lambda_max(X, y) / X.shape[1],
    kind="slip",
)
LAMBDA_MAX.mistake(
    "standardized columns",
    "You divide the columns by their standard deviations. The lasso of this lesson takes X as it "
    "is: only subtract the means.",
    lambda X, y: np.max(np.abs(_pulls(X, y)) / X.std(axis=0)) / len(y),
    kind="slip",
)
LAMBDA_MAX.mistake(
    "standardized columns (ddof=1)",
    "You divide the columns by their standard deviations. The lasso of this lesson takes X as it "
    "is: only subtract the means.",
    lambda X, y: np.max(np.abs(_pulls(X, y)) / X.std(axis=0, ddof=1)) / len(y),
    kind="slip",
)
LAMBDA_MAX.mistake(
    "largest correlation",
    "You return a correlation. (3.4) asks for x_j'y / n of centred columns: divide by n alone.",
    lambda X, y: np.max(np.abs(_pulls(X, y)) / X.std(axis=0)) / len(y) / y.std(),
    kind="half",
)
LAMBDA_MAX.mistake(
    "median of y subtracted",
    "You subtract the median of y. The best b for w = 0 is the mean of y.",
    lambda X, y: np.max(np.abs(X.T @ (y - np.median(y)))) / len(y),
    kind="slip",
)
LAMBDA_MAX.mistake(
    "a bit more",
    "You add 0.1 %. The smallest lam is exactly the largest |x_j'y| / n.",
    lambda X, y: 1.001 * lambda_max(X, y),
    kind="slip",
)
LAMBDA_MAX.mistake(
    "rounded",
    "You round the result. Return it as it is.",
    lambda X, y: round(float(lambda_max(X, y)), 3),
    kind="slip",
)
LAMBDA_MAX.mistake(
    "rounded to two digits",
    "You round the result. Return it as it is.",
    lambda X, y: round(float(lambda_max(X, y)), 2),
    kind="slip",
)
