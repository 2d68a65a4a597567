"""Exercise 4.4: the known wrong answers."""

import numpy as np

from ..probes import HUBER_LOSS_GRAD


def _loss(r, delta):
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2))


def _grad(r, delta):
    return np.clip(r, -delta, delta)


@HUBER_LOSS_GRAD.misconception(
    "delta/2 forgotten outside",
    hint="Outside, delta*|r| starts too high, so the loss jumps at delta: take delta^2/2 off.",
)
def no_offset(r, delta):
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * np.abs(r)), _grad(r, delta)


@HUBER_LOSS_GRAD.misconception(
    "factor delta forgotten outside",
    hint="Outside, the line has the slope 1. It must go on with the slope that the square has at "
    "delta, which is delta.",
)
def slope_one(r, delta):
    loss = np.where(np.abs(r) <= delta, r**2 / 2, np.abs(r) - delta / 2)
    return loss, np.where(np.abs(r) <= delta, r, np.sign(r))


@HUBER_LOSS_GRAD.misconception(
    "slope 1 outside, in the gradient only",
    hint="Your loss is right. Outside, its slope is delta with the sign of r, not the sign alone.",
)
def sign_gradient(r, delta):
    return _loss(r, delta), np.where(np.abs(r) <= delta, r, np.sign(r))


@HUBER_LOSS_GRAD.misconception(
    "factor 1/2 of the square lost",
    hint="Inside, the loss is r^2/2, not r^2.",
)
def whole_square(r, delta):
    loss = np.where(np.abs(r) <= delta, r**2, delta * (np.abs(r) - delta / 2))
    return loss, _grad(r, delta)


@HUBER_LOSS_GRAD.misconception(
    "everything doubled",
    hint="Loss and gradient are twice too large: there is a 1/2 in front of the square.",
)
def doubled(r, delta):
    return 2 * _loss(r, delta), 2 * _grad(r, delta)


@HUBER_LOSS_GRAD.misconception(
    "gradient not clipped",
    hint="Your gradient is r everywhere. Outside, the loss is a straight line with slope delta: an "
    "outlier pulls no harder than that.",
)
def unclipped(r, delta):
    return _loss(r, delta), r.copy()


@HUBER_LOSS_GRAD.misconception(
    "only positive residuals are large",
    hint="Residuals far below 0 still count as small: compare |r| with delta, not r.",
)
def one_sided(r, delta):
    loss = np.where(r <= delta, r**2 / 2, delta * (r - delta / 2))
    return loss, np.minimum(r, delta)


@HUBER_LOSS_GRAD.misconception(
    "sign of the gradient lost",
    hint="The gradient of a negative residual is negative: outside it is delta*sign(r).",
)
def lost_sign(r, delta):
    return _loss(r, delta), np.minimum(np.abs(r), delta)


@HUBER_LOSS_GRAD.misconception(
    "sign lost outside",
    hint="Outside, your gradient is +delta on both sides. On the left the loss falls: multiply by "
    "sign(r).",
)
def lost_sign_outside(r, delta):
    return _loss(r, delta), np.where(np.abs(r) <= delta, r, delta)


@HUBER_LOSS_GRAD.misconception(
    "gradient with respect to the prediction",
    hint="The sign is reversed: that is the slope in the prediction. Here it is the slope in r.",
)
def negated(r, delta):
    return _loss(r, delta), -_grad(r, delta)


@HUBER_LOSS_GRAD.misconception(
    "inside and outside exchanged",
    hint="The two formulas are exchanged: squares are for small residuals.",
)
def exchanged(r, delta):
    inside = np.abs(r) > delta
    loss = np.where(inside, r**2 / 2, delta * (np.abs(r) - delta / 2))
    return loss, np.where(inside, r, delta * np.sign(r))


@HUBER_LOSS_GRAD.misconception(
    "outliers ignored",
    hint="Outside, your gradient is 0: an outlier would not pull at all. It pulls with delta.",
)
def cut_off(r, delta):
    return _loss(r, delta), np.where(np.abs(r) <= delta, r, 0.0)


@HUBER_LOSS_GRAD.misconception(
    "squares only",
    hint="That is the squared loss for every residual. Beyond delta it becomes a straight line.",
)
def squared(r, delta):
    return r**2 / 2, r.copy()


@HUBER_LOSS_GRAD.misconception(
    "absolute values only",
    hint="That is the absolute loss for every residual. Up to delta it is r^2/2.",
)
def absolute(r, delta):
    return np.abs(r), np.sign(r)


@HUBER_LOSS_GRAD.misconception(
    "smoothed version",
    hint="That is the pseudo-Huber loss, which is never exactly a square nor a line. Use the two "
    "formulas of (4.3).",
)
def pseudo(r, delta):
    root = np.sqrt(1 + (r / delta) ** 2)
    return delta**2 * (root - 1), r / root


@HUBER_LOSS_GRAD.misconception(
    "residuals clipped, then squared",
    hint="You clip r and square it: outside, the loss stays at delta^2/2 for ever. It must go on "
    "rising, with slope delta.",
)
def clipped_square(r, delta):
    return np.clip(r, -delta, delta) ** 2 / 2, _grad(r, delta)


@HUBER_LOSS_GRAD.misconception(
    "delta instead of delta/2",
    hint="Outside, you take delta off |r|. It is delta/2: only then do line and square meet.",
)
def whole_delta(r, delta):
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta)), _grad(r, delta)


@HUBER_LOSS_GRAD.misconception(
    "r instead of |r| outside",
    hint="Outside, the loss of a negative residual comes out negative: it takes |r|, not r.",
)
def signed_line(r, delta):
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * (r - delta / 2)), _grad(r, delta)


@HUBER_LOSS_GRAD.misconception(
    "gradient 2r inside",
    hint="Inside, the gradient of r^2/2 is r, not 2r.",
)
def twice_inside(r, delta):
    return _loss(r, delta), np.where(np.abs(r) <= delta, 2 * r, delta * np.sign(r))


@HUBER_LOSS_GRAD.misconception(
    "loss and gradient exchanged",
    hint="The two results are in the wrong order: first the loss, then the gradient.",
)
def exchanged_results(r, delta):
    return _grad(r, delta), _loss(r, delta)


@HUBER_LOSS_GRAD.misconception(
    "one case for the whole array",
    hint="You decide once for all residuals. Each one needs its own case: np.where(np.abs(r) <= "
    "delta, ..., ...).",
)
def one_case(r, delta):
    if np.all(np.abs(r) <= delta):
        return r**2 / 2, r.copy()
    return delta * (np.abs(r) - delta / 2), delta * np.sign(r)


@HUBER_LOSS_GRAD.misconception(
    "loss averaged",
    hint="The loss is one value for each residual, neither summed nor averaged.",
)
def averaged(r, delta):
    return np.full(np.shape(r), _loss(r, delta).mean()), _grad(r, delta)


@HUBER_LOSS_GRAD.misconception(
    "gradient averaged",
    hint="The gradient is each residual's own: leave out the division by n.",
)
def grad_over_n(r, delta):
    return _loss(r, delta), _grad(r, delta) / np.size(r)
