"""What a notebook calls, in nbgrader's three modes."""

import os
import re
import subprocess
import sys

import pytest

from reglab.checks import CheckFailed, check, example, grade, notebook
from reglab.checks.judging.report import Report
from reglab.checks.model import PASSED, Exercise, Number, Text, failed
from reglab.checks.model.registry import UnknownExercise

MODES = (None, "validate", "autograde")


@pytest.fixture
def mode(monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("REGLAB_SEED", raising=False)
    monkeypatch.setattr(notebook, "_shown", {})

    def set_mode(value):
        if value is None:
            monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
        else:
            monkeypatch.setenv("NBGRADER_EXECUTION", value)

    return set_mode


@pytest.fixture
def toy(make, lesson, mode):
    """`toy.f`, with data that depends on the seed."""
    exercise = make(draw=lambda rng: {"x": float(rng.uniform(1, 2))})
    lesson(exercise)
    return exercise


def seen_by(call):
    """The number that a wrong answer to `toy.f` is called with."""
    seen = []

    def f(x):
        seen.append(x)
        return 0.0

    call("toy.f", f=f)
    return seen[0]


class Notebook:
    """Cells that share a namespace."""

    def __init__(self):
        self.namespace = {"check": check, "grade": grade, "__name__": "__main__"}

    def run(self, cell):
        *body, last = cell.strip().split("\n")
        exec("\n".join(body), self.namespace)
        return eval(last, self.namespace)


@pytest.fixture
def cells(toy):
    return Notebook()


GOOD = "f = lambda x: x / 2\n"
BAD = "f = lambda x: x\n"


def test_a_student_sees_a_report(cells):
    report = cells.run(GOOD + "check('toy.f')")
    assert isinstance(report, Report)
    assert repr(report).startswith("toy f: all 2 properties hold.\n  ✓ pass  it is half of x")
    assert "✓ pass" in report._repr_html_()
    assert "✗ FAIL" in repr(cells.run(BAD + "grade('toy.f')"))


def test_validate_prints_or_raises_without_frames(cells, mode, capsys):
    mode("validate")
    assert cells.run(GOOD + "check('toy.f')") is None
    assert "✓ pass" in capsys.readouterr().out
    for call in ("check('toy.f')", "grade('toy.f')"):
        with pytest.raises(CheckFailed) as caught:
            cells.run(BAD + call)
        lines = caught.value._render_traceback_()
        assert lines[0] == "toy f: 0 of 2 properties hold."
        assert not any("File" in line or "Traceback" in line for line in lines)


def test_ipython_shows_a_failed_check_without_frames(tmp_path):
    code = (
        "from reglab.checks import check\n"
        "def soft_threshold(z, t):\n"
        "    return z\n"
        "check('lasso.soft_threshold')"
    )
    environment = {
        **os.environ,
        "NBGRADER_EXECUTION": "validate",
        "IPYTHONDIR": str(tmp_path),
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "-c", code],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert "✗ FAIL" in done.stdout
    for frames in ("Traceback", "notebook.py", "line 4", "Cell"):
        assert frames not in done.stdout + done.stderr


@pytest.mark.parametrize(("answer", "points"), [(GOOD, 2.0), (BAD, 0.0), ("", 0.0)])
def test_autograde_gives_built_in_floats_and_none(cells, mode, capsys, answer, points):
    mode("autograde")
    earned = cells.run(answer + "grade('toy.f')")
    assert type(earned) is float
    assert earned == points
    assert cells.run(answer + "check('toy.f')") is None
    captured = capsys.readouterr()
    assert captured.out.count("toy f:") == 2
    assert captured.err == ""


def test_autograde_with_a_broken_judge_is_no_zero(make, lesson, mode):
    exercise = make(judge=lambda data, out: 1 / 0)
    lesson(exercise)
    mode("autograde")
    assert grade("toy.f", f=lambda x: x) == 2.0


def test_visible_data_are_fixed_and_graded_data_follow_the_seed(toy, monkeypatch):
    def drawn(call, seed):
        monkeypatch.setenv("REGLAB_SEED", seed)
        return seen_by(call)

    assert len({drawn(check, seed) for seed in ("1", "2", "text")}) == 1
    graded = [drawn(grade, s) for s in ("1", "2", "text", "other", "-1", "0.5", "9" * 5_000, "٣")]
    assert len(set(graded)) == len(graded)
    assert drawn(grade, "text") == graded[2]
    assert drawn(grade, " 1 ") == graded[0]
    assert drawn(grade, "") not in graded


def test_a_seed_need_not_be_set(toy, monkeypatch):
    monkeypatch.delenv("REGLAB_SEED", raising=False)
    assert notebook.secret_seed() == notebook.secret_seed()
    assert grade("toy.f", f=lambda x: x / 2).passed


def test_answers_given_explicitly_win(cells):
    assert cells.run(BAD + "check('toy.f', f=lambda x: x / 2)").passed
    assert cells.namespace["f"](4) == 4


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        (
            "check('toy.f')",
            "toy f: f is not defined: run its cell first (did it end in an error?).",
        ),
        ("f = 3\ncheck('toy.f')", "toy f: f must be a function, got int."),
        ("f = None\ncheck('toy.f')", "toy f: f must be a function, got NoneType."),
    ],
)
def test_an_absent_name_is_one_line(cells, mode, cell, line):
    assert cells.run(cell).text() == line
    mode("validate")
    with pytest.raises(CheckFailed, match=re.escape(line)):
        cells.run(cell)


