"""Exercise 7.3, vanilla dropout."""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    Integer,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.exercises.dropout import masks
from reglab.exercises.dropout.forward_calls import (
    OUT_AND_MASK,
    many_calls,
    one_call,
    one_call_and_type,
    outs_of,
    x_shape,
)
from reglab.exercises.dropout.inputs import (
    after_a_relu,
    boxes,
    equal_rows,
    of_all_sizes,
    rates,
    several_shapes,
    short_rate,
    small_box,
    wide,
)
from reglab.exercises.libraries import KERAS
from reglab.nn import vanilla_forward, vanilla_predict

VANILLA_FORWARD = Exercise(
    "dropout.vanilla_forward",
    title="7.3 vanilla_forward, vanilla_predict",
    points=3,
    names=("vanilla_forward", "vanilla_predict"),
    returns=OUT_AND_MASK,
    forbid=(
        "reglab.nn.dropout:vanilla_forward",
        "reglab.nn.dropout:vanilla_predict",
        "reglab.nn.dropout:dropout_forward",
        "reglab.nn.dropout",
        *KERAS,
    ),
    reference={"vanilla_forward": vanilla_forward, "vanilla_predict": vanilla_predict},
    aspects={
        "dropping": 1,
        "training": 3,
        "mask": 1,
        "draws": 5,
        "prediction": 3,
        "inference": 1,
    },
)


def _unscaled(data):
    """The value of a kept entry, and its formula."""
    return data["x"], "x itself"


VANILLA_FORWARD.property(
    "in training some entries become 0, and some do not",
    name="some_dropped",
    aspect="dropping",
    draw=wide,
    call=lambda answers, data: one_call(answers, "vanilla_forward", data, training=True),
    judge=masks.some_dropped("vanilla_forward"),
)

VANILLA_FORWARD.property(
    "in training an entry becomes 0 or stays x",
    name="zero_or_x",
    aspect="training",
    draw=wide,
    call=lambda answers, data: one_call(answers, "vanilla_forward", data, training=True),
    after="some_dropped",
    judge=masks.zero_or_kept("vanilla_forward", _unscaled),
)

VANILLA_FORWARD.property(
    "the mask is boolean: True where x stays, False where it is dropped",
    name="mask_tells",
    aspect="mask",
    draw=wide,
    call=lambda answers, data: one_call_and_type(answers, "vanilla_forward", data, training=True),
    returns={"vanilla_forward": OUT_AND_MASK, "is_bool": Integer()},
    after="some_dropped",
    judge=masks.mask_tells("vanilla_forward"),
)

VANILLA_FORWARD.property(
    "an entry of x that is 0 has its own draw in the mask",
    name="mask_at_zeros",
    aspect="mask",
    draw=after_a_relu,
    call=lambda answers, data: one_call(answers, "vanilla_forward", data, training=True),
    after="mask_tells",
    judge=masks.mask_at_zeros("vanilla_forward"),
)


def _on_its_own_from_rng(data, out):
    if np.any(out["outs"] != out["again"]):
        return failed(
            "Equal generators must give equal masks: draw from rng, and from nothing else.",
            "equal generators: expected equal answers, got different ones",
        )
    dropped = out["outs"] == 0
    if np.all(dropped == dropped[0]):
        return failed(
            "Draw a new mask from rng in each call.",
            f"{len(dropped)} calls with one generator: expected different masks, got the same",
        )
    return masks.on_its_own(data, out)


VANILLA_FORWARD.property(
    "every entry is dropped or kept on its own, from the rng that was passed",
    name="on_its_own",
    draw=boxes,
    call=lambda answers, data: {
        name: many_calls(answers.vanilla_forward, data, 12) for name in ("outs", "again")
    },
    returns={"outs": outs_of(12)["outs"], "again": outs_of(12)["outs"]},
    aspect="draws",
    after="some_dropped",
    judge=_on_its_own_from_rng,
)

VANILLA_FORWARD.property(
    "an entry is dropped with probability rate",
    name="share_dropped",
    draw=equal_rows,
    call=lambda answers, data: {"outs": many_calls(answers.vanilla_forward, data, 5)},
    returns=outs_of(5),
    aspect="draws",
    after="on_its_own",
    statistical=True,
    judge=masks.share_dropped,
)

VANILLA_FORWARD.property(
    "no entry tells anything about another one, or about the next call",
    name="independent",
    aspect="draws",
    draw=small_box,
    call=lambda answers, data: {"outs": many_calls(answers.vanilla_forward, data, 200)},
    returns=outs_of(200),
    after="share_dropped",
    statistical=True,
    judge=masks.independent,
)


def _to_predict(rng):
    x = 10.0 * rng.integers(1, 6, size=(1, 2)) * [1, -1]
    shape = tuple(rng.integers(2, 6, size=3))
    rest = [{"x": of_all_sizes(rng, shape), "rate": rate} for rate in (*rates(rng), 0.0)]
    return [{"x": x, "rate": short_rate(rng)}, *rest]


@VANILLA_FORWARD.property(
    "vanilla_predict gives the mean of the training outputs over all masks",
    draw=_to_predict,
    call=lambda answers, data: {
        "vanilla_predict": answers.vanilla_predict(data["x"], data["rate"])
    },
    returns={"vanilla_predict": Array(x_shape, rtol=1e-9)},
    aspect="prediction",
)
def predict_scale(data, out):
    x, rate = data["x"], data["rate"]
    expected, got = (1 - rate) * x, out["vanilla_predict"]
    where = first_difference(expected, got, rtol=1e-9, atol=0)
    if where is None:
        return PASSED
    return failed(
        "In training an entry is x with probability 1 - rate and 0 otherwise. Return the mean "
        "of that.",
        f"x = {number(x[where])}, rate = {number(rate)}: "
        + expected_got(expected[where], got[where]),
    )


VANILLA_FORWARD.property(
    "vanilla_forward at inference gives what vanilla_predict should, and all True",
    name="inference",
    draw=several_shapes,
    call=lambda answers, data: one_call_and_type(answers, "vanilla_forward", data, training=False),
    returns={"vanilla_forward": OUT_AND_MASK, "is_bool": Integer()},
    aspect="inference",
    judge=masks.nothing_dropped(
        "vanilla_forward",
        lambda data: (1 - data["rate"]) * data["x"],
        "training = False",
        "At inference vanilla dropout drops nothing and returns (1 - rate) * x.",
    ),
)
