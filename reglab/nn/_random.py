"""Random numbers for one network, or for several networks independently of each other."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from reglab.nn._types import Generators

Drawn = TypeVar("Drawn")


def check_rng(rng: object, shape: tuple[int, ...]) -> Generators:
    """Return `rng` if it is a Generator, or one for each entry of the first axis of `shape`."""
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, list | tuple) and all(isinstance(r, np.random.Generator) for r in rng):
        if len(shape) < 3 or len(rng) != shape[0]:
            raise ValueError(
                f"rng must hold one Generator for each network, got {len(rng)} for shape {shape}"
            )
        return rng
    raise ValueError(
        f"rng must be a numpy.random.Generator or a list of them, got {type(rng).__name__}"
    )


def uniform(rng: Generators | None, shape: tuple[int, ...], dtype: Any = np.float64) -> NDArray:
    """Draw from [0, 1); with a list of Generators, each fills its own entry of the first axis.

    The draws of a network therefore depend on its own Generator only: it gets the same result
    trained alone or with others. Networks that have the same Generator get the same draws.
    """
    rng = check_rng(rng, shape)
    if isinstance(rng, np.random.Generator):
        return rng.random(shape, dtype)
    out = np.empty(shape, dtype)
    first: dict[int, int] = {}
    for k, own in enumerate(rng):
        same = first.setdefault(id(own), k)
        if same == k:
            own.random(dtype=dtype, out=out[k])
        else:
            out[k] = out[same]
    return out


def once_for_each(
    rngs: Sequence[np.random.Generator], draw: Callable[[np.random.Generator], Drawn]
) -> list[Drawn]:
    """Return ``draw(rng)`` for every entry of `rngs`; a Generator that is repeated draws once."""
    drawn: dict[int, Drawn] = {}
    for rng in rngs:
        if id(rng) not in drawn:
            drawn[id(rng)] = draw(rng)
    return [drawn[id(rng)] for rng in rngs]
