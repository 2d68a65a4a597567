"""`build` writes the same two notebooks every time, and nothing when it cannot."""

import json
import os
from pathlib import Path

import pytest

from reglab.course import CourseError


def cells(path):
    return {cell["id"]: cell for cell in json.loads(path.read_text())["cells"]}


def text(path, cell_id):
    return "".join(cells(path)[cell_id]["source"])


def test_a_clean_rebuild_gives_the_same_bytes(course, built):
    (result,) = course.build()
    assert result.files == result.written
    assert result.files == (
        "solutions/03_toy/03_toy.ipynb",
        "notebooks/03_toy/03_toy.ipynb",
    )
    assert course.notebook.read_bytes() == built.notebook.read_bytes()
    assert course.released.read_bytes() == built.released.read_bytes()


def test_windows_line_ends_in_the_source_change_nothing(course, built, toy):
    course.write(toy.replace("\n", "\r\n"))
    course.build()
    assert b"\r" not in course.notebook.read_bytes()
    assert course.notebook.read_bytes() == built.notebook.read_bytes()
    assert course.released.read_bytes() == built.released.read_bytes()


def test_building_again_writes_nothing(course):
    course.build()
    before = course.released.stat().st_mtime_ns
    (result,) = course.build()
    assert result.written == ()
    assert course.released.stat().st_mtime_ns == before


def test_ids_are_grade_ids_or_the_stem_and_a_number(built):
    expected = [
        "03_toy-001",
        "03-setup",
        "03-predict-sign",
        "03-predict",
        "03-soft-threshold",
        "03-soft-threshold-check",
        "03-soft-threshold-hidden",
        "03_toy-002",
        "03-why",
    ]
    assert list(cells(built.notebook)) == expected
    assert list(cells(built.released)) == expected


def test_metadata_is_fixed_and_short(built):
    for path in (built.notebook, built.released):
        metadata = json.loads(path.read_text())["metadata"]
        assert metadata.keys() == {"kernelspec", "language_info", "reglab"}
        assert metadata["kernelspec"]["name"] == "python3"
    assert cells(built.notebook)["03_toy-002"]["metadata"] == {"tags": ["experiment"]}
    for cell in cells(built.notebook).values():
        assert cell["metadata"].keys() <= {"nbgrader", "tags"}
        assert not cell.get("outputs")


def test_a_folded_cell_stays_folded_in_the_release(course, toy):
    folded = 'tags=["experiment"] jupyter={"source_hidden": true}\n# Folded: drawing\n'
    course.write(toy.replace('tags=["experiment"]\n', folded))
    course.build()
    for path in (course.notebook, course.released):
        cell = cells(path)["03_toy-002"]
        assert cell["metadata"] == {"tags": ["experiment"], "jupyter": {"source_hidden": True}}
        assert cell["source"][0] == "# Folded: drawing\n"  # JupyterLab shows this line


@pytest.mark.parametrize(
    ("cell_id", "points"),
    [
        ("03-predict", 1),
        ("03-soft-threshold-check", 0),
        ("03-soft-threshold-hidden", 4),
        ("03-why", 3),
    ],
)
def test_points_come_from_the_exercise(built, cell_id, points):
    for path in (built.notebook, built.released):
        assert cells(path)[cell_id]["metadata"]["nbgrader"]["points"] == points


@pytest.mark.parametrize("value", [-1, 1.5, True, None])
def test_points_that_are_no_whole_number_are_refused(course, value):
    points = {"toy.soft_threshold": 4, "toy.sign": value}.get
    with pytest.raises(CourseError) as caught:
        course.build(points=points)
    assert str(caught.value) == (
        "solutions/03_toy/03_toy.py:17/03-predict: "
        f"expected toy.sign to have points (0, 1, ...), got {value!r}"
    )


def test_checks_are_locked_and_answers_are_open(built):
    released = cells(built.released)
    locked = {key for key, cell in released.items() if cell["metadata"].get("editable") is False}
    checks = {"03-predict", "03-soft-threshold-check", "03-soft-threshold-hidden"}
    assert locked == checks | {"03-setup"}
    assert locked == {
        key
        for key, cell in cells(built.notebook).items()
        if cell["metadata"].get("nbgrader", {}).get("locked")
    }


def test_the_release_has_neither_solution_nor_hidden_test(built):
    assert "shrunken" in text(built.notebook, "03-soft-threshold")
    raw = built.released.read_text()
    for secret in ("shrunken", 'choice = \\"a\\"', "grade(", "kink", "BEGIN", "END"):
        assert secret not in raw
    assert text(built.released, "03-soft-threshold-hidden") == ""
    assert text(built.released, "03-soft-threshold").endswith("raise NotImplementedError()")


