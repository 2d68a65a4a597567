"""Exercise 3.1: what each property demands."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import SOFT_THRESHOLD


def _simplest(z, t, expected, got):
    """The failing entry with the smallest |z|, in words."""
    z, expected, got = (np.ravel(v) for v in np.broadcast_arrays(z, expected, got))
    wrong = ~np.isclose(got, expected, rtol=1e-6, atol=1e-9)
    i = min(np.flatnonzero(wrong), key=lambda i: abs(z[i]))
    case = f"z = {number(z[i])}, t = {number(t)}"
    return f"{case}: expected {number(expected[i])}, got {number(got[i])}"


def _compare_thresholds(z, t, got, hint):
    expected = reference.soft_threshold(z, t)
    if first_difference(expected, got) is None:
        return PASSED
    return failed(hint, _simplest(z, t, expected, got))


@SOFT_THRESHOLD.judge("minimizes")
def minimizes(data, out):
    hint = (
        "Where |z| <= t the smallest value is reached at 0; elsewhere the result is z moved "
        "towards 0 by t."
    )
    return _compare_thresholds(data["z"], data["t"], out["soft_threshold"], hint)


@SOFT_THRESHOLD.judge("exact_zeros")
def exact_zeros(data, out):
    z, got = data["z"], out["soft_threshold"]
    wrong = np.flatnonzero((np.abs(z) <= data["t"]) & (got != 0))
    if not len(wrong):
        return _compare_thresholds(z, data["t"], got, "What is larger than t loses t of its size.")
    i = wrong[0]
    return failed(
        "A tiny number is not 0: a feature with it is still in the model.",
        f"z = {number(z[i])}, t = {number(data['t'])}: expected exactly 0, got {got[i]:.1e}",
    )


@SOFT_THRESHOLD.judge("odd")
def odd(data, out):
    hint = "Treat negative z like positive ones: work on |z|, then put the sign back."
    verdict = _compare_thresholds(data["z"], data["t"], out["plus"], hint)
    if not verdict.passed or first_difference(-out["plus"], out["minus"]) is None:
        return verdict
    return failed(hint, _simplest(-data["z"], data["t"], -out["plus"], out["minus"]))


@SOFT_THRESHOLD.judge("non_expansive")
def non_expansive(data, out):
    z, t, shift = data["z"], data["t"], data["shift"]
    hint = "The result jumps somewhere. It must be continuous in z."
    moved = np.abs(out["at_shifted"] - out["at_z"])
    if np.any(moved > shift + 1e-9):
        i = int(np.argmax(moved))
        return failed(
            hint,
            f"z from {number(z[i])} to {number(z[i] + shift)}: expected a move of at most "
            f"{number(shift)}, got {number(moved[i])}, more by {moved[i] - shift:.1e}",
        )
    # Values that stand still do not move apart either, so they have to be right.
    verdict = _compare_thresholds(z, t, out["at_z"], hint)
    return (
        verdict
        if not verdict.passed
        else _compare_thresholds(z + shift, t, out["at_shifted"], hint)
    )


@SOFT_THRESHOLD.judge("zero_threshold")
def zero_threshold(data, out):
    hint = "With t = 0 there is no penalty, so the minimum is at z itself."
    return _compare_thresholds(data["z"], 0.0, out["soft_threshold"], hint)
