"""Exercise 8.5: what each property demands."""

import numpy as np

from ...core import PASSED, failed, first_difference, number
from ..probes import SMOOTH_LABELS


def _compare(data, out, which, hint):
    """Compare the entries that `which` selects."""
    Y, eps = data["Y"], data["eps"]
    expected = (1 - eps) * Y + eps / Y.shape[1]
    got = np.where(which, out["smooth_labels"], expected)
    where = first_difference(expected, got, rtol=1e-5)
    if where is None:
        return PASSED
    case = f"a label of {number(Y[where])}, {Y.shape[1]} classes, eps = {number(eps)}"
    return failed(hint, f"{case}: expected {number(expected[where])}, got {number(got[where])}")


@SMOOTH_LABELS.judge("true_class")
def true_class(data, out):
    hint = "A share of eps is taken away and spread evenly over all K classes, the true one too."
    return _compare(data, out, data["Y"] == 1, hint)


@SMOOTH_LABELS.judge("other_classes")
def other_classes(data, out):
    return _compare(data, out, data["Y"] == 0, "Each of the K classes gets an equal part of eps.")


@SMOOTH_LABELS.judge("soft_labels")
def soft_labels(data, out):
    return _compare(data, out, True, "Use the formula for every entry: a label may be any share.")


@SMOOTH_LABELS.judge("eps_zero")
def eps_zero(data, out):
    return _compare(data, out, True, "With eps = 0 nothing is taken away and nothing added.")
