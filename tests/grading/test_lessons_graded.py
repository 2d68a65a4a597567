"""Every lesson: its own solution gets full marks in the sandbox, the release gets none."""

from pathlib import Path

import nbformat
import pytest

from reglab.course import find_lessons
from reglab.grading import Status, grade_notebook
from reglab.grading.intake.take_in import Submission
from reglab.grading.records.course import CourseFolder
from reglab.grading.verdict.bundle import read_bundle
from reglab.grading.verdict.grade_notebook import Settings

ROOT = Path(__file__).parents[2]
LESSONS = [lesson.name for lesson in find_lessons(ROOT)]
SEED = 20_261_121
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request):
    return request.param


@pytest.fixture(scope="module")
def bundle(lesson):
    return read_bundle(CourseFolder(ROOT, lesson))


def graded(notebook, bundle):
    submission = Submission("ann", bundle.lesson, nbformat.writes(notebook).encode())
    return grade_notebook(submission, bundle, Settings(SEED)).result


def solved(bundle):
    """The released notebook with the answers of the solution in it."""
    notebook = bundle.notebooks()[0]
    solution = nbformat.read(CourseFolder(ROOT, bundle.lesson).source, as_version=4)
    answers = {cell.id: cell.source for cell in solution.cells}
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = answers[cell.id]
    return notebook


def test_the_solution_gets_full_marks(bundle):
    result = graded(solved(bundle), bundle)
    assert {i.cell: i.hint for i in result.exercises if i.hint} == {}
    assert (result.status, result.flags) == (Status.GRADED, ())
    assert result.score == result.max_score
    asked = {name for name, points in bundle.points if points > 0}
    assert {item.cell for item in result.exercises} >= asked
    assert result.max_score + result.by_hand == sum(points for _, points in bundle.points)


def test_the_release_gets_none(bundle):
    result = graded(bundle.notebooks()[0], bundle)
    assert {item.cell: item.score for item in result.exercises if item.score} == {}
    assert (result.status, result.score, result.by_hand) == (Status.EMPTY, 0, 0)
    assert result.max_score == sum(points for _, points in bundle.points)
