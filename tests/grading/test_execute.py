"""Cells run, whatever the ones before them did to the kernel or to the grader."""

import tracemalloc

import nbformat
import pytest

from reglab.course.quiet import quiet
from reglab.grading.output_limit import CELL_LIMIT
from reglab.grading.reading import read_cells
from reglab.grading.stopped import stopped_cells

pytestmark = pytest.mark.slow

STUBBORN = """\
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass
"""


@pytest.fixture
def run(monkeypatch):
    """Give a function that runs a notebook, or the cells of one, as grading does."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv("REGLAB_SEED", "5")
    with quiet():
        from reglab.grading.execute import ExecuteSubmission

    def execute(cells, **options):
        notebook = cells
        if isinstance(cells, list):
            code = [nbformat.v4.new_code_cell(text) for text in cells]
            kernel = {"kernelspec": {"name": "python3", "display_name": "Python"}}
            notebook = nbformat.v4.new_notebook(cells=code, metadata=kernel)
        with quiet():
            ExecuteSubmission(**options).preprocess(notebook, {"metadata": {"path": None}})
        return notebook

    return execute


def ends(notebook):
    """How each cell ended: its last output's error, or its text."""
    lasts = [cell.outputs[-1] for cell in notebook.cells if cell.outputs]
    return [last.get("ename") or last.data["text/plain"] for last in lasts]


def test_a_line_of_200_megabytes_is_never_received(run):
    tracemalloc.start()
    done = run(['print("x" * 200_000_000)', "40 + 2"])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ends(done) == ["OutputLimitError", "42"]
    assert peak < 20 * CELL_LIMIT


def test_floods_stop_their_own_cell_only(run):
    floods = [
        'while True: print("left in " * 1_000, flush=True)',
        "import sys\nwhile True: print('x' * 1_000, file=sys.stderr, flush=True)",
        "from IPython.display import HTML, display\nwhile True: display(HTML('x' * 1_000_000))",
        "from IPython.display import clear_output\nwhile True: clear_output(); print('x' * 1_000)",
    ]
    done = run([text for flood in floods for text in (flood, "40 + 2")])
    assert ends(done) == ["OutputLimitError", "42"] * len(floods)
    assert len(nbformat.writes(done)) < 50_000
    # The print is found by its beginning.
    assert done.cells[0].outputs[0].text.startswith("left in left in")
    assert stopped_cells(done) == [
        f"cell {number}: this cell printed more than 5 MB and was stopped. Take the prints out."
        for number in (1, 3, 5, 7)
    ]


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr("reglab.grading.execute.ANSWER", 1)


@pytest.mark.usefixtures("impatient")
def test_a_loop_that_catches_its_interruption_ends_the_notebook(run):
    done = run(["40 + 2", STUBBORN, "1", "2"], timeout=1)
    assert ends(done) == ["42", "CellTimeoutError", "DeadKernelError", "DeadKernelError"]
    assert [line.partition(":")[0] for line in stopped_cells(done)] == ["cell 2", "cell 3"]


@pytest.mark.usefixtures("impatient")
def test_a_flood_that_catches_its_interruption_is_ended_with_its_kernel(run):
    flood = STUBBORN.replace("pass\n    except", "print('x' * 1000, flush=True)\n    except")
    done = run(["40 + 2", flood, "1"])
    assert ends(done) == ["42", "OutputLimitError", "DeadKernelError"]


def test_the_time_of_all_cells_is_limited(run):
    done = run(["40 + 2", "import time\ntime.sleep(60)", "1", "2"], total_timeout=2)
    assert ends(done) == ["42", "CellTimeoutError", "OutOfTimeError", "OutOfTimeError"]


def test_widgets_leave_nothing_behind(run):
    done = run(["import ipywidgets\nipywidgets.IntSlider()"])
    assert "widgets" not in done.metadata


def test_a_loop_beside_an_answer_costs_what_depends_on_it_only(run, filled, cell_of):
    notebook = filled(lambda_max="while True: pass")
    for name in ("soft-threshold", "lambda-max"):
        hidden = cell_of(notebook, f"03-{name}-hidden")
        hidden.source = f'from reglab.checks import grade\n\ngrade("lasso.{name}")'.replace(
            name, name.replace("-", "_")
        )
    done = run(notebook, timeout=3)
    scores = {item.exercise: item.score for item in read_cells(done)}
    assert scores["lasso.soft_threshold"] == 2
    assert scores["lasso.lambda_max"] == 0
    (line,) = stopped_cells(done)
    assert line == "03-lambda-max: no answer in time. Is there a loop that never ends?"
