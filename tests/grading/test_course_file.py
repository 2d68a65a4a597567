"""course.toml: what it says is taken, and what it should not say is one line."""

from datetime import datetime

import pytest

from reglab.checks.judging.floors import Floors
from reglab.grading import GradingError
from reglab.grading.records.course_file import COURSE_FILE, CourseFile, read_course_file
from reglab.sandbox.guest.limits import Limits

FULL = """\
gradebook = "postgresql://localhost/course"

[points]
"lasso.lasso_cd" = 8
03-why = 2.5

[due]
03_lasso = 2026-11-01T23:59:00+02:00
02_ridge = 2026-10-01T12:00:00

[marks]
slip = 0.8

[limits]
memory_mb = 3000
cell_seconds = 7.5
"""


def read(folder, text):
    (folder / COURSE_FILE).write_text(text, encoding="utf-8")
    return read_course_file(folder)


@pytest.mark.parametrize("text", [None, "", "# all is well\n"])
def test_without_a_word_everything_is_as_the_lessons_have_it(tmp_path, text):
    found = read_course_file(tmp_path) if text is None else read(tmp_path, text)
    assert found == CourseFile()


def test_what_it_says_is_taken_and_times_are_in_utc(tmp_path):
    found = read(tmp_path, FULL)
    assert found.gradebook == "postgresql://localhost/course"
    assert found.points == {"lasso.lasso_cd": 8.0, "03-why": 2.5}
    assert found.due == {
        "03_lasso": datetime(2026, 11, 1, 21, 59),
        "02_ridge": datetime(2026, 10, 1, 12),
    }
    assert found.limits == Limits(memory_mb=3000, cell_seconds=7.5)
    assert found.marks == Floors(slip=0.8)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("points = ", "must be valid TOML: "),
        ("a = 1\na = 2", "must be valid TOML: "),
        ("point = 1", "point is unknown"),
        ("[grades]\na = 1", "grades is unknown"),
        ("points = 5", "points is of the wrong type"),
        ("gradebook = 5", "gradebook is of the wrong type"),
        ('due = "soon"', "due is of the wrong type"),
        (
            '[points]\n"lasso.lasso_cd" = "8"',
            "lasso.lasso_cd must be a number of at least 0, got '8'",
        ),
        ("[points]\na = -1", "a must be a number of at least 0, got -1"),
        ("[points]\na = true", "a must be a number of at least 0, got True"),
        ("[points]\na = nan", "a must be a number of at least 0, got nan"),
        ("[points]\na = inf", "a must be a number of at least 0, got inf"),
        ("[points]\nlasso.lasso_cd = 8", "lasso must be a number of at least 0, got "),
        ("[due]\n03_lasso = 2026-11-01", "03_lasso must be a date with a time, got "),
        ('[due]\n03_lasso = "tonight"', "03_lasso must be a date with a time, got 'tonight'"),
        ("[marks]\ntypo = 1", "marks must be slip, half, wrong, worthless, got typo"),
        ("[marks]\nslip = 7", "marks: slip must be a number from 0 to 1, got 7"),
        ("[limits]\nmemory = 5", "limits must be cell_seconds, exercise_seconds"),
        ("[limits]\nmemory_mb = 0", "memory_mb must be more than 0, got 0"),
        ('[limits]\nmemory_mb = "much"', "memory_mb must be a number of at least 0, got 'much'"),
    ],
)
def test_anything_else_is_one_line(tmp_path, text, says):
    with pytest.raises(GradingError) as error:
        read(tmp_path, text)
    assert COURSE_FILE in str(error.value)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"\xff\xfe", b'a = "\xe9"'])
def test_what_is_no_text_is_one_line(tmp_path, content):
    (tmp_path / COURSE_FILE).write_bytes(content)
    with pytest.raises(GradingError, match="must be valid TOML: ") as error:
        read_course_file(tmp_path)
    assert "\n" not in str(error.value)


def test_a_folder_of_that_name_is_one_line(tmp_path):
    (tmp_path / COURSE_FILE).mkdir()
    with pytest.raises(GradingError, match=r"cannot be read \(Is a directory\)"):
        read_course_file(tmp_path)
