"""Mistakes with masks in exercises 7.1 and 7.3: one of them, and functions that recognize others.

Masks are random, so no two answers are equal. Each of these functions checks whether the returned
numbers have the pattern of the mistake. A zero in an output is a dropped entry, because no input
of lesson 07 is 0.
"""

import numpy as np


def fixed_number(x, rate, rng):
    """A mask that drops the same number of entries each time."""
    mask = np.ones(x.size, dtype=bool)
    mask[rng.choice(x.size, size=round(rate * x.size), replace=False)] = False
    return mask.reshape(x.shape)


def only(out, value):
    """Whether out has some zeros and is `value` elsewhere."""
    kept = out != 0
    return bool(
        np.any(kept) and not np.all(kept) and np.allclose(out[kept], value[kept], rtol=1e-9)
    )


def drops_the_rate(out, rate):
    """Whether the share of zeros is nearer to rate than to 1 - rate."""
    share = np.mean(out == 0)
    return bool(abs(share - rate) < abs(share - (1 - rate)))


def shares_of(expected):
    """A signature: the share of zeros is about expected(rate)."""

    def recognize(data, out):
        share, outs = expected(data["rate"]), out["outs"]
        error = np.sqrt(share * (1 - share) / outs.size)
        return bool(abs(np.mean(outs == 0) - share) < 5 * error)

    return recognize


def same_along(axis):
    """A signature: all slices along an axis have the same mask; the calls differ."""

    def recognize(data, out):
        dropped = out["outs"] == 0
        return bool(
            np.any(dropped != dropped[:1]) and np.all(dropped == dropped.take([0], axis=axis))
        )

    return recognize


def fixed_count(data, out):
    """Whether every call has the same number of zeros, at other places."""
    counts = np.sum(out["outs"] == 0, axis=(1, 2, 3))
    return bool(np.all(counts == counts[0]) and np.any(out["outs"] != out["outs"][:1]))


def equal_calls(data, out):
    """Whether every call returns the same."""
    return bool(np.all(out["outs"] == out["outs"][:1]))
