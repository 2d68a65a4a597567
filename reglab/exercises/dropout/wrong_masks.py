"""Mistakes with masks that exercises 7.1 and 7.3 share: one of them, and how to recognize others.

Masks are random, so no two answers are equal. Each function that recognizes takes what came back
and says whether its numbers look as the mistake makes them look. Zeros of an output tell what was
dropped: no input of lesson 07 is 0.
"""

import numpy as np


def fixed_number(x, rate, rng):
    """A mask that drops the same number of entries each time."""
    mask = np.ones(x.size, dtype=bool)
    mask[rng.choice(x.size, size=round(rate * x.size), replace=False)] = False
    return mask.reshape(x.shape)


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


def shares_of(expected):
    """The share of zeros is about expected(rate)."""

    def recognize(data, out):
        share, outs = expected(data["rate"]), out["outs"]
        error = np.sqrt(share * (1 - share) / outs.size)
        return bool(abs(np.mean(outs == 0) - share) < 5 * error)

    return recognize


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
