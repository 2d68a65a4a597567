"""`build(check=True)` names every file that is not what a fresh build makes."""

import pytest

FRESH = "(expected what `reglab build 03_toy` makes)"


@pytest.fixture
def fresh(course):
    course.build()
    return course


def test_a_fresh_course_has_no_problem(fresh):
    before = {path: path.read_bytes() for path in fresh.root.rglob("*") if path.is_file()}
    results = fresh.build(check=True)
    assert [(r.lesson, r.ok, r.written) for r in results] == [("03_toy", True, ())]
    assert {path: path.read_bytes() for path in fresh.root.rglob("*") if path.is_file()} == before


def test_one_changed_byte_in_the_release_is_named(fresh):
    content = bytearray(fresh.released.read_bytes())
    content[content.index(b"toy lesson")] ^= 1
    fresh.released.write_bytes(content)
    assert fresh.problems() == [f"notebooks/03_toy/03_toy.ipynb: line 8 differs {FRESH}"]


def test_one_changed_byte_in_the_solution_notebook_is_named(fresh):
    fresh.notebook.write_bytes(fresh.notebook.read_bytes() + b" ")
    (problem,) = fresh.problems()
    assert problem.startswith("solutions/03_toy/03_toy.ipynb: line ")


def test_a_changed_source_makes_both_notebooks_stale(fresh, toy):
    fresh.write(toy.replace("A toy lesson", "Another"))
    assert [problem.partition(":")[0] for problem in fresh.problems()] == [
        "solutions/03_toy/03_toy.ipynb",
        "notebooks/03_toy/03_toy.ipynb",
    ]


def test_changed_points_of_an_exercise_make_the_notebooks_stale(fresh):
    (result,) = fresh.build(check=True, points={"toy.soft_threshold": 5, "toy.sign": 1}.get)
    assert len(result.problems) == 2


def test_missing_and_extra_files_are_named(fresh):
    fresh.released.unlink()
    (fresh.release / "03_toy.py").write_text("solution = 1\n")
    (fresh.folder / "copy.ipynb").write_text("{}")
    assert fresh.problems() == [
        f"solutions/03_toy/copy.ipynb: extra {FRESH}",
        f"notebooks/03_toy/03_toy.ipynb: missing {FRESH}",
        f"notebooks/03_toy/03_toy.py: extra {FRESH}",
    ]


def test_a_release_without_a_lesson_and_a_stray_source_are_named(fresh):
    (fresh.release.parent / "02_gone").mkdir()
    (fresh.release.parent / "helper.py").touch()
    assert fresh.problems() == [
        "notebooks/02_gone: expected a lesson of this name in solutions/, found none",
        "notebooks/helper.py: expected no .py file here",
    ]


def test_what_jupyter_leaves_behind_is_no_difference(fresh):
    litter = fresh.release / ".ipynb_checkpoints"
    litter.mkdir()
    (litter / "03_toy-checkpoint.ipynb").write_text("{}")
    assert fresh.problems() == []


def test_a_build_repairs_what_a_check_found(fresh):
    (fresh.release / "03_toy.py").write_text("solution = 1\n")
    fresh.released.write_bytes(b"")
    fresh.notebook.unlink()
    fresh.build()
    assert fresh.problems() == []