def test_files_beside_the_source_are_released_but_no_python(course):
    (course.folder / "accepted.py").write_text("def soft_threshold(z, t): ...\n")
    (course.folder / "img").mkdir()
    (course.folder / "img" / "prox.svg").write_text("<svg/>")
    (course.folder / "img" / "draw.py").write_text("print('solution')\n")
    (result,) = course.build()
    assert "notebooks/03_toy/img/prox.svg" in result.files
    released = {p.relative_to(course.release).as_posix() for p in course.release.rglob("*.*")}
    assert released == {"03_toy.ipynb", "img/prox.svg"}


def test_a_build_is_silent_and_stays_in_its_folder(course, capfd):
    here = Path.cwd()
    course.build()
    assert capfd.readouterr() == ("", "")
    assert Path.cwd() == here
    assert not list(course.root.rglob("gradebook.db"))


def test_a_refused_source_leaves_the_old_release(course, toy):
    course.build()
    before = course.released.read_bytes(), course.notebook.read_bytes()
    course.write(toy.replace("    ### END SOLUTION\n", ""))
    with pytest.raises(CourseError, match="03-soft-threshold: expected ### END SOLUTION"):
        course.build()
    assert (course.released.read_bytes(), course.notebook.read_bytes()) == before
    assert sorted(p.name for p in course.release.parent.iterdir()) == ["03_toy"]


def test_what_nbgrader_refuses_is_reported_with_its_reason(course, monkeypatch):
    course.build()
    before = course.released.read_bytes()
    # As if the rules had let unbalanced markers through.
    nothing = "reglab.course.builder.region_findings"
    monkeypatch.setattr(nothing, lambda source: [])
    course.write(course.text.read_text().replace("    ### END SOLUTION\n", ""))
    with pytest.raises(CourseError, match="nbgrader says RuntimeError: no end solution"):
        course.build()
    assert course.released.read_bytes() == before


def test_a_broken_lesson_does_not_stop_the_others(course):
    first = course.root / "solutions" / "02_first"
    first.mkdir()
    (first / "02_first.py").write_text("# %%\n(\n")
    with pytest.raises(CourseError) as caught:
        course.build()
    assert len(caught.value.findings) == 1
    assert "02_first.py:1/02_first-001: expected Python" in str(caught.value)
    assert course.released.exists()


def test_one_lesson_by_name_or_number(course):
    other = course.root / "solutions" / "04_other"
    other.mkdir()
    (other / "04_other.py").write_text("# %%\n1\n")
    for wanted in ("04_other", "04", ["04"]):
        assert [result.lesson for result in course.build(wanted)] == ["04_other"]
    assert not course.release.exists()


def test_an_unknown_lesson_is_one_line(course):
    with pytest.raises(CourseError) as caught:
        course.build(["99"])
    assert str(caught.value) == "unknown lesson '99': expected one of 03_toy"


def test_a_lesson_without_source_is_one_line(course):
    course.text.unlink()
    with pytest.raises(CourseError) as caught:
        course.build()
    assert str(caught.value) == (
        "solutions/03_toy/03_toy.py: expected the source of the lesson, found no file"
    )


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (b"# %%\n\xff\n", "expected UTF-8 text, got 'utf-8' codec can't decode"),
        (
            b"# ---\n# jupyter:\n#   kernelspec:\n#     name: python3\n# ---\n# %%\n1\n",
            "expected py:percent text, jupytext says NotebookValidationError: 'display_name' is",
        ),
    ],
)
def test_a_file_that_is_no_lesson_is_one_line(course, content, finding):
    course.text.write_bytes(content)
    with pytest.raises(CourseError) as caught:
        course.build()
    assert str(caught.value).startswith(f"solutions/03_toy/03_toy.py: {finding}")
    assert "\n" not in str(caught.value)


def test_a_folder_that_nbgrader_would_take_for_an_assignment_is_refused(course):
    (course.root / "solutions" / "drafts").mkdir()
    with pytest.raises(CourseError, match=r"^solutions/drafts: expected a folder name such as"):
        course.build()


def test_the_course_is_found_from_inside(course, monkeypatch):
    from reglab.course import find_root

    with pytest.raises(CourseError, match="expected a course here or above"):
        find_root(course.folder)
    (course.root / "nbgrader_config.py").touch()
    assert find_root(course.folder) == course.root.resolve()
    monkeypatch.chdir(course.folder)
    assert os.path.samefile(find_root(), course.root)
