"""Exercises 3.2 and 3.3, when an answer is right: what is drawn and called."""

import numpy as np

from ...core import Exercise, Number
from ..designs import largest_lam, orthonormal, small_to_large, wide

LAMBDA_MAX = Exercise(
    "lasso.lambda_max",
    title="3.2 lambda_max",
    points=1,
    forbid=("reglab.linear.optimality:lambda_max", "sklearn.linear_model"),
)


@LAMBDA_MAX.property(
    "it is the smallest lam at which every weight is 0",
    draw=lambda rng: [*small_to_large(rng), wide(rng)],
    returns={"lambda_max": Number()},
)
def smallest(answers, data):
    return {"lambda_max": answers.lambda_max(data["X"], data["y"])}


@LAMBDA_MAX.property(
    "adding a constant to y or to a column of X does not change it",
    draw=small_to_large,
    returns={"plain": Number(), "shifted": Number()},
    after="smallest",
)
def shifted(answers, data):
    X, y = data["X"], data["y"]
    return {
        "plain": answers.lambda_max(X, y),
        "shifted": answers.lambda_max(X - 4.0, y + 100.0),
    }


@LAMBDA_MAX.property(
    "it follows the scale of y, whatever its sign",
    draw=small_to_large,
    returns={"plain": Number(), "scaled": Number()},
    after="smallest",
)
def scaled(answers, data):
    X, y = data["X"], data["y"]
    return {"plain": answers.lambda_max(X, y), "scaled": answers.lambda_max(X, -3.0 * y)}


KKT_VIOLATION = Exercise(
    "lasso.kkt_violation",
    title="3.3 kkt_violation",
    points=2,
    uses=("lasso.soft_threshold",),
    forbid=("reglab.linear.optimality:kkt_violation",),
)


def _with_weights(rng):
    """Weights of which in each case another one violates its condition most.

    On orthonormal columns the pull is g = c - w, so each violation can be set.
    """
    cases = []
    for wrong_weight, wrong_zero in ((0.0, 0.4), (0.05, -0.2), (0.05, -0.6), (0.3, 0.1)):
        data = orthonormal(rng, 12, 3)
        X, lam = data["X"], data["lam"]
        c = np.array([2.0, lam + wrong_zero, -1.6])
        y = 3.0 + X @ c
        w = np.array([c[0] - lam + wrong_weight, 0.0, c[2] + lam])
        # Shifted columns, another b: the same residual.
        cases.append({**data, "X": X + 2.0, "y": y, "w": w, "b": float(3.0 - 2.0 * np.sum(w))})
    for data in (*small_to_large(rng), wide(rng)):
        X, y = data["X"], data["y"]
        w = 0.5 * rng.normal(size=X.shape[1])
        w[1::2] = 0.0
        cases.append({**data, "w": w, "b": float(np.mean(y - X @ w))})
    return cases


def _call_kkt(answers, data, **changes):
    d = {**data, **changes}
    return answers.kkt_violation(d["X"], d["y"], d["w"], d["b"], d["lam"])


@KKT_VIOLATION.property(
    "at any weights it is the largest violation of a condition",
    draw=_with_weights,
    returns={"kkt_violation": Number()},
)
def any_weights(answers, data):
    return {"kkt_violation": _call_kkt(answers, data)}


@KKT_VIOLATION.property(
    "all weights 0: it falls to 0 as lam reaches lambda_max",
    draw=_with_weights,
    returns={"below": Number(), "above": Number()},
    after="any_weights",
)
def at_zero(answers, data):
    zero, mean = np.zeros_like(data["w"]), float(np.mean(data["y"]))
    largest = largest_lam(data["X"], data["y"])
    return {
        "below": _call_kkt(answers, data, w=zero, b=mean, lam=0.5 * largest),
        "above": _call_kkt(answers, data, w=zero, b=mean, lam=1.5 * largest),
    }


@KKT_VIOLATION.property(
    "an intercept that is off is a violation too",
    draw=_with_weights,
    returns={"too_large": Number(), "too_small": Number()},
    after="any_weights",
)
def intercept(answers, data):
    # Without weights and with a large lam, the intercept is the only thing that is wrong.
    zero, mean = np.zeros_like(data["w"]), float(np.mean(data["y"]))
    lam = 1e3 * largest_lam(data["X"], data["y"])
    return {
        "too_large": _call_kkt(answers, data, w=zero, b=mean + 0.25, lam=lam),
        "too_small": _call_kkt(answers, data, w=zero, b=mean - 0.25, lam=lam),
    }
