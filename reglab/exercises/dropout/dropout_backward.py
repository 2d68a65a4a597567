"""Exercise 7.2, the gradient through dropout."""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.exercises.dropout.inputs import activations, of_all_sizes, rates, short_rate, sizes
from reglab.exercises.libraries import KERAS
from reglab.nn import dropout_backward

DROPOUT_BACKWARD = Exercise(
    "dropout.dropout_backward",
    title="7.2 dropout_backward",
    points=2,
    arguments=("dout", "mask", "rate"),
    returns=Array(lambda data: data["dout"].shape, rtol=1e-9),
    forbid=("reglab.nn.dropout:dropout_backward", "reglab.nn.dropout", *KERAS),
    reference=dropout_backward,
    aspects={"kept units": 4.5, "dropped units": 3, "numbers": 2},
)


def _case(rng, around, rate, draw=activations):
    """A case in which at least one unit stays and at least one is dropped."""
    shape = sizes(rng, *around)
    dout, mask = draw(rng, shape), rng.random(shape) >= rate
    mask.flat[0], mask.flat[-1] = True, False
    return {"dout": dout, "mask": mask, "rate": rate}


def _batches(rng):
    on_paper = {
        "dout": rng.choice([-1.0, 1.0], size=(1, 2)) * rng.integers(2, 10, size=(1, 2)),
        "mask": np.array([[True, False]]),
        "rate": short_rate(rng),
    }
    return [on_paper, *(_case(rng, (20, 10), rate) for rate in rates(rng))]


def _one_row(rng):
    return [_case(rng, (100,), rate) for rate in rates(rng)]


def _stack(rng):
    return [_case(rng, (3, 20, 5), rate) for rate in rates(rng)]


def _all_sizes(rng):
    return _case(rng, (20, 10), rates(rng)[1], of_all_sizes)


# What is rounded to three digits is near; then only the properties of the numbers fail.
NEAR, EXACT = {"rtol": 2e-3, "atol": 1e-3}, {"rtol": 1e-9, "atol": 0}


def _gradient(hint, tolerance=NEAR, dropped=False):
    """A judge: the gradient is right where units stayed, or, with `dropped`, everywhere."""

    def judge(data, out):
        dout, mask, rate = data["dout"], data["mask"], data["rate"]
        expected = np.where(mask, dout / (1 - rate), 0.0)
        got = np.where(mask | dropped, out["dropout_backward"], expected)
        where = first_difference(expected, got, **tolerance)
        if where is None:
            return PASSED
        case = f"dout = {number(dout[where])}, mask = {bool(mask[where])}, rate = {number(rate)}"
        return failed(hint, f"{case}: {expected_got(expected[where], got[where])}")

    return judge


def _zeros_where_dropped(data, out):
    mask, got = data["mask"], out["dropout_backward"]
    where = first_difference(mask, got != 0)
    if where is None:
        return PASSED
    case = f"dout = {number(data['dout'][where])}, mask = {bool(mask[where])}"
    if mask[where]:
        return failed(
            "A unit that stayed has a gradient: its output depends on x.",
            f"{case}: expected another number than 0, got 0",
        )
    return failed(
        "A dropped entry had no influence on the output, so its gradient is 0.",
        f"{case}: expected 0, got {number(got[where])}",
    )


FACTOR = (
    "The forward pass multiplies kept units by 1 / (1 - rate). The derivative is the same factor."
)
ANY_SHAPE = " Use operations that work for arrays of any shape."

DROPOUT_BACKWARD.property(
    "where a unit stayed, the gradient is dout / (1 - rate)",
    name="kept_units",
    aspect="kept units",
    draw=_batches,
    judge=_gradient(FACTOR),
)

DROPOUT_BACKWARD.property(
    "the gradient is 0 where a unit was dropped, and only there",
    name="dropped_units",
    aspect="dropped units",
    draw=_batches,
    judge=_zeros_where_dropped,
)

DROPOUT_BACKWARD.property(
    "where a unit stayed, in an array with one axis",
    name="kept_in_a_row",
    aspect="kept units",
    draw=_one_row,
    judge=_gradient(FACTOR + ANY_SHAPE),
)

DROPOUT_BACKWARD.property(
    "where a unit was dropped, in an array with one axis",
    name="dropped_in_a_row",
    aspect="dropped units",
    draw=_one_row,
    judge=_zeros_where_dropped,
)

DROPOUT_BACKWARD.property(
    "where a unit stayed, in an array with three axes",
    name="kept_in_a_stack",
    aspect="kept units",
    draw=_stack,
    judge=_gradient(FACTOR + ANY_SHAPE),
)

DROPOUT_BACKWARD.property(
    "where a unit was dropped, in an array with three axes",
    name="dropped_in_a_stack",
    aspect="dropped units",
    draw=_stack,
    judge=_zeros_where_dropped,
)

DROPOUT_BACKWARD.property(
    "the gradient is exact",
    name="exact",
    aspect="numbers",
    draw=_batches,
    after="kept_units",
    judge=_gradient(
        "You are near. Compute in double precision, do not round, and add nothing to 1 - rate.",
        EXACT,
    ),
)

