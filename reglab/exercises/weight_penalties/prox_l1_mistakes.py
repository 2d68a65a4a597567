"""Exercise 6.4: the known mistakes. Every function here is wrong on purpose."""

import numpy as np

from reglab.exercises.weight_penalties.prox_l1 import PROX_L1

PROX_L1.mistake(
    "hard threshold",
    "You keep weights or kill them. The proximal step also moves every survivor towards 0 by t.",
    lambda W, t: np.where(np.abs(W) > t, W, 0.0),
)
PROX_L1.mistake(
    "no stop at zero",
    "W - t*sign(W) carries small weights past 0, as a gradient step does. Stop at 0.",
    lambda W, t: W - t * np.sign(W),
)
PROX_L1.mistake(
    "sign lost",
    "max(|w| - t, 0) is never negative: the sign of w is lost.",
    lambda W, t: np.maximum(np.abs(W) - t, 0.0),
)
PROX_L1.mistake(
    "only positive weights survive",
    "max(w - t, 0) sends every negative weight to 0. Shrink |w| and put the sign back.",
    lambda W, t: np.maximum(W - t, 0.0),
)
PROX_L1.mistake(
    "clipping",
    "Clipping to [-t, t] gives the part that is taken away. Return what is left.",
    lambda W, t: np.clip(W, -t, t),
)
PROX_L1.mistake(
    "L2 shrinkage",
    "w / (1 + t) is the proximal step of an L2 penalty: it never reaches 0.",
    lambda W, t: W / (1 + t),
)
PROX_L1.mistake(
    "decay",
    "w * (1 - t) is weight decay: every weight loses the same share, and none ends at 0.",
    lambda W, t: W * (1 - t),
)
PROX_L1.mistake(
    "away from zero",
    "Your survivors grow by t. The penalty shrinks them.",
    lambda W, t: np.where(np.abs(W) > t, W + t * np.sign(W), 0.0),
)
PROX_L1.mistake(
    "survivors lose their sign of t",
    "You subtract t from negative survivors, too, which moves them away from 0. Subtract "
    "t*sign(w).",
    lambda W, t: np.where(np.abs(W) > t, W - t, 0.0),
)
PROX_L1.mistake(
    "small weights left alone",
    "Weights up to t stay as they are in yours. They are the ones that become 0.",
    lambda W, t: np.where(np.abs(W) > t, W - t * np.sign(W), W),
)
PROX_L1.mistake(
    "half of t",
    "You move weights by t/2. The slope of t|w| is t: move them by t.",
    lambda W, t: np.sign(W) * np.maximum(np.abs(W) - t / 2, 0.0),
)
PROX_L1.mistake(
    "the whole matrix shrinks as one",
    "You compare the norm of the matrix with t and scale all weights alike. Each weight is "
    "compared on its own.",
    lambda W, t: W * max(1 - t / np.linalg.norm(W), 0.0) if np.any(W) else W.copy(),
)
PROX_L1.mistake(
    "np.max for np.maximum",
    "np.max(a, 0) is the largest entry of each column. You want np.maximum(a, 0), entrywise.",
    lambda W, t: np.sign(W) * np.max(np.abs(W) - t, 0),
)
PROX_L1.mistake(
    "if for a whole array",
    "if and max() take one number, and W has many. Use np.maximum or np.where.",
    lambda W, t: np.sign(W) * max(np.abs(W) - t, 0.0),
)
PROX_L1.mistake(
    "which weights are zero",
    "You return where a weight survives, not its new value.",
    lambda W, t: (np.abs(W) > t).astype(float),
)
PROX_L1.mistake(
    "the penalty instead of its step",
    "That is the penalty t|w| of each weight. Wanted is the new weight.",
    lambda W, t: t * np.abs(W),
)
PROX_L1.mistake(
    "zeros missed by a little",
    "You keep a tiny number where 0 belongs. Only an exact 0 takes a weight out of the network.",
    lambda W, t: np.sign(W) * np.maximum(np.abs(W) - t, 1e-12),
)
PROX_L1.mistake(
    "0/0 at a weight of 0",
    "You divide by |w|, which may be 0: 0/0 is nan. A weight of 0 stays 0.",
    lambda W, t: W * np.maximum(1 - t / np.abs(W), 0),
)
PROX_L1.mistake(
    "negative side compared with t",
    "Whatever lies below t grows by t in yours, small weights included. Negative weights move "
    "only if they lie below -t.",
    lambda W, t: np.where(t < W, W - t, W + t),
)
PROX_L1.mistake(
    "small weights set to 0 and then moved",
    "You set small weights to 0 and then shift all by t, those, too. What became 0 stays 0.",
    lambda W, t: np.where(np.abs(W) <= t, 0.0, W) - t * np.sign(W),
)
PROX_L1.mistake(
    "twice t",
    "You move weights by 2t. Half a square has the slope U - V, and t|u| has the slope t: "
    "they balance after a move by t.",
    lambda W, t: np.sign(W) * np.maximum(np.abs(W) - 2 * t, 0.0),
)


@PROX_L1.mistake(
    "rows shrink as one",
    "You compare the norm of a row with t. Each weight is compared on its own.",
)
def row_groups(W, t):
    norms = np.linalg.norm(W, axis=-1, keepdims=True)
    return W * np.maximum(1 - t / np.where(norms > 0, norms, np.inf), 0.0)


@PROX_L1.mistake(
    "compared with t after shrinking",
    "You shrink weights first and compare the result with t. Compare the weight that came in.",
)
def compared_late(W, t):
    shrunk = np.where(np.abs(W) > t, W - t * np.sign(W), W)
    return np.where(np.abs(shrunk) > t, shrunk, 0.0)


PROX_L1.mistake(
    "maximum on the negative side",
    "A negative weight rises by t, to 0 at most: on that side it is min(w + t, 0).",
    lambda W, t: np.where(W > 0, np.maximum(W - t, 0.0), np.maximum(W + t, 0.0)),
)
