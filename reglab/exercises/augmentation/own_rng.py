"""A property of every random answer: its draws depend only on the rng that was passed."""

import numpy as np

from reglab.checks.model import PASSED, Array, failed

TITLE = "all draws come from the rng that was passed, and are new in each call"


def images_shape(data):
    return data["X"].shape


def generator(data):
    return np.random.default_rng(data["seed"])


def with_generators(call, calls=4):
    """A property's call: the same answer with one generator, an equal one and a different one.

    Parameters
    ----------
    call : callable
        ``call(answers, data, rng)`` gives the array to compare.
    calls : int
        How many calls to compare: one number drawn for a whole batch may occur twice, but hardly
        so often in a row.
    """

    def several(answers, data, rng):
        return np.array([call(answers, data, rng) for _ in range(calls)])

    def own_rng(answers, data):
        rng = generator(data)
        return {
            "first": several(answers, data, rng),
            "second": several(answers, data, rng),
            "again": several(answers, data, generator(data)),
            "other": several(answers, data, np.random.default_rng(data["seed"] + 1)),
        }

    return own_rng


def of_generators(shape, calls=4):
    """What `with_generators` returns, if ``shape(data)`` is the shape of one array."""
    return {
        name: Array(lambda data: (calls, *shape(data)))
        for name in ("first", "second", "again", "other")
    }


def follows_rng(what, sound):
    """The judge of `with_generators`.

    Parameters
    ----------
    what : str
        What is drawn, in the plural.
    sound : callable
        ``sound(data, results)`` is the verdict on the results of several calls: what is compared
        must also be made from the inputs.
    """

    def own_rng(data, out):
        for results in out.values():
            verdict = sound(data, results)
            if not verdict.passed:
                return verdict
        if np.any(out["first"] != out["again"]):
            return failed(
                "Draw from rng only, not from another generator.",
                "calls with two equal generators: expected equal answers, got different ones",
            )
        if np.all(out["first"] == out["other"]):
            return failed(
                f"Draw from rng: without a draw, or with a seed inside, your {what} repeat.",
                f"calls with two different generators: expected different {what}, got the same",
            )
        if np.all(out["first"] == out["second"]):
            return failed(
                "Draw from rng itself: a copy of it starts again in each call.",
                f"more calls with one generator: expected different {what}, got the same",
            )
        return PASSED

    return own_rng
