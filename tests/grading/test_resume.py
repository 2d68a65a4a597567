"""A run that is killed, at any moment, is taken up again: nothing lost, nothing done twice."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import psutil
import pytest

from reglab.grading import read_results
from reglab.grading.records.journal import JOURNAL, Journal

pytestmark = pytest.mark.slow

LESSON = "03_small"
SIGN = "def soft_threshold(z, t):\n    return np.sign(z) * (np.abs(z) - t)"
ANSWERS = [{}, {"soft_threshold": SIGN}, {"lambda_max": "1 / 0"}, {"soft_threshold": "exit()"}]
STUDENTS = [f"s{number:02}" for number in range(16)]

# A run that ends itself with SIGKILL at the N-th call of a function, before or after the call.
DIES = """
import importlib, os, signal, sys

def dying(function, when, count):
    calls = 0
    def call(*args, **kwargs):
        nonlocal calls
        calls += 1
        if calls == count and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*args, **kwargs)
        if calls == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return call

if __name__ == "__main__":
    course, when, where, count = sys.argv[1:]
    module, _, names = where.partition(":")
    *path, name = names.split(".")
    owner = importlib.import_module(module)
    for part in path:
        owner = getattr(owner, part)
    setattr(owner, name, dying(getattr(owner, name), when, int(count)))
    from reglab.grading import grade_class
    grade_class(["03"], course, jobs=2)
