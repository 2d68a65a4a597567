"""Exercise 7.1, inverted dropout."""

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, Integer, failed, number
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
    boxes,
    equal_rows,
    seeded,
    several_shapes,
    sizes,
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
)


def _scaled(data):
    """The value of a kept entry, and its formula."""
    return data["x"] / (1 - data["rate"]), "x / (1 - rate)"


DROPOUT_FORWARD.property(
    "in training an entry becomes 0 or x / (1 - rate)",
    name="zero_or_scaled",
    draw=wide,
    call=lambda answers, data: one_call(answers, "dropout_forward", data, training=True),
    judge=masks.zero_or_kept("dropout_forward", _scaled),
)

DROPOUT_FORWARD.property(
    "the mask is boolean: True where x stays, False where it is dropped",
    name="mask_tells",
    draw=wide,
    call=lambda answers, data: one_call_and_type(answers, "dropout_forward", data, training=True),
    returns={"dropout_forward": OUT_AND_MASK, "is_bool": Integer()},
    after="zero_or_scaled",
    judge=masks.mask_tells("dropout_forward", _scaled),
)


def _new_mask(data, out):
    one, two = out["outs"] == 0
    if np.any(one != two):
        return PASSED
    return failed(
        "Draw from rng itself. A generator made or copied inside the function starts again in "
        "each call.",
        "two calls with one generator: expected different masks, got the same",
    )


DROPOUT_FORWARD.property(
    "each call draws a new mask",
    name="new_mask",
    draw=boxes,
    call=lambda answers, data: {"outs": many_calls(answers.dropout_forward, data, 2)},
    returns=outs_of(2),
    after="zero_or_scaled",
    judge=masks.after_values(_scaled, _new_mask),
)

DROPOUT_FORWARD.property(
    "every entry is dropped or kept on its own",
    name="on_its_own",
    draw=boxes,
    call=lambda answers, data: {"outs": many_calls(answers.dropout_forward, data, 12)},
    returns=outs_of(12),
    after="new_mask",
    judge=masks.after_values(_scaled, masks.on_its_own),
)

DROPOUT_FORWARD.property(
    "an entry is dropped with probability rate",
    name="share_dropped",
    draw=equal_rows,
    call=lambda answers, data: {"outs": many_calls(answers.dropout_forward, data, 5)},
    returns=outs_of(5),
    after="on_its_own",
    statistical=True,
    judge=masks.after_values(_scaled, masks.share_dropped),
)


def _mean_is_x(data, out):
    x, rate = data["x"][0], data["rate"]
    outs = out["outs"].reshape(-1, len(x))
    mean = outs.mean(axis=0)
    error = np.abs(x) * np.sqrt(rate / (1 - rate) / len(outs))
    distance = np.abs(mean - x) / error
    if np.all(distance < 5):
        return PASSED
    where = int(np.argmax(distance))
    return failed(
        "The scaling factor must match the probability that an entry stays.",
        f"x = {number(x[where])}, rate = {number(rate)}, {len(outs)} masks: expected a mean of "
        f"{number(x[where])} ± {5 * error[where]:.2g}, got {number(mean[where])}",
    )


DROPOUT_FORWARD.property(
    "averaged over many masks the output is x",
    name="mean_is_x",
    draw=equal_rows,
    call=lambda answers, data: {"outs": many_calls(answers.dropout_forward, data, 5)},
    returns=outs_of(5),
    after="on_its_own",
    statistical=True,
    judge=masks.after_values(_scaled, _mean_is_x),
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
    after="zero_or_scaled",
)
def own_rng(data, out):
    outs = np.array([out["first"], out["again"], out["other"]])
    verdict = masks.only_zero_or_kept(_scaled, data, outs)
    if not verdict.passed:
        return verdict
    if np.any(out["first"] != out["again"]):
        return failed(
            "Draw from rng only, not from another generator.",
            "two calls with equal generators: expected equal answers, got different ones",
        )
    if np.all(out["first"] == out["other"]):
        return failed(
            "Draw from rng as it is: with a seed inside the function you repeat the same mask.",
            "two calls with different generators: expected different masks, got the same",
        )
    return PASSED


DROPOUT_FORWARD.property(
    "with rate = 0 everything stays",
    name="rate_zero",
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
    draw=several_shapes,
    call=lambda answers, data: one_call_and_type(answers, "dropout_forward", data, training=False),
    returns={"dropout_forward": OUT_AND_MASK, "is_bool": Integer()},
    after="zero_or_scaled",
    judge=masks.nothing_dropped(
        "dropout_forward",
        lambda data: data["x"],
        "training = False",
        "The scaling in training already compensates for dropped units: at inference return x "
        "unchanged.",
    ),
)
