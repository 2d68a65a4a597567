"""Cells run and answers are judged, whatever others did to their process before."""

import json
import tracemalloc

import nbformat
import pytest

from reglab.sandbox.guest.limits import MOST_OUTPUT

pytestmark = pytest.mark.slow

SOFT = "def soft_threshold(z, t):\n    return z - np.clip(z, -t, t)\n"
LOOP = "while True:\n    pass"
STUBBORN = """\
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass
"""
ENDLESS = "no answer in time. Is there a loop that never ends?"


def scores(graded):
    """Points by exercise."""
    return {item.name: item.score for item in graded.result.exercises if item.score is not None}


SOFT = "def soft_threshold(z, t):\n    return z - np.clip(z, -t, t)"
ALL = {"support_grows": 1, "soft_threshold": 2, "lambda_max": 1}


def but(**changes):
    return {**ALL, **changes}


def outputs(graded, name):
    (cell,) = [c for c in json.loads(graded.notebook)["cells"] if c["id"] == name]
    return cell["outputs"]


def with_cell(notebook, source, tags=()):
    """The notebook with one more cell at its beginning, behind the imports."""
    cell = nbformat.v4.new_code_cell(source, id="mine", metadata={"tags": list(tags)})
    notebook.cells.insert(1, cell)
    return notebook


def test_right_answers_get_full_marks(mark, filled):
    graded = mark(filled())
    assert scores(graded) == ALL
    assert str(graded.result.status) == "graded"
    assert (graded.result.score, graded.result.max_score, graded.result.by_hand) == (4, 4, 3)
    assert graded.result.flags == ()


@pytest.mark.parametrize("loop", [LOOP, STUBBORN], ids=["loop", "stubborn"])
def test_a_loop_in_a_cell_costs_its_own_exercise(mark, filled, loop):
    graded = mark(filled(soft_threshold=loop), cell_seconds=1)
    assert scores(graded) == but(soft_threshold=0)
    assert str(graded.result.status) == "stopped"
    assert graded.result.reason == f"03-soft-threshold: {ENDLESS}"
    hint = graded.result.exercises[1].hint
    assert "soft_threshold" in hint
    assert ENDLESS in hint


@pytest.mark.parametrize("loop", [LOOP, STUBBORN], ids=["loop", "stubborn"])
def test_a_loop_in_an_answer_costs_its_own_exercise(mark, filled, loop):
    body = "\n".join(f"    {line}" for line in loop.splitlines())
    answer = f"def soft_threshold(z, t):\n{body}"
    graded = mark(filled(soft_threshold=answer), exercise_seconds=1.5)
    assert scores(graded) == but(soft_threshold=0)
    assert graded.result.reason == f"03-soft-threshold-hidden: {ENDLESS}"
    assert ENDLESS in graded.result.exercises[1].hint


def test_what_a_cell_defines_before_its_loop_counts(mark, filled):
    graded = mark(filled(soft_threshold=f"{SOFT}\n{LOOP}"), cell_seconds=1)
    assert scores(graded) == ALL
    assert graded.result.reason == f"03-soft-threshold: {ENDLESS}"


def test_the_time_of_all_cells_together_is_limited(mark, filled):
    notebook = filled(soft_threshold="import time\ntime.sleep(600)")
    graded = mark(notebook, notebook_seconds=2)
    assert scores(graded) == but(soft_threshold=0, lambda_max=0)
    assert str(graded.result.status) == "stopped"
    used_up = "the time for the whole notebook was used up before this."
    assert sum(used_up in flag for flag in graded.result.flags) == 1
    assert used_up in graded.result.exercises[2].hint


