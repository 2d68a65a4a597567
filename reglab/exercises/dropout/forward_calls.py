"""Calls of the layers of exercises 7.1 and 7.3, and what they return."""

import numpy as np

from reglab.checks.model import Array, Tuple


def x_shape(data):
    return data["x"].shape


OUT_AND_MASK = Tuple(out=Array(x_shape, rtol=1e-9), mask=Array(x_shape))


def outs_of(n):
    """What `many_calls` returns."""
    return {"outs": Array(lambda data: (n, *data["x"].shape))}


def one_call(answers, name, data, *, training):
    """What the function called `name` returns."""
    rng = np.random.default_rng(data["seed"])
    return {name: getattr(answers, name)(data["x"], data["rate"], rng=rng, training=training)}


def one_call_and_type(answers, name, data, *, training):
    """What the function called `name` returns, and 1 if its mask holds booleans."""
    outputs = one_call(answers, name, data, training=training)
    answer = outputs[name]
    mask = answer[1] if isinstance(answer, tuple | list) and len(answer) == 2 else None
    return {**outputs, "is_bool": int(np.asarray(mask).dtype == bool)}


def many_calls(function, data, n):
    """Outputs in training of n calls with one Generator: an array of shape (n, *x.shape)."""
    rng = np.random.default_rng(data["seed"])
    returned = [function(data["x"], data["rate"], rng=rng, training=True) for _ in range(n)]
    return np.array([out for out, _ in returned], dtype=float)
