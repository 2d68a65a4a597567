"""Exercise 7.3, vanilla dropout: what is drawn and called."""

from ...core import Array, Exercise, Integer, Tuple
from ..designs import activations, rates, short_rate
from .forward import (
    LIBRARY,
    N_CALLS,
    boxes,
    call,
    calls,
    equal_rows,
    has_boolean_mask,
    several_shapes,
    wide,
    x_shape,
)

VANILLA_FORWARD = Exercise(
    "dropout.vanilla_forward",
    title="7.3 vanilla_forward, vanilla_predict",
    points=3,
    names=("vanilla_forward", "vanilla_predict"),
    forbid=(
        "reglab.nn.dropout:vanilla_forward",
        "reglab.nn.dropout:vanilla_predict",
        "reglab.nn.dropout:dropout_forward",
        *LIBRARY,
    ),
)


OUT_AND_MASK = {"vanilla_forward": Tuple(out=Array(x_shape, rtol=1e-9), mask=Array(x_shape))}


@VANILLA_FORWARD.property(
    "in training an entry becomes 0 or stays x",
    draw=wide,
    returns=OUT_AND_MASK,
)
def zero_or_x(answers, data):
    return {"vanilla_forward": call(answers.vanilla_forward, data, training=True)}


@VANILLA_FORWARD.property(
    "the mask is boolean: True where x stays, False where it is dropped",
    draw=wide,
    returns={**OUT_AND_MASK, "is_bool": Integer()},
    after="zero_or_x",
)
def mask_tells(answers, data):
    answer = call(answers.vanilla_forward, data, training=True)
    return {"vanilla_forward": answer, "is_bool": has_boolean_mask(answer)}


@VANILLA_FORWARD.property(
    "every entry is dropped or kept on its own, from the rng that was passed",
    draw=boxes,
    returns={name: Array(lambda data: (12, *data["x"].shape)) for name in ("outs", "again")},
    after="zero_or_x",
)
def on_its_own(answers, data):
    return {
        "outs": calls(answers.vanilla_forward, data, 12),
        "again": calls(answers.vanilla_forward, data, 12),
    }


@VANILLA_FORWARD.property(
    "an entry is dropped with probability rate",
    draw=equal_rows,
    returns={"outs": Array(lambda data: (N_CALLS, *data["x"].shape))},
    after="on_its_own",
    statistical=True,
)
def share_dropped(answers, data):
    return {"outs": calls(answers.vanilla_forward, data, N_CALLS)}


def _to_predict(rng):
    x = 10.0 * rng.integers(1, 6, size=(1, 2)) * [1, -1]
    shape = tuple(rng.integers(2, 6, size=3))
    rest = [{"x": activations(rng, shape), "rate": rate} for rate in (*rates(rng), 0.0)]
    return [{"x": x, "rate": short_rate(rng)}, *rest]


@VANILLA_FORWARD.property(
    "vanilla_predict gives the mean of the training outputs over all masks",
    draw=_to_predict,
    returns={"vanilla_predict": Array(x_shape, rtol=1e-9)},
)
def predict_scale(answers, data):
    return {"vanilla_predict": answers.vanilla_predict(data["x"], data["rate"])}


@VANILLA_FORWARD.property(
    "vanilla_forward at inference gives what vanilla_predict should, and all True",
    draw=several_shapes,
    returns={**OUT_AND_MASK, "is_bool": Integer()},
    after="zero_or_x",
)
def inference(answers, data):
    answer = call(answers.vanilla_forward, data, training=False)
    return {"vanilla_forward": answer, "is_bool": has_boolean_mask(answer)}
