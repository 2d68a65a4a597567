"""Answers for the matrix: correct ones written differently, and worthless ones.

``solutions/<lesson>/accepted.py`` declares the correct ones with `accepted`. It is an author's
file and not in the wheel.
"""

import importlib.util
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from reglab.checks.judging.floors import worthless_answers
from reglab.checks.model.exercise import Exercise

__all__ = ["TRIVIAL", "accepted", "accepted_in", "load_accepted", "trivial_answers"]

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


def accepted_in(solutions: Path, lesson: str) -> dict[str, list[dict]]:
    """Load a lesson's ``NN_<lesson>/accepted.py`` in a folder of solutions, see `load_accepted`."""
    found = sorted(solutions.glob(f"[0-9][0-9]_{lesson}"))
    return load_accepted((found[0] if found else solutions / f"NN_{lesson}") / "accepted.py")


TRIVIAL = ("None", "zeros", "the input", "a constant", "NaN")


def trivial_answers(exercise: Exercise) -> dict[str, dict[str, Callable]]:
    """Return answers that show no understanding, by their names in `TRIVIAL`.

    They are those of `worthless_answers` that must earn nothing in any exercise.
    """
    known = worthless_answers(exercise)
    return {kind: known[kind] for kind in TRIVIAL}
