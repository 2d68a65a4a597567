"""Taking in looks at bytes only, and follows nothing that leads elsewhere."""

import os

import pytest

from reglab.grading.errors import SubmissionError
from reglab.grading.intake.locate import LARGEST
from reglab.grading.intake.take_in import Submission, take_in
from reglab.grading.records.course import CourseFolder

LESSON = "03_small"


@pytest.fixture
def course(tmp_path):
    (tmp_path / "submitted" / "ann" / LESSON).mkdir(parents=True)
    return CourseFolder(tmp_path, LESSON)


@pytest.fixture
def place(course):
    """Where the notebook belongs."""
    return course.submitted("ann")


def test_what_is_taken_in_is_what_lies_there(course, place):
    place.write_bytes(b"any bytes \xff")
    (place.parent / "points.csv").write_text("1,2")
    (place.parent / "timestamp.txt").write_text("2020-01-31 12:00:00 UTC")
    (place.parent / "other.ipynb").write_text("{}")
    found = take_in(course, "ann")
    assert (found.student, found.lesson, found.content) == ("ann", LESSON, b"any bytes \xff")
    assert found.files == {"points.csv": b"1,2"}
    assert found.time.year == 2020
    assert found.notes == ("not graded: other.ipynb",)


def test_the_hash_covers_all_that_is_graded_and_nothing_else():
    def hashed(content=b"1", files=None, **more):
        return Submission("ann", LESSON, content, files or {}, **more).sha256

    same = [hashed(), hashed(notes=("late",)), hashed(files={})]
    assert len(set(same)) == 1
    others = [
        hashed(b"2"),
        hashed(files={"a": b""}),
        hashed(files={"b": b""}),
        hashed(files={"a": b"1"}),
        hashed(files={"a": b"", "b": b""}),
    ]
    assert len({*same, *others}) == 1 + len(others)
    assert hashed(files={"a": b"1", "b": b"2"}) == hashed(files={"b": b"2", "a": b"1"})


def refused(course):
    with pytest.raises(SubmissionError) as error:
        take_in(course, "ann")
    assert "\n" not in error.value.reason
    return error.value.reason


def swap_in(monkeypatch, place, make):
    """Let something else take the notebook's place after it was looked at."""

    def located(path):
        path.unlink()
        make(path)

    place.write_text("{}")
    monkeypatch.setattr("reglab.grading.intake.take_in.locate", located)


def test_a_link_that_is_swapped_in_is_not_followed(course, place, monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("of another")
    swap_in(monkeypatch, place, lambda path: path.symlink_to(tmp_path / "secret"))
    assert refused(course).startswith("the notebook cannot be read: ")


def test_a_pipe_that_is_swapped_in_is_not_waited_for(course, place, monkeypatch):
    swap_in(monkeypatch, place, os.mkfifo)
    assert refused(course) == "the notebook cannot be read: it is not a regular file"


def test_a_classmate_s_notebook_under_a_second_name_is_not_read(course, place):
    other = course.submitted("bob")
    other.parent.mkdir(parents=True)
    other.write_text("{}")
    place.hardlink_to(other)
    reason = refused(course)
    assert reason.startswith("the notebook must be a file of its own, got a hard link")
    assert reason.endswith("replace the folder by a copy made with `cp -r`")


def test_a_hard_link_that_is_swapped_in_is_not_read(course, place, monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("of another")
    swap_in(monkeypatch, place, lambda path: path.hardlink_to(tmp_path / "secret"))
    assert "got a hard link" in refused(course)


def test_a_second_name_beside_the_notebook_changes_nothing(course, place):
    place.write_bytes(b"{}")
    (place.parent / "copy.ipynb").hardlink_to(place)
    assert take_in(course, "ann").content == b"{}"


def test_a_pipe_is_no_notebook(course, place):
    os.mkfifo(place)
    assert refused(course).endswith("found something that is not a regular file")


def test_what_grows_meanwhile_is_cut_off(course, place, monkeypatch):
    def grow(path):
        with open(path, "wb") as file:
            file.truncate(4 * LARGEST)

    swap_in(monkeypatch, place, grow)
    assert len(take_in(course, "ann").content) == LARGEST


def test_an_unreadable_file_is_one_line(course, place, monkeypatch):
    place.write_text("{}")

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert refused(course) == "the notebook cannot be read: Permission denied"
