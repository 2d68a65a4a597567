"""Draw the inputs of a check from its seed. This never runs in the student's process."""

import pickle
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping

import numpy as np

from reglab.checks.model.exercise import Exercise, Property
from reglab.checks.probing.probe import probe_drawn

__all__ = ["draw_all", "draw_cases", "probe_exercise"]

# Every known mistake of an exercise and every student of a class gets the same cases, and to draw
# them can take longer than to judge them. Each caller gets a copy of its own.
MOST_KEPT = 256
_kept: OrderedDict[tuple, tuple] = OrderedDict()


def draw_cases(exercise: Exercise, prop: Property, seed: int, attempt: int = 0) -> list[dict]:
    """Return the cases of a property for a seed, which are the same every time.

    Parameters
    ----------
    exercise : Exercise
    prop : Property
    seed : int
    attempt : int
        The number of the draw; statistical properties have several, which are independent.

    Returns
    -------
    list of dict
    """
    key = (id(prop), id(prop.draw), seed, attempt)
    if key not in _kept:
        # The name is part of the seed, so that properties draw independently.
        label = zlib.crc32(f"{exercise.id}.{prop.name}".encode())
        data = prop.draw(np.random.default_rng([seed, label, attempt]))
        cases = data if isinstance(data, list) else [data]
        try:
            copied = pickle.dumps(cases)
        except Exception:  # something else than plain inputs
            return cases
        # The property is kept with its cases, so that no other object gets its id.
        _kept[key] = copied, prop, prop.draw
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return pickle.loads(_kept[key][0])


def draw_all(exercise: Exercise, seed: int, only: str | None = None) -> dict[str, list]:
    """Return the cases of all attempts, for one property of an exercise or for each.

    Parameters
    ----------
    exercise : Exercise
    seed : int
    only : str, optional
        The only property; all of them by default.

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
    exercise: Exercise,
    functions: Mapping[str, Callable],
    seed: int,
    *,
    namespace: dict | None = None,
    replacements: Mapping[str, Callable] | None = None,
    guard: bool = True,
    only: str | None = None,
) -> bytes:
    """Draw the cases of an exercise and probe its answers; see `probe_drawn`.

    Parameters
    ----------
    exercise : Exercise
    functions : dict of callable
        The graded names.
    seed : int
    namespace, replacements, guard
        See `probe_drawn`.
    only : str, optional
        The only property to probe; all of them by default.

    Returns
    -------
    bytes
    """
    # Draw before calls are watched: a draw may call what an answer may not.
    drawn = draw_all(exercise, seed, only)
    return probe_drawn(
        exercise, functions, drawn, namespace=namespace, replacements=replacements, guard=guard
    )


def _drawn(exercise, prop, seed, attempt):
    try:
        return draw_cases(exercise, prop, seed, attempt)
    except Exception:
        return []  # our fault: the judge draws as well, and reports it
