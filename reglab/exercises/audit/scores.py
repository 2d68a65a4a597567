"""Inputs for several exercises of lesson 12: scores of two methods, one for each seed."""

import numpy as np

from reglab.checks.model import number


def sign(rng):
    return int(rng.choice([-1, 1]))


def differences(rng, n, mean, sd):
    """n differences in random order with exactly this mean and standard deviation (ddof=1)."""
    z = rng.normal(size=n)
    z -= z.mean()
    return mean + sd / z.std(ddof=1) * z


def scores(rng, d, seed_effect):
    """Scores a and b with ``a - b = d``: both share an effect of the seed of about this size.

    If they were sorted, which breaks the pairs, their differences would vary clearly less.
    """
    while True:
        b = seed_effect * (rng.choice([-3.0, 3.0]) + rng.normal(size=len(d)))
        if seed_effect == 0 or sorted_differ(b + d, b):
            return {"a": b + d, "b": b}


def sorted_differ(a, b):
    return np.std(np.sort(a) - np.sort(b)) < 0.9 * np.std(a - b)


def short(rng, d):
    """Scores with short numbers, for a case that a student can compute by hand."""
    b = rng.integers(4, 40, size=len(d)) / 2
    return {"a": b + np.array(d), "b": b}


def in_words(data, *more):
    """The differences, or how many there are, and other inputs: text for a failed case."""
    d = data["a"] - data["b"]
    values = f"[{', '.join(map(number, d))}]" if len(d) <= 6 else f"{len(d)} differences"
    others = "".join(f", {name} = {number(data[name])}" for name in more if name in data)
    return f"a - b = {values}{others}" if len(d) <= 6 else f"{values}{others}"
