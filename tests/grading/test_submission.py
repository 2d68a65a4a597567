"""A file that is no gradable notebook is one line a student can act on; any other is read."""

import json

import nbformat
import pytest

from reglab.grading.errors import SubmissionError
from reglab.grading.intake.locate import LARGEST
from reglab.grading.intake.repair import grade_id, repair
from reglab.grading.intake.submission import read_submission
from reglab.grading.intake.take_in import take_in
from reglab.grading.records.course import CourseFolder

LESSON = "03_small"


@pytest.fixture
def place(tmp_path):
    """Where the notebook belongs; its folder is made."""
    folder = tmp_path / "submitted" / "ann" / LESSON
    folder.mkdir(parents=True)
    return folder / f"{LESSON}.ipynb"


@pytest.fixture
def refusal(place, release):
    """Give a function: why the notebook cannot be graded, with its status."""

    def read(path=place):
        course = CourseFolder(path.parents[3], LESSON)
        with pytest.raises(SubmissionError) as refused:
            read_submission(take_in(course, path.parents[1].name).content, release())
        assert "\n" not in refused.value.reason
        assert len(refused.value.reason) < 200
        return str(refused.value.status), refused.value.reason

    return read


def text_of(notebook):
    return nbformat.writes(notebook)


def answers(notebook):
    return {grade_id(cell): cell.source for cell in notebook.cells if grade_id(cell)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_byte_order_mark_is_no_trouble(place, filled, release, encoding):
    place.write_text(text_of(filled()), encoding=encoding)
    assert answers(read_submission(place.read_bytes(), release())) == answers(filled())


@pytest.mark.filterwarnings("ignore")  # nbformat's, about versions
def test_an_older_format_is_read(place, filled, release):
    place.write_text(nbformat.writes(nbformat.convert(filled(), 3), version=3))
    read = read_submission(place.read_bytes(), release())
    assert answers(read)["03-lambda-max"] == answers(filled())["03-lambda-max"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "broken JSON at line 1"),
        (b'{"cells": [\n', "broken JSON at line 2"),
        (b"\xff\xfe\x00\x01", "it is not text"),
        (b"[1, 2]", "not a notebook"),
        (b"{}", "not a notebook"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": 5}', "not a notebook"),
        (b"[" * 100_000, "not a notebook (RecursionError)"),
        (b'{"nbformat": 5, "cells": []}', "notebook format must be 4 or older, got 5"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}', "another notebook?"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_broken_file_says_how(place, refusal, content, says):
    place.write_bytes(content)
    status, reason = refusal()
    assert status == "failed"
    assert says in reason


def test_what_is_there_instead_is_named(place, refusal):
    assert refusal() == (
        "missing",
        f"expected the notebook {LESSON}/{place.name}, found no notebook",
    )
    for name in ("b (1).ipynb", "a\nb.ipynb"):
        (place.parent / name).write_text("{}")
    assert refusal()[1].endswith("found a?b.ipynb, b (1).ipynb")
    place.mkdir()
    assert refusal() == ("missing", f"expected the notebook {LESSON}/{place.name}, found a folder")


def test_no_folder_and_a_file_in_its_place_are_missing(place, refusal):
    place.parent.rmdir()
    assert refusal()[1].endswith(f"found no folder {LESSON}")
    place.parent.with_name("02_other").mkdir()
    assert refusal()[1].endswith(f"found no folder {LESSON}")
    place.parent.with_name(f"{LESSON} (1)").mkdir()
    assert refusal()[1].endswith(f"found no folder {LESSON}, but {LESSON} (1)")
    place.parent.write_text("a note")
    assert refusal()[1].endswith(f"found a file {LESSON}")


def test_a_huge_notebook_is_not_even_opened(place, refusal):
    with open(place, "wb") as file:
        file.truncate(4 * LARGEST)
    assert refusal() == (
        "failed",
        "the notebook has 100 MB, more than 25 MB: clear all outputs, save it and hand it in again",
    )


@pytest.mark.parametrize("linked", ["notebook", "folder", "student"])
def test_no_link_is_followed_into_somebody_else_s_work(place, refusal, filled, linked):
    mine = place.parents[1]
    theirs = mine.with_name("bob")
    place.parent.rmdir()
    mine.rename(theirs)
    (theirs / LESSON).mkdir()
    (theirs / LESSON / place.name).write_text(text_of(filled()))
    if linked == "student":
        mine.symlink_to(theirs)
    else:
        mine.mkdir()
        if linked == "folder":
            (mine / LESSON).symlink_to(theirs / LESSON)
        else:
            (mine / LESSON).mkdir()
            place.symlink_to(theirs / LESSON / place.name)
    status, reason = refusal()
    assert status == "failed"
    assert "must be a file or folder, got a link" in reason


def test_a_name_that_nbgrader_cannot_hold_is_refused(place, refusal):
    student = place.parents[1].with_name("two\nlines")
    assert refusal(student / LESSON / place.name) == (
        "failed",
        "the name of the student's folder must be printable, got two?lines",
    )


def test_fields_of_any_kind_become_a_valid_notebook(place, filled, release):
    data = json.loads(text_of(filled()))
    odd = [
        {"cell_type": "code", "source": 5, "metadata": {"tags": "x"}, "id": "03-why"},
        {"cell_type": "video", "source": "a", "metadata": {"tags": ["b", "b", "c,d", 1]}},
        {"cell_type": "code", "source": ["a = 1\n", "b"], "metadata": {}, "outputs": "none"},
        {"cell_type": "markdown", "source": "half \ud800", "metadata": {"x": {}}, "id": "a b"},
        {"cell_type": "markdown", "source": "", "metadata": {}, "attachments": {"a": 1}},
    ]
    data["cells"] += odd
    data["metadata"] = {"widgets": {"state": "large"}, "kernelspec": {"name": "my-kernel"}}
    place.write_text(json.dumps(data))
    read = read_submission(place.read_bytes(), release())
    repair(read, release())
    nbformat.validate(read)
    nbformat.writes(read).encode()
    assert [cell.source for cell in read.cells[-5:]] == ["", "a", "a = 1\nb", "half ?", ""]
    assert read.metadata == release().metadata
    assert answers(read) == answers(filled())


def test_folding_and_unfolding_cells_changes_nothing(place, filled, release):
    """JupyterLab writes what a student folds into the notebook's metadata."""
    plain, folded = filled(), filled()
    for cell in folded.cells:
        cell.metadata.jupyter = {"source_hidden": "jupyter" not in cell.metadata}
    read = []
    for notebook in (plain, folded):
        place.write_text(text_of(notebook))
        read.append(read_submission(place.read_bytes(), release()))
        assert list(repair(read[-1], release())) == []
    assert read[0] == read[1]


def test_outputs_do_not_travel(place, filled, release):
    notebook = filled()
    notebook.cells[0].outputs = [nbformat.v4.new_output("stream", text="x" * 1_000_000)]
    place.write_text(text_of(notebook))
    assert len(text_of(read_submission(place.read_bytes(), release()))) < 100_000
