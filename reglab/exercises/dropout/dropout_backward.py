"""Exercise 7.2, the gradient through dropout."""

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, failed, first_difference, number
from reglab.exercises.dropout.inputs import activations, rates, short_rate, sizes
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
)


def _case(rng, around, rate):
    """At least one unit stays, and one is dropped."""
    shape = sizes(rng, *around)
    dout, mask = activations(rng, shape), rng.random(shape) >= rate
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
    """A judge: on the entries that which(data) selects the gradient is right."""

    def judge(data, out):
        dout, mask, rate = data["dout"], data["mask"], data["rate"]
        expected = np.where(mask, dout / (1 - rate), 0.0)
        got = np.where(which(data), out["dropout_backward"], expected)
        where = first_difference(expected, got, rtol=1e-9)
        if where is None:
            return PASSED
        case = f"dout = {number(dout[where])}, mask = {bool(mask[where])}, rate = {number(rate)}"
        return failed(hint, f"{case}: expected {number(expected[where])}, got {number(got[where])}")

    return judge


DROPOUT_BACKWARD.property(
    "where a unit stayed, the gradient is dout / (1 - rate)",
    name="kept_units",
    draw=_cases,
    judge=_gradient(
        "Forward multiplied what stayed by 1 / (1 - rate). Its derivative is the same factor.",
        lambda data: data["mask"],
    ),
)

DROPOUT_BACKWARD.property(
    "where a unit was dropped, the gradient is 0",
    name="dropped_units",
    draw=_cases,
    after="kept_units",
    judge=_gradient(
        "A dropped entry had no influence on the output, so its gradient is 0.",
        lambda data: ~data["mask"],
    ),
)


def _nothing_dropped(rng):
    dout = activations(rng, tuple(rng.integers(2, 6, size=2)))
    return {"dout": dout, "mask": np.ones(dout.shape, dtype=bool), "rate": 0.0}


DROPOUT_BACKWARD.property(
    "with rate = 0 and nothing dropped, the gradient passes unchanged",
    name="rate_zero",
    draw=_nothing_dropped,
    after="kept_units",
    judge=_gradient(
        "With rate = 0 forward returns x: the gradient is dout.", lambda data: data["mask"]
    ),
)


# Known mistakes: every answer that is declared below is wrong on purpose.

DROPOUT_BACKWARD.mistake(
    "survivors' factor forgotten",
    "Forward scaled what stayed by 1 / (1 - rate). Its gradient has the same factor.",
    lambda dout, mask, rate: dout * mask,
)

DROPOUT_BACKWARD.mistake(
    "mask ignored",
    "Dropped units get a gradient. They had no say in the output: multiply by the mask.",
    lambda dout, mask, rate: dout / (1 - rate),
)

DROPOUT_BACKWARD.mistake(
    "gradient passed through",
    "dout comes back as it was. Dropout changed the output, so it changes the gradient: mask and "
    "scale.",
    lambda dout, mask, rate: dout.copy(),
)

DROPOUT_BACKWARD.mistake(
    "divided by the rate",
    "You divide by the probability of dropping. Forward divided by the probability of staying.",
    lambda dout, mask, rate: dout * mask / rate if rate else dout * mask,
)

DROPOUT_BACKWARD.mistake(
    "multiplied by the keep probability",
    "You multiply by the probability of staying, and forward divided by it. The derivative of "
    "x / c is 1 / c.",
    lambda dout, mask, rate: dout * mask * (1 - rate),
)

DROPOUT_BACKWARD.mistake(
    "multiplied by the rate",
    "You multiply by the rate. The factor of forward was 1 / (1 - rate).",
    lambda dout, mask, rate: dout * mask * rate,
)

DROPOUT_BACKWARD.mistake(
    "scaled twice",
    "You divide by the probability of staying twice. Forward did so once.",
    lambda dout, mask, rate: dout * mask / (1 - rate) ** 2,
)

DROPOUT_BACKWARD.mistake(
    "mask turned round",
    "Your gradient flows where units were dropped. The mask is True for what stayed.",
    lambda dout, mask, rate: dout * ~mask / (1 - rate),
)

DROPOUT_BACKWARD.mistake(
    "upstream gradient forgotten",
    "That is the derivative of dropout alone. The chain rule multiplies it by dout.",
    lambda dout, mask, rate: mask / (1 - rate),
)

DROPOUT_BACKWARD.mistake(
    "sign reversed",
    "The sign is wrong: the step against the gradient is the optimizer's affair.",
    lambda dout, mask, rate: -dout * mask / (1 - rate),
)

DROPOUT_BACKWARD.mistake(
    "dropped entries removed",
    "You return the gradients of what stayed only. The others belong in their places, as zeros.",
    lambda dout, mask, rate: dout[mask] / (1 - rate),
)

DROPOUT_BACKWARD.mistake(
    "summed over the batch",
    "You sum over the rows. That is for weights, which all rows share; here each entry has its own "
    "gradient.",
    lambda dout, mask, rate: np.sum(dout * mask / (1 - rate), axis=0),
)

DROPOUT_BACKWARD.mistake(
    "scaled by the share that stayed",
    "You divide by the share of True in the mask. Forward divided by its probability, 1 - rate.",
    lambda dout, mask, rate: dout * mask / np.mean(mask),
)


def _holes(data, out):
    """Some gradients of units that stayed are 0, the others are right or of a wrong unit."""
    if data["mask"].size < 10:
        return True
    got, dout, keep = out["dropout_backward"], data["dout"], 1 - data["rate"]
    zeros = got == 0
    if np.all(zeros == ~data["mask"]) or np.all(zeros == data["mask"]):
        return False
    return bool(np.any(zeros & data["mask"]) and np.allclose(got[~zeros], dout[~zeros] / keep))


@DROPOUT_BACKWARD.mistake(
    "a new mask in backward",
    "Units that stayed get no gradient: you draw a new mask. Use the one of the forward pass.",
    signature=("kept_units", _holes),
)
def new_mask(dout, mask, rate):
    mask = np.random.default_rng().random(dout.shape) >= rate
    return dout * mask / (1 - rate)
