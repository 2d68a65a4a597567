"""Marks for other systems: every id survives, and nothing unfinished looks finished."""

import csv
import re
import sys
from datetime import datetime

import pytest

from reglab import cli
from reglab.grading import GradeResult, GradingError, Status, export_marks, lms
from reglab.grading.lms import write
from reglab.grading.lms.ledger import Ledger, Line, Mark
from reglab.grading.lms.rosters import read_roster
from reglab.grading.results import ExerciseResult

LESSON = "03_small"
DONE = {"a": Mark(2.0, 2.0, False), "b": Mark(0.5, 3.0, False), "check": Mark(0.0, 0.0, True)}
WAITING = {"a": Mark(2.0, 2.0, False), "b": Mark(None, 3.0, True)}
FAILED = {"a": Mark(None, 2.0, True), "b": Mark(None, 3.0, True)}
STUDENTS = {
    "ann": ("Ann", "Lee", "ann@example.org"),
    'comma, quote " and\nline': ("=Zoë", "O'Neil, Jr", ""),
    "leebob_12345": ("", "", ""),
    "nobody": ("", "", ""),
    "waiting": ("", "", ""),
    "failed": ("", "", ""),
}


@pytest.fixture
def ledger(monkeypatch):
    """A gradebook with finished, unfinished, failed and missing submissions."""
    done = list(STUDENTS)[:3]
    marks = {**dict.fromkeys(done, DONE), "waiting": WAITING, "failed": FAILED}
    time = datetime(2026, 10, 1, 12)
    lines = {(LESSON, name): Line(name, LESSON, time, 0.0, m) for name, m in marks.items()}
    made = Ledger({LESSON: (None, 5.0), "00_hello": (None, 0.0)}, dict(STUDENTS), lines)
    monkeypatch.setattr(write, "read_ledger", lambda _: made)
    return made


@pytest.fixture
def export(ledger, tmp_path):
    """Give a function that exports, and reads the rows of the file."""

    def export(format, **options):
        done = export_marks(tmp_path, tmp_path / "out" / "marks.csv", format, **options)
        with open(tmp_path / "out" / "marks.csv", newline="", encoding="utf-8") as file:
            return list(csv.reader(file)), done

    return export


def roster(tmp_path, text):
    content = text if isinstance(text, bytes) else text.encode("utf-8-sig")
    (tmp_path / "roster.csv").write_bytes(content)
    return tmp_path / "roster.csv"


def test_the_columns_of_nbgrader_quoted(export):
    rows, _ = export("nbgrader")
    from nbgrader.plugins import export as plugin

    # nbgrader's own columns, in its order.
    with open(plugin.__file__) as file:
        listed = re.search(r"keys = \[(.*?)\]", file.read(), re.DOTALL)[1]
    assert rows[0] == re.findall(r'"(\w+)"', listed)
    assert {len(row) for row in rows} == {11}
    of = {row[3]: row for row in rows if row[0] == LESSON}
    assert list(of) == sorted(STUDENTS)
    assert of["ann"][4:] == ["Lee", "Ann", "ann@example.org", "2.5", "0.0", "2.5", "5.0"]
    assert of["ann"][1:3] == ["", "2026-10-01 12:00:00"]
    strange = of['comma, quote " and\nline']
    assert strange[4:6] == ["O'Neil, Jr", "'=Zoë"]
    assert of["nobody"][7:] == ["0.0", "0.0", "0.0", "5.0"]


@pytest.mark.parametrize(("format", "column"), [("nbgrader", 9), ("canvas", 5), ("moodle", 1)])
def test_an_unfinished_submission_has_no_score_unless_asked(export, format, column):
    def scores(rows):
        name = 3 if format == "nbgrader" else 0
        return {row[name]: row[column] for row in rows if format != "nbgrader" or row[0] == LESSON}

    rows, done = export(format)
    assert scores(rows)["waiting"] == scores(rows)["failed"] == ""
    assert ("waiting", LESSON, "b") in done.unfinished
    assert "waiting, 03_small: b" in done.text()
    assert "--partial" in done.text()
    rows, done = export(format, partial=True)
    assert float(scores(rows)["waiting"]) == 2
    # What could not be graded has no points so far either.
    assert scores(rows)["failed"] == ""
    assert "have the points so far" in done.text()


def test_canvas_without_a_roster(export):
    rows, _ = export("canvas")
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", LESSON]
    assert rows[1] == ["    Points Possible", "", "", "", "", "5"]
    of = {row[0]: row for row in rows}
    assert of["ann"] == ["ann", "", "", "ann", "", "2.5"]
    # As it was collected: the number is Canvas's own.
    assert of["leebob_12345"] == ["leebob_12345", "12345", "", "", "", "2.5"]
    assert of["nobody"][5] == ""


