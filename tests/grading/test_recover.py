"""`reglab grade --recover` gets back what the other records have, and says what is lost."""

import json
import shutil
import sqlite3

import pytest
from typer.testing import CliRunner

from reglab.cli import app
from reglab.grading import GradingError, grade_class, read_results, recover
from reglab.grading.lms.read import read_ledger
from reglab.grading.records.course import CourseFolder
from reglab.grading.records.journal import JOURNAL, Journal
from reglab.grading.records.receipts import RECEIPTS, Receipts
from reglab.grading.records.seed import SEED_FILE
from reglab.grading.records.store import RESULTS_FILE, write_results

pytestmark = pytest.mark.slow

LESSON = "03_small"
WRONG = "def soft_threshold(z, t):\n    return z"
ANSWERS = {"ann": {}, "bob": {"soft_threshold": WRONG}, "cy": {}, "dan": {}}


@pytest.fixture(scope="module")
def graded(checkout, filled, hand_in, tmp_path_factory):
    """A course with marks and a comment by hand, graded after they were given."""
    course = tmp_path_factory.mktemp("graded") / "course"
    for student, answers in ANSWERS.items():
        hand_in(course, student, filled(**answers))
    grade_class([LESSON], course, root=checkout)
    by_hand(course, "UPDATE grade SET manual_score = 2.5 WHERE cell_id IN {cell}")
    by_hand(course, "UPDATE comment SET manual_comment = 'The kink!' WHERE cell_id IN {cell}")
    grade_class([LESSON], course, root=checkout)
    return course


@pytest.fixture
def course(graded, tmp_path):
    return shutil.copytree(graded, tmp_path / "course")


def by_hand(course, query, cell="03-why"):
    with sqlite3.connect(course / "gradebook.db") as book:
        book.execute(query.format(cell=f"(SELECT id FROM base_cell WHERE name = '{cell}')"))
    book.close()


def marks(course):
    lines = read_ledger(course).lines.values()
    return {line.student: line.score(partial=True) for line in lines}


def flip(path, at):
    """Change one byte after the first occurrence of a text."""
    content = path.read_bytes()
    place = content.index(at) + len(at)
    path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])


def break_index(path):
    """Damage the index of the grades; the rows themselves stay readable."""
    with sqlite3.connect(path) as book:
        (size,) = book.execute("PRAGMA page_size").fetchone()
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_grade_1'"
        (page,) = book.execute(query).fetchone()
    book.close()
    content = bytearray(path.read_bytes())
    content[page * size - 8] ^= 1
    path.write_bytes(content)
    return bytes(content)


def aside(course, name):
    (path,) = course.glob(f"{name}.damaged-*")
    return path


def test_nothing_to_recover_changes_nothing(course):
    before = {path: path.read_bytes() for path in course.iterdir() if path.is_file()}
    assert recover(course).text() == "All records can be read: there is nothing to recover."
    assert {path: path.read_bytes() for path in course.iterdir() if path.is_file()} == before


def test_one_bad_byte_costs_one_result_and_its_copy_has_it(course, checkout):
    known = read_results(course)
    flip(course / RESULTS_FILE, b'"student": "bob", "lesson": "03')
    damaged = (course / RESULTS_FILE).read_bytes()
    with pytest.raises(GradingError, match="--recover"):
        grade_class([LESSON], course, root=checkout)
    text = recover(course, root=checkout).text()
    assert aside(course, RESULTS_FILE).read_bytes() == damaged
    assert "3 results from the readable part of results.json" in text
    assert "bob, 03_small: the result of an earlier run, from results.json.before" in text
    assert grade_class([LESSON], course, root=checkout) == known
    assert read_results(course) == known


