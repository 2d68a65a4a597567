"""What exercises with an rng have in common: calls from a seed, and whose draws decide."""

import numpy as np

from ...core import Array


def images_shape(data):
    return data["X"].shape


def generator(data):
    return np.random.default_rng(data["seed"])


def follows_rng(exercise, call, *, draw, shape, after, calls=4):
    """Declare the property of every random answer: the rng decides, and moves on.

    Parameters
    ----------
    exercise : Exercise
    call : callable
        ``call(answers, data, rng)`` gives the array to compare.
    draw, shape, after
        As for a property, and the shape of that array.
    calls : int
        How many are compared: one number that is drawn for a whole batch may come twice, but
        hardly so often in a row.
    """

    def several(answers, data, rng):
        return np.array([call(answers, data, rng) for _ in range(calls)])

    @exercise.property(
        "the rng that was passed decides, and nothing else; each call draws anew",
        draw=draw,
        returns={
            name: Array(lambda data: (calls, *shape(data)))
            for name in ("first", "second", "again", "other")
        },
        after=after,
    )
    def own_rng(answers, data):
        rng = generator(data)
        return {
            "first": several(answers, data, rng),
            "second": several(answers, data, rng),
            "again": several(answers, data, generator(data)),
            "other": several(answers, data, np.random.default_rng(data["seed"] + 1)),
        }
