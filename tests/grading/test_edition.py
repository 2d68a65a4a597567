"""A notebook of an earlier release is graded like any other, with a note; no mark depends on it."""

import nbformat
import pytest

import reglab
from reglab.grading.intake.edition import edition_notes
from reglab.grading.intake.submission import read_submission

OLD = "0123456789ab"


def notes(notebook, release):
    content = nbformat.writes(notebook).encode()
    return list(edition_notes(content, read_submission(content, release), release))


def older(notebook):
    """As an earlier release was: without the last exercise, and with another first cell."""
    notebook.cells = [c for c in notebook.cells if not c.id.startswith("03-lambda-max")]
    notebook.cells[0].source = "import numpy as np"
    return notebook


def test_the_release_says_what_it_was_made_from(release):
    said = release().metadata["reglab"]
    assert said.keys() == {"text", "version"}
    assert said["version"] == reglab.__version__


def test_a_notebook_of_this_release_has_no_note(filled, release):
    assert notes(filled(), release()) == []
    # What a student deletes or edits makes no other release of it.
    assert notes(older(filled()), release()) == []


def test_another_release_is_named_with_what_is_different(filled, release):
    notebook = older(filled())
    notebook.metadata["reglab"] = {"text": OLD, "version": "0.0.9"}
    now = release().metadata["reglab"]["text"]
    start = f"made from another version of the lesson ({OLD} by reglab 0.0.9; now {now})"
    assert notes(notebook, release()) == [
        f"{start}: without 03-lambda-max; with another text of 03-setup"
    ]
    notebook = filled()
    notebook.metadata["reglab"] = {"text": OLD, "version": "0.0.9"}
    assert notes(notebook, release()) == [start]


def test_without_the_metadata_only_a_difference_is_noted(filled, release):
    notebook = filled()
    del notebook.metadata["reglab"]
    assert notes(notebook, release()) == []
    notebook = older(notebook)
    assert notes(notebook, release()) == [
        "it seems to be made from another version of the lesson: without 03-lambda-max; "
        "with another text of 03-setup"
    ]


@pytest.mark.parametrize(
    "said", [7, [], "x", {"text": ["a"]}, {"text": "<script>"}, {"text": OLD, "version": "a\nb"}]
)
def test_any_metadata_is_one_harmless_line_or_none(said, filled, release):
    notebook = filled()
    notebook.metadata["reglab"] = said
    for line in notes(notebook, release()):
        assert line.startswith(f"made from another version of the lesson ({OLD}; now ")
        assert "\n" not in line
        assert "<" not in line


def test_a_course_that_was_released_before_has_no_notes(filled, release):
    before = release()
    del before.metadata["reglab"]
    assert notes(older(filled()), before) == []


@pytest.mark.slow
def test_it_is_graded_and_no_mark_depends_on_the_metadata(filled, mark):
    plain = mark(older(filled())).result
    notebook = older(filled())
    notebook.metadata["reglab"] = {"text": OLD, "version": "0.0.9"}
    flagged = mark(notebook).result
    assert flagged.score == plain.score == 1 + 2
    assert flagged.status == plain.status
    assert flagged.flags[0].startswith("made from another version of the lesson")
    assert flagged.reason == flagged.flags[0]
    assert flagged.flags[1:] == plain.flags
