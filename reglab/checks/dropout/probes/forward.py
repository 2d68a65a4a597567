"""Exercise 7.1, inverted dropout: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Integer, Tuple
from ...core.libraries import KERAS
from ..designs import activations, rates, seeded, short_rate, sizes

# What is asked for, in our words and in Keras'.
LIBRARY = ("reglab.nn.dropout", *KERAS)

DROPOUT_FORWARD = Exercise(
    "dropout.dropout_forward",
    title="7.1 dropout_forward",
    points=3,
    forbid=("reglab.nn.dropout:dropout_forward", "reglab.nn.dropout:vanilla_forward", *LIBRARY),
)

N_CALLS = 5


def x_shape(data):
    return data["x"].shape


OUT_AND_MASK = {"dropout_forward": Tuple(out=Array(x_shape, rtol=1e-9), mask=Array(x_shape))}


def wide(rng):
    """So many rows and units that whole rows or columns of zeros leave others."""
    x = rng.choice([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0], size=sizes(rng, 56, 56))
    _, middle, low = rates(rng)
    stack = (int(rng.integers(2, 4)), *sizes(rng, 48, 48))
    return [
        seeded(rng, x=x, rate=short_rate(rng)),
        seeded(rng, x=activations(rng, stack), rate=middle),
        seeded(rng, x=activations(rng, sizes(rng, 100, 100)), rate=low),
    ]


def several_shapes(rng):
    shapes = (25, 12), (3, 20, 5), (30, 10)
    cases = zip(shapes, rates(rng), strict=True)
    return [seeded(rng, x=activations(rng, sizes(rng, *shape)), rate=rate) for shape, rate in cases]


def call(function, data, *, training):
    """What one call returns."""
    rng = np.random.default_rng(data["seed"])
    return function(data["x"], data["rate"], rng=rng, training=training)


def calls(function, data, n):
    """Outputs of n calls with one Generator: an array of shape (n, *x.shape)."""
    rng = np.random.default_rng(data["seed"])
    returned = [function(data["x"], data["rate"], rng=rng, training=True) for _ in range(n)]
    return np.array([out for out, _ in returned], dtype=float)


def has_boolean_mask(answer):
    """1 if the second of two returned values holds booleans: evidence from the student's side."""
    mask = answer[1] if isinstance(answer, tuple | list) and len(answer) == 2 else None
    return int(np.asarray(mask).dtype == bool)


@DROPOUT_FORWARD.property(
    "in training an entry becomes 0 or x / (1 - rate)",
    draw=wide,
    returns=OUT_AND_MASK,
)
def zero_or_scaled(answers, data):
    return {"dropout_forward": call(answers.dropout_forward, data, training=True)}


@DROPOUT_FORWARD.property(
    "the mask is boolean: True where x stays, False where it is dropped",
    draw=wide,
    returns={**OUT_AND_MASK, "is_bool": Integer()},
    after="zero_or_scaled",
)
def mask_tells(answers, data):
    answer = call(answers.dropout_forward, data, training=True)
    return {"dropout_forward": answer, "is_bool": has_boolean_mask(answer)}


def boxes(rng):
    """Stacks of batches, so large that two masks of a few rows or units are never equal by luck."""
    drawn = rng.integers([60, 25], [76, 41]) / 100
    return [
        seeded(rng, x=activations(rng, sizes(rng, 3, 8, 24)), rate=float(rate)) for rate in drawn
    ]


@DROPOUT_FORWARD.property(
    "each call draws a new mask",
    draw=boxes,
    returns={"outs": Array(lambda data: (2, *data["x"].shape))},
    after="zero_or_scaled",
)
def new_mask(answers, data):
    return {"outs": calls(answers.dropout_forward, data, 2)}


@DROPOUT_FORWARD.property(
    "every entry is dropped or kept on its own",
    draw=boxes,
    returns={"outs": Array(lambda data: (12, *data["x"].shape))},
    after="new_mask",
)
def on_its_own(answers, data):
    return {"outs": calls(answers.dropout_forward, data, 12)}


def equal_rows(rng):
    """Every row sees another mask, so that one call stands for many."""
    below_a_tenth = int(rng.integers(35, 50)) / 1000
    return [
        seeded(rng, x=np.tile(activations(rng, 4), (200, 1)), rate=rate)
        for rate in (*rates(rng), below_a_tenth)
    ]


@DROPOUT_FORWARD.property(
    "an entry is dropped with probability rate",
    draw=equal_rows,
    returns={"outs": Array(lambda data: (N_CALLS, *data["x"].shape))},
    after="on_its_own",
    statistical=True,
)
def share_dropped(answers, data):
    return {"outs": calls(answers.dropout_forward, data, N_CALLS)}


@DROPOUT_FORWARD.property(
    "averaged over many masks the output is x",
    draw=equal_rows,
    returns={"outs": Array(lambda data: (N_CALLS, *data["x"].shape))},
    after="on_its_own",
    statistical=True,
)
def mean_is_x(answers, data):
    return {"outs": calls(answers.dropout_forward, data, N_CALLS)}


@DROPOUT_FORWARD.property(
    "the rng that was passed decides, and nothing else",
    draw=boxes,
    returns={name: Array(x_shape) for name in ("first", "again", "other")},
    after="zero_or_scaled",
)
def own_rng(answers, data):
    other = {**data, "seed": data["seed"] + 1}
    return {
        "first": calls(answers.dropout_forward, data, 1)[0],
        "again": calls(answers.dropout_forward, data, 1)[0],
        "other": calls(answers.dropout_forward, other, 1)[0],
    }


@DROPOUT_FORWARD.property(
    "with rate = 0 everything stays",
    draw=lambda rng: seeded(rng, x=activations(rng, sizes(rng, 50, 50)), rate=0.0),
    returns=OUT_AND_MASK,
    after="zero_or_scaled",
)
def rate_zero(answers, data):
    return {"dropout_forward": call(answers.dropout_forward, data, training=True)}


@DROPOUT_FORWARD.property(
    "at inference x comes back as it is, and the mask is all True",
    draw=several_shapes,
    returns={**OUT_AND_MASK, "is_bool": Integer()},
    after="zero_or_scaled",
)
def inference(answers, data):
    answer = call(answers.dropout_forward, data, training=False)
    return {"dropout_forward": answer, "is_bool": has_boolean_mask(answer)}
