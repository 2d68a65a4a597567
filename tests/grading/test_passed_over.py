"""What looks handed in but is not graded is listed with a reason; litter makes no noise."""

import sys

import pytest

from reglab import cli
from reglab.grading.intake.passed_over import passed_over

LESSON = "03_small"


@pytest.fixture
def submitted(tmp_path):
    folder = tmp_path / "submitted"
    folder.mkdir()
    return folder


def put(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")


def test_a_folder_with_an_odd_name_is_listed_with_the_way_out(submitted):
    put(submitted / ".bob" / LESSON / f"{LESSON}.ipynb")
    put(submitted / "__ann" / LESSON / f"{LESSON}.IPYNB")
    put(submitted / "cy" / f".{LESSON}" / f"{LESSON}.ipynb")
    dot = "its name begins with a dot, so it was not graded: rename it to grade what is in it"
    assert passed_over(submitted.parent) == [
        f"submitted/.bob: {dot}",
        f"submitted/__ann: {dot.replace('a dot', 'two underscores')}",
        f"submitted/cy/.03_small: {dot}",
    ]


def test_a_file_beside_the_folders_is_listed(submitted):
    put(submitted / "ann.ipynb")
    put(submitted / "all.zip")
    (submitted / "gone").symlink_to(submitted / "nowhere")
    expected = "expected a folder for each student, got"
    assert passed_over(submitted.parent) == [
        f"submitted/all.zip: {expected} an archive: import it with --collect",
        f"submitted/ann.ipynb: {expected} a file: move it to "
        "submitted/<student>/<lesson>/<lesson>.ipynb",
        "submitted/gone: it is a link to something that does not exist",
    ]


def test_litter_makes_no_noise(submitted):
    for name in (
        ".DS_Store",
        "readme.txt",
        "__MACOSX/ann/._03_small.ipynb",
        "._ann.ipynb",
        ".git/objects/a.ipynb",
        ".ipynb_checkpoints/03_small-checkpoint.ipynb",
        ".Trash-1000/files/03_small.ipynb",
        ".cache/x.bin",
        "ann/03_small/03_small.ipynb",
        "ann/.ipynb_checkpoints/03_small-checkpoint.ipynb",
        "ann/03_small/.ipynb_checkpoints/03_small-checkpoint.ipynb",
        "Thumbs.db",
        "timestamp.txt",
    ):
        put(submitted / name)
    (submitted / ".empty").mkdir()
    (submitted / ".link").symlink_to(submitted / "ann")
    assert passed_over(submitted.parent) == []


def test_many_are_counted_and_a_name_stays_on_its_line(submitted):
    for number in range(25):
        put(submitted / f"{number:02}\nx.ipynb")
    lines = passed_over(submitted.parent)
    assert lines[0].startswith("submitted/00?x.ipynb: ")
    assert lines[20:] == ["and 5 more"]


def test_without_submissions_there_is_nothing(tmp_path):
    assert passed_over(tmp_path) == []


def test_the_command_lists_them_if_nothing_else_was_handed_in(
    submitted, checkout, monkeypatch, capsys
):
    put(submitted / ".bob" / LESSON / f"{LESSON}.ipynb")
    monkeypatch.chdir(checkout)
    monkeypatch.setattr(
        sys, "argv", ["reglab", "grade", "--all", "--course", str(submitted.parent)]
    )
    with pytest.raises(SystemExit, match="2"):
        cli.main()
    said = " ".join(capsys.readouterr().err.split())
    assert "Not graded: submitted/.bob: its name begins with a dot" in said


@pytest.mark.slow
def test_the_command_and_the_report_list_them_beside_the_others(
    submitted, checkout, filled, hand_in, monkeypatch, capsys, tmp_path
):
    hand_in(tmp_path, "ann", filled())
    put(submitted / ".bob" / LESSON / f"{LESSON}.ipynb")
    monkeypatch.chdir(checkout)
    argv = ["reglab", "grade", "--all", "--course", str(tmp_path), "--report", str(tmp_path / "r")]
    monkeypatch.setattr(sys, "argv", argv)
    with pytest.raises(SystemExit, match="0"):
        cli.main()
    said = " ".join(capsys.readouterr().out.split())
    assert "Not graded: submitted/.bob: its name begins with a dot" in said
    assert "submitted/.bob: its name begins with a dot" in (tmp_path / "r/index.html").read_text()
