"""Fill in a released notebook: with solutions, known mistakes, or any text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reglab.course.demo.transplant import transplanted
from reglab.course.exercises import graded_call
from reglab.course.lessons import Lesson
from reglab.course.quiet import quiet

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Accepted", "Desk", "Mistake"]


@dataclass(frozen=True)
class Mistake:
    """A known mistake of the exercise, by its name."""

    name: str


@dataclass(frozen=True)
class Accepted:
    """A correct answer written differently, by the name of its function."""

    name: str


# What replaces the right answer in a cell; see `Desk.fill`.
Change = Mistake | Accepted | str | None


class Desk:
    """A maker of submissions of one lesson.

    Parameters
    ----------
    lesson : Lesson
        It must be built: both of its notebooks exist.
    why : str
        The answer to the question that is graded by hand.
    """

    def __init__(self, lesson: Lesson, why: str) -> None:
        self.lesson = lesson
        self._solutions = {
            name: _without_marks(cell) for name, cell in _answers(_read(lesson.notebook)).items()
        } | {"why": why}

    def fill(self, changes: Mapping[str, Change]) -> "NotebookNode":
        """Return the released notebook with answers in it.

        Parameters
        ----------
        changes : dict
            The answers that differ from the solutions. A key is the last part of an
            exercise's id, or ``"why"``. A value is a `Mistake`, an `Accepted`, the letter
            of a prediction, any text, or None for the cell as it was released.

        Returns
        -------
        nbformat.NotebookNode

        Raises
        ------
        KeyError
            If the lesson has no such answer.
        """
        notebook = _read(self.lesson.release / f"{self.lesson.name}.ipynb")
        cells = _answers(notebook)
        for name in changes.keys() - cells.keys():
            raise KeyError(
                f"{self.lesson.name}: answer must be one of {', '.join(cells)}, got {name}"
            )
        for name, cell in cells.items():
            text = self._text(name, changes.get(name, self._solutions[name]))
            if text is not None:
                cell.source = text.strip("\n")
        return notebook

    def _text(self, name, change):
        if isinstance(change, str) and len(change) == 1:
            # A prediction: the solution with another letter.
            return re.sub(r'"\w"', f'"{change}"', self._solutions[name])
        if isinstance(change, Accepted):
            return transplanted(self._accepted(change.name), name, self._solutions)
        if isinstance(change, Mistake):
            return transplanted(self._mistake(name, change.name), name, self._solutions)
        return change

    def _accepted(self, wanted):
        from reglab.checks.authoring.accepted import load_accepted

        items = load_accepted(self.lesson.folder / "accepted.py").values()
        functions = [function for answers in items for a in answers for function in a.values()]
        return next(function for function in functions if function.__name__ == wanted)

    def _mistake(self, name, wanted):
        from reglab.checks.model import registry

        mistakes = registry.exercise(f"{self.lesson.name[3:]}.{name}").mistakes
        return next(known.answers[name] for known in mistakes if known.name == wanted)


def _read(path):
    with quiet():
        import nbformat
    return nbformat.read(path, as_version=4)


def _answers(notebook):
    """The answer cells, by the last part of the id of the exercise that they answer."""
    answers, last = {}, None  # the graded cell after an answer has the id
    for cell in notebook.cells:
        metadata = cell.metadata.get("nbgrader", {})
        if metadata.get("solution") and metadata.get("grade"):
            answers["why"] = cell
        elif metadata.get("solution"):
            last = cell
        elif metadata.get("grade") and last is not None:
            answers[graded_call(cell.source).exercise.rpartition(".")[2]] = last
            last = None  # a second graded cell is for the same answer
    return answers


def _without_marks(cell):
    """A solution without the lines that mark it as one."""
    lines = cell.source.split("\n")
    return "\n".join(line for line in lines if not re.match(r"\s*### (BEGIN|END) SOLUTION", line))
