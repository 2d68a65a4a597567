"""A folder is replaced as a whole or not at all."""

import os

import pytest

from reglab._files import read_tree, replace_folder, write_file


@pytest.fixture
def folders(tmp_path):
    new, target = tmp_path / "work" / "new", tmp_path / "out" / "release"
    for folder, name in ((new, "new.txt"), (target, "old.txt")):
        folder.mkdir(parents=True)
        (folder / name).write_text(name)
    return new, target


def test_the_new_folder_replaces_the_old_one(folders):
    new, target = folders
    replace_folder(new, target)
    assert read_tree(target) == {"new.txt": b"new.txt"}
    assert [path.name for path in target.parent.iterdir()] == ["release"]


def test_a_failing_last_step_brings_the_old_folder_back(folders, monkeypatch):
    new, target = folders
    real = os.replace

    def fail(source, destination):
        if source.name == ".release.new":
            raise OSError("disk full")
        real(source, destination)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        replace_folder(new, target)
    assert read_tree(target) == {"old.txt": b"old.txt"}


def test_what_a_killed_run_left_is_cleared_away(folders):
    new, target = folders
    for suffix in ("new", "old"):
        left_over = target.with_name(f".release.{suffix}")
        left_over.mkdir()
        (left_over / "junk").touch()
    replace_folder(new, target)
    assert read_tree(target) == {"new.txt": b"new.txt"}
    assert [path.name for path in target.parent.iterdir()] == ["release"]


def test_a_file_is_replaced(tmp_path):
    path = tmp_path / "a.ipynb"
    write_file(path, b"1\n")
    write_file(path, b"2\n")
    assert read_tree(tmp_path) == {"a.ipynb": b"2\n"}
