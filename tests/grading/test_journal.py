"""What a killed run had finished is read back; what it had not is none."""

import pytest

from reglab.grading import GradeResult, GradingError, Status
from reglab.grading.records.journal import JOURNAL, Journal
from reglab.grading.results import ExerciseResult


def result(student):
    exercises = (ExerciseResult("lasso.lasso_cd", "03-lasso-cd-hidden", 2.0, 5.0, "Hint", {}),)
    return GradeResult(student, "03_lasso", Status.GRADED, 2.0, 5.0, exercises=exercises)


def killed_after(folder, *students):
    """A run that recorded some results, and never came to its end."""
    journal = Journal(folder)
    for student in students:
        journal.write(result(student))


def test_results_are_there_as_soon_as_they_are_written(tmp_path):
    journal = Journal(tmp_path)
    for student in ("ann", "bo"):
        journal.write(result(student))
        assert Journal(tmp_path).read()[-1] == result(student)
    assert Journal(tmp_path).read() == [result("ann"), result("bo")]
    journal.clear()
    assert Journal(tmp_path).read() == []
    assert not (tmp_path / JOURNAL).exists()


def test_nothing_is_written_for_nothing(tmp_path):
    journal = Journal(tmp_path)
    assert journal.read() == []
    journal.clear()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cut", range(1, 400, 57))
def test_a_line_that_was_cut_off_is_no_result_and_harms_none(tmp_path, cut):
    killed_after(tmp_path, "ann", "bo")
    whole = (tmp_path / JOURNAL).read_bytes()
    (tmp_path / JOURNAL).write_bytes(whole[:-cut])
    killed_after(tmp_path, "cy")
    names = [found.student for found in Journal(tmp_path).read()]
    assert names[-1] == "cy"
    assert set(names) <= {"ann", "bo", "cy"}
    assert ("bo" in names) == (cut == 1)


@pytest.mark.parametrize(
    "line", [b"\xff\xfe", b"{}", b"[]", b'"text"', b"[" * 100_000, b'{"student": 5}', b"null"]
)
def test_a_line_of_another_kind_is_reported(tmp_path, line):
    killed_after(tmp_path, "ann")
    with open(tmp_path / JOURNAL, "ab") as file:
        file.write(line + b"\n")
    killed_after(tmp_path, "bo")
    with pytest.raises(GradingError, match=f"{JOURNAL} cannot be read in line 2") as error:
        Journal(tmp_path).read()
    assert "\n" not in str(error.value)
    assert Journal(tmp_path).salvage() == ([result("ann"), result("bo")], [2])


def test_a_line_without_its_newline_counts(tmp_path):
    killed_after(tmp_path, "ann")
    path = tmp_path / JOURNAL
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    killed_after(tmp_path, "bo")
    assert Journal(tmp_path).read() == [result("ann"), result("bo")]
