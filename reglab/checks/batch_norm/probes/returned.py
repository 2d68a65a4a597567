"""What a call of bn_forward returned, as it is sent: the cache is the answer's own affair."""

from dataclasses import dataclass

from ...core import Array, Number, Tuple
from ...core.schema import SchemaError


@dataclass(frozen=True)
class Anything(Number):
    """Nothing is demanded of this part."""

    compare: bool = False

    def validate(self, value, data, name):
        return value


@dataclass(frozen=True, init=False)
class Returned(Tuple):
    """The three values of bn_forward, in their order."""

    def validate(self, value, data, name):
        try:
            return super().validate(value, data, name)
        except SchemaError as error:
            if str(error).startswith("state:"):
                raise SchemaError(f"{error}; the order is (out, cache, state)") from None
            raise


def batch_shape(data):
    return data["x"].shape


def column_shape(data):
    return data["x"].shape[-1:]


OUT = Returned(out=Array(batch_shape, rtol=1e-7), cache=Anything(), state=Anything())
STATE = Returned(
    out=Anything(),
    cache=Anything(),
    state=Tuple(mean=Array(column_shape, rtol=1e-9), var=Array(column_shape, rtol=1e-9)),
)


def sent(result):
    """The result of one call without its cache."""
    if isinstance(result, tuple | list) and len(result) == 3:
        out, _, state = result
        return out, None, state
    return result
