"""Exercise 8.7: what each property demands."""

from reglab.nn.calibration import ece

from ...core import PASSED, failed, first_difference, number
from ..probes import ECE


def _compare(data, out, hint):
    p, y, bins = data["p"], data["y"], data["bins"]
    expected, got = float(ece(p, y, bins)), out["ece"]
    if first_difference(expected, got) is None:
        return PASSED
    shown = f"{p.shape[0]} rows, {p.shape[1]} classes"
    if len(p) <= 4:
        # The first class is chosen in these rows.
        rows = zip(p[:, 0], y, strict=True)
        shown = ", ".join(f"{number(c)} {'right' if k == 0 else 'wrong'}" for c, k in rows)
        shown = f"confidences {shown}"
    case = f"{shown}, bins = {bins}"
    return failed(hint, f"{case}: expected {number(expected)}, got {number(got)}")


@ECE.judge("weighted_gaps")
def weighted_gaps(data, out):
    hint = "For each bin: its share of the rows, times |accuracy - mean confidence| in it. Add up."
    return _compare(data, out, hint)


@ECE.judge("one_bin")
def one_bin(data, out):
    return _compare(data, out, "With bins = 1 all rows are in one bin.")


@ECE.judge("certainty")
def certainty(data, out):
    return _compare(data, out, "The last bin contains 1: no row may fall out of all bins.")


@ECE.judge("edges")
def edges(data, out):
    return _compare(data, out, "A bin holds confidences above its lower and up to its upper edge.")


@ECE.judge("calibrated")
def calibrated(data, out):
    hint = "Where accuracy equals confidence in every bin, there is no gap."
    return _compare(data, out, hint)
