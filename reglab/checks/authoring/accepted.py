"""Answers for the matrix: correct ones written differently, and worthless ones.

``solutions/<lesson>/accepted.py`` declares the correct ones with `accepted`. It is an author's
file and not in the wheel.
"""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from reglab.checks.authoring.author_file import folder_of_solution, run_author_file
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
    _collected.clear()
    run_author_file(path)
    return dict(_collected)


def accepted_in(solutions: Path, lesson: str) -> dict[str, list[dict]]:
    """Load a lesson's ``NN_<lesson>/accepted.py`` in a folder of solutions, see `load_accepted`."""
    return load_accepted(folder_of_solution(solutions, lesson) / "accepted.py")


TRIVIAL = ("None", "zeros", "the input", "a constant", "NaN")


def trivial_answers(exercise: Exercise) -> dict[str, dict[str, Callable]]:
    """Return answers that show no understanding, by their names in `TRIVIAL`.

    They are those of `worthless_answers` that must earn nothing in any exercise.
    """
    known = worthless_answers(exercise)
    return {kind: known[kind] for kind in TRIVIAL}
