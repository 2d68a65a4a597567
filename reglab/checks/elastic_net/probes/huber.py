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


def _small_to_large(rng):
    # One residual inside, one outside on either side, one at each seam, then all kinds together;
    # delta is neither 1 nor 2, where many wrong formulas are right.
    delta = float(rng.choice([2.5, 3.0, 3.5, 4.0, 4.5]))
    near, far = rng.integers(1, 4, size=4) / 4, delta + rng.integers(2, 13, size=4) / 4
    one_each = [[near[0]], [far[0]], [-far[1]], [-near[1]], [0.0], [delta], [-delta]]
    values = [*one_each, [near[2], -far[2]], [[far[3], 1 + near[3]], [-near[2], -far[0]]]]
    cases = [{"r": np.array(r), "delta": delta} for r in values]
    return [*cases, _residuals(rng), _residuals(rng)]


def _delta(rng):
    """Any number that is not near 1."""
    return float(rng.choice([rng.uniform(0.3, 0.8), rng.uniform(1.3, 6.0)]))


def _residuals(rng):
    """As many residuals inside as outside, on either side, and none near the seam."""
    k, delta = int(rng.integers(1, 4)), _delta(rng)
    r = rng.uniform([[0.1], [1.2]], [[0.9], [3.0]], size=(2, 2 * k)) * np.tile([delta, -delta], k)
    shape = [(4 * k,), (2, 2 * k), (k, 2, 2)][rng.integers(3)]
    return {"r": rng.permutation(r.ravel()).reshape(shape), "delta": delta}


@HUBER_LOSS_GRAD.property(
    "squares inside, straight lines outside: the loss",
    draw=_small_to_large,
    returns={"huber_loss_grad": PAIR},
)
def loss_values(answers, data):
    return {"huber_loss_grad": answers.huber_loss_grad(data["r"], data["delta"])}


@HUBER_LOSS_GRAD.property(
    "r inside, never more than delta outside: the gradient",
    draw=_small_to_large,
    returns={"huber_loss_grad": PAIR},
)
def grad_values(answers, data):
    return {"huber_loss_grad": answers.huber_loss_grad(data["r"], data["delta"])}


def _seams(rng):
    delta = _delta(rng)
    return [{"r": np.array([delta]), "delta": delta}, {"r": np.array([-delta]), "delta": delta}]


@HUBER_LOSS_GRAD.property(
    "neither the loss nor its gradient jumps where the squares end",
    draw=_seams,
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
    draw=_residuals,
    returns={"huber_loss_grad": PAIR},
    after="loss_values",
)
def slope(answers, data):
    return {"huber_loss_grad": answers.huber_loss_grad(data["r"], data["delta"])}


def _far_seam(rng):
    r = rng.normal(scale=rng.uniform(0.5, 3.0), size=rng.integers(2, 5, size=2))
    return {"r": r, "delta": float(10 ** rng.uniform(3, 6))}


@HUBER_LOSS_GRAD.property(
    "with a large delta it is the squared loss",
    draw=_far_seam,
    returns={"huber_loss_grad": PAIR},
    after="loss_values",
)
def all_squares(answers, data):
    return {"huber_loss_grad": answers.huber_loss_grad(data["r"], data["delta"])}
