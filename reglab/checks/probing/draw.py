"""The inputs of a check, drawn from its seed. This does not run beside student code."""

import zlib

import numpy as np

from reglab.checks.probing.probe import probe_drawn

__all__ = ["draw_all", "draw_cases", "probe_exercise"]


def draw_cases(exercise, prop, seed, attempt=0):
    """The cases of a property for a seed: the same on both sides, every time.

    Parameters
    ----------
    exercise : Exercise
    prop : Property
    seed : int
    attempt : int
        Independent draws for statistical properties.

    Returns
    -------
    list of dict
    """
    # The name goes into the seed, so that properties do not share one stream.
    label = zlib.crc32(f"{exercise.id}.{prop.name}".encode())
    data = prop.draw(np.random.default_rng([seed, label, attempt]))
    return data if isinstance(data, list) else [data]


def draw_all(exercise, seed, only=None):
    """The cases of all attempts, for one property of an exercise or for each.

    Parameters
    ----------
    exercise : Exercise
    seed : int
    only : str, optional
        The one property; all of them if not given.

    Returns
    -------
    dict
        ``{property: [[case, ...], ...]}``.
    """
    return {
        prop.name: [_drawn(exercise, prop, seed, attempt) for attempt in range(prop.attempts)]
        for prop in exercise.properties.values()
        if only in (None, prop.name)
    }


def probe_exercise(
    exercise, functions, seed, *, namespace=None, replacements=None, guard=True, only=None
):
    """Draw the cases of an exercise and probe its answers, see `probe_drawn`.

    Parameters
    ----------
    exercise : Exercise
    functions : dict of callable
        The graded names.
    seed : int
    namespace, replacements, guard
        See `probe_drawn`.
    only : str, optional
        The one property to probe; all of them if not given.

    Returns
    -------
    bytes
    """
    # Drawn before anything is watched: a draw may well call what an answer may not.
    drawn = draw_all(exercise, seed, only)
    return probe_drawn(
        exercise, functions, drawn, namespace=namespace, replacements=replacements, guard=guard
    )


def _drawn(exercise, prop, seed, attempt):
    try:
        return draw_cases(exercise, prop, seed, attempt)
    except Exception:
        return []  # a fault of ours: the judge draws as well, and reports it
