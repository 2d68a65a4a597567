"""Exercises 3.2 and 3.3: what each property demands."""

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import KKT_VIOLATION, LAMBDA_MAX
from .shared import size


@LAMBDA_MAX.judge("smallest")
def smallest(data, out):
    got, expected = out["lambda_max"], reference.lambda_max(data["X"], data["y"])
    if first_difference(expected, got) is None:
        return PASSED
    side = "some weight is still nonzero there" if got < expected else "a smaller lam does it"
    return failed(
        "Put w = 0 and b = mean(y) into (3.4): what does each column ask of lam?",
        f"{size(data)}: expected {number(expected)}, got {number(got)} ({side})",
    )


@LAMBDA_MAX.judge("shifted")
def shifted(data, out):
    if first_difference(out["plain"], out["shifted"], rtol=1e-6) is None:
        return PASSED
    return failed(
        "The intercept takes up every constant: subtract the means first.",
        f"{size(data)}: {number(out['plain'])} became {number(out['shifted'])}",
    )


@LAMBDA_MAX.judge("scaled")
def scaled(data, out):
    if first_difference(3.0 * out["plain"], out["scaled"]) is None:
        return PASSED
    return failed(
        "Take the absolute value before the maximum.",
        f"{size(data)}, y times -3: expected {number(3 * out['plain'])}, "
        f"got {number(out['scaled'])}",
    )


def _compare_violation(data, expected, got, where, hint):
    if first_difference(expected, got, atol=1e-8) is None:
        return PASSED
    return failed(hint, f"{size(data)}{where}: expected {number(expected)}, got {number(got)}")


@KKT_VIOLATION.judge("any_weights")
def any_weights(data, out):
    expected = reference.kkt_violation(data["X"], data["y"], data["w"], data["b"], data["lam"])
    zeros = ", one weight 0" if 0 in data["w"] else ""
    hint = (
        "Compute g = X'r/n with r = y - Xw - b. A nonzero weight asks for g_j = lam*sign(w_j), "
        "a zero one for |g_j| <= lam. Return the largest violation."
    )
    return _compare_violation(data, expected, out["kkt_violation"], zeros, hint)


@KKT_VIOLATION.judge("at_zero")
def at_zero(data, out):
    expected = 0.5 * reference.lambda_max(data["X"], data["y"])
    hint = "A zero weight violates nothing while |g_j| <= lam, and |g_j| - lam beyond it."
    verdict = _compare_violation(data, expected, out["below"], ", w = 0, lam = lambda_max/2", hint)
    if not verdict.passed:
        return verdict
    return _compare_violation(data, 0.0, out["above"], ", w = 0, lam = 1.5 lambda_max", hint)


@KKT_VIOLATION.judge("intercept")
def intercept(data, out):
    hint = "The intercept is not penalized, so its condition is mean(r) = 0."
    for side in ("too_large", "too_small"):
        where = f", b {side.replace('_', ' ')} by 0.25"
        verdict = _compare_violation(data, 0.25, out[side], where, hint)
        if not verdict.passed:
            return verdict
    return PASSED
