"""The data of a lesson that grading needs: the released notebook, and the points of its cells."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reglab.grading.intake.repair import grade_id
from reglab.grading.intake.submission import read_notebook
from reglab.grading.records.course import CourseFolder
from reglab.grading.verdict.plan import graded_exercises
from reglab.grading.verdict.weights import weighable

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Bundle", "read_bundle"]


@dataclass(frozen=True)
class Bundle:
    """One lesson, as plain data that can be sent to another process or machine.

    Attributes
    ----------
    lesson : str
    released : str
        The released notebook, as JSON.
    master : str
        The same with the source of its graded cells, which name the exercises.
    points : tuple of (str, float)
        The points of each graded cell.
    """

    lesson: str
    released: str
    master: str
    points: tuple[tuple[str, float], ...]

    @property
    def exercises(self) -> list[str]:
        """Ids of the exercises and predictions, in the order of the notebook."""
        return graded_exercises(_notebook(self.master))

    @property
    def key(self) -> str:
        """A hash of the notebooks, without the points."""
        return hashlib.sha256(f"{self.released}\n{self.master}".encode()).hexdigest()

    def notebooks(self) -> "tuple[NotebookNode, NotebookNode]":
        """Return new copies of the released notebook and of the master."""
        import nbformat

        return (
            nbformat.reads(self.released, as_version=4),
            nbformat.reads(self.master, as_version=4),
        )


@cache
def _notebook(text):
    import nbformat

    return nbformat.reads(text, as_version=4)


def read_bundle(course: CourseFolder, weights: Mapping[str, float] | None = None) -> Bundle:
    """Read the bundle of a lesson.

    Parameters
    ----------
    course : CourseFolder
    weights : dict, optional
        Points that replace those of the lesson, by exercise or by grade_id.

    Returns
    -------
    Bundle
    """
    released, source = read_notebook(course.release), read_notebook(course.source)
    texts = {grade_id(cell): cell.source for cell in source.cells if grade_id(cell)}
    before = _dumped(released)
    points = {}
    for cell in released.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        name = grade_id(cell)
        if name is not None and nbgrader.get("grade"):
            points[name] = float(nbgrader["points"])
            if not nbgrader.get("solution"):
                cell.source = texts[name]
    cells = weighable(released)
    points |= {cells[name]: value for name, value in (weights or {}).items() if name in cells}
    return Bundle(course.lesson, before, _dumped(released), tuple(points.items()))


def _dumped(notebook):
    return json.dumps(notebook, sort_keys=True)
