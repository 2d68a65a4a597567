"""Whatever order cells are handed in, they are graded in the released one."""

from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reglab.course import find_lessons
from reglab.grading.intake.order import in_released_order
from reglab.grading.intake.repair import grade_id, repair
from reglab.grading.records.course import CourseFolder
from reglab.grading.verdict.bundle import read_bundle
from reglab.grading.verdict.plan import EXERCISE, plan

ROOT = Path(__file__).parents[2]
LESSONS = [lesson.name for lesson in find_lessons(ROOT)]
some = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@given(st.permutations(range(7)), st.lists(st.integers(0, 7), max_size=4))
def test_given_cells_are_sorted_and_own_cells_follow_the_one_before(order, own):
    cells = [str(place) for place in order]
    for number, index in enumerate(own):
        cells.insert(index, f"own {number}")
    places = {str(place): (place, True) for place in range(7)}
    found, moved = in_released_order(cells, 7, places.get)
    assert [cell for cell in found if cell in places] == [str(place) for place in range(7)]
    assert sorted(found) == sorted(cells)
    for cell in cells:
        if cell not in places:
            before = cells[: cells.index(cell)]
            anchor = next((c for c in reversed(before) if c in places), None)
            at = found.index(anchor) if anchor else -1
            assert {c for c in found[at + 1 : found.index(cell)] if c in places} == set()
    stayed = [int(cell) for cell in cells if cell in places and cell not in moved]
    assert stayed == sorted(stayed)


@given(st.permutations(range(6)))
def test_no_fewer_cells_could_have_been_moved(order):
    places = {place: (place, True) for place in order}
    _, moved = in_released_order(list(order), 6, places.get)
    longest = max(
        len(part)
        for mask in range(2**6)
        if (part := [c for i, c in enumerate(order) if mask >> i & 1]) == sorted(part)
    )
    assert len(moved) == 6 - longest


def test_a_cell_of_the_students_own_text_is_sorted_only_if_it_stayed():
    places = {"a": (0, True), "b": (1, False), "c": (2, True)}
    assert in_released_order(["b", "a", "c"], 3, places.get) == (["b", "a", "c"], [])
    assert in_released_order(["c", "a", "b"], 3, places.get) == (["a", "b", "c"], ["c"])


@pytest.fixture(scope="module", params=LESSONS)
def bundle(request):
    return read_bundle(CourseFolder(ROOT, request.param))


def known(notebook):
    return [grade_id(cell) for cell in notebook.cells if grade_id(cell)]


def graded_steps(notebook):
    return [(s.kind, s.exercise) for s in plan(notebook) if s.exercise]


@some
@given(data=st.data())
def test_every_order_of_a_lesson_is_graded_in_the_released_one(bundle, data):
    release, master = bundle.notebooks()
    cells = data.draw(st.permutations(release.cells))
    _expect_released_order(cells, release, master)


def test_any_one_exercise_first_or_last_and_all_reversed(bundle):
    """The attacks that were seen: all cells of one exercise go to the front, or to the end."""
    release, master = bundle.notebooks()
    exercises = [s.name.removesuffix("-hidden") for s in plan(master) if s.kind == EXERCISE]
    for name in exercises:
        own = [c for c in release.cells if (grade_id(c) or "").startswith(name)]
        rest = [c for c in release.cells if c not in own]
        _expect_released_order(own + rest, release, master)
        _expect_released_order(rest + own, release, master)
    _expect_released_order(release.cells[::-1], release, master)


def _expect_released_order(cells, release, master):
    ids = [cell.id for cell in cells]
    notebook = nbformat.v4.new_notebook(cells=[cell.copy() for cell in cells])
    notes = repair(notebook, master)
    assert [cell.id for cell in notebook.cells] == [cell.id for cell in release.cells]
    assert graded_steps(notebook) == graded_steps(master)
    code = [c.id for c in release.cells if c.cell_type == "code"]
    if [id for id in ids if id in code] != code:
        assert any(note.startswith("moved cells were graded in their released") for note in notes)


def test_a_notebook_without_ids_is_sorted_by_its_texts(bundle):
    release, master = bundle.notebooks()
    notebook = nbformat.v4.new_notebook(cells=[cell.copy() for cell in release.cells[::-1]])
    for index, cell in enumerate(notebook.cells):
        cell["id"] = f"lost-{index}"
    repair(notebook, master)
    assert [c.source for c in notebook.cells if not grade_id(c)] == [
        c.source for c in release.cells if not grade_id(c)
    ]
    assert known(notebook) == known(release)


def test_an_untouched_notebook_gets_no_note(bundle):
    release, master = bundle.notebooks()
    assert repair(release, master) == []
