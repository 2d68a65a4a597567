"""Exercise 4.4, Huber's loss."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.checks.model import PASSED, Array, Exercise, Tuple, failed, first_difference, number
from reglab.linear import huber_loss_grad

LIKE_R = Array(lambda data: np.shape(data["r"]))
PAIR = Tuple(loss=LIKE_R, grad=LIKE_R)

HUBER_LOSS_GRAD = Exercise(
    "elastic_net.huber_loss_grad",
    title="4.4 huber_loss_grad",
    points=3,
    arguments=("r", "delta"),
    returns=PAIR,
    forbid=("reglab.linear.huber",),
    reference=huber_loss_grad,
)


def _small_to_large(rng):
    # Single residuals inside, outside and at |r| = delta, then all kinds together; delta is
    # neither 1 nor 2, where many wrong formulas are right.
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
    """As many residuals inside as outside, of both signs, and none near |r| = delta."""
    k, delta = int(rng.integers(1, 4)), _delta(rng)
    r = rng.uniform([[0.1], [1.2]], [[0.9], [3.0]], size=(2, 2 * k)) * np.tile([delta, -delta], k)
    shape = [(4 * k,), (2, 2 * k), (k, 2, 2)][rng.integers(3)]
    return {"r": rng.permutation(r.ravel()).reshape(shape), "delta": delta}


def _compare(data, got, part, hint):
    """Compare the loss (0) or the gradient (1) with the reference."""
    r = np.asarray(data["r"])
    expected = huber_loss_grad(r, data["delta"])[part]
    where = first_difference(expected, got[part])
    if where is None:
        return PASSED
    return failed(
        hint,
        f"r = {number(r[where])}, delta = {number(data['delta'])}: expected "
        f"{('loss', 'grad')[part]} = {number(expected[where])}, got {number(got[part][where])}",
    )


@HUBER_LOSS_GRAD.property("squares inside, straight lines outside: the loss", draw=_small_to_large)
def loss_values(data, out):
    return _compare(
        data, out["huber_loss_grad"], 0, "r^2/2 where |r| <= delta, else delta * (|r| - delta/2)."
    )


@HUBER_LOSS_GRAD.property(
    "r inside, never more than delta outside: the gradient", draw=_small_to_large
)
def grad_values(data, out):
    return _compare(
        data,
        out["huber_loss_grad"],
        1,
        "The slope of r^2/2 is r; outside, the slope is delta with the sign of r.",
    )


def _seams(rng):
    delta = _delta(rng)
    return [{"r": np.array([delta]), "delta": delta}, {"r": np.array([-delta]), "delta": delta}]


@HUBER_LOSS_GRAD.property(
    "neither the loss nor its gradient jumps where the squares end",
    draw=_seams,
    call=lambda answers, data: {
        "inside": answers.huber_loss_grad(data["r"] * (1 - 1e-7), data["delta"]),
        "outside": answers.huber_loss_grad(data["r"] * (1 + 1e-7), data["delta"]),
    },
    returns={"inside": PAIR, "outside": PAIR},
    after="loss_values",
)
def continuous(data, out):
    # Compare each side with the known value, too. The sign of the gradient is not checked here: a
    # gradient with the wrong sign everywhere has no jump.
    delta = data["delta"]
    known = (delta**2 / 2, delta)
    for part, name in enumerate(("loss", "gradient")):
        inside, outside = (float(out[side][part][0]) for side in ("inside", "outside"))
        sizes = [abs(inside), abs(outside)] if part else [inside, outside]
        if abs(inside - outside) <= 1e-5 and np.all(
            np.abs(np.subtract(sizes, known[part])) <= 1e-5
        ):
            continue
        return failed(
            "Both formulas must give the same value at |r| = delta.",
            f"delta = {number(delta)}, the {name} just inside and outside r = "
            f"{number(data['r'][0])}: {number(inside)} and {number(outside)}",
        )
    return PASSED


STEP = 1e-6


@HUBER_LOSS_GRAD.property(
    "the gradient is the slope of the loss", draw=_residuals, after="loss_values"
)
def slope(data, out):
    r, delta = data["r"], data["delta"]
    verdict = _compare(data, out["huber_loss_grad"], 0, "Your loss is wrong here.")
    if not verdict.passed:
        return verdict
    high, low = (huber_loss_grad(r + step, delta)[0] for step in (STEP, -STEP))
    expected, got = (high - low) / (2 * STEP), out["huber_loss_grad"][1]
    where = first_difference(expected, got, rtol=0.0, atol=1e-4)
    if where is None:
        return PASSED
    return failed(
        "Differentiate both formulas with respect to r.",
        f"r = {number(r[where])}, delta = {number(delta)}: the loss has the slope "
        f"{number(expected[where])}, your gradient is {number(got[where])}",
    )


def _far_seam(rng):
    r = rng.normal(scale=rng.uniform(0.5, 3.0), size=rng.integers(2, 5, size=2))
    return {"r": r, "delta": float(10 ** rng.uniform(3, 6))}


@HUBER_LOSS_GRAD.property(
    "with a large delta it is the squared loss", draw=_far_seam, after="loss_values"
)
def all_squares(data, out):
    hint = "With delta above every |r|, the loss is r^2/2 and the gradient r for each residual."
    verdict = _compare(data, out["huber_loss_grad"], 0, hint)
    return _compare(data, out["huber_loss_grad"], 1, hint) if verdict.passed else verdict


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
)
HUBER_LOSS_GRAD.mistake(
    "slope 1 outside, in the gradient only",
    "Your loss is right. Outside, its slope is delta*sign(r), not sign(r).",
    edited(_huber, ("delta * np.sign(r)", "np.sign(r)")),
)
HUBER_LOSS_GRAD.mistake(
    "factor 1/2 of the square lost",
    "Inside, the loss is r^2/2, not r^2.",
    edited(_huber, ("r**2 / 2", "r**2")),
)
HUBER_LOSS_GRAD.mistake(
    "everything doubled",
    "Your loss and gradient are too large by a factor of 2: there is a 1/2 in front of the square.",
    edited(_huber, ("return loss, grad", "return 2 * loss, 2 * grad")),
)
HUBER_LOSS_GRAD.mistake(
    "gradient not clipped",
    "Your gradient is r everywhere. Outside, the loss is a straight line with slope delta, so "
    "the gradient is at most delta in size.",
    edited(_huber, ("return loss, grad", "return loss, r.copy()")),
)
HUBER_LOSS_GRAD.mistake(
    "only positive residuals are large",
    "You treat residuals far below 0 as small: compare |r| with delta, not r.",
    edited(_huber, ("size = np.abs(r)", "size = r")),
)
HUBER_LOSS_GRAD.mistake(
    "sign of the gradient lost",
    "The gradient of a negative residual is negative: outside it is delta*sign(r).",
    edited(_huber, ("return loss, grad", "return loss, np.abs(grad)")),
)
HUBER_LOSS_GRAD.mistake(
    "sign lost outside",
    "Outside, your gradient is +delta on both sides. On the left the loss falls: multiply by "
    "sign(r).",
    edited(_huber, ("delta * np.sign(r)", "delta")),
)
HUBER_LOSS_GRAD.mistake(
    "gradient with respect to the prediction",
    "The sign is reversed: you differentiate with respect to the prediction. Differentiate "
    "with respect to r.",
    edited(_huber, ("return loss, grad", "return loss, -grad")),
)
HUBER_LOSS_GRAD.mistake(
    "inside and outside exchanged",
    "You swapped the two formulas: squares are for small residuals.",
    edited(_huber, ("size <= delta", "size > delta")),
)
HUBER_LOSS_GRAD.mistake(
    "outliers ignored",
    "Outside, your gradient is 0, so outliers would have no effect. It must be delta*sign(r).",
    edited(_huber, ("delta * np.sign(r)", "0.0")),
)
HUBER_LOSS_GRAD.mistake(
    "squares only",
    "You use the squared loss for every residual. Beyond delta the loss is a straight line.",
    lambda r, delta: (r**2 / 2, r.copy()),
)
HUBER_LOSS_GRAD.mistake(
    "absolute values only",
    "You use the absolute loss for every residual. Up to delta the loss is r^2/2.",
    lambda r, delta: (np.abs(r), np.sign(r)),
)


@HUBER_LOSS_GRAD.mistake(
    "smoothed version",
    "You use the pseudo-Huber loss, which is never exactly a square or a line. Use the two "
    "formulas of (4.3).",
)
def pseudo(r, delta):
    root = np.sqrt(1 + (r / delta) ** 2)
    return delta**2 * (root - 1), r / root


HUBER_LOSS_GRAD.mistake(
    "residuals clipped, then squared",
    "You clip r and square it, so the loss stays at delta^2/2 outside. It must keep rising "
    "with slope delta.",
    edited(_huber, ("delta * (size - delta / 2)", "delta**2 / 2")),
)
HUBER_LOSS_GRAD.mistake(
    "delta instead of delta/2",
    "Outside, you subtract delta from |r|. Subtract delta/2, so that the line and the square "
    "meet at delta.",
    edited(_huber, ("size - delta / 2", "size - delta")),
)
HUBER_LOSS_GRAD.mistake(
    "r instead of |r| outside",
    "Outside, your loss of a negative residual is negative: use |r|, not r.",
    edited(_huber, ("size - delta / 2", "r - delta / 2")),
)
HUBER_LOSS_GRAD.mistake(
    "gradient 2r inside",
    "Inside, the gradient of r^2/2 is r, not 2r.",
    edited(_huber, ("np.where(inside, r, delta", "np.where(inside, 2 * r, delta")),
)
HUBER_LOSS_GRAD.mistake(
    "loss and gradient exchanged",
    "You return the two results in the wrong order: first the loss, then the gradient.",
    edited(_huber, ("return loss, grad", "return grad, loss")),
)
HUBER_LOSS_GRAD.mistake(
    "one case for the whole array",
    "You decide once for all residuals. Each one needs its own case: np.where(np.abs(r) <= "
    "delta, ..., ...).",
    edited(_huber, ("size <= delta", "np.all(size <= delta)")),
)
HUBER_LOSS_GRAD.mistake(
    "loss averaged",
    "You average the loss. Return one value for each residual.",
    edited(_huber, ("return loss, grad", "return np.full_like(loss, loss.mean()), grad")),
)
HUBER_LOSS_GRAD.mistake(
    "gradient averaged",
    "You divide the gradient by n. Return the gradient of each residual, without dividing.",
    edited(_huber, ("return loss, grad", "return loss, grad / r.size")),
)
