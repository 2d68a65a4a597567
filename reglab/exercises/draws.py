"""Small draws that the inputs of several lessons share."""


def whole(rng, low, high):
    """A whole number from `low` to `high`, both included."""
    return int(rng.integers(low, high + 1))


def seeded(rng, **data):
    """A case with the seed of the Generator that the answer gets."""
    return {**data, "seed": int(rng.integers(2**31))}
