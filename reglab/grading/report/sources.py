"""Read the source of a class's answers from the graded notebooks of a course folder."""

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from reglab.grading.records.course import CourseFolder
from reglab.grading.records.graded import read_cells
from reglab.grading.report.alike import KINDS, Alike, alike_answers
from reglab.grading.results import GradeResult

__all__ = ["find_alike"]


def find_alike(results: Iterable[GradeResult], course: str | PathLike | None) -> list[Alike]:
    """Return answers of different students that are nearly the same.

    Parameters
    ----------
    results : list of GradeResult
    course : path or None
        The course folder with ``autograded/`` and ``notebooks/``; without one
        no answers are compared.

    Returns
    -------
    list of Alike
        By lesson, then in the order of the notebook.
    """
    if course is None:
        return []
    lessons: dict[str, list[str]] = {}
    for result in results:
        if result.score is not None:
            lessons.setdefault(result.lesson, []).append(result.student)
    found: list[Alike] = []
    for lesson, students in sorted(lessons.items()):
        if not _is_name(lesson):
            continue
        folder = CourseFolder(Path(course), lesson)
        found += alike_answers(lesson, _forms(folder, filter(_is_name, students)))
    return found


def _is_name(text):
    return text not in ("", ".", "..") and not set(text) & {"/", "\\", "\0"}


def _forms(folder, students):
    """``{cell: {student: Form}}`` of the answers with enough new text."""
    released = _cells(folder.release)
    given = {kind: _given(released, kind) for kind in KINDS}
    forms = {name: {} for name, _, _ in released if name}
    known = {}  # cached, since many students hand in the same text
    for student in students:
        for name, kind, source in _cells(folder.autograded(student)):
            if name not in forms or kind not in KINDS:
                continue
            if (kind, source) not in known:
                known[kind, source] = KINDS[kind].form(source, given[kind])
            if known[kind, source] is not None:
                forms[name][student] = known[kind, source]
    return forms


def _given(cells, kind):
    """The runs of all cells of the released notebook."""
    runs = KINDS[kind].runs
    return frozenset().union(*(runs(source) for _, found, source in cells if found == kind))


def _cells(path):
    """Each cell's grade_id if it is an answer (otherwise empty), its type and its source."""
    return [_cell(cell) for cell in read_cells(path) or ()]


def _cell(cell):
    nbgrader = cell["metadata"].get("nbgrader", {})
    name = nbgrader.get("grade_id", "") if nbgrader.get("solution") else ""
    return name, cell["cell_type"], "".join(cell["source"])
