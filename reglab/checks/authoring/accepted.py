"""Answers for the matrix: correct ones written differently, and worthless ones.

``solutions/<lesson>/accepted.py`` declares the correct ones with `accepted`. It is an author's
file and not in the wheel.
"""

import importlib.util
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np

from reglab.checks.model.exercise import Exercise

__all__ = ["TRIVIAL", "accepted", "load_accepted", "trivial_answers"]

_collected: dict = defaultdict(list)


def accepted(exercise_id: str, name: str | None = None) -> Callable[[Callable], Callable]:
    """Declare a correct answer; decorates the function.

    Parameters
    ----------
    exercise_id : str
    name : str, optional
        Which graded name it answers, if the exercise has several.
    """

    def attach(function):
        _collected[exercise_id].append({name or exercise_id.rpartition(".")[2]: function})
        return function

    return attach


def load_accepted(path: Path) -> dict[str, list[dict]]:
    """Run an ``accepted.py`` and return ``{exercise id: [answers, ...]}``.

    Raises
    ------
    FileNotFoundError
        If there is no such file: the matrix needs the folder of a course, not only a wheel.
    """
    if not path.exists():
        raise FileNotFoundError(f"expected {path}, found none: the matrix needs it")
    _collected.clear()
    name = f"reglab_accepted_{path.parent.name}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return dict(_collected)


def _map(value, leaf):
    """Replace every number in an answer and keep its form."""
    if isinstance(value, tuple | list):
        return type(value)(_map(item, leaf) for item in value)
    if isinstance(value, np.ndarray):
        return np.full(value.shape, leaf, dtype=float)
    return leaf


TRIVIAL = ("None", "zeros", "the input", "a constant", "NaN")


def trivial_answers(exercise: Exercise) -> dict[str, dict[str, Callable]]:
    """Return answers that show no understanding, by their names in `TRIVIAL`.

    They have the right form, so a schema alone does not catch them.
    """

    def versions(function):
        return {
            "None": lambda *args, **kwargs: None,
            "zeros": lambda *args, **kwargs: _map(function(*args, **kwargs), 0.0),
            "the input": lambda *args, **kwargs: args[0],
            "a constant": lambda *args, **kwargs: _map(function(*args, **kwargs), 1.0),
            "NaN": lambda *args, **kwargs: _map(function(*args, **kwargs), float("nan")),
        }

    by_name = {name: versions(function) for name, function in exercise.reference.items()}
    return {kind: {name: v[kind] for name, v in by_name.items()} for kind in TRIVIAL}
