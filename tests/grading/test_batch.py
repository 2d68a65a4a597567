"""A whole class over several lessons and processes, stopped or not, and what is left of it."""

import os
import shutil
import signal
import threading
from pathlib import Path

import nbformat
import pytest

from reglab.course import build
from reglab.grading import GradingError, grade_class, grade_notebook, read_results
from reglab.grading.intake.handed_in import handed_in
from reglab.grading.records.course import CourseFolder
from reglab.grading.records.roster import roster
from reglab.sandbox.guest.watch import usage
from reglab.workers.pool import in_parallel

LESSON = "03_small"
PRACTICE = "00_hello"
WRITING = "04_words"

PRACTICE_TEXT = """\
# %% nbgrader={"grade_id": "00-setup", "locked": true}
from reglab.checks import check

# %% nbgrader={"grade_id": "00-standardize", "solution": true}
def standardize(X):
    ### BEGIN SOLUTION
    return (X - X.mean(axis=0)) / X.std(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "00-standardize-check", "grade": true}
check("start_here.standardize")
"""
WRITING_TEXT = """\
# %% [markdown] nbgrader={"grade_id": "04-why", "grade": true, "solution": true, "points": 2}
# ### BEGIN SOLUTION
# Because.
# ### END SOLUTION
"""
KILLS_ALL_IT_SEES = """\
import os
import signal

for pid in (os.getppid(), -1, *range(1, 1000)):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
"""
SLEEPS = "import time\n\ntime.sleep(600)"


def graded_or_killed(submission, bundle, settings):
    """Grade, but let the worker die of one student's submission."""
    if submission.student == "b-kills":
        os.kill(os.getpid(), signal.SIGKILL)
    return grade_notebook(submission, bundle, settings)


def two_workers(function, tasks, *, done, lost):
    in_parallel(graded_or_killed, tasks, 2, done=done, lost=lost)


@pytest.fixture(scope="module")
def root(checkout, tmp_path_factory):
    """The checkout with two more lessons: one without points, one for a human to mark."""
    root = tmp_path_factory.mktemp("checkouts") / "checkout"
    shutil.copytree(checkout, root)
    for name, text in {PRACTICE: PRACTICE_TEXT, WRITING: WRITING_TEXT}.items():
        (root / "solutions" / name).mkdir()
        (root / "solutions" / name / f"{name}.py").write_text(text)
    build([PRACTICE, WRITING], root=root)
    return root


