"""Random numbers of either sign, for the inputs of several exercises."""


def signed(rng, low, high, size):
    """Numbers from `low` to `high` in size, of either sign."""
    return rng.choice([-1.0, 1.0], size=size) * rng.uniform(low, high, size=size)
