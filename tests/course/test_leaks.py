"""The last look at a release finds what should not be in it, whoever put it there."""

import json

import pytest

from reglab.course import CourseError
from reglab.course.leaks import file_findings, release_findings
from reglab.course.source import read_source


@pytest.fixture
def spoil(built, toy):
    """Change the released notebook, and return what the last look says."""
    source = read_source(toy, "03_toy", "03_toy.py")

    def apply(change):
        notebook = json.loads(built.released.read_bytes())
        change(notebook, {cell["id"]: cell for cell in notebook["cells"]})
        released = json.dumps(notebook).encode()
        return list(release_findings(source, released, "r"))

    return apply


def test_a_sound_release_has_no_finding(spoil):
    assert spoil(lambda notebook, cells: None) == []


@pytest.mark.parametrize(
    ("cell_id", "line", "finding"),
    [
        (
            "03-soft-threshold",
            "shrunken = max(abs(z) - t, 0.0)",
            "expected no solution or hidden test, got 'shrunken = max(abs(z) - t, 0.0)'",
        ),
        ("03-soft-threshold", "### BEGIN SOLUTION", "expected no solution markers, got one"),
        ("03-soft-threshold", "### END SOLUTION", "expected no solution markers, got one"),
        (
            "03-soft-threshold-hidden",
            "### BEGIN HIDDEN TESTS",
            "expected no hidden tests markers, got one",
        ),
    ],
)
def test_a_line_that_nbgrader_should_have_removed(spoil, cell_id, line, finding):
    assert spoil(lambda _, cells: cells[cell_id]["source"].append(f"\n    {line}")) == [
        f"r/{cell_id}: {finding}"
    ]


def test_an_output_a_count_and_foreign_metadata(spoil):
    def change(notebook, cells):
        cells["03-setup"]["execution_count"] = 1
        cells["03-predict"]["outputs"] = [{"output_type": "stream"}]
        cells["03-why"]["metadata"]["collapsed"] = True
        cells["03_toy-001"]["attachments"] = {"path.png": {}}
        notebook["metadata"]["kernelspec"]["name"] = "conda-env"

    kernelspec, *rest = spoil(change)
    assert "conda-env" in kernelspec
    assert rest == [
        "r/03_toy-001: expected no attachments, got path.png",
        "r/03-setup: expected no output, got one",
        "r/03-predict: expected no output, got one",
        "r/03-why: expected only deletable, editable, jupyter, nbgrader, tags as metadata, "
        "got 'collapsed'",
    ]


def test_windows_line_ends(built, toy):
    source = read_source(toy, "03_toy", "03_toy.py")
    released = built.released.read_bytes().replace(b"\n", b"\r\n")
    assert list(release_findings(source, released, "r")) == [
        "r: expected LF line ends, got a carriage return"
    ]


def test_changed_cell_ids(spoil):
    (finding,) = spoil(lambda _, cells: cells["03-why"].update(id="d3adb33f"))
    assert "03-why" in finding
    assert "d3adb33f" in finding


def test_a_solution_that_the_author_repeats_in_an_open_cell(course, toy):
    course.build()
    before = course.released.read_bytes()
    course.write(
        toy + "\n# %%\nif True:\n"
        "        shrunken = max(abs(z) - t, 0.0)\n\n"
        "        return_ = 1\n        shrunken = max(abs(z) - t, 0.0)\n"
    )
    course.build()  # one line of a solution may stand elsewhere
    solution = "    shrunken = max(abs(z) - t, 0.0)\n    return math.copysign(shrunken, z)\n"
    course.write(toy + "\n# %%\ndef mine(z, t):\n" + solution)
    before = course.released.read_bytes()
    with pytest.raises(CourseError) as caught:
        course.build()
    assert str(caught.value) == (
        "notebooks/03_toy/03_toy.ipynb/03_toy-003: "
        "expected nothing from 03-soft-threshold, got all of it"
    )
    assert course.released.read_bytes() == before


def test_a_python_file_in_a_release(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "answer.py").touch()
    assert list(file_findings(tmp_path, "notebooks/03_toy")) == [
        "notebooks/03_toy/deep/answer.py: expected no .py file in a release"
    ]
