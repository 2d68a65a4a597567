"""Exercises 11.6 and 11.7: parameters of networks, and how the guest sends them.

A case has `shapes`, a dict of shapes by name. An answer is sent as a tuple of arrays in that order.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reglab.checks.model import PASSED, Array, ListOf, expected_got, failed, first_difference
from reglab.checks.model.encoding import type_name
from reglab.checks.model.schema import SchemaError


def small_shapes(rng):
    """A small layer, of 2 by 3 or of 3 by 2 weights."""
    p, h = rng.permutation([2, 3])
    return {"W1": (int(p), int(h)), "b1": (int(h),)}


def large_shapes(rng):
    """A convolution, batch norm and dense layers, some with a leading axis of networks."""
    n, h, c = (int(size) for size in rng.permutation([6, 7, 8]))
    return {
        "W1": (n, 3, 2, c),
        "gamma2": (n, c),
        "beta2": (n, c),
        "W3": (n, c, h),
        "b3": (n, h),
    }


def drawn_signs(rng, shapes):
    """A sign for each entry; the first two of an array differ."""
    signs = {name: rng.choice([-1.0, 1.0], size=shape) for name, shape in shapes.items()}
    for values in signs.values():
        values.flat[1] = -values.flat[0]
    return signs


def drawn(rng, signs, scale=1.0):
    """Parameters between 0.5 and 2 times `scale` in size, with these signs.

    With equal signs a mean of several is not near 0, where a rounded one would be far off.
    """
    return {
        name: scale * own * rng.uniform(0.5, 2.0, size=own.shape) for name, own in signs.items()
    }


def turned(params):
    """The same parameters in the opposite order."""
    return dict(reversed(params.items()))


# --- what is sent ------------------------------------------------------------
def sent(params, shapes):
    """Parameters as a tuple of arrays; anything else as a description."""
    if not isinstance(params, Mapping):
        return (
            "None (is there a return?)"
            if params is None
            else f"a value of type {type_name(params)}"
        )
    if set(params) != set(shapes):
        keys = [key if isinstance(key, str) else type_name(key) for key in params]
        return f"a dict with {', '.join(keys)}" if keys else "an empty dict"
    return tuple(params[name] for name in shapes)


@dataclass(frozen=True)
class Params(ListOf):
    """Arrays by name, as `sent` sends them."""

    item: object = Array(lambda data: ())
    length: int = 0

    def validate(self, value, data, name):
        shapes = data["shapes"]
        if isinstance(value, str):
            raise SchemaError(f"expected a dict with {', '.join(shapes)}, got {value}")
        if not isinstance(value, tuple | list) or len(value) != len(shapes):
            raise SchemaError(f"expected a dict with {', '.join(shapes)}, got something else")
        pairs = zip(shapes.items(), value, strict=True)
        return [_shaped(shape).validate(array, data, key) for (key, shape), array in pairs]


def _shaped(shape):
    return Array(lambda data: shape)


# --- judging -----------------------------------------------------------------
NEAR = {"rtol": 0.02, "atol": 0.01}  # what is rounded to two digits is near
EXACT = {"rtol": 1e-6, "atol": 1e-8}


def compare_params(data, expected, got, hint, case, tolerance=NEAR):
    """PASSED if all arrays agree; `case(name, where)` describes the first entry that differs."""
    for name, values in zip(data["shapes"], got, strict=True):
        wanted = expected[name]
        # Relative to the array: weights may be tiny or huge.
        atol = tolerance["atol"] * np.max(np.abs(wanted))
        where = first_difference(wanted, values, rtol=tolerance["rtol"], atol=atol)
        if where is not None:
            return failed(
                hint, f"{case(name, where)}: {expected_got(wanted[where], values[where])}"
            )
    return PASSED


def entry(name, where):
    """The name of an entry: W1[0, 2]."""
    return f"{name}[{', '.join(map(str, where))}]"
