"""Exercise 6.4: the known mistakes. Every function here is wrong on purpose."""

import numpy as np

from reglab.exercises.weight_penalties.prox_l1 import PROX_L1

PROX_L1.mistake(
    "hard threshold",
    "You keep weights or set them to 0. The proximal step also moves the kept weights towards "
    "0 by t.",
    lambda W, t: np.where(np.abs(W) > t, W, 0.0),
    kind="half",
)
PROX_L1.mistake(
    "no stop at zero",
    "W - t*sign(W) moves small weights past 0, as a gradient step does. Stop at 0.",
    lambda W, t: W - t * np.sign(W),
    kind="half",
)
PROX_L1.mistake(
    "sign lost",
    "max(|w| - t, 0) is never negative, so the sign of w is lost. Multiply by np.sign(w).",
    lambda W, t: np.maximum(np.abs(W) - t, 0.0),
    kind="slip",
)
PROX_L1.mistake(
    "only positive weights survive",
    "max(w - t, 0) sends every negative weight to 0. Shrink |w|, then restore the sign.",
    lambda W, t: np.maximum(W - t, 0.0),
    kind="half",
)
PROX_L1.mistake(
    "clipping",
    "Clipping to [-t, t] gives the part to remove. Return W minus that part.",
    lambda W, t: np.clip(W, -t, t),
    kind="half",
)
PROX_L1.mistake(
    "L2 shrinkage",
    "w / (1 + t) is the proximal step of an L2 penalty: it never reaches 0.",
    lambda W, t: W / (1 + t),
    kind="wrong",
)
PROX_L1.mistake(
    "decay",
    "w * (1 - t) is weight decay: every weight shrinks by the same share, and none becomes 0.",
    lambda W, t: W * (1 - t),
    kind="wrong",
)
PROX_L1.mistake(
    "away from zero",
    "You move the kept weights away from 0 by t. Move them towards 0.",
    lambda W, t: np.where(np.abs(W) > t, W + t * np.sign(W), 0.0),
    kind="slip",
)
PROX_L1.mistake(
    "survivors lose their sign of t",
    "You subtract t from negative weights, too, which moves them away from 0. Subtract t*sign(w).",
    lambda W, t: np.where(np.abs(W) > t, W - t, 0.0),
    kind="slip",
)
PROX_L1.mistake(
    "small weights left alone",
    "You leave weights with |w| <= t unchanged. Set them to 0.",
    lambda W, t: np.where(np.abs(W) > t, W - t * np.sign(W), W),
    kind="slip",
)
PROX_L1.mistake(
    "half of t",
    "You move weights by t/2. The slope of t|w| is t: move them by t.",
    lambda W, t: np.sign(W) * np.maximum(np.abs(W) - t / 2, 0.0),
    kind="slip",
)
PROX_L1.mistake(
    "the whole matrix shrinks as one",
    "You compare the norm of the matrix with t and scale all weights by one factor. Compare "
    "each weight on its own.",
    lambda W, t: W * max(1 - t / np.linalg.norm(W), 0.0) if np.any(W) else W.copy(),
    kind="half",
)
PROX_L1.mistake(
    "np.max for np.maximum",
    "np.max(a, 0) is the largest entry of each column. You want np.maximum(a, 0), entrywise.",
    lambda W, t: np.sign(W) * np.max(np.abs(W) - t, 0),
    kind="slip",
)
PROX_L1.mistake(
    "if for a whole array",
    "if and max() need one number, but W has many. Use np.maximum or np.where.",
    lambda W, t: np.sign(W) * max(np.abs(W) - t, 0.0),
    kind="slip",
)
PROX_L1.mistake(
    "which weights are zero",
    "You return which weights are kept. Return their new values.",
    lambda W, t: (np.abs(W) > t).astype(float),
    kind="wrong",
)
PROX_L1.mistake(
    "the penalty instead of its step",
    "You return the penalty t|w| of each weight. Return the new weight.",
    lambda W, t: t * np.abs(W),
    kind="wrong",
)
PROX_L1.mistake(
    "zeros missed by a little",
    "You return a tiny number instead of 0. Only an exact 0 removes a weight from the network.",
    lambda W, t: np.sign(W) * np.maximum(np.abs(W) - t, 1e-12),
    kind="slip",
)
PROX_L1.mistake(
    "0/0 at a weight of 0",
    "You divide by |w|, and 0/0 is nan. A weight of 0 must stay 0.",
    lambda W, t: W * np.maximum(1 - t / np.abs(W), 0),
    kind="slip",
)
PROX_L1.mistake(
    "negative side compared with t",
    "You add t to every weight below t, including small ones. Add t only to weights below -t.",
    lambda W, t: np.where(t < W, W - t, W + t),
    kind="half",
)
PROX_L1.mistake(
    "small weights set to 0 and then moved",
    "You set small weights to 0 and then move all weights by t. Leave the zeros at 0.",
    lambda W, t: np.where(np.abs(W) <= t, 0.0, W) - t * np.sign(W),
    kind="slip",
)
PROX_L1.mistake(
    "twice t",
    "You move weights by 2t. Half a square has the slope U - V, and t|u| has the slope t, so "
    "they balance after a move by t.",
    lambda W, t: np.sign(W) * np.maximum(np.abs(W) - 2 * t, 0.0),
    kind="slip",
)


@PROX_L1.mistake(
    "rows shrink as one",
    "You compare the norm of a row with t. Compare each weight on its own.",
    kind="half",
)
def row_groups(W, t):
    norms = np.linalg.norm(W, axis=-1, keepdims=True)
    return W * np.maximum(1 - t / np.where(norms > 0, norms, np.inf), 0.0)


@PROX_L1.mistake(
    "compared with t after shrinking",
    "You shrink weights first and compare the result with t. Compare the original weight with t.",
    kind="slip",
)
def compared_late(W, t):
    shrunk = np.where(np.abs(W) > t, W - t * np.sign(W), W)
    return np.where(np.abs(shrunk) > t, shrunk, 0.0)


PROX_L1.mistake(
    "maximum on the negative side",
    "For negative weights use min(w + t, 0): they rise by t, but not above 0.",
    lambda W, t: np.where(W > 0, np.maximum(W - t, 0.0), np.maximum(W + t, 0.0)),
    kind="slip",
)


@PROX_L1.mistake(
    "whole numbers kept",
    "np.zeros_like of whole numbers is an array of whole numbers, which cuts off fractions. Make "
    "an array of floats.",
    kind="slip",
)
def filled_in_place(W, t):
    U = np.zeros_like(W)
    for side, step in ((t < W, -t), (-t > W, t)):
        U[side] = W[side] + step
    return U


def _near_zero(data, out):
    """Near 0 but not at 0 where it should be 0."""
    got = np.abs(out["prox_l1"][np.abs(data["W"]) <= data["t"]])
    return np.any(got > 1e-9) and np.all(got < 0.5 * data["t"])


@PROX_L1.mistake(
    "many small steps",
    "Your small weights end near 0 and not at 0, as after many small steps along a slope. Solve "
    "(6.6) exactly.",
    signature=("exact_zeros", _near_zero),
    kind="half",
)
def small_steps(W, t):
    U = np.array(W, dtype=float)
    for _ in range(100):
        U = U - 0.2 * (U - W + t * np.sign(U))
    return U
