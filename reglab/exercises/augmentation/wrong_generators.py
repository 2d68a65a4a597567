"""Known mistakes with generators, for any random answer."""

import copy

import numpy as np


def wrong_generators(exercise, function, what):
    """Declare three mistakes from the correct ``function(..., rng=rng)`` that draws `what`."""

    def known(name, hint, other, recognize, kind):
        def answer(*args, rng):
            return function(*args, rng=other(rng))

        exercise.mistake(name, hint, answer, ("own_rng", recognize), kind=kind)

    known(
        "a seed inside the function",
        f"Different generators give the same {what}: you draw nothing, or you set a seed "
        "inside the function. Use the rng that is passed in.",
        lambda rng: np.random.default_rng(0),
        lambda data, out: bool(np.all(out["first"] == out["other"])),
        "half",
    )
    known(
        "another generator",
        "Equal generators give different answers: you draw from a generator other than rng, "
        "such as np.random.",
        lambda rng: np.random.default_rng(),
        lambda data, out: bool(np.any(out["first"] != out["again"])),
        "slip",
    )
    known(
        "a copy of rng",
        "You draw from a copy of rng, which starts again in the next call. Draw from rng itself.",
        copy.deepcopy,
        lambda data, out: bool(
            np.all(out["first"] == out["second"]) and np.any(out["first"] != out["other"])
        ),
        "half",
    )
