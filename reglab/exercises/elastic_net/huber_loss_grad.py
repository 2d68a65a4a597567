"""Exercise 4.4, Huber's loss."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.checks.model import PASSED, Array, Exercise, Tuple, failed, first_difference, number
from reglab.linear import huber_loss_grad

LIKE_R = Array(lambda data: np.shape(data["r"]), atol=1e-18)
PAIR = Tuple(loss=LIKE_R, grad=LIKE_R)

HUBER_LOSS_GRAD = Exercise(
    "elastic_net.huber_loss_grad",
    title="4.4 huber_loss_grad",
    points=3,
    arguments=("r", "delta"),
    returns=PAIR,
    forbid=("reglab.linear.huber",),
    reference=huber_loss_grad,
    aspects={"loss": 1, "gradient": 1},
)


def _one_each(values, delta):
    return [{"r": np.array([float(value)]), "delta": float(delta)} for value in values]


def _delta(rng):
    """Neither 1 nor 2, where many wrong formulas are right."""
    return float(rng.choice([2.5, 3.0, 3.5, 4.0, 4.5]))


def _inside(rng):
    # One residual at a time, on paper first; then tiny ones, and a delta of any size.
    delta, near = _delta(rng), rng.integers(1, 4, size=2) / 4
    on_paper = _one_each([near[0], -near[1], 1 + near[1], -1 - near[0], 0.0], delta)
    tiny = _one_each(rng.uniform(1, 9, size=2) * [1e-6, -1e-4], delta)
    small, large = 10.0 ** rng.uniform([-3, 3], [-2, 6])
    r = rng.uniform(0.2, 0.8, size=2) * [small, -small]
    return [*on_paper, *tiny, *_one_each(r, small), *_one_each(rng.normal(size=2), large)]


def _outside(rng):
    delta, more = _delta(rng), rng.integers(2, 13, size=2) / 4
    on_paper = _one_each([delta + more[0], -delta - more[1]], delta)
    huge = _one_each(rng.uniform(1e3, 1e6, size=2) * [1, -1], delta)
    small = float(10 ** rng.uniform(-3, -2))
    return [*on_paper, *huge, *_one_each(rng.uniform(1.2, 3, size=2) * [small, -small], small)]


def _at_delta(rng):
    delta = int(rng.integers(210, 490)) / 100
    return _one_each([delta, -delta], delta)


def _many(rng):
    """As many residuals inside as outside, of both signs, in arrays of several shapes."""
    cases = []
    for shape in ((4,), (8,), (2, 4), (2, 2, 3)):
        k, delta = int(np.prod(shape)) // 4, _delta(rng)
        signs = np.tile([delta, -delta], k)
        r = rng.uniform([[0.1], [1.2]], [[0.9], [3.0]], size=(2, 2 * k)) * signs
        cases.append({"r": rng.permutation(r.ravel()).reshape(shape), "delta": delta})
    return cases


def _whole(rng):
    # delta is not whole, and the first residual is inside, which decides the type of np.vectorize.
    delta = float(rng.choice([2.5, 3.5]))
    r = [1, *rng.permutation([-1, 2, -2, 5, -7, 0, 11])]
    return [{"r": np.array(r) * rng.choice([-1, 1]), "delta": delta}]


def _compare(data, got, part, hint):
    """Compare the loss (0) or the gradient (1) with the reference."""
    r = np.asarray(data["r"])
    expected = huber_loss_grad(r, data["delta"])[part]
    where = first_difference(expected, got[part], atol=1e-18)
    if where is None:
        return PASSED
    return failed(
        hint,
        f"r = {number(r[where])}, delta = {number(data['delta'])}: expected "
        f"{('loss', 'grad')[part]} = {number(expected[where])}, got {number(got[part][where])}",
    )


def _judge(part, hint):
    return lambda data, out: _compare(data, out["huber_loss_grad"], part, hint)


HUBER_LOSS_GRAD.property(
    "the loss where |r| is at most delta",
    name="loss_inside",
    draw=_inside,
    aspect="loss",
    judge=_judge(0, "Where |r| <= delta, the loss is r^2/2."),
)
HUBER_LOSS_GRAD.property(
    "the gradient where |r| is at most delta",
    name="grad_inside",
    draw=_inside,
    aspect="gradient",
    judge=_judge(1, "Where |r| <= delta, the loss is r^2/2, and its derivative is r."),
)
HUBER_LOSS_GRAD.property(
    "the loss where |r| is more than delta",
    name="loss_outside",
    draw=_outside,
    aspect="loss",
    judge=_judge(0, "Where |r| > delta, the loss is delta * (|r| - delta/2)."),
)
HUBER_LOSS_GRAD.property(
    "the gradient where |r| is more than delta",
    name="grad_outside",
    draw=_outside,
    aspect="gradient",
    judge=_judge(
        1, "Where |r| > delta, the loss is a straight line; its slope is delta * sign(r)."
    ),
)
HUBER_LOSS_GRAD.property(
    "the loss where |r| is exactly delta",
    name="loss_at_delta",
    draw=_at_delta,
    after="loss_inside",
    aspect="loss",
    judge=_judge(0, "At |r| = delta both formulas give the same loss, delta^2/2."),
)
HUBER_LOSS_GRAD.property(
    "the gradient where |r| is exactly delta",
    name="grad_at_delta",
    draw=_at_delta,
    after="grad_inside",
    aspect="gradient",
    judge=_judge(1, "At |r| = delta both formulas give the same gradient, r."),
)
EACH = (
    "One entry for each residual: it depends on this residual and delta, not on the other "
    "residuals, their number or the shape of r."
)
HUBER_LOSS_GRAD.property(
    "the loss of many residuals, for every shape of r",
    name="loss_of_many",
    draw=_many,
    after="loss_outside",
    aspect="loss",
    judge=_judge(0, EACH),
)
HUBER_LOSS_GRAD.property(
    "the gradient of many residuals, for every shape of r",
    name="grad_of_many",
    draw=_many,
    after="grad_outside",
    aspect="gradient",
    judge=_judge(1, EACH),
)
WHOLE = "r holds whole numbers here, but the results need arrays of floats."
HUBER_LOSS_GRAD.property(
    "the loss of whole numbers",
    name="loss_of_whole_numbers",
    draw=_whole,
    after="loss_of_many",
    aspect="loss",
    judge=_judge(0, WHOLE),
)
HUBER_LOSS_GRAD.property(
    "the gradient of whole numbers",
    name="grad_of_whole_numbers",
    draw=_whole,
    after="grad_of_many",
    aspect="gradient",
    judge=_judge(1, WHOLE),
)


# Known mistakes: every function below is wrong on purpose, except `_huber`.


def _huber(r, delta):
    size = np.abs(r)
    inside = size <= delta
    loss = np.where(inside, r**2 / 2, delta * (size - delta / 2))
    grad = np.where(inside, r, delta * np.sign(r))
    return loss, grad


HUBER_LOSS_GRAD.mistake(
    "delta/2 forgotten outside",
    "Outside, delta*|r| is too large, so the loss jumps at delta: subtract delta^2/2.",
    edited(_huber, ("delta * (size - delta / 2)", "delta * size")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "factor delta forgotten outside",
    "Outside, your line has slope 1. It must have the slope of the square at delta, which is "
    "delta.",
    edited(
        _huber,
        ("delta * (size - delta / 2)", "size - delta / 2"),
        ("delta * np.sign(r)", "np.sign(r)"),
    ),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "slope 1 outside, in the gradient only",
    "Your loss is right. Outside, its slope is delta*sign(r), not sign(r).",
    edited(_huber, ("delta * np.sign(r)", "np.sign(r)")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "factor 1/2 of the square lost",
    "Inside, the loss is r^2/2, not r^2.",
    edited(_huber, ("r**2 / 2", "r**2")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "square without its 1/2",
    "Inside you use r^2 and its derivative 2r. The loss there is r^2/2, with the derivative r.",
    edited(
        _huber, ("r**2 / 2", "r**2"), ("np.where(inside, r, delta", "np.where(inside, 2 * r, delta")
    ),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "everything doubled",
    "Your loss and gradient are too large by a factor of 2: there is a 1/2 in front of the square.",
    edited(_huber, ("return loss, grad", "return 2 * loss, 2 * grad")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "gradient not clipped",
    "Your gradient is r everywhere. Outside, the loss is a straight line with slope delta, so "
    "the gradient is at most delta in size.",
    edited(_huber, ("return loss, grad", "return loss, r.copy()")),
    kind="half",
)
HUBER_LOSS_GRAD.mistake(
    "only positive residuals are large",
    "You treat residuals far below 0 as small: compare |r| with delta, not r.",
    edited(_huber, ("size = np.abs(r)", "size = r")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "sign of the gradient lost",
    "The gradient of a negative residual is negative: outside it is delta*sign(r).",
    edited(_huber, ("return loss, grad", "return loss, np.abs(grad)")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "sign lost outside",
    "Outside, your gradient is +delta on both sides. On the left the loss falls: multiply by "
    "sign(r).",
    edited(_huber, ("delta * np.sign(r)", "delta")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "gradient with respect to the prediction",
    "The sign is reversed: you differentiate with respect to the prediction. Differentiate "
    "with respect to r.",
    edited(_huber, ("return loss, grad", "return loss, -grad")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "inside and outside exchanged",
    "You swapped the two formulas: squares are for small residuals.",
    edited(_huber, ("size <= delta", "size > delta")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "outliers ignored",
    "Outside, your gradient is 0, so outliers have no effect. It must be delta*sign(r).",
    edited(_huber, ("delta * np.sign(r)", "0.0")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "squares only",
    "You use the squared loss for every residual. Beyond delta the loss is a straight line.",
    lambda r, delta: (r**2 / 2, r.copy()),
    kind="half",
)
HUBER_LOSS_GRAD.mistake(
    "absolute values only",
    "You use the absolute loss for every residual. Up to delta the loss is r^2/2.",
    lambda r, delta: (np.abs(r), np.sign(r)),
    kind="wrong",
)


@HUBER_LOSS_GRAD.mistake(
    "smoothed version",
    "You use the pseudo-Huber loss, which is never exactly a square or a line. Use the two "
    "formulas of (4.3).",
    kind="half",
)
def pseudo(r, delta):
    root = np.sqrt(1 + (r / delta) ** 2)
    return delta**2 * (root - 1), r / root


HUBER_LOSS_GRAD.mistake(
    "residuals clipped, then squared",
    "You clip r and square it, so the loss stays at delta^2/2 outside. It must keep rising "
    "with slope delta.",
    edited(_huber, ("delta * (size - delta / 2)", "delta**2 / 2")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "delta instead of delta/2",
    "Outside, you subtract delta from |r|. Subtract delta/2, so that the line and the square "
    "meet at delta.",
    edited(_huber, ("size - delta / 2", "size - delta")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "r instead of |r| outside",
    "Outside, your loss of a negative residual is negative: use |r|, not r.",
    edited(_huber, ("size - delta / 2", "r - delta / 2")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "gradient 2r inside",
    "Inside, the gradient of r^2/2 is r, not 2r.",
    edited(_huber, ("np.where(inside, r, delta", "np.where(inside, 2 * r, delta")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "loss and gradient exchanged",
    "You return the two results in the wrong order: first the loss, then the gradient.",
    edited(_huber, ("return loss, grad", "return grad, loss")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "one case for the whole array",
    "You decide once for all residuals. Each one needs its own case: np.where(np.abs(r) <= "
    "delta, ..., ...).",
    edited(_huber, ("size <= delta", "np.all(size <= delta)")),
    kind="half",
)
HUBER_LOSS_GRAD.mistake(
    "loss averaged",
    "You average the loss. Return one value for each residual.",
    edited(_huber, ("return loss, grad", "return np.full_like(loss, loss.mean()), grad")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "gradient averaged",
    "You divide the gradient by n. Return the gradient of each residual, without dividing.",
    edited(_huber, ("return loss, grad", "return loss, grad / r.size")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "loss divided by n",
    "You divide the loss by n. Return the loss of each residual, without dividing.",
    edited(_huber, ("return loss, grad", "return loss / r.size, grad")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "both divided by n",
    "You divide the loss and the gradient by n. Return those of each residual, without dividing.",
    edited(_huber, ("return loss, grad", "return loss / r.size, grad / r.size")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "gradient divided by len(r)",
    "You divide the gradient by len(r). Return the gradient of each residual, without dividing.",
    edited(_huber, ("return loss, grad", "return loss, grad / len(r)")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "loss divided by len(r)",
    "You divide the loss by len(r). Return the loss of each residual, without dividing.",
    edited(_huber, ("return loss, grad", "return loss / len(r), grad")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "both divided by len(r)",
    "You divide the loss and the gradient by len(r). Return those of each residual, without "
    "dividing.",
    edited(_huber, ("return loss, grad", "return loss / len(r), grad / len(r)")),
    kind="slip",
)


HUBER_LOSS_GRAD.mistake(
    "loss and gradient constant outside",
    "Outside, your loss stays at delta^2/2 and your gradient is 0. The loss must keep rising with "
    "slope delta.",
    edited(
        _huber,
        ("delta * (size - delta / 2)", "delta**2 / 2"),
        ("delta * np.sign(r)", "0.0"),
    ),
    kind="half",
)
HUBER_LOSS_GRAD.mistake(
    "mean of the losses, gradient divided by n",
    "You average: a single number for the loss, and the gradient divided by n. Return one loss and "
    "one derivative for each residual.",
    edited(_huber, ("return loss, grad", "return loss.mean(), grad / r.size")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "one number for the loss",
    "Your loss is a single number. Return one loss for each residual, without a sum or a mean.",
    edited(_huber, ("return loss, grad", "return loss.mean(), grad")),
    kind="slip",
)
HUBER_LOSS_GRAD.mistake(
    "losses summed",
    "You return the sum of all losses. Return one loss for each residual.",
    edited(_huber, ("return loss, grad", "return np.full_like(loss, loss.sum()), grad")),
    kind="slip",
)


@HUBER_LOSS_GRAD.mistake(
    "results of whole numbers cut",
    "If r holds whole numbers, so do your results: np.zeros_like(r) or a copy of r cuts off the "
    "decimals. Use arrays of floats.",
    kind="slip",
)
def cut(r, delta):
    loss, grad = _huber(r, delta)
    return loss.astype(r.dtype), grad.astype(r.dtype)


@HUBER_LOSS_GRAD.mistake(
    "gradients of whole numbers cut",
    "If r holds whole numbers, so does your gradient: np.zeros_like(r) or a copy of r cuts off the "
    "decimals. Use an array of floats.",
    kind="slip",
)
def cut_gradient(r, delta):
    loss, grad = _huber(r, delta)
    return loss, grad.astype(r.dtype)