DROPOUT_BACKWARD.property(
    "dout may be tiny or large",
    name="all_sizes",
    aspect="numbers",
    draw=_all_sizes,
    after="dropped_units",
    judge=_gradient(
        "The formula is the same for dout of any size: cut off nothing, limit nothing, and compute "
        "in double precision.",
        EXACT,
        dropped=True,
    ),
)


def _nothing_dropped(rng):
    dout = activations(rng, tuple(rng.integers(2, 6, size=2)))
    return {"dout": dout, "mask": np.ones(dout.shape, dtype=bool), "rate": 0.0}


DROPOUT_BACKWARD.property(
    "with rate = 0 and nothing dropped, the gradient passes unchanged",
    name="rate_zero",
    aspect="kept units",
    draw=_nothing_dropped,
    after="dropped_units",
    judge=_gradient("With rate = 0 the forward pass returns x, so the gradient is dout."),
)


# Known mistakes: every answer declared below is wrong on purpose.

DROPOUT_BACKWARD.mistake(
    "survivors' factor forgotten",
    "You forgot the factor. The forward pass multiplies kept units by 1 / (1 - rate), so "
    "their gradient has the same factor.",
    lambda dout, mask, rate: dout * mask,
    kind="half",
)

DROPOUT_BACKWARD.mistake(
    "mask ignored",
    "You give dropped units a gradient, but they had no influence on the output: multiply by "
    "the mask.",
    lambda dout, mask, rate: dout / (1 - rate),
    kind="half",
)

DROPOUT_BACKWARD.mistake(
    "dropped units keep dout",
    "You give dropped units the gradient dout, but they had no influence on the output: their "
    "gradient is 0.",
    lambda dout, mask, rate: np.where(mask, dout / (1 - rate), dout),
    kind="half",
)

DROPOUT_BACKWARD.mistake(
    "a factor of 2",
    "Your factor does not depend on rate. It is 1 / (1 - rate), which is 2 only for rate = 0.5.",
    lambda dout, mask, rate: 2 * dout * mask,
    kind="half",
)

DROPOUT_BACKWARD.mistake(
    "gradient passed through",
    "You return dout unchanged. Dropout changes the output, so it also changes the gradient: "
    "mask and scale it.",
    lambda dout, mask, rate: dout.copy(),
    kind="wrong",
)

DROPOUT_BACKWARD.mistake(
    "divided by the rate",
    "You divide by the probability of dropping. The forward pass divides by the probability "
    "of staying.",
    lambda dout, mask, rate: dout * mask / rate if rate else dout * mask,
    kind="slip",
)

DROPOUT_BACKWARD.mistake(
    "multiplied by the keep probability",
    "You multiply by the probability of staying, but the forward pass divides by it. The "
    "derivative of x / c is 1 / c.",
    lambda dout, mask, rate: dout * mask * (1 - rate),
    kind="slip",
)

DROPOUT_BACKWARD.mistake(
    "multiplied by the rate",
    "You multiply by the rate. The factor of the forward pass is 1 / (1 - rate).",
    lambda dout, mask, rate: dout * mask * rate,
    kind="slip",
)

DROPOUT_BACKWARD.mistake(
    "scaled twice",
    "You divide by the probability of staying twice. The forward pass does so once.",
    lambda dout, mask, rate: dout * mask / (1 - rate) ** 2,
    kind="slip",
)

DROPOUT_BACKWARD.mistake(
    "mask turned round",
    "You return gradients for the dropped units. The mask is True for units that stayed.",
    lambda dout, mask, rate: dout * ~mask / (1 - rate),
    kind="slip",
)

DROPOUT_BACKWARD.mistake(
    "upstream gradient forgotten",
    "You return the derivative of dropout alone. By the chain rule, multiply it by dout.",
    lambda dout, mask, rate: mask / (1 - rate),
    kind="half",
)

DROPOUT_BACKWARD.mistake(
    "sign reversed",
    "Your sign is wrong. Return the gradient itself: the optimizer subtracts it.",
    lambda dout, mask, rate: -dout * mask / (1 - rate),
    kind="slip",
)

DROPOUT_BACKWARD.mistake(
    "dropped entries removed",
    "You return only the gradients of units that stayed. Return zeros at the places of the others.",
    lambda dout, mask, rate: dout[mask] / (1 - rate),
    kind="half",
)

DROPOUT_BACKWARD.mistake(
    "summed over the batch",
    "You sum over the rows. That is right for weights, which all rows share; here each entry "
    "has its own gradient.",
    lambda dout, mask, rate: np.sum(dout * mask / (1 - rate), axis=0),
    kind="half",
)

DROPOUT_BACKWARD.mistake(
    "scaled by the share that stayed",
    "You divide by the share of True in the mask. The forward pass divides by its "
    "probability, 1 - rate.",
    lambda dout, mask, rate: dout * mask / np.mean(mask),
    kind="slip",
)


