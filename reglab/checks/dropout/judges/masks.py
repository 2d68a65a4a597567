"""What any kind of dropout has to do with its masks: for exercises 7.1 and 7.3."""

import numpy as np

from ...core import PASSED, failed, first_difference, number


def zero_or(data, out, value, formula):
    """Each entry of out is 0 or `value`; some are dropped, some stay."""
    x, rate = data["x"], data["rate"]
    dropped = out == 0
    if not np.any(dropped):
        return failed(
            "In training some entries have to become 0.",
            f"{x.size} entries, rate = {number(rate)}: expected some zeros, got none",
        )
    verdict = only_zero_or(data, out, value, formula)
    if not verdict.passed:
        return verdict
    if np.all(dropped):
        return failed(
            "In training some entries have to stay.",
            f"{x.size} entries, rate = {number(rate)}: expected some to stay, got zeros only",
        )
    return PASSED


def only_zero_or(data, outs, value, formula):
    """Each entry of one output or several is 0 or `value`, however many of either there are."""
    values = np.broadcast_to(value, outs.shape)
    expected = np.where(outs == 0, 0.0, values)
    where = first_difference(expected, outs, rtol=1e-9)
    if where is None:
        return PASSED
    x = np.broadcast_to(data["x"], outs.shape)[where]
    return failed(
        f"What is dropped becomes 0, what stays becomes {formula}, and nothing else happens.",
        f"x = {number(x)}, rate = {number(data['rate'])}: expected 0 or {number(values[where])}, "
        f"got {number(outs[where])}",
    )


def mask_tells(out, mask, is_bool):
    """True where out is not 0, and of booleans."""
    hint = "The mask tells backward what stayed: True there, False where x was dropped."
    where = first_difference(out != 0, mask)
    if where is not None:
        stayed = "stays" if out[where] else "is dropped"
        return failed(
            hint,
            f"where x {stayed}: expected {bool(out[where])} in the mask, got {number(mask[where])}",
        )
    if not is_bool:
        return failed(
            "Return the comparison itself, as booleans: ~mask and x[mask] need them.",
            "expected a mask of booleans, got numbers",
        )
    return PASSED


def on_its_own(outs):
    """Several calls on (leading, batch, features): no entry of a mask follows from another."""
    dropped = outs == 0
    for axis, what in ((2, "rows of a batch"), (3, "units of a row"), (1, "batches of a stack")):
        if np.all(dropped == dropped.take([0], axis=axis)):
            return failed(
                "Every entry of x needs a draw of its own: draw in the shape of x.",
                f"x of shape {outs.shape[1:]}: expected different masks for the {what}, "
                "got the same one",
            )
    for axes, what in (((3,), "row"), ((2,), "column"), ((1, 2, 3), "call")):
        counts = dropped.sum(axis=axes)
        if np.all(counts == counts.flat[0]):
            return failed(
                "How many entries are dropped is left to chance: compare a draw for each entry "
                "with rate.",
                f"expected a changing number of zeros in each {what}, "
                f"got {int(counts.flat[0])} in every one",
            )
    return PASSED


def share_dropped(data, outs):
    """The share of zeros, over all calls and entries, against the rate."""
    rate, n = data["rate"], outs.size
    share = np.mean(outs == 0)
    if abs(share - rate) < 5 * np.sqrt(rate * (1 - rate) / n):
        return PASSED
    return failed(
        "Drop each entry with probability rate: a draw from [0, 1) lies below rate that often.",
        f"rate = {number(rate)}: expected about {rate:.0%} of {n} entries to be 0, got {share:.1%}",
    )


def identity(data, got, expected, when, hint, is_bool=True):
    """Out is `expected`, and the mask is all True, of booleans."""
    out, mask = got
    where = first_difference(expected, out, rtol=1e-9)
    if where is not None:
        case = f"{when}, x = {number(data['x'][where])}, rate = {number(data['rate'])}"
        return failed(hint, f"{case}: expected {number(expected[where])}, got {number(out[where])}")
    if np.all(mask == 1) and is_bool:
        return PASSED
    if np.all(mask == 1):
        return failed(
            "Return a mask of booleans here, too.",
            f"{when}: expected a mask of booleans, got numbers",
        )
    return failed(
        "Nothing is dropped here, so the mask is True everywhere.",
        f"{when}: expected a mask of True, got {int(np.sum(mask != 1))} other entries",
    )
