"""Beside a notebook lie plain files of a moderate amount: those go into the sandbox."""

import os

import pytest

from reglab.grading.intake import files
from reglab.grading.intake.files import files_beside

LESSON = "03_small"


@pytest.fixture
def source(tmp_path):
    """A submission's folder with its notebook in it."""
    folder = tmp_path / "submitted" / "ann" / LESSON
    folder.mkdir(parents=True)
    (folder / f"{LESSON}.ipynb").write_text("as handed in")
    return folder


@pytest.fixture
def beside(source):
    """Give a function: the files that are taken, and what there is to say."""
    return lambda: files_beside(source / f"{LESSON}.ipynb")


def test_a_lone_notebook_has_nothing_beside_it(beside):
    assert beside() == ({}, [])


def test_a_time_is_no_file_of_the_answers(source, beside):
    (source / "timestamp.txt").write_text("anything")
    assert beside() == ({}, [])


def test_data_comes_along_and_litter_and_modules_do_not(source, beside):
    for name in (
        "data/my points.csv",
        "notes.md",
        "numpy.py",
        "numpy.so",
        ".ipynb_checkpoints/a.csv",
        "__MACOSX/._notes.md",
        ".hidden",
    ):
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text("1")
    found, notes = beside()
    assert found == {"data/my points.csv": b"1", "notes.md": b"1"}
    assert notes == []


def test_other_notebooks_are_named(source, beside):
    for number in range(5):
        (source / f"copy {number}.ipynb").write_text("{}")
    found, notes = beside()
    assert found == {}
    assert notes == ["not graded: copy 0.ipynb, copy 1.ipynb, copy 2.ipynb and 2 more"]


def test_links_lead_nowhere(source, beside, tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "seed.json").write_text("secret")
    (source / "seed.json").symlink_to(tmp_path / "secret" / "seed.json")
    (source / "folder").symlink_to(tmp_path / "secret")
    (source / "gone").symlink_to(tmp_path / "nowhere")
    found, notes = beside()
    assert found == {}
    assert notes == ["left out because they are not regular files: folder, gone, seed.json"]


def test_a_file_of_someone_else_under_a_second_name_is_left_out(source, beside, tmp_path):
    (tmp_path / "reglab_seed.json").write_text("secret")
    (source / "data.csv").hardlink_to(tmp_path / "reglab_seed.json")
    (source / "notes.md").write_text("mine")
    found, notes = beside()
    assert found == {"notes.md": b"mine"}
    assert notes == [
        "left out because they are hard links, which may lead to files of others: data.csv; "
        "if they are the student's own, replace the folder by a copy made with `cp -r`"
    ]


def test_two_names_in_the_student_s_own_folder_are_one_file_of_the_student(source, beside):
    (source / "a.csv").write_text("1")
    (source / "b.csv").hardlink_to(source / "a.csv")
    assert beside() == ({"a.csv": b"1", "b.csv": b"1"}, [])


def test_too_much_is_cut_off_and_said(source, beside, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 3)
    for number in range(5):
        (source / f"{number}.csv").write_text("1")
    found, notes = beside()
    assert len(found) == 3
    assert notes[0].startswith("5 other files with 0 MB came with the notebook")


def test_a_large_file_stays_behind(source, beside):
    with open(source / "a.bin", "wb") as file:
        file.truncate(2 * files.MOST_BYTES)
    found, notes = beside()
    assert found == {}
    assert "1 other files with 50 MB" in notes[0]


def test_a_pipe_is_not_waited_for(source, beside):
    os.mkfifo(source / "data.csv")
    assert beside() == ({}, ["left out because they are not regular files: data.csv"])


def test_a_name_on_two_lines_is_shown_on_one(source, beside):
    (source / "two\nlines.ipynb").write_text("{}")
    assert beside() == ({}, ["not graded: two?lines.ipynb"])


def test_a_link_that_takes_a_file_s_place_meanwhile_is_not_followed(source, beside, monkeypatch):
    (source / "secret").write_text("of another")
    (source / "a.csv").symlink_to(source / "secret")
    plain = (source / "secret").lstat()
    monkeypatch.setattr(type(source), "lstat", lambda path: plain)  # as it was a moment ago
    with pytest.raises(OSError, match="link"):
        beside()
