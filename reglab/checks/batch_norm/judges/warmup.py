"""Exercise 9.3: what each property demands."""

from reglab.nn import warmup_steps

from ...core import PASSED, failed, number
from ..probes import WARMUP_STEPS


def _compare(data, out, hint):
    momentum, tol = data["momentum"], data["tol"]
    expected, got = warmup_steps(momentum, tol), out["warmup_steps"]
    if expected == got:
        return PASSED
    left = f" ({number(momentum)}^{expected} = {momentum**expected:.3g})" if expected else ""
    case = f"momentum = {number(momentum)}, tol = {number(tol)}"
    return failed(hint, f"{case}: expected {expected}{left}, got {got}")


@WARMUP_STEPS.judge("first")
def first(data, out):
    return _compare(data, out, "Solve momentum^t = tol for t, or count; then look at both sides.")


@WARMUP_STEPS.judge("exact")
def exact(data, out):
    return _compare(data, out, "tol itself is allowed: momentum^t <= tol.")


@WARMUP_STEPS.judge("none_needed")
def none_needed(data, out):
    hint = "momentum^0 is 1, which is tol or less already: t = 0."
    if data["momentum"] == 0:
        hint = "Ask for tol first: 0^0 is 1, which is tol or less already, so t = 0."
    return _compare(data, out, hint)


@WARMUP_STEPS.judge("no_memory")
def no_memory(data, out):
    hint = "0^0 is 1 and 0^1 is 0. The logarithm of 0 does not exist: this case is apart."
    return _compare(data, out, hint)


@WARMUP_STEPS.judge("an_int")
def an_int(data, out):
    hint = "Steps are counted: return an int."
    if out["is_int"]:
        return _compare(data, out, hint)
    case = f"momentum = {number(data['momentum'])}, tol = {number(data['tol'])}"
    return failed(hint, f"{case}: expected an int, got the float {number(out['warmup_steps'])}")
