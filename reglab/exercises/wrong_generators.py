"""Known mistakes with generators, for any random answer."""

import copy

import numpy as np


def wrong_generators(exercise, function, what, draws=lambda output: output):
    """Declare three mistakes from the correct ``function(..., rng=rng)`` that draws `what`.

    The exercise has a property `own_rng` with the outputs first, second, again and other;
    ``draws(output)`` are the random numbers that an output shows.
    """

    def equal(out, one, other):
        return bool(np.all(draws(out[one]) == draws(out[other])))

    def known(name, hint, other, recognize, kind):
        def answer(*args, rng):
            return function(*args, rng=other(rng))

        exercise.mistake(name, hint, answer, ("own_rng", recognize), kind=kind)

    known(
        "a seed inside the function",
        f"Different generators give the same {what}: you draw nothing, or you set a seed "
        "inside the function. Use the rng that is passed in.",
        lambda rng: np.random.default_rng(0),
        lambda data, out: equal(out, "first", "other"),
        "half",
    )
    known(
        "another generator",
        "Equal generators give different answers: you draw from a generator other than rng, "
        "such as np.random.",
        lambda rng: np.random.default_rng(),
        lambda data, out: not equal(out, "first", "again"),
        "slip",
    )
    known(
        "a copy of rng",
        "You draw from a copy of rng, which starts again in the next call. Draw from rng itself.",
        copy.deepcopy,
        lambda data, out: equal(out, "first", "second") and not equal(out, "first", "other"),
        "half",
    )
