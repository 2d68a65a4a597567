"""One student's data is exported and deleted everywhere; all others' data stays as it was."""

import io
import json
import os
import sqlite3
import sys
import tempfile
import zipfile

import pytest

from reglab import cli
from reglab.grading import GradingError, forget, grade_class, read_results
from reglab.grading.forget import places
from reglab.grading.forget.mention import mentions
from reglab.grading.records.lock import only_run
from reglab.grading.records.open_gradebook import open_gradebook
from reglab.grading.records.store import save_results
from reglab.grading.results import GradeResult, Status

LESSON = "03_small"
NAME = "Zoë O'Hara-42"


@pytest.fixture
def course(tmp_path):
    """A course folder without a gradebook, with data of ann, of anna and of ann-marie."""
    folder = tmp_path / "course"
    students = ("ann", "anna", "ann-marie")
    for student in students:
        for part in ("submitted", "autograded", "feedback", "earlier"):
            (folder / part / student / LESSON).mkdir(parents=True)
            (folder / part / student / LESSON / "a.txt").write_text(f"of {student}")
    save_results(folder, [GradeResult(s, LESSON, Status.GRADED, 1.0, 2.0) for s in students])
    lines = [json.dumps({"student": s, "sha256": "0"}) for s in students]
    (folder / "receipts.jsonl").write_text("\n".join([*lines, '{"student": "ann", "sh']))
    (folder / "grades.csv").write_bytes(
        b'student,lesson,reason\r\nann,03,"two\nlines"\r\nanna,03,"of ann"\r\nann-marie,03,\r\n'
    )
    (folder / "marks").mkdir()
    (folder / "marks" / "canvas.csv").write_text("Student;SIS Login ID\nLee, Ann;ann\nLee;anna\n")
    (folder / "grading.log").write_text("graded submitted/ann/03\ngraded submitted/anna/03\n")
    (folder / "notes.md").write_text("Talked to ann.\n")
    return folder


