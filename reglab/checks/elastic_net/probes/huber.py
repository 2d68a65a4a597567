"""Exercise 4.4, Huber's loss: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Tuple

HUBER_LOSS_GRAD = Exercise(
    "elastic_net.huber_loss_grad",
    title="4.4 huber_loss_grad",
    points=3,
    forbid=("reglab.linear.huber",),
)


def _like_r(data):
    return np.shape(data["r"])


PAIR = Tuple(loss=Array(_like_r), grad=Array(_like_r))


def _by_hand(rng):
    # One residual inside, one outside on either side, one at each seam, then all kinds together;
    # delta is neither 1 nor 2, where many wrong formulas are right.
    one_each = [[0.5], [5.0], [-5.0], [-0.5], [0.0], [3.0], [-3.0]]
    values = [*one_each, [0.5, -5.0], [[5.0, 1.5], [-1.0, -4.0]]]
    return [{"r": np.array(r), "delta": 3.0} for r in values]


@HUBER_LOSS_GRAD.property(
    "squares inside, straight lines outside: the loss",
    draw=_by_hand,
    returns={"huber_loss_grad": PAIR},
)
def loss_values(answers, data):
    return {"huber_loss_grad": answers.huber_loss_grad(data["r"], data["delta"])}


@HUBER_LOSS_GRAD.property(
    "r inside, never more than delta outside: the gradient",
    draw=_by_hand,
    returns={"huber_loss_grad": PAIR},
)
def grad_values(answers, data):
    return {"huber_loss_grad": answers.huber_loss_grad(data["r"], data["delta"])}


@HUBER_LOSS_GRAD.property(
    "neither the loss nor its gradient jumps where the squares end",
    draw=lambda rng: {"r": np.array([0.7, -0.7]), "delta": 0.7},
    returns={"inside": PAIR, "outside": PAIR},
    after="loss_values",
)
def continuous(answers, data):
    r, delta = data["r"], data["delta"]
    return {
        "inside": answers.huber_loss_grad(r * (1 - 1e-7), delta),
        "outside": answers.huber_loss_grad(r * (1 + 1e-7), delta),
    }


@HUBER_LOSS_GRAD.property(
    "the gradient is the slope of the loss",
    # Far out on either side, whatever else is drawn.
    draw=lambda rng: {
        "r": np.append(rng.normal(scale=2.0, size=10), [-4.0, 4.0]),
        "delta": float(rng.uniform(0.6, 1.5)),
    },
    returns={"low": PAIR, "here": PAIR, "high": PAIR},
    after="loss_values",
)
def slope(answers, data):
    r, delta = data["r"], data["delta"]
    return {
        "low": answers.huber_loss_grad(r - STEP, delta),
        "here": answers.huber_loss_grad(r, delta),
        "high": answers.huber_loss_grad(r + STEP, delta),
    }


STEP = 1e-6


@HUBER_LOSS_GRAD.property(
    "with a large delta it is the squared loss",
    draw=lambda rng: {"r": rng.normal(size=(2, 3)), "delta": 1e6},
    returns={"huber_loss_grad": PAIR},
    after="loss_values",
)
def all_squares(answers, data):
    return {"huber_loss_grad": answers.huber_loss_grad(data["r"], data["delta"])}
