"""Exercise 7.4: what each property demands."""

from reglab.nn import exact_mask_average

from ...core import PASSED, failed, first_difference, number
from ..designs import FUNCTIONS, mask_number
from ..probes import EXACT_MASK_AVERAGE


def _vector(x):
    return "[" + ", ".join(number(value) for value in x) + "]"


def _compare(data, out, hint):
    expected = exact_mask_average(FUNCTIONS[data["f"]], data["x"], data["rate"])
    got = out["exact_mask_average"]
    if first_difference(expected, got) is None:
        return PASSED
    x = _vector(data["x"]) if len(data["x"]) <= 6 else f"{len(data['x'])} units"
    case = f"f = {data['f']}, x = {x}, rate = {number(data['rate'])}"
    return failed(hint, f"{case}: expected {number(expected)}, got {number(got)}")


@EXACT_MASK_AVERAGE.judge("nonlinear")
def nonlinear(data, out):
    return _compare(
        data,
        out,
        "Go through all 2^d masks; add P(mask) * f(mask * x / (1 - rate)) for each.",
    )


@EXACT_MASK_AVERAGE.judge("probabilities")
def probabilities(data, out):
    expected = exact_mask_average(mask_number, data["x"], data["rate"])
    where = first_difference(expected, out["exact_mask_average"])
    if where is None:
        return PASSED
    mask = ", ".join(f"{where[0]:03b}")
    return failed(
        "P(mask) has a factor 1 - rate for each unit that stays, and rate for each one dropped.",
        f"the mask [{mask}], rate = {number(data['rate'])}: expected the probability "
        f"{number(expected[where])}, got {number(out['exact_mask_average'][where])}",
    )


@EXACT_MASK_AVERAGE.judge("linear")
def linear(data, out):
    return _compare(data, out, "For a linear f the masks cancel: check all masks and their P.")


@EXACT_MASK_AVERAGE.judge("rate_zero")
def rate_zero(data, out):
    return _compare(data, out, "With rate = 0 only the mask that keeps all units has P > 0.")


@EXACT_MASK_AVERAGE.judge("ten_units")
def ten_units(data, out):
    return _compare(data, out, "The number of units is len(x), and the masks are 2^len(x).")