def snapshot(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_everything_of_one_student_is_deleted_and_nothing_of_the_others(course):
    before = snapshot(course)
    found = forget.find("ann", course)
    assert found.text().splitlines() == [
        "  submitted/ann: 1 file",
        "  earlier/ann: 1 file",
        "  autograded/ann: 1 file",
        "  feedback/ann: 1 file",
        "  results.json: 1 result",
        "  results.json.before: 1 result",
        "  receipts.jsonl: 2 receipts",
        "  grading.log: 1 line",
        "  grades.csv: 1 row",
        "  marks/canvas.csv: 1 row",
    ]
    left = forget.delete(found)
    # What people wrote is named, not changed.
    assert left == ["grades.csv", "notes.md"]
    after = snapshot(course)
    lock = course / ".grading.lock"
    assert after.keys() - {lock} == {path for path in before if "ann" not in path.parts}
    assert (course / "grades.csv").read_bytes() == (
        b'student,lesson,reason\r\nanna,03,"of ann"\r\nann-marie,03,\r\n'
    )
    assert (course / "marks" / "canvas.csv").read_text() == "Student;SIS Login ID\nLee;anna\n"
    assert (course / "receipts.jsonl").read_bytes() + b'{"student": "ann", "sh' == b"".join(
        line
        for line in before[course / "receipts.jsonl"].splitlines(keepends=True)
        if b'"ann", "sha' not in line
    )
    assert (course / "grading.log").read_text() == "graded submitted/anna/03\n"
    assert [result.student for result in read_results(course)] == ["ann-marie", "anna"]
    with pytest.raises(GradingError, match=r"expected data of 'ann', found none; did you mean ann"):
        forget.find("ann", course)


def test_what_an_interrupted_run_left_is_deleted_by_the_next(course, monkeypatch):
    def killed(*args):
        raise KeyboardInterrupt

    (course / ".grades.csv.new").write_text("student\nann\n")
    with monkeypatch.context() as patch:
        patch.setattr(places.shutil, "copymode", killed)
        with pytest.raises(KeyboardInterrupt):
            forget.delete(forget.find("ann", course))
    assert not (course / "submitted" / "ann").exists()
    assert len(read_results(course)) == 3
    assert forget.delete(forget.find("ann", course)) == ["grades.csv", "notes.md"]
    assert len(read_results(course)) == 2
    assert not list(course.glob(".*.new"))


def test_the_export_has_it_all_and_only_its_owner_reads_it(course, tmp_path):
    secret = course / "reglab_seed.json"
    secret.write_text("secret")
    (course / "submitted" / "ann" / "link").symlink_to(secret)
    (course / "submitted" / "ann" / "hard").hardlink_to(secret)
    path = tmp_path / "ann.zip"
    forget.export(forget.find("ann", course), path)
    assert path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held["feedback/ann/03_small/a.txt"] == b"of ann"
    assert json.loads(held["results.json"])["student"] == "ann"
    assert held["grades.csv"] == b'ann,03,"two\nlines"\r\n'
    assert held["grading.log"] == b"graded submitted/ann/03\n"
    assert held["not_exported.txt"].decode().splitlines() == [
        "submitted/ann/hard: not exported: it is a hard link",
        "submitted/ann/link: not exported: Too many levels of symbolic links",
    ]
    assert not any(b"secret" in content for content in held.values())
    with pytest.raises(GradingError, match="must be a new file, but it exists"):
        forget.export(forget.find("ann", course), path)
    with pytest.raises(GradingError, match="must be outside of the course folder"):
        forget.export(forget.find("ann", course), course / "ann.zip")


@pytest.mark.parametrize("name", ["", "..", "submitted/ann", "nobody", "*"])
def test_a_name_without_data_is_one_line(name, course):
    before = snapshot(course)
    with pytest.raises(GradingError, match=r"expected data of .*, found none"):
        forget.find(name, course)
    assert snapshot(course) == before


def test_a_record_that_cannot_be_read_stops_it_before_anything_is_deleted(course):
    (course / "results.json").write_text('{"version": 2, "resul')
    before = snapshot(course)
    with pytest.raises(GradingError, match=r"course/results.json is damaged \(Unterminated"):
        forget.find("ann", course)
    assert snapshot(course) == before


def test_not_while_a_grading_runs(course):
    found = forget.find("ann", course)
    with only_run(course), pytest.raises(GradingError, match="another grading is running here"):
        forget.delete(found)
    assert (course / "submitted" / "ann").is_dir()


def test_a_linked_folder_is_unlinked_and_not_emptied(course, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "kept").write_text("kept")
    (course / "submitted" / "bob").symlink_to(tmp_path / "other")
    forget.delete(forget.find("bob", course))
    assert not os.path.lexists(course / "submitted" / "bob")
    assert (tmp_path / "other" / "kept").read_text() == "kept"


def test_a_preview_that_was_killed_is_deleted(course, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name, target in (("a", course), ("b", tmp_path / "another")):
        (tmp_path / f"reglab-preview-{name}").mkdir()
        (tmp_path / f"reglab-preview-{name}" / "submitted").symlink_to(target / "submitted")
    forget.delete(forget.find("ann", course))
    assert [path.name for path in tmp_path.glob("reglab-*")] == ["reglab-preview-b"]
    assert (course / "submitted" / "anna").is_dir()


def run(monkeypatch, capsys, *argv):
    monkeypatch.setattr(sys, "argv", ["reglab", *map(str, argv)])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    return stop.value.code, " ".join("".join(capsys.readouterr()).split())


def test_the_command_asks_first(course, monkeypatch, capsys, tmp_path):
    before = snapshot(course)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    status, said = run(monkeypatch, capsys, "forget", "ann", "--course", course)
    assert status == 1
    assert "Delete all of this? It can't be undone." in said
    assert snapshot(course) == before
    status, said = run(monkeypatch, capsys, "forget", "ann", "--course", course, "--keep")
    assert (status, said) == (
        2,
        "reglab: expected --export FILE.zip with --keep, which deletes nothing",
    )
    argv = ("forget", "ann", "--course", course, "--export", tmp_path / "a.zip", "--keep")
    assert run(monkeypatch, capsys, *argv)[0] == 0
    assert snapshot(course) == before
    status, said = run(monkeypatch, capsys, "forget", "ann", "--course", course, "--yes")
    assert status == 0
    assert "The name is still in notes.md: look at it yourself." in said
    assert "Copies may remain outside of the course folder: in backups" in said


@pytest.mark.slow
def test_nothing_of_a_graded_student_is_left_in_the_folder(
    checkout, filled, hand_in, tmp_path, monkeypatch, capsys
):
    folder = tmp_path / "course"
    for student in (NAME, "bob"):
        hand_in(folder, student, filled())
    monkeypatch.chdir(checkout)
    argv = ("grade", "--all", "--course", folder, "--jobs", 1, "--report", folder / "report")
    assert run(monkeypatch, capsys, *argv)[0] == 0
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        for student in (NAME, "bob"):
            (notebook,) = book.find_submission(LESSON, student).notebooks
            grade = next(grade for grade in notebook.grades if grade.name == "03-why")
            comment = next(comment for comment in notebook.comments if comment.name == "03-why")
            grade.manual_score, grade.needs_manual_grade = 2.5, False
            comment.manual_comment = f"Well done, {student}!"
        book.db.commit()
    grade_class([LESSON], folder, root=checkout)
    bob = rows_of(folder, "bob")
    assert mentions((folder / "gradebook.db").read_bytes(), NAME)
    page = (folder / "report" / "index.html").read_bytes()
    assert mentions(page, NAME)
    argv = ("forget", NAME, "--course", folder, "--export", tmp_path / "out.zip", "--yes")
    status, said = run(monkeypatch, capsys, *argv)
    assert status == 0, said
    assert "still" not in said
    for path in folder.rglob("*"):
        assert NAME not in path.name
        if path.is_file():
            assert not mentions(path.read_bytes(), NAME), path
    assert b"bob" in (folder / "report" / "index.html").read_bytes()
    assert rows_of(folder, "bob") == bob
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        marks = json.loads(archive.read("gradebook.json"))
    (notebook,) = marks["submissions"][0]["notebooks"]
    said = {item["cell"]: item["manual_comment"] for item in notebook["comments"]}
    assert said["03-why"] == f"Well done, {NAME}!"
    # Neither is the student back after the next run, nor is anything graded again.
    (result,) = grade_class([LESSON], folder, root=checkout)
    assert result.student == "bob"
    with open_gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        assert [s.id for s in book._book.students] == ["bob"]


def rows_of(folder, student):
    """All rows of a student's submissions, and of everything that is about the lesson."""
    found = {}
    with sqlite3.connect(folder / "gradebook.db") as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
        for table in ("student", "submitted_assignment", "assignment", "base_cell", "source_cell"):
            assert table in tables
            rows = connection.execute(f"SELECT * FROM {table}")
            found[table] = [row for row in rows if NAME not in row]
        found["grades"] = connection.execute(
            "SELECT grade.* FROM grade JOIN submitted_notebook ON grade.notebook_id = "
            "submitted_notebook.id JOIN submitted_assignment ON submitted_notebook.assignment_id "
            "= submitted_assignment.id WHERE student_id = ?",
            (student,),
        ).fetchall()
    assert len(found["grades"]) > 3
    return {table: sorted(map(str, rows)) for table, rows in found.items()}


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"O&#x27;Hara", "O'Hara", True),
        (b'{"student": "Zo\\u00eb"}', "Zo\u00eb", True),
        (b'href="../feedback/Zo%C3%AB/03"', "Zo\u00eb", True),
        ("Zo\u00eblle".encode(), "Zo\u00eb", False),
        (b"ann@example.org", "ann", False),
        (b"ann.lee", "ann", False),
        (b"of ann.", "ann", True),
    ],
)
def test_a_name_is_found_as_a_word_and_in_each_spelling(content, name, expected):
    assert mentions(content, name) is expected
