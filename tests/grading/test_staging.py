"""Beside the notebook nbgrader meets plain files of a moderate amount, and a time that is one."""

from datetime import datetime

import nbformat
import pytest

from reglab.grading import staging
from reglab.grading.staging import stage

LESSON = "03_small"


@pytest.fixture
def source(tmp_path):
    """A submission's folder with its notebook in it."""
    folder = tmp_path / "submitted" / LESSON
    folder.mkdir(parents=True)
    (folder / f"{LESSON}.ipynb").write_text("as handed in")
    return folder


@pytest.fixture
def staged(source, tmp_path):
    """Give a function: the files that are laid out, and what there is to say."""

    def lay_out(time=None):
        target = tmp_path / "staged" / LESSON
        notes = stage(nbformat.v4.new_notebook(), time, source, target)
        found = (path for path in target.rglob("*") if path.is_file())
        return {path.relative_to(target).as_posix(): path.read_text() for path in found}, notes

    return lay_out


def test_a_lone_notebook_is_written_anew(staged):
    files, notes = staged()
    assert list(files) == [f"{LESSON}.ipynb"]
    assert files[f"{LESSON}.ipynb"] == nbformat.writes(nbformat.v4.new_notebook())
    assert notes == []


def test_the_time_is_written_as_nbgrader_reads_it(source, staged):
    (source / "timestamp.txt").write_text("anything")
    files, _ = staged(datetime(2030, 1, 31, 12))
    assert files["timestamp.txt"] == "2030-01-31 12:00:00 UTC\n"


def test_a_bad_time_does_not_travel(source, staged):
    (source / "timestamp.txt").write_text("anything")
    assert "timestamp.txt" not in staged()[0]


def test_data_comes_along_and_litter_and_modules_do_not(source, staged):
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
    files, notes = staged()
    assert sorted(files) == [f"{LESSON}.ipynb", "data/my points.csv", "notes.md"]
    assert notes == []


def test_other_notebooks_are_named(source, staged):
    for number in range(5):
        (source / f"copy {number}.ipynb").write_text("{}")
    files, notes = staged()
    assert len(files) == 1
    assert notes == ["not graded: copy 0.ipynb, copy 1.ipynb, copy 2.ipynb and 2 more"]


def test_links_lead_nowhere(source, staged, tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "seed.json").write_text("secret")
    (source / "seed.json").symlink_to(tmp_path / "secret" / "seed.json")
    (source / "folder").symlink_to(tmp_path / "secret")
    (source / "gone").symlink_to(tmp_path / "nowhere")
    files, notes = staged()
    assert len(files) == 1
    assert notes == ["left out, as they are no plain files: folder, gone, seed.json"]


def test_too_much_is_cut_off_and_said(source, staged, monkeypatch):
    monkeypatch.setattr(staging, "MOST_FILES", 3)
    for number in range(5):
        (source / f"{number}.csv").write_text("1")
    files, notes = staged()
    assert len(files) == 1 + 3
    assert notes[0].startswith("5 more files with 0 MB came with the notebook")


def test_a_large_file_stays_behind(source, staged):
    with open(source / "a.bin", "wb") as file:
        file.truncate(2 * staging.MOST_BYTES)
    files, notes = staged()
    assert len(files) == 1
    assert "1 more files with 50 MB" in notes[0]
