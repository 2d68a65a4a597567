"""Judges of masks for exercises 7.1 and 7.3.

In each of these functions `kept(data)` returns the values of kept entries and their formula.
"""

import numpy as np

from reglab.checks.model import PASSED, failed, first_difference, number


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
    """Check on many calls that no entry tells anything about another one.

    Each entry is compared with partners: neighbours along each axis, entries half an axis or half
    of x apart, mirrored ones, and the same entry of the next calls. For independent entries each
    correlation is nearly normal around 0, with an error of at most sqrt(2 / entries), because two
    entries may be partners of each other. The variance of the number of zeros in a row, a column
    and a call is compared with that of a binomial number. With 17 comparisons at 5 errors, two
    independent draws both fail with a probability below 1e-9.
    """
    rate, outs = data["rate"], out["outs"]
    centred = ((outs == 0) - rate) / np.sqrt(rate * (1 - rate))
    for pairs, what in _pairs(centred):
        correlation = np.mean(pairs)
        if abs(correlation) > 5 * np.sqrt(2 / pairs.size):
            return failed(
                "Draw for every entry on its own: one draw must not decide about two entries.",
                f"rate = {number(rate)}, {len(outs)} calls: expected no correlation between "
                f"{what}, got {correlation:.2f}",
            )
    for axes, what in (((3,), "row"), ((2,), "column"), ((1, 2, 3), "call")):
        sums = centred.sum(axis=axes)
        n, binomial = centred.size // sums.size, centred.size // sums.size * rate * (1 - rate)
        # The fourth moment of a binomial number gives the error of an estimated variance.
        error = np.sqrt((2 + (1 - 6 * rate * (1 - rate)) / binomial) / sums.size)
        variance = np.mean(sums**2) / n
        if abs(variance - 1) > 5 * error:
            return failed(
                "The number of dropped entries must vary as for independent draws: compare one "
                "draw for each entry with rate.",
                f"rate = {number(rate)}, {len(outs)} calls: expected a variance of about "
                f"{binomial:.3g} in the number of zeros of a {what}, got {variance * binomial:.3g}",
            )
    return PASSED


def _pairs(values):
    """Products of entries and their partners, and words for the pair. All sizes are even."""
    for axis, what in ((1, "batches of a stack"), (2, "rows of a batch"), (3, "units of a row")):
        yield values * np.roll(values, 1, axis), f"neighbouring {what}"
        yield values * np.roll(values, values.shape[axis] // 2, axis), f"{what} half of x apart"
        yield values * np.flip(values, axis), f"mirrored {what}"
    flat = values.reshape(len(values), -1)
    yield flat * np.roll(flat, 1, axis=1), "entries that follow each other"
    yield flat * np.roll(flat, flat.shape[1] // 2, axis=1), "the first half of x and the second"
    yield flat * flat[:, ::-1], "mirrored entries of x"
    for step in (1, 2):
        yield values[step:] * values[:-step], f"the same entry in call 1 and call {1 + step}"


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
