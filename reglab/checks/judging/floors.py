"""The least that a known mistake earns, and the most that a worthless answer does.

One slip must not cost all points only because every property needs what it spoils. So a mistake
whose kind is known earns at least a floor. A floor counts only where one mistake alone has the
answer's outputs on all properties, so nobody gets it for something else beside the mistake.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from reglab.checks.judging.diagnose import agrees_everywhere, reproduces
from reglab.checks.judging.mistake_outputs import ById
from reglab.checks.model.exercise import KINDS, Exercise, Mistake

__all__ = ["Floors", "is_worthless", "worthless_answers"]


@dataclass(frozen=True)
class Floors:
    """Shares of an exercise's points, from 0 to 1.

    Attributes
    ----------
    slip, half, wrong : float
        The least that a known mistake of this kind earns.
    worthless : float
        The most that an answer earns that shows no understanding.

    Raises
    ------
    ValueError
        If a share is not from 0 to 1.
    """

    slip: float = 0.7
    half: float = 0.4
    wrong: float = 0.0
    worthless: float = 0.1

    def __post_init__(self):
        for name in (*KINDS, "worthless"):
            share = getattr(self, name)
            if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
                raise ValueError(f"{name} must be a number from 0 to 1, got {share!r}")

    def floor(
        self, exercise: Exercise, mistake: Mistake | None, outputs: dict[str, list], seed: int
    ) -> float:
        """Return the least that an answer earns whose failures a known mistake explains."""
        if mistake is None or not mistake.kind or not getattr(self, mistake.kind):
            return 0.0
        same = reproduces(exercise, mistake, outputs, seed)
        return float(getattr(self, mistake.kind)) if same else 0.0


def is_worthless(exercise: Exercise, outputs: dict[str, list], seed: int) -> bool:
    """Whether outputs are those of an answer that shows no understanding.

    They are one number everywhere, or those of one of the `worthless_answers`. An answer that is
    a value is the same everywhere even if it is right.
    """
    if not exercise.value and _is_one_number(outputs):
        return True
    known = _worthless(ById(exercise))
    return any(agrees_everywhere(exercise, answer, outputs, seed) for answer in known)


def _is_one_number(outputs):
    numbers: set[float] = set()
    for attempts in outputs.values():
        numbers |= set(_numbers(attempts))
        if len(numbers) > 1:
            return False
    return True


def _numbers(value: Any) -> Iterator[float]:
    """Some of the different numbers in raw outputs; yes and no do not count."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, tuple | list):
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, np.ndarray):
        yield from map(float, np.unique(value)[:2])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)


@lru_cache(maxsize=256)
def _worthless(exercise):
    """The worthless answers as mistakes, whose outputs are kept."""
    answers = worthless_answers(exercise.value)
    return [Mistake(f"worthless: {kind}", "", functions) for kind, functions in answers.items()]


def worthless_answers(exercise: Exercise) -> dict[str, dict[str, Callable]]:
    """Return answers that show no understanding, by what they return.

    They have the right form, so a schema alone does not catch them.
    """
    found: dict[str, dict[str, Callable]] = {}
    for kind, leaf in _LEAVES.items():
        found[kind] = {n: _filled(f, leaf) for n, f in exercise.reference.items()}
    found["None"] = dict.fromkeys(exercise.reference, lambda *args, **kwargs: None)
    names = _parameters(exercise.reference.values()) or [""]
    for place, (kind, name) in enumerate(zip(_ARGUMENTS, names, strict=False)):
        found[kind] = {n: _given_back(place, name) for n in exercise.reference}
    return found


def _identity(shape):
    square = len(shape) >= 2 and shape[-1] == shape[-2]
    return np.broadcast_to(np.eye(shape[-1]), shape) if square else np.ones(shape)


_LEAVES: dict[str, Callable[[tuple], np.ndarray]] = {
    "zeros": np.zeros,
    "a constant": np.ones,
    "NaN": lambda shape: np.full(shape, np.nan),
    "an identity matrix": _identity,
}


_ARGUMENTS = ("the input", "the second argument", "the third argument")


def _filled(function, leaf):
    return lambda *args, **kwargs: _with(function(*args, **kwargs), leaf)


def _with(value, leaf):
    """Replace every number in an answer and keep its form."""
    if isinstance(value, tuple | list):
        return type(value)(_with(item, leaf) for item in value)
    if isinstance(value, np.ndarray):
        return np.array(leaf(value.shape), dtype=float)
    return float(leaf(()))


def _parameters(functions: Iterable[Callable]) -> list[str]:
    """The names of the parameters; of several functions, those of the first."""
    for function in functions:
        try:
            return list(inspect.signature(function).parameters)
        except (TypeError, ValueError):
            continue
    return []


def _given_back(place, name):
    return lambda *args, **kwargs: args[place] if place < len(args) else kwargs.get(name)
