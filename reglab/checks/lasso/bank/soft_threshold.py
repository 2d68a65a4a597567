"""Exercise 3.1: the known wrong answers."""

import numpy as np

from ..probes import SOFT_THRESHOLD


@SOFT_THRESHOLD.misconception(
    "hard threshold",
    hint="You keep or kill values. The soft threshold also moves every survivor towards 0 by t.",
)
def hard_threshold(z, t):
    return np.where(np.abs(z) > t, z, 0.0)


@SOFT_THRESHOLD.misconception(
    "lost sign",
    hint="max(|z| - t, 0) is never negative: the sign of z is lost. Multiply by np.sign(z).",
)
def lost_sign(z, t):
    return np.maximum(np.abs(z) - t, 0.0)


@SOFT_THRESHOLD.misconception(
    "only positive values survive",
    hint="max(z - t, 0) sends every negative z to 0. Shrink |z| and put the sign back.",
)
def one_sided(z, t):
    return np.maximum(z - t, 0.0)


@SOFT_THRESHOLD.misconception(
    "no stop at zero",
    hint="z - t*sign(z) carries small values past 0 to the other side. Stop at 0.",
)
def no_stop(z, t):
    return z - t * np.sign(z)


@SOFT_THRESHOLD.misconception(
    "clipping",
    hint="Clipping to [-t, t] gives the part that is taken away. Return what is left: z minus it.",
)
def clipped(z, t):
    return np.clip(z, -t, t)


@SOFT_THRESHOLD.misconception(
    "L2 shrinkage",
    hint="z / (1 + t) minimizes the L2 problem of (3.2): it never reaches 0.",
)
def l2_shrinkage(z, t):
    return z / (1 + t)


@SOFT_THRESHOLD.misconception(
    "np.max for np.maximum",
    hint="np.max(a, 0) is the largest entry along axis 0. You want np.maximum(a, 0), entrywise.",
)
def largest_entry(z, t):
    return np.sign(z) * np.max(np.abs(z) - t, 0)


@SOFT_THRESHOLD.misconception(
    "one number only",
    hint="z may be an array, and max() and if take a single number. Use np.maximum or np.where.",
)
def one_number(z, t):
    return np.sign(z) * max(abs(z) - t, 0.0)
