"""Of a graded cell, nothing but an answer's text is the student's."""

import copy

import nbformat

from reglab.grading.intake.repair import changed_checks, grade_id, is_empty, repair, unanswered


def names(notebook):
    return [grade_id(cell) for cell in notebook.cells if grade_id(cell)]


def test_an_honest_submission_stays_as_it_is(filled, release):
    notebook = filled()
    before = nbformat.writes(notebook)
    assert repair(notebook, release()) == []
    assert nbformat.writes(notebook) == before
    assert changed_checks(notebook, release()) == []


def test_metadata_of_any_kind_is_put_right(filled, release, cell_of):
    notebook = filled()
    cell_of(notebook, "03-setup").metadata.nbgrader.schema_version = 99
    cell_of(notebook, "03-lambda-max").metadata.nbgrader.solution = False
    cell_of(notebook, "03-lambda-max-hidden").metadata.nbgrader.points = 100
    cell_of(notebook, "03-lambda-max-check").cell_type = "raw"
    stray = nbformat.v4.new_code_cell(
        "1", metadata={"nbgrader": {"grade_id": "mine", "grade": True}}
    )
    notebook.cells += [stray, nbformat.v4.new_code_cell("2", metadata={"nbgrader": "text"})]
    repair(notebook, release())
    assert [c for c in notebook.cells if "nbgrader" in c.metadata] == [
        c for c in filled().cells if "nbgrader" in c.metadata
    ]
    assert [c.source for c in notebook.cells[-2:]] == ["1", "2"]


def test_missing_cells_come_back_in_their_place(filled, release):
    notebook = filled()
    notebook.cells = [c for c in notebook.cells if "soft" not in c.id and c.id != "03-setup"]
    notes = repair(notebook, release())
    assert len(notes) == 4
    assert names(notebook) == names(release())


def test_of_two_copies_the_last_counts(filled, release, cell_of):
    notebook = filled()
    again = copy.deepcopy(cell_of(notebook, "03-lambda-max"))
    again.source = "lambda_max = None"
    notebook.cells.insert(0, copy.deepcopy(again))
    notebook.cells[0].source = "first"
    notes = repair(notebook, release())
    assert len(notes) == 1
    assert sorted(names(notebook)) == sorted(names(release()))
    assert cell_of(notebook, "03-lambda-max").source != "first"
    nbformat.validate(notebook)


def test_a_notebook_of_an_older_tool_gets_ids(filled, release):
    notebook = filled()
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        del cell["id"]
    repair(notebook, release())
    nbformat.validate(notebook)


def test_a_changed_check_is_seen(filled, release, cell_of):
    notebook = filled()
    cell_of(notebook, "03-lambda-max-check").source += "  # passes"
    cell_of(notebook, "03-setup").source += "\nimport os"
    assert changed_checks(notebook, release()) == ["03-lambda-max-check"]


def test_a_notebook_is_empty_if_every_answer_is_as_it_was_given_out(filled, release, cell_of):
    notebook = release()
    assert is_empty(notebook, release())
    cell_of(notebook, "03-setup").source += "\n"  # as editors save it
    cell_of(notebook, "03-lambda-max").source += "\n\n"
    notebook.cells = [cell for cell in notebook.cells if cell.id != "03-why"]
    assert is_empty(notebook, release())
    cell_of(notebook, "03-lambda-max").source += "\nx = 1"
    assert not is_empty(notebook, release())
    assert not is_empty(filled(), release())


def test_answers_that_were_left_are_named(filled, release, cell_of):
    notebook = filled()
    cell_of(notebook, "03-why").source = cell_of(release(), "03-why").source
    left = unanswered(notebook, release())
    assert left == ["03-why"]
