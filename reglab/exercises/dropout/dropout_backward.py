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
    aspects={"kept units": 5, "dropped units": 4},
)


def _case(rng, around, rate):
    """A case in which at least one unit stays and at least one is dropped."""
    shape = sizes(rng, *around)
    dout, mask = of_all_sizes(rng, shape), rng.random(shape) >= rate
    mask.flat[0], mask.flat[-1] = True, False
    return {"dout": dout, "mask": mask, "rate": rate}


def _cases(rng):
    on_paper = {
        "dout": rng.choice([-1.0, 1.0], size=2) * rng.integers(2, 10, size=2),
        "mask": np.array([True, False]),
        "rate": short_rate(rng),
    }
    cases = zip(((20, 10), (3, 30, 5), (200,)), rates(rng), strict=True)
    return [on_paper, *(_case(rng, around, rate) for around, rate in cases)]


def _gradient(hint, which):
    """A judge: the gradient is right on the entries that which(data) selects."""

    def judge(data, out):
        dout, mask, rate = data["dout"], data["mask"], data["rate"]
        expected = np.where(mask, dout / (1 - rate), 0.0)
        got = np.where(which(data), out["dropout_backward"], expected)
        where = first_difference(expected, got, rtol=1e-9, atol=0)
        if where is None:
            return PASSED
        case = f"dout = {number(dout[where])}, mask = {bool(mask[where])}, rate = {number(rate)}"
        return failed(hint, f"{case}: {expected_got(expected[where], got[where])}")

    return judge


DROPOUT_BACKWARD.property(
    "where a unit stayed, the gradient is dout / (1 - rate)",
    name="kept_units",
    aspect="kept units",
    draw=_cases,
    judge=_gradient(
        "The forward pass multiplies kept units by 1 / (1 - rate). The derivative is the same "
        "factor.",
        lambda data: data["mask"],
    ),
)


@DROPOUT_BACKWARD.property(
    "the gradient is 0 where a unit was dropped, and only there",
    aspect="dropped units",
    draw=_cases,
)
def dropped_units(data, out):
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


def _nothing_dropped(rng):
    dout = activations(rng, tuple(rng.integers(2, 6, size=2)))
    return {"dout": dout, "mask": np.ones(dout.shape, dtype=bool), "rate": 0.0}


DROPOUT_BACKWARD.property(
    "with rate = 0 and nothing dropped, the gradient passes unchanged",
    name="rate_zero",
    aspect="kept units",
    draw=_nothing_dropped,
    after="dropped_units",
    judge=_gradient(
        "With rate = 0 the forward pass returns x, so the gradient is dout.",
        lambda data: data["mask"],
    ),
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


def _holes(data, out):
    """Whether some gradients of kept units are 0 and all others are dout / (1 - rate)."""
    if data["mask"].size < 10:
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
