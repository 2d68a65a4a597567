"""The gradebook in PostgreSQL: a real server on this machine, which nobody else can reach."""

import csv
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from reglab.grading import GradingError, grade_class, read_results

pytestmark = pytest.mark.slow

LESSON = "03_small"
WRONG = "def soft_threshold(z, t):\n    return z"
PROGRAMS = max(glob.glob("/usr/lib/postgresql/*/bin"), default="")


@pytest.fixture(scope="module")
def server():
    """Give a function that makes a new database, and returns its URL."""
    assert PROGRAMS, "expected PostgreSQL for this test: apt install postgresql"
    # It refuses to run as root.
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    folder = tempfile.mkdtemp(prefix="reglab-pg-", dir="/tmp")  # a socket's path must be short
    if who:
        shutil.chown(folder, "postgres", "postgres")

    def run(program, *options):
        command = [f"{PROGRAMS}/{program}", *options]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **who)

    data = f"{folder}/data"
    run("initdb", "-D", data, "-U", "teacher", "-A", "trust", "-E", "UTF8", "--no-sync")
    command = [f"{PROGRAMS}/postgres", "-D", data, "-k", folder, "-c", "listen_addresses="]
    with open(f"{folder}/log", "wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **who)
    end = time.monotonic() + 60
    while not list(Path(folder).glob(".s.PGSQL.*[0-9]")):
        assert process.poll() is None, Path(folder, "log").read_text()
        assert time.monotonic() < end
        time.sleep(0.1)

    def make(name):
        run("createdb", "-h", folder, "-U", "teacher", name)
        return f"postgresql://teacher@/{name}?host={folder}"

    yield make
    process.terminate()
    process.wait(60)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def course(filled, hand_in, tmp_path):
    """A class: right, wrong, damaged and missing."""
    course = tmp_path / "course"
    for student in ("ann", "bob", "zoë"):
        hand_in(course, student, filled())
    hand_in(course, "wrong", filled(soft_threshold=WRONG))
    hand_in(course, "damaged", "{")
    return course


def scores(book, student):
    (notebook,) = book.find_submission(LESSON, student).notebooks
    return {grade.name: grade.auto_score for grade in notebook.grades if grade.max_score}


@pytest.fixture
def opened():
    """Give a function that opens a gradebook as nbgrader does."""
    from nbgrader.api import Gradebook

    books = []

    def open_book(url):
        books.append(Gradebook(url.replace("postgresql://", "postgresql+psycopg://")))
        return books[-1]

    yield open_book
    for book in books:
        book.close()


def test_a_class_is_graded_into_it(server, course, checkout, opened):
    url = server("graded")
    (course / "course.toml").write_text(f'gradebook = "{url}"\n')
    results = grade_class([LESSON], course, root=checkout, jobs=2)
    assert not (course / "gradebook.db").exists()
    book = opened(url)
    for result in results:
        if result.score is not None:
            by_cell = {item.cell: item.score for item in result.exercises}
            assert scores(book, result.student) == by_cell
    assert {r.student: r.score for r in results} == {
        "ann": 4.0,
        "bob": 4.0,
        "damaged": None,
        "wrong": 2.0,
        "zoë": 4.0,
    }
    assert {student.id for student in book.students} == {r.student for r in results}


def test_what_a_human_gave_stays(server, course, checkout, opened):
    url = server("marked")
    (course / "course.toml").write_text(f'gradebook = "{url}"\n')
    grade_class([LESSON], course, root=checkout)
    book = opened(url)
    grade = book.find_grade("03-why", LESSON, LESSON, "ann")
    grade.manual_score = 2.5
    book.db.commit()
    again = {r.student: r for r in grade_class([LESSON], course, root=checkout)}
    assert again["ann"].score == 6.5
    assert again["bob"].score == 4.0


def test_nbgraders_own_commands_find_it(server, course, checkout):
    (course / "course.toml").write_text(f'gradebook = "{server("exported")}"\n')
    grade_class([LESSON], course, root=checkout)
    command = [sys.executable, "-m", "nbgrader", "export", "--to", "out.csv"]
    subprocess.run(command, cwd=course, check=True, capture_output=True)
    with open(course / "out.csv", newline="") as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows == {"ann": 4.0, "bob": 4.0, "zoë": 4.0, "wrong": 2.0, "damaged": 0.0}
    assert not (course / "gradebook.db").exists()


def test_a_second_run_adds_no_rows(server, course, checkout, opened):
    """Grading the same folder again, into the same database, adds nothing."""
    url = server("twice")
    (course / "course.toml").write_text(f'gradebook = "{url}"\n')
    first = grade_class([LESSON], course, root=checkout)
    shutil.rmtree(course / "autograded")
    for path in course.glob("results.json*"):
        path.unlink()
    assert grade_class([LESSON], course, root=checkout) == first
    book = opened(url)
    assert len(book.assignments) == 1
    assert len(book.assignment_submissions(LESSON)) == 4


def test_no_server_is_one_line_without_the_password(course, checkout, tmp_path):
    url = f"postgresql://teacher:secret@/none?host={tmp_path}"
    (course / "course.toml").write_text(f'gradebook = "{url}"\n')
    with pytest.raises(GradingError, match="cannot open the gradebook at postgresql") as caught:
        grade_class([LESSON], course, root=checkout)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_server_that_ends_leaves_what_was_graded(server, course, checkout, opened):
    """The run stops with one line; the next one goes on from there."""
    import psycopg

    url = server("ends")
    (course / "course.toml").write_text(f'gradebook = "{url}"\n')

    def cut(done, total, label):
        if done == 2:
            with psycopg.connect(url, autocommit=True) as connection:
                others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                connection.execute(others + "WHERE pid <> pg_backend_pid() AND datname = 'ends'")

    with pytest.raises(GradingError, match="the gradebook failed: ") as caught:
        grade_class([LESSON], course, root=checkout, progress=cut)
    assert "\n" not in str(caught.value)
    assert len(read_results(course)) == 2
    results = grade_class([LESSON], course, root=checkout)
    assert len(results) == 5
    assert scores(opened(url), "zoë")