def test_without_any_results_the_gradebook_has_the_marks(course, checkout):
    known = read_results(course)
    for path in (course / RESULTS_FILE, course / f"{RESULTS_FILE}.before"):
        path.write_bytes(b"\xff" * 100)
    shutil.rmtree(course / "submitted" / "dan")
    text = recover(course, root=checkout).text()
    assert "ann, 03_small: the marks, from the gradebook; the next run grades it again" in text
    assert "dan, 03_small: the marks, from the gradebook; without hints and flags" in text
    assert [result.score for result in read_results(course)] == [6.5, 4.5, 6.5, 6.5]
    again = grade_class([LESSON], course, root=checkout)
    assert again == known[:3]
    stored = {result.student: result for result in read_results(course)}
    assert stored["dan"].score == 6.5
    assert "recovered from the gradebook" in " ".join(stored["dan"].flags)
    assert marks(course) == {"ann": 6.5, "bob": 4.5, "cy": 6.5, "dan": 6.5}


def test_a_gone_student_keeps_the_recovered_marks_in_later_runs(course, checkout, hand_in, filled):
    for path in (course / RESULTS_FILE, course / f"{RESULTS_FILE}.before"):
        path.write_bytes(b"")
    (course / "submitted" / "bob" / "02_other").mkdir()
    shutil.rmtree(course / "submitted" / "bob" / LESSON)
    recover(course, root=checkout)
    again = {r.student: r for r in grade_class([LESSON], course, root=checkout)}
    assert again["bob"].score == 4.5
    (course / "course.toml").write_text('[points]\n"lasso.lambda_max" = 3\n')
    again = {r.student: r for r in grade_class([LESSON], course, root=checkout)}
    assert again["bob"].score == 6.5


def test_a_deleted_gradebook_comes_back_with_the_marks_by_hand(course, checkout):
    known, before = read_results(course), marks(course)
    (course / "gradebook.db").unlink()
    text = recover(course, root=checkout).text()
    assert "a gradebook with the marks of 4 submissions, 4 by hand" in text
    assert "marks by hand that were changed since the last grading" in text
    assert "comments that were given by hand: copy feedback/" in text
    assert marks(course) == before
    assert not any(line.waiting for line in read_ledger(course).lines.values())
    assert grade_class([LESSON], course, root=checkout) == known


def test_a_damaged_gradebook_gives_what_it_still_has(course, checkout):
    by_hand(course, "UPDATE grade SET manual_score = 0.5 WHERE cell_id IN {cell}", "03-predict")
    damaged = break_index(course / "gradebook.db")
    with pytest.raises(GradingError, match="marks that were given by hand since the last"):
        grade_class([LESSON], course, root=checkout)
    text = recover(course, root=checkout).text()
    assert aside(course, "gradebook.db").read_bytes() == damaged
    assert "8 by hand" in text
    assert "4 comments that were given by hand, from the old gradebook" in text
    again = grade_class([LESSON], course, root=checkout)
    assert [result.score for result in again] == [6.0, 4.0, 6.0, 6.0]
    assert "The kink!" in CourseFolder(course, LESSON).feedback("ann").read_text("utf-8")


def test_marks_by_hand_that_nothing_has_are_named(course, checkout, filled, hand_in):
    hand_in(course, "eve", filled())
    grade_class([LESSON], course, root=checkout)
    (course / "gradebook.db").write_bytes(b"")
    text = recover(course, root=checkout).text()
    assert "eve, 03_small: no mark by hand is known for 3 points" in text
    assert {r.student: r.score for r in grade_class([LESSON], course, root=checkout)}["eve"] == 4


def test_damaged_seeds_come_from_their_copy(course, checkout):
    known = read_results(course)
    flip(course / SEED_FILE, f'"{LESSON}": '.encode())
    text = recover(course, root=checkout).text()
    assert f"the seeds of {LESSON}, from {SEED_FILE}.copy" in text
    assert aside(course, SEED_FILE).stat().st_mode & 0o077 == 0
    assert (course / SEED_FILE).read_bytes() == (course / f"{SEED_FILE}.copy").read_bytes()
    assert grade_class([LESSON], course, root=checkout) == known


