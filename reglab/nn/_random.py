"""Random numbers for one network, or for many that must not disturb each other."""

import numpy as np


def check_rng(rng, shape):
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


def uniform(rng, shape, dtype=np.float64):
    """Draw from [0, 1); from a list of Generators, each fills its own entry of the first axis.

    That is what makes a network trained alone and the same one trained among twenty agree: its
    numbers depend on its own Generator only.
    """
    rng = check_rng(rng, shape)
    if isinstance(rng, np.random.Generator):
        return rng.random(shape, dtype)
    out = np.empty(shape, dtype)
    for one, own in zip(out, rng, strict=True):
        own.random(dtype=dtype, out=one)
    return out
