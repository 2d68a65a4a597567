"""The command line: exit status, one line for bad input, and what it prints."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from reglab import cli
from reglab.checks.authoring import verify
from reglab.checks.authoring.verify import Matrix

ROOT = Path(__file__).parents[1]
RIGHT = "import numpy as np\ndef soft_threshold(z, t):\n    return z - np.clip(z, -t, t)\n"
WRONG = "import numpy as np\ndef soft_threshold(z, t):\n    return np.where(abs(z) > t, z, 0.0)\n"


@pytest.fixture
def reglab(monkeypatch, capsys):
    """Run the command; gives exit status, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "100")

    def run(*argv):
        monkeypatch.setattr(sys, "argv", ["reglab", *map(str, argv)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        return (stop.value.code or 0, *capsys.readouterr())

    return run


def answer(tmp_path, text):
    path = tmp_path / "answer.py"
    path.write_text(text)
    return path


def test_try_a_right_and_a_wrong_answer(reglab, tmp_path):
    status, out, err = reglab("checks", "try", "lasso.soft_threshold", answer(tmp_path, RIGHT))
    assert (status, err) == (0, "")
    assert "all 13 properties hold" in out
    status, out, err = reglab("checks", "try", "lasso.soft_threshold", answer(tmp_path, WRONG))
    assert (status, err) == (1, "")
    assert "z = 2, t = 0.5: expected 1.5, got 2" in out


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (("checks", "try", "lasso.lars", "x.py"), "no exercise 'lasso.lars'; lesson lasso has"),
        (("checks", "try", "lasso.lasso_cd", "no.py"), "expected a Python file, found nothing at"),
        (("checks", "verify", "lars"), "no lesson has an exercise 'lars'; lessons: "),
        (("checks", "mutate", "lars"), "no lesson has an exercise 'lars'; lessons: "),
        (("build", "99"), "unknown lesson '99': expected one of 00_start_here, 01_overfitting"),
        (("demo-class", "99", "--out", "x"), "unknown lesson '99'"),
        (("demo-class", "00", "--out", "x"), "the lessons with a demo class, got 00_start_here"),
        (("grade", "--course", "x"), "expected a lesson, such as 03_lasso, or --all, and not both"),
        (("grade", "03", "--all", "--course", "x"), "or --all, and not both"),
        (("grade", "--all", "--course", "nowhere"), "found none"),
        (("report", "--course", "nowhere", "--out", "x"), "run `reglab grade` first"),
        (("grade", "03_lasso", "--course", "nowhere"), "expected submissions in submitted/"),
    ],
)
def test_bad_input_is_one_line_and_status_2(reglab, monkeypatch, argv, line):
    monkeypatch.chdir(ROOT)
    status, out, err = reglab(*argv)
    assert (status, out) == (2, "")
    assert err.startswith("reglab: ")
    assert line in err
    assert err.count("\n") == 1


def test_an_answer_that_does_not_run_is_one_line(reglab, tmp_path):
    path = answer(tmp_path, "def soft_threshold(z, t)\n")
    status, _, err = reglab("checks", "try", "lasso.soft_threshold", path)
    assert status == 2
    assert "answer.py does not run: SyntaxError" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("code", ["0", "1", "'bye'", ""])
def test_an_answer_that_ends_the_program_is_reported(reglab, tmp_path, code):
    path = answer(tmp_path, f"import sys\nsys.exit({code})\n{RIGHT}")
    status, _, err = reglab("checks", "try", "lasso.soft_threshold", path)
    assert status == 2
    assert "answer.py does not run: SystemExit" in err


def test_a_missing_library_is_one_line(reglab, monkeypatch):
    def missing(*args):
        raise ModuleNotFoundError("No module named 'scipy'", name="scipy")

    monkeypatch.setattr("reglab.checks.model.registry.lessons", missing)
    status, out, err = reglab("checks", "list")
    assert (status, out) == (2, "")
    assert err == 'reglab: scipy is not installed; run pip install "reglab[course]"\n'


def test_one_exercise_can_be_verified(reglab, monkeypatch):
    monkeypatch.chdir(ROOT)
    status, out, err = reglab("checks", "verify", "ridge.to_sklearn_alpha")
    assert (status, err) == (0, "")
    assert out.startswith("exercises       1\n")


@pytest.mark.parametrize("command", ["verify", "mutate"])
def test_a_lesson_without_accepted_answers_is_one_line(reglab, monkeypatch, tmp_path, command):
    (tmp_path / "solutions").mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    monkeypatch.chdir(tmp_path)
    status, out, err = reglab("checks", command, "lasso.soft_threshold")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "NN_lasso/accepted.py, found none" in err.replace(os.sep, "/")


def test_a_changed_byte_is_found_and_named(reglab, monkeypatch, tmp_path):
    for name in ("solutions", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert reglab("build", "--check")[0] == 0
    released = tmp_path / "notebooks" / "03_lasso" / "03_lasso.ipynb"
    released.write_bytes(released.read_bytes().replace(b"lasso", b"Lasso", 1))
    status, _, err = reglab("build", "--check")
    assert status == 1
    assert err.startswith("notebooks/03_lasso/03_lasso.ipynb: ")


def test_verify_writes_its_counts_and_fails_with_the_matrix(reglab, monkeypatch, tmp_path):
    matrix = Matrix(exercises=1, mistakes=[1, 0, 1], problems=["toy.f: 'x' has no hint"])
    monkeypatch.setattr(verify, "verify", lambda *args, **options: matrix)
    monkeypatch.chdir(ROOT)
    path = tmp_path / "new" / "matrix.json"
    status, out, err = reglab("checks", "verify", "--json", path)
    assert status == 1
    assert "toy.f: 'x' has no hint" in err
    assert "1 of 1 rejected, 0 with their own hint" in out
    assert json.loads(path.read_text()) == {
        "exercises": 1,
        "accepted": {"passed": 0, "total": 0},
        "misconceptions": {"rejected": 1, "own_hint": 0, "total": 1},
        "trivial": {"zero": 0, "total": 0},
    }


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("doctor",),
        ("build",),
        ("checks",),
        ("checks", "list"),
        ("checks", "verify"),
        ("checks", "mutate"),
        ("checks", "try"),
        ("demo-class",),
        ("grade",),
        ("report",),
        ("data",),
        ("data", "mnist"),
        ("new",),
        ("new", "lesson"),
        ("new", "exercise"),
    ],
    ids=" ".join,
)
def test_help_has_an_example(reglab, command):
    status, out, _ = reglab(*command, "--help")
    assert status == 0
    assert "Example: reglab" in out
