"""Judges of masks for exercises 7.1 and 7.3.

In each of these functions `kept(data)` returns the values of kept entries and their formula.
"""

import numpy as np

from reglab.checks.model import PASSED, expected_got, failed, first_difference, number
from reglab.exercises.independence import dependence


def some_dropped(name):
    """A judge: in training some entries become 0, and some do not."""

    def judge(data, out):
        x, rate, dropped = data["x"], data["rate"], out[name][0] == 0
        case = f"{x.size} entries, rate = {number(rate)}"
        if not np.any(dropped):
            return failed(
                "In training some entries must become 0.", f"{case}: expected some zeros, got none"
            )
        if np.all(dropped):
            return failed(
                "In training some entries must stay.",
                f"{case}: expected some to stay, got zeros only",
            )
        return PASSED

    return judge


def zero_or_kept(name, kept):
    """A judge: each entry of out is 0 or its kept value."""
    return lambda data, out: only_zero_or_kept(kept, data, out[name][0])


def only_zero_or_kept(kept, data, outs):
    """Check that each entry of one or several outputs is 0 or its kept value, in any numbers."""
    value, formula = kept(data)
    values = np.broadcast_to(value, outs.shape)
    expected = np.where(outs == 0, 0.0, values)
    where = first_difference(expected, outs, rtol=1e-9, atol=0)
    if where is None:
        return PASSED
    x = np.broadcast_to(data["x"], outs.shape)[where]
    return failed(
        f"A dropped entry becomes 0, a kept entry becomes {formula}, and nothing else happens.",
        f"x = {number(x)}, rate = {number(data['rate'])}: expected 0 or {number(values[where])}, "
        f"got {number(outs[where])}",
    )


def mask_tells(name):
    """A judge: the mask is True where out is not 0, and boolean."""

    def judge(data, out):
        got, mask = out[name]
        where = first_difference(got != 0, mask)
        if where is not None:
            stayed = "is not 0" if got[where] else "is 0"
            return failed(
                "The backward function needs the mask: True where x stayed, False where it "
                "was dropped.",
                f"where out {stayed}: expected {bool(got[where])} in the mask, "
                f"got {number(mask[where])}",
            )
        if not out["is_bool"]:
            return failed(
                "Return booleans: ~mask and x[mask] need them.",
                "expected a mask of booleans, got numbers",
            )
        return PASSED

    return judge


def mask_at_zeros(name):
    """A judge: the mask is drawn where x is 0, too."""

    def judge(data, out):
        x, (_, mask) = data["x"], out[name]
        kept = mask[x == 0] != 0
        if np.any(kept) and not np.all(kept):
            return PASSED
        return failed(
            "An entry of x that is 0 is dropped or kept like any other. Return the mask that you "
            "drew: where x is 0, out does not show it.",
            f"{kept.size} entries of x are 0, rate = {number(data['rate'])}: expected True for "
            f"some of them and False for others, got {bool(kept[0])} for all",
        )

    return judge


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


def independent(data, out):
    """Check on many calls of shape (stack, batch, features) that all draws are independent."""
    rate, dropped = data["rate"], (out["outs"] == 0).astype(float)
    rows = dropped.reshape(-1, dropped.shape[-1])
    columns = np.swapaxes(dropped, -1, -2).reshape(-1, dropped.shape[-2])
    found = (
        dependence(rows, draws="the draws for units", call="row")
        or dependence(columns, draws="the draws for rows", call="column")
        or dependence(dropped.reshape(len(dropped), -1), draws="the draws for entries", call="call")
    )
    if not found:
        return PASSED
    return failed(
        "Draw for every entry on its own, and compare each draw with rate.",
        f"rate = {number(rate)}, {len(dropped)} calls with x of shape {dropped.shape[1:]}: "
        f"expected independent draws, but {found}",
    )


def share_dropped(data, out):
    """Compare the share of zeros, over all calls and entries, with the rate."""
    rate, n = data["rate"], out["outs"].size
    share = np.mean(out["outs"] == 0)
    if abs(share - rate) < 5 * np.sqrt(rate * (1 - rate) / n):
        return PASSED
    return failed(
        "Drop each entry with probability rate: a draw from [0, 1) is below rate that often.",
        f"rate = {number(rate)}: expected about {100 * rate:.3g} % of {n} entries to be 0, "
        f"got {100 * share:.3g} %",
    )


def nothing_dropped(name, expected, when, hint):
    """A judge: out is expected(data), the mask all True, and boolean if `is_bool` is sent."""

    def judge(data, out):
        (got, mask), is_bool = out[name], out.get("is_bool", True)
        wanted = expected(data)
        where = first_difference(wanted, got, rtol=1e-9)
        if where is not None:
            case = f"{when}, x = {number(data['x'][where])}, rate = {number(data['rate'])}"
            words = f"{expected_got(wanted[where], got[where])}"
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
