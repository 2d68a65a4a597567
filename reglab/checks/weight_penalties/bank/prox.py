"""Exercise 6.4: the known wrong answers."""

import numpy as np

from ..probes import PROX_L1


@PROX_L1.misconception(
    "hard threshold",
    hint="You keep weights or kill them. The proximal step also moves every survivor towards 0 by "
    "t.",
)
def hard(W, t):
    return np.where(np.abs(W) > t, W, 0.0)


@PROX_L1.misconception(
    "no stop at zero",
    hint="W - t*sign(W) carries small weights past 0, as a gradient step does. Stop at 0.",
)
def no_stop(W, t):
    return W - t * np.sign(W)


@PROX_L1.misconception(
    "sign lost",
    hint="max(|w| - t, 0) is never negative: the sign of w is lost.",
)
def lost_sign(W, t):
    return np.maximum(np.abs(W) - t, 0.0)


@PROX_L1.misconception(
    "only positive weights survive",
    hint="max(w - t, 0) sends every negative weight to 0. Shrink |w| and put the sign back.",
)
def one_sided(W, t):
    return np.maximum(W - t, 0.0)


@PROX_L1.misconception(
    "clipping",
    hint="Clipping to [-t, t] gives the part that is taken away. Return what is left.",
)
def clipped(W, t):
    return np.clip(W, -t, t)


@PROX_L1.misconception(
    "L2 shrinkage",
    hint="w / (1 + t) is the proximal step of an L2 penalty: it never reaches 0.",
)
def l2_shrinkage(W, t):
    return W / (1 + t)


@PROX_L1.misconception(
    "decay",
    hint="w * (1 - t) is weight decay: every weight loses the same share, and none ends at 0.",
)
def decay(W, t):
    return W * (1 - t)


@PROX_L1.misconception(
    "away from zero",
    hint="Your survivors grow by t. The penalty shrinks them.",
)
def outwards(W, t):
    return np.where(np.abs(W) > t, W + t * np.sign(W), 0.0)


@PROX_L1.misconception(
    "survivors lose their sign of t",
    hint="You subtract t from negative survivors, too, which moves them away from 0. Subtract "
    "t*sign(w).",
)
def minus_t(W, t):
    return np.where(np.abs(W) > t, W - t, 0.0)


@PROX_L1.misconception(
    "small weights left alone",
    hint="Weights up to t stay as they are in yours. They are the ones that become 0.",
)
def small_kept(W, t):
    return np.where(np.abs(W) > t, W - t * np.sign(W), W)


@PROX_L1.misconception(
    "half of t",
    hint="You move weights by t/2. The slope of t|w| is t: move them by t.",
)
def half(W, t):
    return np.sign(W) * np.maximum(np.abs(W) - t / 2, 0.0)


@PROX_L1.misconception(
    "the whole matrix shrinks as one",
    hint="You compare the norm of the matrix with t and scale all weights alike. Each weight is "
    "compared on its own.",
)
def group(W, t):
    return W * max(1 - t / np.linalg.norm(W), 0.0) if np.any(W) else W.copy()


@PROX_L1.misconception(
    "np.max for np.maximum",
    hint="np.max(a, 0) is the largest entry of each column. You want np.maximum(a, 0), entrywise.",
)
def largest_entry(W, t):
    return np.sign(W) * np.max(np.abs(W) - t, 0)


@PROX_L1.misconception(
    "if for a whole array",
    hint="if and max() take one number, and W has many. Use np.maximum or np.where.",
)
def one_number(W, t):
    return np.sign(W) * max(np.abs(W) - t, 0.0)


@PROX_L1.misconception(
    "which weights are zero",
    hint="You return where a weight survives, not its new value.",
)
def mask(W, t):
    return (np.abs(W) > t).astype(float)


@PROX_L1.misconception(
    "the penalty instead of its step",
    hint="That is the penalty t|w| of each weight. Wanted is the new weight.",
)
def penalty(W, t):
    return t * np.abs(W)


@PROX_L1.misconception(
    "zeros missed by a little",
    hint="You keep a tiny number where 0 belongs. Only an exact 0 takes a weight out of the "
    "network.",
)
def nearly_zero(W, t):
    return np.sign(W) * np.maximum(np.abs(W) - t, 1e-12)


@PROX_L1.misconception(
    "0/0 at a weight of 0",
    hint="You divide by |w|, which may be 0: 0/0 is nan. A weight of 0 stays 0.",
)
def quotient(W, t):
    return W * np.maximum(1 - t / np.abs(W), 0)


@PROX_L1.misconception(
    "negative side compared with t",
    hint="Whatever lies below t grows by t in yours, small weights included. Negative weights move "
    "only if they lie below -t.",
)
def below_t(W, t):
    return np.where(t < W, W - t, W + t)


@PROX_L1.misconception(
    "small weights set to 0 and then moved",
    hint="You set small weights to 0 and then shift all by t, those, too. What became 0 stays 0.",
)
def moved_off_zero(W, t):
    return np.where(np.abs(W) <= t, 0.0, W) - t * np.sign(W)


@PROX_L1.misconception(
    "twice t",
    hint="You move weights by 2t. Half a square has the slope U - V, and t|u| has the slope t: "
    "they balance after a move by t.",
)
def doubled(W, t):
    return np.sign(W) * np.maximum(np.abs(W) - 2 * t, 0.0)


@PROX_L1.misconception(
    "rows shrink as one",
    hint="You compare the norm of a row with t. Each weight is compared on its own.",
)
def row_groups(W, t):
    norms = np.linalg.norm(W, axis=-1, keepdims=True)
    return W * np.maximum(1 - t / np.where(norms > 0, norms, np.inf), 0.0)


@PROX_L1.misconception(
    "compared with t after shrinking",
    hint="You shrink weights first and compare the result with t. Compare the weight that came in.",
)
def compared_late(W, t):
    shrunk = np.where(np.abs(W) > t, W - t * np.sign(W), W)
    return np.where(np.abs(shrunk) > t, shrunk, 0.0)


@PROX_L1.misconception(
    "maximum on the negative side",
    hint="A negative weight rises by t, to 0 at most: on that side it is min(w + t, 0).",
)
def maximum_twice(W, t):
    return np.where(W > 0, np.maximum(W - t, 0.0), np.maximum(W + t, 0.0))