ENDS = {
    "exit": "import os\nos._exit(3)",
    "abort": "import os\nos.abort()",
    "crash": "import ctypes\nctypes.string_at(0)",
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_process_that_ends_in_a_cell_costs_that_cell(mark, filled, end):
    graded = mark(filled(soft_threshold=end))
    assert scores(graded) == but(soft_threshold=0)
    assert str(graded.result.status) == "stopped"
    assert "03-soft-threshold: its process ended early" in graded.result.reason
    assert "its process ended early" in graded.result.exercises[1].hint


def test_a_process_that_ends_in_an_answer_costs_that_exercise(mark, filled):
    answer = "import os\n\ndef soft_threshold(z, t):\n    os._exit(0)"
    graded = mark(filled(soft_threshold=answer))
    assert scores(graded) == but(soft_threshold=0)
    assert "03-soft-threshold-hidden: its process ended" in graded.result.reason


def test_points_from_before_the_end_stay_and_what_was_defined_is_there_again(mark, filled):
    """The fresh process runs the earlier cells once more."""
    notebook = filled(
        lambda_max="def lambda_max(X, y):\n    return helper(X, y)",
        why="Because of the kink.",
    )
    notebook = with_cell(
        notebook,
        "def helper(X, y):\n"
        "    return np.abs((X - X.mean(axis=0)).T @ (y - y.mean())).max() / len(y)",
    )
    place = [cell.id for cell in notebook.cells].index("03-lambda-max")
    notebook.cells.insert(place, nbformat.v4.new_code_cell("import os\nos._exit(1)", id="dies"))
    assert scores(mark(notebook)) == ALL


def test_a_cell_that_printed_too_much_is_there_again_too(mark, filled):
    """What it defined was judged, and what comes after the end may need it."""
    notebook = filled(
        soft_threshold=SOFT + "\nprint('x' * 6_000_000)",
        lambda_max="import os\n\ndef lambda_max(X, y):\n    os._exit(0)",
    )
    notebook.cells.append(nbformat.v4.new_code_cell("print(soft_threshold(3.0, 1.0))", id="last"))
    graded = mark(notebook)
    assert scores(graded) == but(lambda_max=0)
    assert [output["text"] for output in outputs(graded, "last")] == ["2.0\n"]


def test_a_notebook_that_ends_in_every_cell_is_given_up_and_keeps_its_points(mark, filled):
    notebook = filled()
    place = [cell.id for cell in notebook.cells].index("03-lambda-max")
    for number in range(20):
        dies = nbformat.v4.new_code_cell("import os\nos._exit(1)", id=f"dies-{number}")
        notebook.cells.insert(place, dies)
    assert scores(mark(notebook)) == but(lambda_max=0)


USES = {
    "memory": (
        "kept = [np.ones(4_000_000) for _ in range(100)]",
        {"memory_mb": 300},
        "used more memory than it may (the limit is 300 MB).",
    ),
    "processes": (
        "import subprocess, time\n"
        "kept = [subprocess.Popen(['sleep', '600']) for _ in range(30)]\n"
        "time.sleep(600)",
        {"processes": 10},
        "started more processes than it may (the limit is 10).",
    ),
    "files": (
        "for number in range(30):\n    open(f'{number}.bin', 'wb').write(b'x' * 1_000_000)",
        {"files_mb": 8},
        "wrote more files than it may (the limit is 8 MB).",
    ),
    "many files": (
        "for number in range(100_000):\n    open(f'{number}.txt', 'w').close()",
        {},
        "wrote more files than it may (the limit is 64 MB).",
    ),
    "output": (
        'print("x" * 200_000_000)',
        {},
        "printed more than 5 MB. Remove the calls of print.",
    ),
}


@pytest.mark.parametrize(("code", "limits", "says"), USES.values(), ids=USES)
def test_who_uses_too_much_is_stopped_and_reads_why(mark, filled, code, limits, says):
    graded = mark(filled(soft_threshold=code), **limits)
    assert scores(graded) == but(soft_threshold=0)
    assert str(graded.result.status) == "stopped"
    assert graded.result.reason == f"03-soft-threshold: {says}"
    assert says in graded.result.exercises[1].hint


FLOODS = {
    "lines": 'while True: print("left in " * 1_000, flush=True)',
    "stderr": "import sys\nwhile True: print('x' * 1_000, file=sys.stderr, flush=True)",
    "display": (
        "from IPython.display import HTML, display\nwhile True: display(HTML('x' * 1_000_000))"
    ),
    "cleared": (
        "from IPython.display import clear_output\nwhile True: clear_output(); print('x' * 1_000)"
    ),
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_stops_its_own_cell_only(mark, filled, flood):
    graded = mark(filled(soft_threshold=f"{SOFT}\n{flood}"), cell_seconds=20)
    assert scores(graded) == ALL
    assert len(graded.notebook) < 50_000
    assert graded.result.reason == (
        "03-soft-threshold: printed more than 5 MB. Remove the calls of print."
    )


def test_the_print_is_found_by_its_beginning(mark, filled):
    graded = mark(filled(soft_threshold=f"{SOFT}\n{FLOODS['lines']}"))
    text, error = outputs(graded, "03-soft-threshold")
    assert text["text"].startswith("left in left in")
    assert "printed more than 5 MB" in error["evalue"]


def test_a_line_of_200_megabytes_is_never_received(mark, filled):
    tracemalloc.start()
    mark(filled(soft_threshold='print("x" * 200_000_000)'))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * MOST_OUTPUT


ODD = {
    "SystemExit": "raise SystemExit",
    "quit": "quit()",
    "KeyboardInterrupt": "raise KeyboardInterrupt",
    "GeneratorExit": "raise GeneratorExit",
    "stdin": "import sys\ninput() if sys.stdin.read() else input()",
    "thread": (
        "import sys, threading\n"
        "def shout():\n"
        "    while True:\n"
        "        print('late', file=sys.stderr)\n"
        "threading.Thread(target=shout, daemon=True).start()"
    ),
    "descriptor": "import os\nos.write(1, b'x' * 1000)\nos.write(2, b'x' * 1000)",
    # The first process of a process namespace is deaf to it, and sees no other.
    "kill": (
        "import os, signal\n"
        "for pid in (os.getpid(), os.getppid(), -1):\n"
        "    os.kill(pid, signal.SIGKILL)"
    ),
    "closed": "import os\nos.close(1)\nos.close(2)",
    "magic": "%matplotlib inline\n%timeit -n1 -r1 1 + 1\n!echo shell\n%%no_such_magic",
    "widget": "import ipywidgets\nipywidgets.IntSlider()",
    "figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "warning": "import warnings\nwarnings.simplefilter('error')",
    "recursion": "import sys\nsys.setrecursionlimit(60)",
}


@pytest.mark.parametrize("code", ODD.values(), ids=ODD)
def test_odd_things_in_a_cell_cost_nothing(mark, filled, code):
    graded = mark(filled(soft_threshold=f"{SOFT}\n{code}"))
    assert scores(graded) == ALL


def test_experiments_are_not_run(mark, filled):
    notebook = with_cell(filled(), "1 / 0", tags=["experiment"])
    graded = mark(notebook)
    assert outputs(graded, "mine") == []
    assert str(graded.result.status) == "graded"


def test_an_answer_is_run_whatever_its_tags(mark, filled, cell_of):
    notebook = filled()
    cell_of(notebook, "03-lambda-max").metadata.tags = ["experiment", "skip-execution"]
    assert scores(mark(notebook)) == ALL


def test_the_source_of_a_graded_cell_is_never_run(mark, filled, cell_of):
    notebook = filled(lambda_max="")
    for name in ("03-lambda-max-check", "03-lambda-max-hidden", "03-predict"):
        cell_of(
            notebook, name
        ).source = "def lambda_max(X, y):\n    return 1 / 0\n\nprint('ran')\n2.0"
    graded = mark(notebook)
    assert scores(graded) == but(lambda_max=0)
    assert "not defined" in graded.result.exercises[2].hint
    for name in ("03-lambda-max-check", "03-lambda-max-hidden", "03-predict"):
        assert "ran" not in [o.get("text", "").strip() for o in outputs(graded, name)]


def test_an_error_before_the_definition_is_named(mark, filled):
    graded = mark(filled(soft_threshold="1 / 0\n" + SOFT))
    assert scores(graded) == but(soft_threshold=0)
    assert "ZeroDivisionError: division by zero" in graded.result.exercises[1].hint


def test_a_hint_is_no_book(mark, filled):
    answer = 'def soft_threshold(z, t):\n    raise ValueError("x" * 1_000_000)'
    graded = mark(filled(soft_threshold=answer))
    assert all(len(item.hint) <= 1_000 for item in graded.result.exercises)
    assert len(graded.notebook) < 50_000


PREDICTIONS = {
    "right": ('choice = "b"', 1),
    "another option": ('choice = "a"', 1),
    "none": ("choice = None", 0),
    "no option": ('choice = "zzz"', 0),
    "gone": ("del choice", 0),
    "object": ("choice = object()", 0),
    "all of them": ("choice = type('A', (str,), {'__eq__': lambda s, o: True})('zzz')", 0),
    "huge": ('choice = "b" * 100_000_000', 0),
    "ends": ("class A:\n    def __repr__(self): import os; os._exit(1)\nchoice = A()", 0),
}


@pytest.mark.parametrize(("code", "points"), PREDICTIONS.values(), ids=PREDICTIONS)
def test_any_option_is_a_prediction_and_nothing_else_is(mark, filled, code, points):
    assert scores(mark(filled(predict_choice=code))) == but(support_grows=points)


def test_files_that_came_along_are_there_and_nothing_else_is(mark, filled):
    code = (
        "import os\n"
        "assert open('data/points.csv').read() == '1,2'\n"
        "assert sorted(os.listdir()) == ['data'], os.listdir()"
    )
    graded = mark(filled(soft_threshold=f"{code}\n{SOFT}"), files={"data/points.csv": b"1,2"})
    assert scores(graded) == ALL


def test_one_submission_leaves_nothing_for_the_next(mark, filled):
    leave = "import builtins, os\nopen('left', 'w').close()\nbuiltins.left = np.left = 1\n"
    mark(filled(soft_threshold=leave + SOFT))
    find = (
        "import builtins, os\nassert not os.path.exists('left')\n"
        "assert not hasattr(builtins, 'left') and not hasattr(np, 'left')\n"
    )
    assert scores(mark(filled(soft_threshold=find + SOFT))) == ALL


def test_the_mark_is_a_plain_number_in_the_notebook(mark, filled):
    half = (
        "def lambda_max(X, y):\n"
        "    X -= X.mean(axis=0)\n"
        "    return abs(X.T @ (y - y.mean())).max() / len(y)"
    )
    graded = mark(filled(lambda_max=half))
    text, number = outputs(graded, "03-lambda-max-hidden")
    assert number["data"] == {"text/plain": "0.84"}
    assert scores(graded) == but(lambda_max=0.84)
    assert "in place" in text["text"]
    assert outputs(graded, "03-lambda-max-check") == []
