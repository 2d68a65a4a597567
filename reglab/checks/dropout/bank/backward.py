"""Exercise 7.2: the known wrong answers."""

import numpy as np

from ..probes import DROPOUT_BACKWARD


def _known(name, hint, function, signature=None):
    DROPOUT_BACKWARD.misconception(name, hint=hint, signature=signature)(function)


_known(
    "survivors' factor forgotten",
    "Forward scaled what stayed by 1 / (1 - rate). Its gradient has the same factor.",
    lambda dout, mask, rate: dout * mask,
)
_known(
    "mask ignored",
    "Dropped units get a gradient. They had no say in the output: multiply by the mask.",
    lambda dout, mask, rate: dout / (1 - rate),
)
_known(
    "gradient passed through",
    "dout comes back as it was. Dropout changed the output, so it changes the gradient: mask and "
    "scale.",
    lambda dout, mask, rate: dout.copy(),
)
_known(
    "divided by the rate",
    "You divide by the probability of dropping. Forward divided by the probability of staying.",
    lambda dout, mask, rate: dout * mask / rate if rate else dout * mask,
)
_known(
    "multiplied by the keep probability",
    "You multiply by the probability of staying, and forward divided by it. The derivative of "
    "x / c is 1 / c.",
    lambda dout, mask, rate: dout * mask * (1 - rate),
)
_known(
    "multiplied by the rate",
    "You multiply by the rate. The factor of forward was 1 / (1 - rate).",
    lambda dout, mask, rate: dout * mask * rate,
)
_known(
    "scaled twice",
    "You divide by the probability of staying twice. Forward did so once.",
    lambda dout, mask, rate: dout * mask / (1 - rate) ** 2,
)
_known(
    "mask turned round",
    "Your gradient flows where units were dropped. The mask is True for what stayed.",
    lambda dout, mask, rate: dout * ~mask / (1 - rate),
)
_known(
    "upstream gradient forgotten",
    "That is the derivative of dropout alone. The chain rule multiplies it by dout.",
    lambda dout, mask, rate: mask / (1 - rate),
)
_known(
    "sign reversed",
    "The sign is wrong: the step against the gradient is the optimizer's affair.",
    lambda dout, mask, rate: -dout * mask / (1 - rate),
)
_known(
    "dropped entries removed",
    "You return the gradients of what stayed only. The others belong in their places, as zeros.",
    lambda dout, mask, rate: dout[mask] / (1 - rate),
)
_known(
    "summed over the batch",
    "You sum over the rows. That is for weights, which all rows share; here each entry has its own "
    "gradient.",
    lambda dout, mask, rate: np.sum(dout * mask / (1 - rate), axis=0),
)
_known(
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


@DROPOUT_BACKWARD.misconception(
    "a new mask in backward",
    hint="Units that stayed get no gradient: you draw a new mask. Use the one of the forward pass.",
    signature=("kept_units", _holes),
)
def new_mask(dout, mask, rate):
    drawn = np.random.default_rng().random(dout.shape) >= rate
    return dout * drawn / (1 - rate)