def test_canvas_with_its_own_gradebook_as_roster(export, tmp_path):
    path = roster(
        tmp_path,
        "Student,ID,SIS User ID,SIS Login ID,Section,03_SMALL (4711),Current Score\n"
        "    Points Possible,,,,,5,(read only)\n"
        '"Lee, Ann",001,0007,ann,"A, B",,\n'
        '"Lee, Bob",12345,0008,bl,A,,\n',
    )
    rows, done = export("canvas", roster=path)
    assert rows[0][5:] == ["03_SMALL (4711)"]
    assert rows[2:] == [
        ["Lee, Ann", "001", "0007", "ann", "A, B", "2.5"],
        ["Lee, Bob", "12345", "0008", "bl", "A", "2.5"],
    ]
    assert done.students == 2
    assert ("nobody", "not in the roster") in done.left
    assert "nobody: not in the roster" in done.text()


def test_a_number_of_canvas_is_no_other_number(export, tmp_path):
    # leebob_12345 left the course; 12345 is what the university calls Cy.
    path = roster(
        tmp_path,
        "Student,ID,SIS User ID,SIS Login ID,Section\n"
        '"Lee, Ann",001,0007,ann,A\n"Roe, Cy",002,12345,cy,A\n',
    )
    rows, done = export("canvas", roster=path)
    assert [row[0] for row in rows[2:]] == ["Lee, Ann"]
    assert ("leebob_12345", "not in the roster") in done.left


def test_a_row_of_the_roster_is_for_one_student(export, ledger, tmp_path):
    ledger.students["Bob Lee"] = ("", "", "")
    ledger.lines[LESSON, "Bob Lee"] = Line("Bob Lee", LESSON, None, 0.0, WAITING)
    text = 'Student,ID,SIS Login ID\n"Lee, Ann",001,ann\n"Lee, Bob",12345,bl\n'
    rows, done = export("canvas", roster=roster(tmp_path, text))
    # Nothing says whose marks are the right ones.
    assert [row[0] for row in rows[2:]] == ["Lee, Ann"]
    assert done.students == 1
    why = dict(done.left)
    assert why["Bob Lee"] == "leebob_12345 has the same row in the roster: enter it by hand"
    assert why["leebob_12345"] == "Bob Lee has the same row in the roster: enter it by hand"


def test_a_suspicion_is_not_for_the_student(export, monkeypatch):
    said = "b: the answer reads a file"
    result = GradeResult(
        "ann", LESSON, Status.NEEDS_REVIEW, 2.5, 5.0, reason=said, flags=(said,), suspicions=(said,)
    )
    monkeypatch.setattr(write, "read_results", lambda *_, **__: [result])
    rows, _ = export("moodle")
    assert {row[0]: row[2] for row in rows}["ann"] == "a 2/2; b 0.5/3"


def test_moodle_points_and_feedback(export, ledger, monkeypatch):
    hint = '<b>max</b>(|z| - t, 0) & "more"\nlines'
    item = ExerciseResult("lasso.lambda_max", "b", 0.5, 3.0, hint=hint)
    result = GradeResult("ann", LESSON, Status.GRADED, 2.5, 5.0, exercises=(item,), reason="=late")
    monkeypatch.setattr(write, "read_results", lambda *_, **__: [result])
    rows, _ = export("moodle")
    assert rows[0] == ["Username", LESSON, f"{LESSON} (feedback)"]
    of = {row[0]: row for row in rows}
    assert of["ann"][1] == "2.5"
    assert of["ann"][2] == (
        '\'=late; a 2/2; lambda_max 0.5/3 (&lt;b&gt;max&lt;/b&gt;(|z| - t, 0) &amp; "more" lines)'
    )
    # Feedback without points would take away points that are in Moodle.
    assert of["waiting"][1:] == of["nobody"][1:] == ["", ""]


def test_moodle_finds_its_students_by_name(export, ledger, tmp_path):
    lines = {(LESSON, n): Line(n, LESSON, None, 0.0, DONE) for n in ("Zoë Lee", "Participant_77")}
    ledger.students.update(dict.fromkeys(("Zoë Lee", "Participant_77", "Two Ann"), ("", "", "")))
    ledger.lines.update(lines)
    path = roster(
        tmp_path,
        "Identifier;First name;Last name;ID number;Email address\n"
        "Participant 76;Zoë;Lee;007;zoe@example.org\n"
        "Participant 77;Bob;Lee;008;bob@example.org\n"
        "Participant 78;Two;Ann;009;a@example.org\n"
        "Participant 79;Two;Ann;010;b@example.org\n",
    )
    rows, done = export("moodle", roster=path)
    assert rows[0][:2] == ["ID number", "Email address"]
    assert [row[:3] for row in rows[1:]] == [
        ["008", "bob@example.org", "2.5"],
        ["007", "zoe@example.org", "2.5"],
    ]
    assert ("Two Ann", "2 students in the roster have this name") in done.left


