"""Exercise 3.3, when an answer is right."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.checks.judging.stock import agrees
from reglab.checks.model import PASSED, Exercise, Number, failed, first_difference, number
from reglab.exercises.columns import with_largest_lam
from reglab.exercises.lasso.conditions import size
from reglab.exercises.lasso.inputs import orthonormal, small_to_large, wide
from reglab.linear import kkt_violation, lambda_max

KKT_VIOLATION = Exercise(
    "lasso.kkt_violation",
    title="3.3 kkt_violation",
    points=2,
    arguments=("X", "y", "w", "b", "lam"),
    returns=Number(),
    uses=("lasso.soft_threshold",),
    forbid=("reglab.linear.optimality:kkt_violation",),
    reference=kkt_violation,
)


def _with_weights(rng):
    """Cases in each of which another weight violates its condition most.

    On orthonormal columns the gradient is g = c - w, so each violation can be set.
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
        # Shifted columns and another b give the same residual.
        b = float(level - shift * np.sum(w))
        cases.append({**data, "X": X + shift, "y": level + X @ c, "w": w, "b": b})
    for data in (*small_to_large(rng), wide(rng)):
        X, y = data["X"], data["y"]
        w = 0.5 * rng.normal(size=X.shape[1])
        w[1::2] = 0.0
        cases.append({**data, "w": w, "b": float(np.mean(y - X @ w))})
    return cases


def _case(data):
    return f"{size(data)}{', one weight 0' if 0 in data['w'] else ''}"


KKT_VIOLATION.property(
    "at any weights it is the largest violation of a condition",
    name="any_weights",
    draw=_with_weights,
    judge=agrees(
        KKT_VIOLATION,
        "Compute g = X'r/n with r = y - Xw - b. A nonzero weight needs g_j = lam*sign(w_j), a "
        "zero weight |g_j| <= lam. Return the largest violation.",
        _case,
        atol=1e-8,
    ),
)


def _without_weights(answers, data, lam, off=0.0):
    """The answer for weights that are all 0 and an intercept that is wrong by `off`."""
    zero, mean = np.zeros_like(data["w"]), float(np.mean(data["y"]))
    return answers.kkt_violation(data["X"], data["y"], zero, mean + off, lam)


def _compare(data, expected, got, where, hint):
    if first_difference(expected, got, atol=1e-8) is None:
        return PASSED
    return failed(hint, f"{size(data)}{where}: expected {number(expected)}, got {number(got)}")


@KKT_VIOLATION.property(
    "all weights 0: it falls to 0 as lam reaches lambda_max",
    draw=lambda rng: [
        {**with_largest_lam(data), "share": float(rng.uniform(0.2, 0.8))}
        for data in _with_weights(rng)
    ],
    call=lambda answers, data: {
        "below": _without_weights(answers, data, data["share"] * data["largest"]),
        "above": _without_weights(answers, data, 1.5 * data["largest"]),
    },
    returns={"below": Number(), "above": Number()},
    after="any_weights",
)
def at_zero(data, out):
    expected = (1 - data["share"]) * lambda_max(data["X"], data["y"])
    at = f", w = 0, lam = {number(data['share'])} lambda_max"
    hint = "A zero weight has violation 0 while |g_j| <= lam, and |g_j| - lam otherwise."
    verdict = _compare(data, expected, out["below"], at, hint)
    if not verdict.passed:
        return verdict
    return _compare(data, 0.0, out["above"], ", w = 0, lam = 1.5 lambda_max", hint)


@KKT_VIOLATION.property(
    "an intercept that is off is a violation too",
    draw=lambda rng: [
        {**with_largest_lam(data), "off": int(rng.integers(1, 9)) / 4}
        for data in _with_weights(rng)
    ],
    # Without weights and with a large lam, the intercept is the only thing that is wrong.
    call=lambda answers, data: {
        "too_large": _without_weights(answers, data, 1e3 * data["largest"], off=data["off"]),
        "too_small": _without_weights(answers, data, 1e3 * data["largest"], off=-data["off"]),
    },
    returns={"too_large": Number(), "too_small": Number()},
    after="any_weights",
)
def intercept(data, out):
    hint = "The intercept is not penalized, so its condition is mean(r) = 0."
    for side in ("too_large", "too_small"):
        where = f", b {side.replace('_', ' ')} by {number(data['off'])}"
        verdict = _compare(data, data["off"], out[side], where, hint)
        if not verdict.passed:
            return verdict
    return PASSED


# Known mistakes: every function below is wrong on purpose, except `_violation`.


def _violation(X, y, w, b, lam):
    r = y - X @ w - b
    g = X.T @ r / len(y)
    at_zero = np.maximum(np.abs(g) - lam, 0)
    weights = np.where(w != 0, np.abs(g - lam * np.sign(w)), at_zero)
    return max(np.max(weights), abs(r.mean()))


KKT_VIOLATION.mistake(
    "zero weights not checked",
    "A zero weight has a condition too: |g_j| <= lam. Otherwise w = 0 would always be optimal.",
    edited(_violation, ("np.maximum(np.abs(g) - lam, 0)", "0.0")),
)
KKT_VIOLATION.mistake(
    "zero weights asked for a zero gradient",
    "np.sign(0) is 0, so you require g_j = 0 of a zero weight. Any |g_j| <= lam is allowed.",
    edited(_violation, ("np.maximum(np.abs(g) - lam, 0)", "np.abs(g)")),
)
KKT_VIOLATION.mistake(
    "summed gradient",
    "The loss is averaged, so its gradient is X'r/n: the 1/n is missing.",
    edited(_violation, ("X.T @ r / len(y)", "X.T @ r")),
)
KKT_VIOLATION.mistake(
    "sign of the gradient",
    "With g = X'r/n (residual, not minus residual) the condition is g_j = +lam*sign(w_j).",
    edited(_violation, ("X.T @ r / len(y)", "-X.T @ r / len(y)")),
)
KKT_VIOLATION.mistake(
    "intercept not checked",
    "You do not check b. Its condition is that the mean of the residual is 0.",
    edited(_violation, ("max(np.max(weights), abs(r.mean()))", "np.max(weights)")),
)
KKT_VIOLATION.mistake(
    "mean of the residual without its absolute value",
    "The mean of the residual may be above or below 0: take |mean(r)|.",
    edited(_violation, ("abs(r.mean())", "r.mean()")),
)
KKT_VIOLATION.mistake(
    "zero weights held to the edge of their interval",
    "||g_j| - lam| is wrong for a zero weight: any |g_j| <= lam is fine and contributes 0.",
    edited(_violation, ("np.maximum(np.abs(g) - lam, 0)", "np.abs(np.abs(g) - lam)")),
)
KKT_VIOLATION.mistake(
    "sum instead of maximum",
    "Return the largest violation, not the sum of them.",
    edited(_violation, ("max(np.max(weights), abs(r.mean()))", "np.sum(weights) + abs(r.mean())")),
)
KKT_VIOLATION.mistake(
    "mean instead of maximum",
    "One violated condition makes the fit wrong: take the maximum, not the mean.",
    edited(_violation, ("np.max(weights)", "np.mean(weights)")),
)
