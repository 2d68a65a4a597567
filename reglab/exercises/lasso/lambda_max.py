"""Exercise 3.2, the penalty that empties the model."""

import numpy as np

from reglab.checks.model import PASSED, Exercise, Number, failed, first_difference, number
from reglab.exercises.lasso.conditions import size
from reglab.exercises.lasso.inputs import small_to_large, wide
from reglab.linear import lambda_max

LAMBDA_MAX = Exercise(
    "lasso.lambda_max",
    title="3.2 lambda_max",
    points=1,
    arguments=("X", "y"),
    returns=Number(),
    forbid=("reglab.linear.optimality:lambda_max", "sklearn.linear_model"),
    reference=lambda_max,
)


@LAMBDA_MAX.property(
    "it is the smallest lam at which every weight is 0",
    draw=lambda rng: [*small_to_large(rng), wide(rng)],
)
def smallest(data, out):
    got, expected = out["lambda_max"], lambda_max(data["X"], data["y"])
    if first_difference(expected, got) is None:
        return PASSED
    side = "some weight is still nonzero there" if got < expected else "a smaller lam is enough"
    return failed(
        "Put w = 0 and b = mean(y) into (3.4): how large must lam be for each column?",
        f"{size(data)}: expected {number(expected)}, got {number(got)} ({side})",
    )


def _plain(data, out):
    """Check the value before the change, because the other value is compared with it."""
    got, expected = out["plain"], lambda_max(data["X"], data["y"])
    if first_difference(expected, got) is None:
        return PASSED
    return failed(
        "The value before the change is wrong.",
        f"{size(data)}: expected {number(expected)}, got {number(got)}",
    )


@LAMBDA_MAX.property(
    "adding a constant to y or to a column of X does not change it",
    draw=small_to_large,
    call=lambda answers, data: {
        "plain": answers.lambda_max(data["X"], data["y"]),
        "shifted": answers.lambda_max(data["X"] - 4.0, data["y"] + 100.0),
    },
    returns={"plain": Number(), "shifted": Number()},
    after="smallest",
)
def shifted(data, out):
    verdict = _plain(data, out)
    if not verdict.passed or first_difference(out["plain"], out["shifted"]) is None:
        return verdict
    return failed(
        "The intercept absorbs every constant: subtract the means first.",
        f"{size(data)}: {number(out['plain'])} became {number(out['shifted'])}",
    )


@LAMBDA_MAX.property(
    "it follows the scale of y, whatever its sign",
    draw=lambda rng: [
        {**data, "factor": -float(rng.uniform(2.0, 5.0))} for data in small_to_large(rng)
    ],
    call=lambda answers, data: {
        "plain": answers.lambda_max(data["X"], data["y"]),
        "scaled": answers.lambda_max(data["X"], data["factor"] * data["y"]),
    },
    returns={"plain": Number(), "scaled": Number()},
    after="smallest",
)
def scaled(data, out):
    verdict, expected = _plain(data, out), abs(data["factor"]) * out["plain"]
    if not verdict.passed or first_difference(expected, out["scaled"]) is None:
        return verdict
    return failed(
        "Take the absolute value before the maximum.",
        f"{size(data)}, y times {number(data['factor'])}: expected {number(expected)}, "
        f"got {number(out['scaled'])}",
    )


# Known mistakes: every function below is wrong on purpose.

LAMBDA_MAX.mistake(
    "not centred",
    "The intercept absorbs the means: subtract them from X and y before you compute x_j'y.",
    lambda X, y: np.max(np.abs(X.T @ y)) / len(y),
)
LAMBDA_MAX.mistake(
    "summed loss",
    "Divide by n: our loss is averaged over the samples.",
    lambda X, y: len(y) * lambda_max(X, y),
)
LAMBDA_MAX.mistake(
    "factor two",
    "Your value is too large by a factor of 2: the 1/2 in front of the squares cancels the 2 of "
    "their derivative.",
    lambda X, y: 2 * lambda_max(X, y),
)
LAMBDA_MAX.mistake(
    "1/(2n)",
    "The derivative of the square cancels the 1/2 of 1/(2n): divide by n, not by 2n.",
    lambda X, y: lambda_max(X, y) / 2,
)
LAMBDA_MAX.mistake(
    "absolute value after the maximum",
    "Take the absolute value of each x_j'y first, then the maximum.",
    lambda X, y: abs(np.max((X - X.mean(axis=0)).T @ (y - y.mean()))) / len(y),
)
LAMBDA_MAX.mistake(
    "no absolute value",
    "A strongly negative x_j'y counts as much as a positive one: take |x_j'y|.",
    lambda X, y: np.max((X - X.mean(axis=0)).T @ (y - y.mean())) / len(y),
)