def give(course, student, root, lesson):
    """Hand in a lesson as it was released, with a word in each answer."""
    notebook = nbformat.read(root / "notebooks" / lesson / f"{lesson}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source += "\n# Because."
    folder = Path(course) / "submitted" / student / lesson
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{lesson}.ipynb")


def test_the_roster_holds_students_only(tmp_path):
    submitted = tmp_path / "submitted"
    for folder in ("bo/03_small", "ann/02_ridge", "ann/.cache", "empty", "litter/.git", ".git/x"):
        (submitted / folder).mkdir(parents=True)
    (submitted / "__MACOSX" / "ann").mkdir(parents=True)
    (submitted / "readme.txt").touch()
    (submitted / "cy").mkdir()
    (submitted / "cy" / "03_small.ipynb").touch()
    found = roster(tmp_path)
    assert found == {"ann": {"02_ridge"}, "bo": {"03_small"}, "cy": {"03_small.ipynb"}}
    assert list(found) == ["ann", "bo", "cy"]
    assert CourseFolder(tmp_path, "03_small").students() == ["ann", "bo", "cy"]


def test_no_submissions_are_an_empty_roster(tmp_path):
    assert roster(tmp_path) == {}


def test_a_lesson_without_points_is_graded_by_name_only(root, tmp_path):
    give(tmp_path, "ann", root, PRACTICE)
    with pytest.raises(GradingError, match="only 00_hello, which has no points: name it"):
        handed_in(tmp_path, root=root)
    give(tmp_path, "bo", root, WRITING)
    give(tmp_path, "bo", root, LESSON)
    assert handed_in(tmp_path, root=root) == [LESSON, WRITING]


@pytest.mark.slow
def test_a_folder_of_no_plain_name_stops_nobody_else(checkout, filled, hand_in, tmp_path):
    """As an archive with names in Latin-1 leaves it."""
    hand_in(tmp_path, "ann", filled())
    folder = os.fsencode(tmp_path / "submitted") + b"/\xff/03_small"
    os.makedirs(folder)
    shutil.copy(tmp_path / "submitted" / "ann" / LESSON / f"{LESSON}.ipynb", os.fsdecode(folder))
    for _ in range(2):
        honest, other = grade_class([LESSON], tmp_path, root=checkout)
        assert (honest.student, honest.score, honest.status) == ("ann", 4, "graded")
        assert (other.status, other.score) == ("failed", None)
        assert "the name of the student's folder must be printable, got ?" in other.reason
        assert not any("no feedback page" in flag for flag in other.flags)


def test_jobs_are_counted_from_one(tmp_path):
    with pytest.raises(GradingError, match="jobs must be at least 1, got 0"):
        grade_class(None, tmp_path, jobs=0)


@pytest.fixture(scope="module")
def course(root, filled, hand_in, tmp_path_factory):
    """A class over two lessons, graded by two processes: its folder and the results."""
    folder = tmp_path_factory.mktemp("course")
    hand_in(folder, "a, right", filled())
    hand_in(folder, "b-kills", filled())
    hand_in(folder, "c-broken", "{")
    hand_in(folder, "d-hostile", filled(lambda_max=KILLS_ALL_IT_SEES))
    give(folder, "e-other", root, PRACTICE)
    give(folder, "e-other", root, WRITING)
    (folder / "submitted" / "two\nlines" / LESSON).mkdir(parents=True)
    lessons, seen = [PRACTICE, LESSON, WRITING], []
    results = grade_class(
        lessons, folder, root=root, runner=two_workers, progress=lambda *call: seen.append(call)
    )
    return folder, results, seen


@pytest.mark.slow
def test_a_class_in_several_processes_ends_in_order(course):
    _, results, _ = course
    found = [(r.lesson[:2], r.student, r.score, r.by_hand, str(r.status)) for r in results]
    assert found == [
        ("00", "a, right", None, 0, "missing"),
        ("00", "b-kills", None, 0, "missing"),
        ("00", "c-broken", None, 0, "missing"),
        ("00", "d-hostile", None, 0, "missing"),
        ("00", "e-other", 0, 0, "graded"),  # practice, asked for by name
        ("00", "two\nlines", None, 0, "failed"),
        ("03", "a, right", 4, 3, "graded"),
        ("03", "b-kills", None, 0, "failed"),
        ("03", "c-broken", None, 0, "failed"),
        ("03", "d-hostile", 3, 3, "graded"),
        ("03", "e-other", None, 0, "missing"),
        ("03", "two\nlines", None, 0, "failed"),
        ("04", "a, right", None, 0, "missing"),
        ("04", "b-kills", None, 0, "missing"),
        ("04", "c-broken", None, 0, "missing"),
        ("04", "d-hostile", None, 0, "missing"),
        ("04", "e-other", 0, 2, "graded"),
        ("04", "two\nlines", None, 0, "failed"),
    ]


@pytest.mark.slow
def test_a_process_that_dies_costs_its_own_submission_only(course):
    folder, results, _ = course
    (lost,) = [r for r in results if (r.student, r.lesson) == ("b-kills", LESSON)]
    assert "the process that graded it died" in lost.reason
    place = CourseFolder(folder, LESSON)
    assert "the process that graded it died" in place.feedback("b-kills").read_text("utf-8")
    assert not place.autograded("b-kills").exists()
    assert list(folder.glob(".grading-*")) == []


@pytest.mark.slow
def test_the_gradebook_holds_what_the_results_say(course):
    from nbgrader.api import Gradebook

    folder, results, _ = course
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        scores = {s.student.id: s.score for s in book.assignment_submissions(LESSON)}
    assert {name: score for name, score in scores.items() if score} == {
        r.student: r.score for r in results if r.lesson == LESSON and r.score
    }
    assert read_results(folder) == sorted(results, key=lambda r: (r.student, r.lesson))


@pytest.mark.slow
def test_progress_counts_all_lessons(course):
    _, results, seen = course
    assert [call[0] for call in seen] == [*range(len(results) + 1), len(results)]
    assert {call[1] for call in seen} == {len(results)}


@pytest.mark.slow
def test_ctrl_c_keeps_what_is_graded_and_a_second_run_finishes(root, filled, hand_in, tmp_path):
    hand_in(tmp_path, "a", filled())
    hand_in(tmp_path, "b", filled(lambda_max=SLEEPS))
    hand_in(tmp_path, "c", filled())
    waiting = []  # processes while none is graded

    def press_ctrl_c(done, total, student):
        if student == "b":
            waiting.append(usage(os.getpid()).processes)
            threading.Timer(2, os.kill, (os.getpid(), signal.SIGINT)).start()

    with pytest.raises(KeyboardInterrupt):
        grade_class([LESSON], tmp_path, root=root, progress=press_ctrl_c)
    assert usage(os.getpid()).processes <= waiting[0]  # the one of the notebook has ended
    assert [(r.student, r.score) for r in read_results(tmp_path)] == [("a", 4)]
    assert not CourseFolder(tmp_path, LESSON).autograded("b").exists()
    shutil.rmtree(tmp_path / "submitted" / "b")
    hand_in(tmp_path, "b", filled())
    results = grade_class([LESSON, LESSON[:2]], tmp_path, root=root)
    assert [(r.student, r.score) for r in results] == [("a", 4), ("b", 4), ("c", 4)]


@pytest.mark.slow
def test_several_processes_of_its_own_give_the_same(root, filled, hand_in, tmp_path):
    wrong = "def lambda_max(X, y):\n    return 0.0"
    for number in range(5):
        answers = {"lambda_max": wrong} if number % 2 else {}
        hand_in(tmp_path, f"{number}", filled(**answers))
    results = grade_class([LESSON], tmp_path, root=root, jobs=2)
    assert [(r.student, r.score) for r in results] == [
        ("0", 4),
        ("1", 3),
        ("2", 4),
        ("3", 3),
        ("4", 4),
    ]
