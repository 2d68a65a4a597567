"""Every lesson, run from a fresh kernel: the solution gets full marks, the release fails kindly."""

import ast
import shutil

import nbformat
import pytest
from nbclient import NotebookClient

from reglab.checks import points
from reglab.checks.model.registry import prediction
from reglab.course import find_lessons, find_root
from reglab.course.exercises import graded_call

pytestmark = pytest.mark.slow

ROOT = find_root()
LESSONS = find_lessons(ROOT)


def execute(path, mode, folder, *, experiments=True):
    """Run a notebook as nbgrader does, in a folder of its own; errors stay in the outputs."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if not experiments and "experiment" in cell.metadata.get("tags", ()):
            cell.source = ""
    client = NotebookClient(notebook, timeout=300, allow_errors=True, kernel_name="python3")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NBGRADER_EXECUTION", mode)
        patch.setenv("IPYTHONDIR", str(folder))
        patch.setenv("REGLAB_SEED", "a seed that no student has seen")
        client.execute(cwd=str(folder))
    return notebook


@pytest.fixture(scope="module", params=LESSONS, ids=lambda lesson: lesson.name)
def solution(request, tmp_path_factory):
    """A lesson's solution notebook, executed as the grader does."""
    folder = tmp_path_factory.mktemp("solution")
    for data in request.param.notebook.parent.glob("*.json"):  # released beside the notebook
        shutil.copy(data, folder)
    return execute(request.param.notebook, "autograde", folder)


def outputs(cell, kind):
    return [output for output in cell.outputs if output.output_type == kind]


def stderr(notebook):
    streams = [o for c in notebook.cells if c.cell_type == "code" for o in outputs(c, "stream")]
    return "".join(o.text for o in streams if o.name == "stderr")


def images(notebook):
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [o for cell in cells for o in outputs(cell, "display_data")]
    return [o for o in shown if "image/png" in o.data]


def test_the_solution_runs_quietly_and_gets_full_marks(solution):
    cells = [cell for cell in solution.cells if cell.cell_type == "code"]
    errors = [(c.id, o.ename, o.evalue) for c in cells for o in outputs(c, "error")]
    assert errors == []
    assert stderr(solution) == ""
    marks = {}
    for cell in cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            results = [o.data["text/plain"] for o in outputs(cell, "execute_result")]
            call = graded_call(cell.source)
            # nbgrader reads the first result as points; a visible check must not have any.
            marks[cell.id] = (call.kind, results, [str(float(points(call.exercise)))])
    assert marks
    for cell_id, (kind, results, full) in marks.items():
        assert results == ([] if kind == "check" else full), cell_id


def test_every_figure_has_a_text_for_those_who_cannot_see_it(solution):
    figures = images(solution)
    assert figures
    for figure in figures:
        assert len(figure.metadata["image/png"]["alt"]) > 40


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_the_options_of_a_prediction_are_in_the_text(lesson):
    released = nbformat.read(lesson.release / f"{lesson.name}.ipynb", as_version=4)
    text = "\n".join(c.source.replace("`", "") for c in released.cells if c.cell_type == "markdown")
    calls = [
        graded_call(cell.source)
        for cell in released.cells
        if cell.cell_type == "code" and cell.source.startswith("predict(")
    ]
    for call in calls:
        for key, option in prediction(call.exercise).options.items():
            assert f'- "{key}": {option}' in text


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_an_untouched_release_fails_its_checks_in_words(lesson, tmp_path):
    # Experiments take minutes, and no check depends on them.
    path = lesson.release / f"{lesson.name}.ipynb"
    notebook = execute(path, "validate", tmp_path, experiments=False)
    failed = []
    for cell in notebook.cells:
        if cell.cell_type != "code" or not cell.metadata.get("nbgrader", {}).get("grade"):
            continue
        if not any(isinstance(node, ast.Call) for node in ast.walk(ast.parse(cell.source))):
            continue  # a hidden check, which only the grader has
        (error,) = outputs(cell, "error")
        failed.append(cell.id)
        text = "\n".join(error.traceback)
        assert error.ename == "CheckFailed"
        assert "not written yet" in text or "Predict first" in text, cell.id
        assert "File " not in text
        assert "site-packages" not in text
        assert max(map(len, text.splitlines())) <= 80
    assert failed