DROPOUT_BACKWARD.mistake(
    "the root of the factor",
    "You divide by the root of 1 - rate. The forward pass divides by 1 - rate.",
    lambda dout, mask, rate: dout * mask / np.sqrt(1 - rate),
    kind="slip",
)

DROPOUT_BACKWARD.mistake(
    "multiplied by 1 + rate",
    "You multiply by 1 + rate. The factor of the forward pass is 1 / (1 - rate).",
    lambda dout, mask, rate: dout * mask * (1 + rate),
    kind="slip",
)

DROPOUT_BACKWARD.mistake(
    "divided by the number of rows",
    "You divide by the number of rows. The loss did that before: dout includes it.",
    lambda dout, mask, rate: dout * mask / (1 - rate) / len(dout),
    kind="slip",
)

DROPOUT_BACKWARD.mistake(
    "absolute values",
    "You lose the sign of dout. Multiply dout itself by the factor.",
    lambda dout, mask, rate: np.abs(dout) * mask / (1 - rate),
    kind="slip",
)

DROPOUT_BACKWARD.mistake(
    "averaged over the batch",
    "You average over the rows. Each entry has its own gradient.",
    lambda dout, mask, rate: np.broadcast_to(np.mean(dout * mask / (1 - rate), axis=0), dout.shape),
    kind="half",
)

DROPOUT_BACKWARD.mistake(
    "NaN where a unit was dropped",
    "You return NaN for dropped units. They had no influence on the output: their gradient is 0.",
    lambda dout, mask, rate: np.where(mask, dout / (1 - rate), np.nan),
    kind="slip",
)

for _digits in (3, 4, 6, 8):
    DROPOUT_BACKWARD.mistake(
        f"rounded to {_digits} digits",
        "You round the gradient. Return it as it is: gradients may be tiny.",
        lambda dout, mask, rate, digits=_digits: np.round(dout * mask / (1 - rate), digits),
        kind="slip",
    )

DROPOUT_BACKWARD.mistake(
    "the factor rounded",
    "You round 1 - rate. Use it as it is.",
    lambda dout, mask, rate: dout * mask / round(1 - rate, 1),
    kind="slip",
)

for _most in (1, 5):
    DROPOUT_BACKWARD.mistake(
        f"limited to {_most}",
        f"You limit the gradient to values from -{_most} to {_most}. Return it as it is.",
        lambda dout, mask, rate, most=_most: np.clip(dout * mask / (1 - rate), -most, most),
        kind="slip",
    )

for _type in (np.float16, np.float32):
    DROPOUT_BACKWARD.mistake(
        f"as {_type.__name__}",
        f"You return {_type.__name__}, which has fewer digits than dout. Keep double precision.",
        lambda dout, mask, rate, dtype=_type: (dout * mask / (1 - rate)).astype(dtype),
        kind="slip",
    )

for _size in ("1e-6", "1e-8", "1e-10"):
    DROPOUT_BACKWARD.mistake(
        f"entries below {_size} set to 0",
        "You set tiny entries to 0. A unit that stayed has a gradient, however small.",
        lambda dout, mask, rate, least=float(_size): (
            dout * mask * (np.abs(dout / (1 - rate)) >= least) / (1 - rate)
        ),
        kind="slip",
    )

for _size in ("1e-6", "1e-7", "1e-8"):
    DROPOUT_BACKWARD.mistake(
        f"{_size} added to 1 - rate",
        "You add a small number to 1 - rate, which changes the gradient. rate is below 1, so 1 - "
        "rate is never 0.",
        lambda dout, mask, rate, eps=float(_size): dout * mask / (1 - rate + eps),
        kind="slip",
    )


@DROPOUT_BACKWARD.mistake(
    "two axes only",
    "Your code needs two axes. dout may have one axis, or three: use operations on whole arrays.",
    kind="slip",
)
def rows_and_columns(dout, mask, rate):
    dx = np.zeros(dout.shape)
    for i in range(dout.shape[0]):
        for j in range(dout.shape[1]):
            if mask[i, j]:
                dx[i, j] = dout[i, j] / (1 - rate)
    return dx


def _holes(data, out):
    """Whether some gradients of kept units are 0 and all others are dout / (1 - rate)."""
    if data["mask"].size < 10:  # the case to compute on paper
        return True
    got, dout, keep = out["dropout_backward"], data["dout"], 1 - data["rate"]
    zeros = got == 0
    if np.all(zeros == ~data["mask"]) or np.all(zeros == data["mask"]):
        return False
    return bool(np.any(zeros & data["mask"]) and np.allclose(got[~zeros], dout[~zeros] / keep))


@DROPOUT_BACKWARD.mistake(
    "a new mask in backward",
    "You draw a new mask, so some units that stayed get no gradient. Use the mask of the "
    "forward pass.",
    signature=("kept_units", _holes),
    kind="wrong",
)
def new_mask(dout, mask, rate):
    mask = np.random.default_rng().random(dout.shape) >= rate
    return dout * mask / (1 - rate)