@pytest.mark.parametrize("format", lms.FORMATS)
@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "＝", "﹣", " =", "\u200b@", "x;="]
)
def test_no_field_starts_a_formula_and_no_id_is_changed(export, ledger, format, start):
    hostile = f"{start}HYPERLINK(1)"
    ledger.students[hostile] = (hostile, hostile, hostile)
    ledger.students["mia"] = (hostile, hostile, hostile)
    ledger.lines[LESSON, hostile] = Line(hostile, LESSON, None, 0.0, DONE)
    rows, done = export(format)
    assert not any(field.startswith(start) for row in rows for field in row)
    assert [student for student, why in done.left if "formula" in why] == [hostile]
    ids = {field for row in rows for field in row}
    assert {"ann", 'comma, quote " and\nline'} <= ids
    assert "\n  " in done.text()
    assert len(done.text().splitlines()) < 10  # a name is one line, whatever is in it


def test_a_penalty_is_taken_off_and_never_below_zero():
    assert Line("a", LESSON, None, 1.0, DONE).score() == 1.5
    assert Line("a", LESSON, None, 9.0, DONE).score() == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "must have a column such as ID.*got none"),
        ("grade,points\n1,2\n", "got grade, points"),
        (b"PK\x03\x04\xff", "must be a CSV file: "),
    ],
)
def test_what_is_no_roster_is_one_line(tmp_path, text, expected):
    with pytest.raises(GradingError, match=expected):
        read_roster(roster(tmp_path, text))


def test_misuse_is_one_line(export, tmp_path):
    with pytest.raises(GradingError, match="format must be one of nbgrader, canvas, moodle"):
        export("excel")
    with pytest.raises(GradingError, match="roster must not be given for nbgrader"):
        export("nbgrader", roster=tmp_path / "x.csv")
    with pytest.raises(GradingError, match="must be a roster, got nothing"):
        export("canvas", roster=tmp_path / "x.csv")
    with pytest.raises(GradingError, match="Username, ID number, Email address"):
        export("moodle", roster=roster(tmp_path, "Full name\nAnn Lee\n"))


def test_nothing_graded_is_one_line(tmp_path):
    with pytest.raises(GradingError, match="expected a gradebook, found none; run `reglab grade`"):
        export_marks(tmp_path, tmp_path / "marks.csv", "canvas")
    assert not list(tmp_path.iterdir())


def test_the_command_says_what_it_wrote(ledger, monkeypatch, capsys, tmp_path):
    argv = ["export", "--course", tmp_path, "--to", tmp_path / "m.csv", "--format", "canvas"]
    monkeypatch.setattr(sys, "argv", ["reglab", *map(str, argv)])
    with pytest.raises(SystemExit, match="0"):
        cli.main()
    text = capsys.readouterr().out
    assert text.startswith(f"Marks: {tmp_path / 'm.csv'}\n6 students exported.\n")
    assert (tmp_path / "m.csv").is_file()


@pytest.mark.slow
def test_a_graded_class_with_the_marks_of_a_human(checkout, filled, hand_in, tmp_path):
    from nbgrader.api import Gradebook

    from reglab.grading import grade_class

    hand_in(tmp_path, "ann", filled())
    hand_in(tmp_path, "bob", filled())
    hand_in(tmp_path, "cy", "no notebook")
    most = grade_class([LESSON], tmp_path, root=checkout)[0].max_score + 3
    gradebook = Gradebook(f"sqlite:///{tmp_path}/gradebook.db")
    grade = gradebook.find_grade("03-why", LESSON, LESSON, "ann")
    grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 2.0, 0.5, False
    gradebook.db.commit()
    gradebook.close()
    done = export_marks(tmp_path, tmp_path / "marks.csv", "moodle")
    with open(tmp_path / "marks.csv", newline="", encoding="utf-8") as file:
        rows = {row["Username"]: row for row in csv.DictReader(file)}
    # Nothing was graded again since the human gave the points.
    assert float(rows["ann"][LESSON]) == most - 0.5
    assert rows["bob"][LESSON] == rows["cy"][LESSON] == ""
    assert [student for student, _, _ in done.unfinished] == ["bob"]
    assert "03-why" in done.text()
    export_marks(tmp_path, tmp_path / "marks.csv", "moodle", partial=True)
    with open(tmp_path / "marks.csv", newline="", encoding="utf-8") as file:
        rows = {row["Username"]: row for row in csv.DictReader(file)}
    assert float(rows["bob"][LESSON]) == most - 3