@pytest.mark.parametrize(
    "call",
    [
        "[check(id) for id in ['toy.f']][0]",
        "{id: check(id) for id in ['toy.f']}['toy.f']",
        "(lambda: check('toy.f'))()",
        "next(check(id) for id in ['toy.f'])",
    ],
)
def test_names_are_found_from_inside_other_scopes(cells, call):
    assert cells.run(GOOD + call).passed


@pytest.mark.parametrize("id", ["toy.g", "nothing.f", "toy", "", None, 3])
def test_an_unknown_exercise_names_the_known(toy, id):
    with pytest.raises(UnknownExercise, match="toy"):
        check(id)


@pytest.mark.parametrize("value", MODES)
def test_an_interrupt_stops_every_mode(toy, mode, value):
    mode(value)

    def f(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grade("toy.f", f=f)


@pytest.mark.parametrize("value", MODES)
def test_every_line_has_at_most_80_characters(make, lesson, mode, capsys, value):
    exercise = make(
        "toy.f",
        judge=lambda data, out: failed("A long hint. " * 30, "x" * 300),
    )
    exercise.title = "a title with many words " * 6
    exercise.property(
        "raises " * 20,
        name="raises",
        draw=lambda rng: {"x": 1.0},
        call=raises,
        returns={"g": Number()},
        judge=lambda data, out: PASSED,
    )
    lesson(exercise)
    mode(value)

    def f(x, message=None):
        print("printed " * 50)
        if message:
            raise ValueError(message)  # a line of the student's own that is quite long by itself
        return x

    try:
        text = repr(grade("toy.f", f=f))
    except CheckFailed as error:
        text = "\n".join(error._render_traceback_())
    text += "\n" + capsys.readouterr().out
    assert "ValueError: long" in text
    assert max(map(len, text.split("\n"))) <= 80


def raises(answers, data):
    return {"g": answers.f(data["x"], message="long " * 60 + "w" * 90)}


def test_the_report_travels_beside_the_text_while_grading(cells, mode, monkeypatch):
    import IPython.display

    published = []
    monkeypatch.setattr(IPython.display, "publish_display_data", published.append)
    mode("autograde")
    cells.run(GOOD + "grade('toy.f')")
    (bundle,) = published
    assert bundle[notebook.REPORT_MIME]["earned"] == 2.0


def imported_by(code):
    show = "import sys; print(*sorted({name.split('.')[0] for name in sys.modules} & HEAVY))"
    heavy = "HEAVY = {'tensorflow', 'keras', 'sklearn', 'nbgrader', 'scipy', 'IPython', 'pandas'}"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{heavy}\n{show}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    "code",
    [
        "import reglab.checks",
        "from reglab.checks import check, grade, predict, reveal",
        "from reglab.checks import points; points('lasso.lasso_cd')",
        "from reglab.checks import check; check('lasso.soft_threshold', soft_threshold=abs)",
    ],
)
def test_imports_stay_light(code):
    assert imported_by(code) == []


def test_example_hands_over_the_inputs_of_the_first_cross(make, lesson, mode):
    lesson(make())
    report = check("toy.f", f=lambda x: x / 2 if x < 5 else 0.0)
    assert "x = 10: expected 5, got 0" in report.text()
    assert 'example("toy.f")' in report.text()
    assert example("toy.f") == {"x": 10.0}


def test_example_never_shows_graded_data(toy, mode, monkeypatch):
    monkeypatch.setenv("REGLAB_SEED", "a secret")
    seen_by(grade)
    with pytest.raises(LookupError, match="found none"):
        example("toy.f")
    visible = seen_by(check)
    assert example("toy.f") == {"x": visible}
    assert seen_by(grade) != visible
    assert example("toy.f") == {"x": visible}


def test_a_value_has_no_inputs_to_show(lesson, mode):
    exercise = Exercise("toy.word", "toy", 2, reference=lambda: "red", value=True)
    exercise.property(
        "it is red",
        name="red",
        draw=lambda rng: {},
        call=lambda answers, data: {"word": answers.word()},
        returns={"word": Text()},
        exhaustive=True,
        judge=lambda data, out: PASSED if out["word"] == "red" else failed("Write red."),
    )
    lesson(exercise)
    report = check("toy.word", word="blue")
    assert not report.passed
    assert report.notes == []


def test_example_is_gone_with_the_cross(make, lesson, mode):
    lesson(make())
    check("toy.f", f=lambda x: 0.0)
    assert check("toy.f", f=lambda x: x / 2).notes == []
    with pytest.raises(LookupError, match=r'expected a failed check\("toy.f"\)'):
        example("toy.f")


def test_a_stopped_check_says_where_it_was(make, lesson, mode):
    def endless(x):
        raise KeyboardInterrupt

    lesson(make())
    with pytest.raises(KeyboardInterrupt) as stopped:
        check("toy.f", f=endless)
    (line,) = stopped.value._render_traceback_()
    assert line == "toy f: stopped at: it is half of x. Is there a loop that never ends?"


def test_a_report_begins_with_the_cell_that_did_not_run(toy):
    namespace = {"check": check, "f": lambda x: x, "In": ["def f(x:"]}
    text = eval("check('toy.f')", namespace).text()
    assert text.startswith("The last cell that defines f has a SyntaxError in line 1")
    assert "0 of 2 properties hold" in text
    assert "SyntaxError" in eval("check('toy.f')", namespace)._repr_html_()
