"""A lesson as graders need it: what students were given, and what each graded cell is worth."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache

from reglab.grading.intake.repair import grade_id
from reglab.grading.intake.submission import read_notebook
from reglab.grading.verdict.plan import graded_exercises
from reglab.grading.verdict.weights import weighable

__all__ = ["Bundle", "read_bundle"]


@dataclass(frozen=True)
class Bundle:
    """One lesson, as plain data that can be sent to another process or machine.

    Attributes
    ----------
    lesson : str
    released : str
        The notebook as students were given it, as JSON.
    master : str
        The same with the text of its graded cells, which says what they grade.
    points : tuple of (str, float)
        What each graded cell is worth.
    """

    lesson: str
    released: str
    master: str
    points: tuple

    @property
    def exercises(self):
        """Ids of the exercises and predictions, in the order of the notebook."""
        return graded_exercises(_notebook(self.master))

    @property
    def key(self):
        """A hash of what the notebook asks; what the answers are worth is no part of it."""
        return hashlib.sha256(f"{self.released}\n{self.master}".encode()).hexdigest()

    def notebooks(self):
        """What was released, and the master; made anew for each caller."""
        import nbformat

        return tuple(nbformat.reads(text, as_version=4) for text in (self.released, self.master))


@cache
def _notebook(text):
    import nbformat

    return nbformat.reads(text, as_version=4)


def read_bundle(course, weights=None):
    """The bundle of a lesson.

    Parameters
    ----------
    course : CourseFolder
    weights : dict, optional
        Points that stand in place of the lesson's own, by exercise or by grade_id.

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
        if nbgrader.get("grade"):
            points[grade_id(cell)] = float(nbgrader["points"])
            if not nbgrader.get("solution"):
                cell.source = texts[grade_id(cell)]
    cells = weighable(released)
    points |= {cells[name]: value for name, value in (weights or {}).items() if name in cells}
    return Bundle(course.lesson, before, _dumped(released), tuple(points.items()))


def _dumped(notebook):
    return json.dumps(notebook, sort_keys=True)