"""


@pytest.fixture(scope="module")
def fresh(filled, hand_in, tmp_path_factory):
    """A course folder that nobody has graded: right, wrong, broken, empty and missing ones."""
    course = tmp_path_factory.mktemp("fresh") / "course"
    for number, student in enumerate(STUDENTS):
        hand_in(course, student, filled(**ANSWERS[number % len(ANSWERS)]))
    hand_in(course, "damaged", "{")
    hand_in(course, "elsewhere", filled(), name="other.ipynb")
    (course / "reglab_seed.json").write_text(json.dumps({LESSON: 7}))
    return course


@pytest.fixture(scope="module")
def undisturbed(fresh, checkout, tmp_path_factory):
    """What a run finds that nobody kills."""
    course = tmp_path_factory.mktemp("undisturbed") / "course"
    shutil.copytree(fresh, course)
    finish(course, checkout)
    return read_results(course)


@pytest.fixture
def course(fresh, tmp_path):
    shutil.copytree(fresh, tmp_path / "course")
    return tmp_path / "course"


def start(course, checkout, *, program=(), **options):
    """Begin to grade, in a process group of its own."""
    command = program or [
        *("-m", "reglab", "grade", "03", "--course", str(course), "--jobs", "2"),
    ]
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=checkout,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **options,
    )


def finish(course, checkout):
    run = start(course, checkout)
    _, errors = run.communicate(timeout=300)
    assert run.returncode == 0, errors


def started_by(run):
    try:
        return psutil.Process(run.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def kill(run, number=signal.SIGKILL):
    """Kill a run; nothing that it started may outlive it."""
    others = started_by(run)
    if number == signal.SIGINT:
        os.killpg(run.pid, number)  # as a terminal does
    else:
        run.kill()
    run.communicate(timeout=120)
    _, alive = psutil.wait_procs(others, timeout=60)
    assert not alive


def finished(course):
    """Students whose result is written down, with the file that shows when they were graded."""
    results = [*read_results(course, missing_ok=True), *Journal(course).read()]
    return {result.student: graded_notebook(course, result.student) for result in results}


def graded_notebook(course, student):
    """Which file it is: grading a submission again makes a new one."""
    path = course / "autograded" / student / LESSON / f"{LESSON}.ipynb"
    return (path.stat().st_ino, path.stat().st_mtime_ns) if path.exists() else None


def assert_whole(course, undisturbed):
    """The course folder is as after a run that nobody killed."""
    assert read_results(course) == undisturbed
    assert not (course / JOURNAL).exists()
    with sqlite3.connect(course / "gradebook.db") as book:
        assert book.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not book.execute("PRAGMA foreign_key_check").fetchall()
        rows = book.execute(
            "SELECT a.student_id, c.name, g.auto_score FROM grade g"
            " JOIN submitted_notebook n ON g.notebook_id = n.id"
            " JOIN submitted_assignment a ON n.assignment_id = a.id"
            " JOIN base_cell c ON g.cell_id = c.id WHERE c.name NOT LIKE '%-check'"
        ).fetchall()
    book.close()
    graded = [result for result in undisturbed if result.score is not None]
    expected = [(r.student, item.cell, item.score) for r in graded for item in r.exercises]
    assert sorted(rows, key=str) == sorted(expected, key=str)
    for result in undisturbed:
        assert (course / "feedback" / result.student / LESSON / f"{LESSON}.html").is_file()


def test_killed_again_and_again(course, checkout, undisturbed):
    rng = random.Random(1)
    before = {}
    for _ in range(5):
        run = start(course, checkout)
        enough = len(before) + rng.randint(1, 4)
        while run.poll() is None and len(finished(course)) < enough:
            time.sleep(0.05)
        time.sleep(rng.random())
        kill(run)
        after = finished(course)
        assert before.items() <= after.items()  # none is lost, none was graded again
        before = after
    finish(course, checkout)
    assert before.items() <= finished(course).items()
    assert_whole(course, undisturbed)


def test_ctrl_c(course, checkout, undisturbed):
    run = start(course, checkout)
    while len(finished(course)) < 3:
        assert run.poll() is None
        time.sleep(0.05)
    kill(run, signal.SIGINT)
    assert run.returncode not in (0, None)
    before = finished(course)
    assert len(before) >= 3
    assert not (course / JOURNAL).exists()  # it had the time to tidy up
    finish(course, checkout)
    assert before.items() <= finished(course).items()
    assert_whole(course, undisturbed)


VERSION = "reglab.grading.records.open_gradebook:_newest"
TABLES = "nbgrader.api:Gradebook.check_course"
RECORD = "reglab.grading.records.gradebook:Book.record"
JOURNAL_LINE = "reglab.grading.records.journal:Journal.write"
SAVE = "reglab.grading.runs.recorder:save_results"
MOMENTS = {
    "the gradebook has no version": ("before", VERSION, 1),
    "the gradebook has its tables and no course": ("before", TABLES, 1),
    "a notebook is written, the gradebook not": ("before", RECORD, 4),
    "the gradebook is written, the journal not": ("before", JOURNAL_LINE, 4),
    "the journal is written": ("after", JOURNAL_LINE, 4),
    "the results are about to be saved": ("before", SAVE, 2),
    "the results are saved, the journal is there": ("after", SAVE, 2),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_when(moment, course, checkout, undisturbed, tmp_path):
    program = tmp_path / "dies.py"
    program.write_text(DIES)
    when, where, count = MOMENTS[moment]
    run = start(course, checkout, program=[program, str(course), when, where, str(count)])
    run.communicate(timeout=300)
    assert run.returncode == -signal.SIGKILL
    before = finished(course)
    assert before or where in (VERSION, TABLES)
    finish(course, checkout)
    assert before.items() <= finished(course).items()
    assert_whole(course, undisturbed)
    with sqlite3.connect(course / "gradebook.db") as book:
        assert len(book.execute("SELECT version_num FROM alembic_version").fetchall()) == 1
    book.close()


def test_a_line_of_the_journal_that_was_cut_off(course, checkout, undisturbed):
    run = start(course, checkout)
    while len(finished(course)) < 4:
        assert run.poll() is None
        time.sleep(0.05)
    kill(run)
    path = course / JOURNAL
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]) + lines[-1][: len(lines[-1]) // 2])
    before = finished(course)
    finish(course, checkout)
    assert before.items() <= finished(course).items()
    assert_whole(course, undisturbed)


def test_the_second_of_two_runs_refuses(course, checkout, undisturbed):
    first = start(course, checkout)
    while not finished(course):
        assert first.poll() is None
        time.sleep(0.05)
    second = start(course, checkout)
    _, errors = second.communicate(timeout=60)
    assert second.returncode == 2
    assert f"another grading is running here (process {first.pid})" in errors
    assert errors.count("\n") == 1
    first.communicate(timeout=300)
    assert first.returncode == 0
    assert_whole(course, undisturbed)
