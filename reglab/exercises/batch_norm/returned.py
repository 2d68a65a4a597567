"""The result of a call of bn_forward, as it is sent; the cache may be anything."""

from dataclasses import dataclass

import numpy as np

from reglab.checks.model import Array, Number, Tuple
from reglab.checks.model.schema import SchemaError


@dataclass(frozen=True)
class Anything(Number):
    """A part without requirements."""

    compare: bool = False

    def validate(self, value, data, name):
        return value


@dataclass(frozen=True, init=False)
class Returned(Tuple):
    """The three values of bn_forward, in order."""

    def validate(self, value, data, name):
        try:
            return super().validate(value, data, name)
        except SchemaError as error:
            if str(error).startswith("state:") and value[1] is True:
                raise SchemaError(f"{error}; the order is (out, cache, state)") from None
            raise


def batch_shape(data):
    return data["x"].shape


def column_shape(data):
    return data["x"].shape[-1:]


# Wide enough for single precision.
OUT = Returned(out=Array(batch_shape, rtol=1e-5), cache=Anything(), state=Anything())
STATE = Returned(
    out=Anything(),
    cache=Anything(),
    state=Tuple(mean=Array(column_shape, rtol=1e-5), var=Array(column_shape, rtol=1e-5)),
)


def _is_pair(value):
    """Whether a value may be (mean, var)."""
    return isinstance(value, tuple | list) and [np.ndim(part) for part in value] == [1, 1]


def sent(result):
    """The result of one call; of the cache only whether it is a state."""
    if isinstance(result, tuple | list) and len(result) == 3:
        out, cache, state = result
        if isinstance(state, np.ndarray) and state.ndim == 2:
            state = tuple(state)  # one array of two rows unpacks like a pair
        return out, _is_pair(cache), state
    return result
