"""Exercise 7.1, inverted dropout."""

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, Integer, failed
from reglab.exercises.draws import seeded
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
    activations,
    after_a_relu,
    boxes,
    equal_rows,
    several_shapes,
    sizes,
    small_box,
    wide,
)
from reglab.exercises.libraries import KERAS
from reglab.nn import dropout_forward

DROPOUT_FORWARD = Exercise(
    "dropout.dropout_forward",
    title="7.1 dropout_forward",
    points=3,
    returns=OUT_AND_MASK,
    # The solution itself, from our package and from Keras.
    forbid=(
        "reglab.nn.dropout:dropout_forward",
        "reglab.nn.dropout:vanilla_forward",
        "reglab.nn.dropout",
        *KERAS,
    ),
    reference=dropout_forward,
    aspects={"dropping": 1, "scale": 5, "mask": 2, "draws": 8, "inference": 3},
)


def _scaled(data):
    """The value of a kept entry, and its formula."""
    return data["x"] / (1 - data["rate"]), "x / (1 - rate)"


DROPOUT_FORWARD.property(
    "in training some entries become 0, and some do not",
    name="some_dropped",
    aspect="dropping",
    draw=wide,
    call=lambda answers, data: one_call(answers, "dropout_forward", data, training=True),
    judge=masks.some_dropped("dropout_forward"),
)

DROPOUT_FORWARD.property(
    "in training an entry becomes 0 or x / (1 - rate)",
    name="zero_or_scaled",
    aspect="scale",
    draw=wide,
    call=lambda answers, data: one_call(answers, "dropout_forward", data, training=True),
    after="some_dropped",
    judge=masks.zero_or_kept("dropout_forward", _scaled),
)

DROPOUT_FORWARD.property(
    "the mask is boolean: True where x stays, False where it is dropped",
    name="mask_tells",
    aspect="mask",
    draw=wide,
    call=lambda answers, data: one_call_and_type(answers, "dropout_forward", data, training=True),
    returns={"dropout_forward": OUT_AND_MASK, "is_bool": Integer()},
    after="some_dropped",
    judge=masks.mask_tells("dropout_forward"),
)

DROPOUT_FORWARD.property(
    "an entry of x that is 0 has its own draw in the mask",
    name="mask_at_zeros",
    aspect="mask",
    draw=after_a_relu,
    call=lambda answers, data: one_call(answers, "dropout_forward", data, training=True),
    after="mask_tells",
    judge=masks.mask_at_zeros("dropout_forward"),
)


def _new_mask(data, out):
    one, two = out["outs"] == 0
    if np.any(one != two):
        return PASSED
    return failed(
        "Draw a new mask from rng in each call.",
        "two calls with one generator: expected different masks, got the same",
    )


DROPOUT_FORWARD.property(
    "each call draws a new mask",
    name="new_mask",
    aspect="draws",
    draw=boxes,
    call=lambda answers, data: {"outs": many_calls(answers.dropout_forward, data, 2)},
    returns=outs_of(2),
    after="some_dropped",
    judge=_new_mask,
)

DROPOUT_FORWARD.property(
    "every entry is dropped or kept on its own",
    name="on_its_own",
    aspect="draws",
    draw=boxes,
    call=lambda answers, data: {"outs": many_calls(answers.dropout_forward, data, 12)},
    returns=outs_of(12),
    after="new_mask",
    judge=masks.on_its_own,
)

DROPOUT_FORWARD.property(
    "an entry is dropped with probability rate",
    name="share_dropped",
    aspect="draws",
    draw=equal_rows,
    call=lambda answers, data: {"outs": many_calls(answers.dropout_forward, data, 5)},
    returns=outs_of(5),
    after="on_its_own",
    statistical=True,
    judge=masks.share_dropped,
)

DROPOUT_FORWARD.property(
    "no entry tells anything about another one, or about the next call",
    name="independent",
    aspect="draws",
    draw=small_box,
    call=lambda answers, data: {"outs": many_calls(answers.dropout_forward, data, 200)},
    returns=outs_of(200),
    after="share_dropped",
    statistical=True,
    judge=masks.independent,
)


def _by_generator(answers, data):
    other = {**data, "seed": data["seed"] + 1}
    cases = {"first": data, "again": data, "other": other}
    return {name: many_calls(answers.dropout_forward, d, 1)[0] for name, d in cases.items()}


@DROPOUT_FORWARD.property(
    "the rng that was passed decides, and nothing else",
    draw=boxes,
    call=_by_generator,
    returns={name: Array(x_shape) for name in ("first", "again", "other")},
    aspect="draws",
    after="new_mask",
)
def own_rng(data, out):
    if np.any(out["first"] != out["again"]):
        return failed(
            "Equal generators must give equal masks: draw from rng, and from nothing else.",
            "two calls with equal generators: expected equal answers, got different ones",
        )
    if np.all(out["first"] == out["other"]):
        return failed(
            "Different generators must give different masks: draw from rng.",
            "two calls with different generators: expected different masks, got the same",
        )
    return PASSED


DROPOUT_FORWARD.property(
    "with rate = 0 everything stays",
    name="rate_zero",
    aspect="dropping",
    draw=lambda rng: seeded(rng, x=activations(rng, sizes(rng, 50, 50)), rate=0.0),
    call=lambda answers, data: one_call(answers, "dropout_forward", data, training=True),
    after="zero_or_scaled",
    judge=masks.nothing_dropped(
        "dropout_forward",
        lambda data: data["x"],
        "in training",
        "With rate = 0 drop nothing.",
    ),
)

DROPOUT_FORWARD.property(
    "at inference x comes back as it is, and the mask is all True",
    name="inference",
    aspect="inference",
    draw=several_shapes,
    call=lambda answers, data: one_call_and_type(answers, "dropout_forward", data, training=False),
    returns={"dropout_forward": OUT_AND_MASK, "is_bool": Integer()},
    judge=masks.nothing_dropped(
        "dropout_forward",
        lambda data: data["x"],
        "training = False",
        "At inference nothing is dropped, so nothing has to be compensated: return x unchanged.",
    ),
)
