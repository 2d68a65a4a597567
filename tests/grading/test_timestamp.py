"""A submission's time: read where there is one, said in one line where there is none."""

from datetime import datetime

import pytest

from reglab.grading.intake.timestamp import FILE, read_timestamp


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2030-01-31 12:00:00 UTC", datetime(2030, 1, 31, 12)),
        ("2030-01-31T12:00:00+02:00\n", datetime(2030, 1, 31, 10)),
        ("\ufeff2030-01-31 12:00:00", datetime(2030, 1, 31, 12)),
        ("9999-12-31 23:59:59 UTC", datetime(9999, 12, 31, 23, 59, 59)),
    ],
)
def test_a_time_is_read(tmp_path, text, expected):
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert read_timestamp(tmp_path, now=expected) == (expected, "")


def test_a_time_that_has_not_come_yet_is_recorded_and_said(tmp_path):
    (tmp_path / FILE).write_text("2030-01-31 12:00:00 UTC")
    time, problem = read_timestamp(tmp_path, now=datetime(2026, 1, 1))
    assert time == datetime(2030, 1, 31, 12)
    assert problem == "timestamp.txt: 2030-01-31 is in the future"
    assert read_timestamp(tmp_path, now=datetime(2030, 1, 30, 23))[1] == ""


def test_no_file_is_no_problem(tmp_path):
    assert read_timestamp(tmp_path) == (None, "")


@pytest.mark.parametrize(
    ("content", "came"),
    [
        (b"", "got an empty file"),
        (b"yesterday, around midnight", "got 'yesterday, around midnight'"),
        (b"\xff\xfe\x00", "got a file that cannot be read"),
        (b"9" * 50_000_000, "got '99999"),
        (b"2030-13-45 99:00:00", "got '2030-13-45"),
        (b"0000-00-00", "got '0000-00-00'"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_anything_else_is_one_line(tmp_path, content, came):
    (tmp_path / FILE).write_bytes(content)
    time, problem = read_timestamp(tmp_path)
    assert time is None
    assert came in problem
    assert len(problem) < 150


def test_a_folder_of_that_name_is_one_line(tmp_path):
    (tmp_path / FILE).mkdir()
    assert "got something that is not a regular file" in read_timestamp(tmp_path)[1]


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text("2020-01-01 12:00:00 UTC")
    (tmp_path / FILE).symlink_to(tmp_path / "secret")
    assert read_timestamp(tmp_path)[0] is None


def test_a_hard_link_is_not_followed(tmp_path):
    folder = tmp_path / "submitted" / "ann" / "03_small"
    folder.mkdir(parents=True)
    (tmp_path / "secret").write_text("2020-01-01 12:00:00 UTC")
    (folder / FILE).hardlink_to(tmp_path / "secret")
    time, problem = read_timestamp(folder)
    assert time is None
    assert "got something that is a hard link" in problem
