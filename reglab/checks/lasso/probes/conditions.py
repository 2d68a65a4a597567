"""Exercises 3.2 and 3.3, when an answer is right: what is drawn and called."""

import numpy as np

from ...core import Exercise, Number
from ...core.columns import with_largest_lam
from ..designs import orthonormal, small_to_large, wide

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
    draw=lambda rng: [
        {**data, "factor": -float(rng.uniform(2.0, 5.0))} for data in small_to_large(rng)
    ],
    returns={"plain": Number(), "scaled": Number()},
    after="smallest",
)
def scaled(answers, data):
    X, y = data["X"], data["y"]
    scaled = answers.lambda_max(X, data["factor"] * y)
    return {"plain": answers.lambda_max(X, y), "scaled": scaled}


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
        data = orthonormal(rng, rng.integers(8, 16), 3)
        X, lam, size = data["X"], data["lam"], rng.uniform(0.85, 1.05)
        c = np.array(
            [lam + rng.uniform(0.8, 2), lam + size * wrong_zero, -lam - rng.uniform(0.8, 2)]
        )
        w = np.array([c[0] - lam + size * wrong_weight, 0.0, c[2] + lam])
        level, shift = rng.uniform(1.0, 4.0, size=2)
        # Shifted columns, another b: the same residual.
        b = float(level - shift * np.sum(w))
        cases.append({**data, "X": X + shift, "y": level + X @ c, "w": w, "b": b})
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
    draw=lambda rng: [
        {**with_largest_lam(data), "share": float(rng.uniform(0.2, 0.8))}
        for data in _with_weights(rng)
    ],
    returns={"below": Number(), "above": Number()},
    after="any_weights",
)
def at_zero(answers, data):
    zero, mean = np.zeros_like(data["w"]), float(np.mean(data["y"]))
    largest = data["largest"]
    return {
        "below": _call_kkt(answers, data, w=zero, b=mean, lam=data["share"] * largest),
        "above": _call_kkt(answers, data, w=zero, b=mean, lam=1.5 * largest),
    }


@KKT_VIOLATION.property(
    "an intercept that is off is a violation too",
    draw=lambda rng: [
        {**with_largest_lam(data), "off": int(rng.integers(1, 9)) / 4}
        for data in _with_weights(rng)
    ],
    returns={"too_large": Number(), "too_small": Number()},
    after="any_weights",
)
def intercept(answers, data):
    # Without weights and with a large lam, the intercept is the only thing that is wrong.
    zero, mean = np.zeros_like(data["w"]), float(np.mean(data["y"]))
    lam = 1e3 * data["largest"]
    return {
        "too_large": _call_kkt(answers, data, w=zero, b=mean + data["off"], lam=lam),
        "too_small": _call_kkt(answers, data, w=zero, b=mean - data["off"], lam=lam),
    }
