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


def _plain(data, out):
    """The value before the change, which has to be right: it is what the other one is held to."""
    got, expected = out["plain"], reference.lambda_max(data["X"], data["y"])
    if first_difference(expected, got) is None:
        return PASSED
    return failed(
        "The value before the change is wrong.",
        f"{size(data)}: expected {number(expected)}, got {number(got)}",
    )


@LAMBDA_MAX.judge("shifted")
def shifted(data, out):
    verdict = _plain(data, out)
    if not verdict.passed or first_difference(out["plain"], out["shifted"], rtol=1e-6) is None:
        return verdict
    return failed(
        "The intercept takes up every constant: subtract the means first.",
        f"{size(data)}: {number(out['plain'])} became {number(out['shifted'])}",
    )


@LAMBDA_MAX.judge("scaled")
def scaled(data, out):
    verdict, expected = _plain(data, out), abs(data["factor"]) * out["plain"]
    if not verdict.passed or first_difference(expected, out["scaled"]) is None:
        return verdict
    return failed(
        "Take the absolute value before the maximum.",
        f"{size(data)}, y times {number(data['factor'])}: expected {number(expected)}, "
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
    expected = (1 - data["share"]) * reference.lambda_max(data["X"], data["y"])
    at = f", w = 0, lam = {number(data['share'])} lambda_max"
    hint = "A zero weight violates nothing while |g_j| <= lam, and |g_j| - lam beyond it."
    verdict = _compare_violation(data, expected, out["below"], at, hint)
    if not verdict.passed:
        return verdict
    return _compare_violation(data, 0.0, out["above"], ", w = 0, lam = 1.5 lambda_max", hint)


@KKT_VIOLATION.judge("intercept")
def intercept(data, out):
    hint = "The intercept is not penalized, so its condition is mean(r) = 0."
    for side in ("too_large", "too_small"):
        where = f", b {side.replace('_', ' ')} by {number(data['off'])}"
        verdict = _compare_violation(data, data["off"], out[side], where, hint)
        if not verdict.passed:
            return verdict
    return PASSED
