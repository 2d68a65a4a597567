"""Judges of masks for exercises 7.1 and 7.3.

In each of these functions `kept(data)` returns the values of kept entries and their formula.
"""

import numpy as np

from reglab.checks.model import PASSED, failed, first_difference, number


def zero_or_kept(name, kept):
    """A judge: each entry of out is 0 or its kept value; some are dropped, some stay."""

    def judge(data, out):
        x, rate, (got, _) = data["x"], data["rate"], out[name]
        dropped = got == 0
        if not np.any(dropped):
            return failed(
                "In training some entries must become 0.",
                f"{x.size} entries, rate = {number(rate)}: expected some zeros, got none",
            )
        verdict = only_zero_or_kept(kept, data, got)
        if verdict.passed and np.all(dropped):
            return failed(
                "In training some entries must stay.",
                f"{x.size} entries, rate = {number(rate)}: expected some to stay, got zeros only",
            )
        return verdict

    return judge


def only_zero_or_kept(kept, data, outs):
    """Check that each entry of one or several outputs is 0 or its kept value, in any numbers."""
    value, formula = kept(data)
    values = np.broadcast_to(value, outs.shape)
    expected = np.where(outs == 0, 0.0, values)
    where = first_difference(expected, outs, rtol=1e-9)
    if where is None:
        return PASSED
    x = np.broadcast_to(data["x"], outs.shape)[where]
    return failed(
        f"A dropped entry becomes 0, a kept entry becomes {formula}, and nothing else happens.",
        f"x = {number(x)}, rate = {number(data['rate'])}: expected 0 or {number(values[where])}, "
        f"got {number(outs[where])}",
    )


def mask_tells(name, kept):
    """A judge: the mask is boolean, and True where out is not 0."""
    right_values = zero_or_kept(name, kept)

    def judge(data, out):
        verdict = right_values(data, out)
        if not verdict.passed:
            return verdict
        got, mask = out[name]
        where = first_difference(got != 0, mask)
        if where is not None:
            stayed = "stays" if got[where] else "is dropped"
            return failed(
                "The backward function needs the mask: True where x stayed, False where it "
                "was dropped.",
                f"where x {stayed}: expected {bool(got[where])} in the mask, "
                f"got {number(mask[where])}",
            )
        if not out["is_bool"]:
            return failed(
                "Return the comparison itself, as booleans: ~mask and x[mask] need them.",
                "expected a mask of booleans, got numbers",
            )
        return PASSED

    return judge


def after_values(kept, judge):
    """A judge of many calls: zeros show dropped entries only if the other values are right."""

    def both(data, out):
        verdict = only_zero_or_kept(kept, data, out["outs"])
        return judge(data, out) if verdict.passed else verdict

    return both


def on_its_own(data, out):
    """Check on calls of shape (leading, batch, features) that no mask entry depends on another."""
    dropped = out["outs"] == 0
    for axis, what in ((2, "rows of a batch"), (3, "units of a row"), (1, "batches of a stack")):
        if np.all(dropped == dropped.take([0], axis=axis)):
            return failed(
                "Every entry of x needs its own draw: draw in the shape of x.",
                f"x of shape {dropped.shape[1:]}: expected different masks for the {what}, "
                "got the same one",
            )
    for axes, what in (((3,), "row"), ((2,), "column"), ((1, 2, 3), "call")):
        counts = dropped.sum(axis=axes)
        if np.all(counts == counts.flat[0]):
            return failed(
                "The number of dropped entries must be random: compare one draw for each "
                "entry with rate.",
                f"expected a changing number of zeros in each {what}, "
                f"got {int(counts.flat[0])} in every one",
            )
    return PASSED


def share_dropped(data, out):
    """Compare the share of zeros, over all calls and entries, with the rate."""
    rate, n = data["rate"], out["outs"].size
    share = np.mean(out["outs"] == 0)
    if abs(share - rate) < 5 * np.sqrt(rate * (1 - rate) / n):
        return PASSED
    return failed(
        "Drop each entry with probability rate: a draw from [0, 1) is below rate that often.",
        f"rate = {number(rate)}: expected about {rate:.0%} of {n} entries to be 0, got {share:.1%}",
    )


def nothing_dropped(name, expected, when, hint):
    """A judge: out is expected(data), the mask all True, and boolean if `is_bool` is sent."""

    def judge(data, out):
        (got, mask), is_bool = out[name], out.get("is_bool", True)
        wanted = expected(data)
        where = first_difference(wanted, got, rtol=1e-9)
        if where is not None:
            case = f"{when}, x = {number(data['x'][where])}, rate = {number(data['rate'])}"
            words = f"expected {number(wanted[where])}, got {number(got[where])}"
            return failed(hint, f"{case}: {words}")
        if not np.all(mask == 1):
            return failed(
                "Nothing is dropped here, so the mask is True everywhere.",
                f"{when}: expected a mask of True, got {int(np.sum(mask != 1))} other entries",
            )
        if not is_bool:
            return failed(
                "Return a mask of booleans here, too.",
                f"{when}: expected a mask of booleans, got numbers",
            )
        return PASSED

    return judge
