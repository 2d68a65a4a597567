"""Recognize mistakes with masks by their numbers: masks are random, so no two answers are equal.

Each function takes what came back and says whether it looks as the mistake makes it look. Zeros of
an output tell what was dropped: no input of lesson 07 is 0.
"""

import numpy as np


def only(out, value):
    """Zeros, and otherwise `value` alone; some of each."""
    kept = out != 0
    return bool(
        np.any(kept) and not np.all(kept) and np.allclose(out[kept], value[kept], rtol=1e-9)
    )


def drops_the_rate(out, rate):
    """The share of zeros is nearer to rate than to 1 - rate."""
    share = np.mean(out == 0)
    return bool(abs(share - rate) < abs(share - (1 - rate)))


def swapped_share(data, out):
    """About 1 - rate of the entries are 0."""
    rate, outs = data["rate"], out["outs"]
    error = np.sqrt(rate * (1 - rate) / outs.size)
    return bool(abs(np.mean(outs == 0) - (1 - rate)) < 5 * error)


def same_along(axis):
    """All slices of a stack of outputs along an axis have one mask; the calls differ."""

    def recognize(data, out):
        dropped = out["outs"] == 0
        return bool(
            np.any(dropped != dropped[:1]) and np.all(dropped == dropped.take([0], axis=axis))
        )

    return recognize


def fixed_count(data, out):
    """So many zeros in every call, at other places."""
    counts = np.sum(out["outs"] == 0, axis=(1, 2, 3))
    return bool(np.all(counts == counts[0]) and np.any(out["outs"] != out["outs"][:1]))


def equal_calls(data, out):
    """Every call gives the same."""
    return bool(np.all(out["outs"] == out["outs"][:1]))