def test_a_lost_seed_is_drawn_again_and_said(course, checkout):
    for path in course.glob(f"{SEED_FILE}*"):
        path.unlink()
    text = recover(course, root=checkout).text()
    assert f"the seed of {LESSON}: a new one was drawn, so the next run grades" in text
    again = grade_class([LESSON], course, root=checkout)
    assert [result.score for result in again] == [6.5, 4.5, 6.5, 6.5]


def test_a_bad_line_of_the_receipts_costs_one(course, checkout):
    first = Receipts(course).of("ann", LESSON)
    flip(course / RECEIPTS, b'"student": "')  # ann's, the first
    text = recover(course, root=checkout).text()
    assert "3 receipts from the readable part of receipts.jsonl" in text
    assert "the receipt in line 1 of receipts.jsonl" in text
    assert "ann, 03_small: when it was handed in and its size; the hash is back" in text
    receipts = Receipts(course)
    assert [r.sha256 for r in receipts.of("ann", LESSON)] == [r.sha256 for r in first]
    assert len(receipts.submissions()) == 4
    grade_class([LESSON], course, root=checkout)


def test_a_bad_line_of_the_journal_costs_one(course, checkout):
    known = read_results(course)
    write_results(course / RESULTS_FILE, known[:1])
    write_results(course / f"{RESULTS_FILE}.before", known[:1])
    for result in known[1:]:
        Journal(course).write(result)
    flip(course / JOURNAL, b'"student": "')  # bob's, the first
    text = recover(course, root=checkout).text()
    assert "2 results from results.journal" in text
    assert "bob, 03_small: the marks, from the gradebook; the next run grades it again" in text
    assert not (course / JOURNAL).exists()
    assert grade_class([LESSON], course, root=checkout) == known


def test_a_damaged_notebook_is_made_again(course, checkout):
    known = read_results(course)
    path = CourseFolder(course, LESSON).autograded("bob")
    before = path.read_bytes()
    path.write_bytes(before[:100])
    text = recover(course, root=checkout).text()
    assert "bob, 03_small: the graded notebook; the next run makes it again" in text
    assert grade_class([LESSON], course, root=checkout) == known
    assert json.loads(path.read_bytes())["cells"] == json.loads(before)["cells"]


def test_everything_damaged_at_once(course, checkout):
    for name in (RESULTS_FILE, f"{RESULTS_FILE}.before", RECEIPTS, SEED_FILE, "gradebook.db"):
        (course / name).write_bytes(b"\x00" * 50)
    text = recover(course, root=checkout).text()
    assert "ann, 03_small: the marks, from the graded notebook" in text
    assert len(list(course.glob("*.damaged-*"))) == 5
    again = grade_class([LESSON], course, root=checkout)
    assert [result.score for result in again] == [4.0, 2.0, 4.0, 4.0]  # marks by hand are lost
    assert recover(course, root=checkout).text().startswith("All records can be read")


def test_on_the_command_line(course, checkout, monkeypatch):
    monkeypatch.chdir(checkout)
    flip(course / RESULTS_FILE, b'"student": "bob", "lesson": "03')
    run = CliRunner().invoke(app, ["grade", "--recover", "--course", str(course)])
    assert run.exit_code == 0
    assert run.output.splitlines()[0].startswith("Set aside: results.json.damaged-")
    assert "Now run `reglab grade` as before" in run.output
    assert len(read_results(course)) == 4
    run = CliRunner().invoke(app, ["grade", LESSON, "--recover", "--course", str(course)])
    assert "expected --recover with --course and nothing else" in str(run.exception)


def test_a_newer_version_is_not_for_repair(course):
    (course / RESULTS_FILE).write_text('{"version": 9, "results": []}')
    with pytest.raises(GradingError, match="update reglab"):
        recover(course)
    assert not list(course.glob("*.damaged-*"))
