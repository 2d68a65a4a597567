"""What is flagged for a human: calls by name, near copies; and what is not."""

import inspect
import re
from pathlib import Path

import nbformat
import pytest

from reglab.checks.authoring.accepted import load_accepted
from reglab.checks.authoring.edits import edited_source
from reglab.checks.model import registry
from reglab.grading.results import ExerciseResult
from reglab.grading.verdict.integrity import answer_flags, copied_mistake, near_copy

SOLUTIONS = Path(__file__).parents[2] / "solutions" / "03_lasso"


@pytest.fixture(scope="module")
def lasso_cd():
    return registry.exercise("lasso.lasso_cd").reference


def source(function, name):
    return re.sub(rf"\b{function.__name__}\b", name, inspect.getsource(function))


def test_no_accepted_answer_is_a_near_copy():
    answers = load_accepted(SOLUTIONS / "accepted.py")
    assert len(answers) == 5
    for id, items in answers.items():
        reference = registry.exercise(id).reference
        for item in items:
            for name, function in item.items():
                assert list(near_copy(source(function, name), reference)) == [], function.__name__


def test_the_solution_of_the_lesson_is_no_near_copy(lasso_cd):
    text = (SOLUTIONS / "03_lasso.py").read_text(encoding="utf-8")
    start = text.index("def lasso_cd(")
    solution = text[start : text.index("# %%", start)]
    assert list(near_copy(solution, lasso_cd)) == []


def test_a_disguised_copy_of_the_reference_is_flagged(lasso_cd):
    """Renamed, without docstring and validation, with other comments and an addition."""
    copy = inspect.getsource(lasso_cd["lasso_cd"])
    copy = re.sub(r'"""(.|\n)*?"""', "", copy, count=1)
    copy = "\n".join(line for line in copy.splitlines() if "check_" not in line)
    for old, new in (("columns", "A"), ("scale", "biggest"), ("rounding", "eps"), ("x_mean", "m")):
        copy = re.sub(rf"\b{old}\b", new, copy)
    copy = copy.replace("    n, p = X.shape", "    print('my own work')\n    n, p = X.shape")
    ((name, share),) = near_copy(copy, lasso_cd)
    assert name == "lasso_cd"
    assert share > 0.9


def test_a_copy_of_a_known_mistake_is_flagged():
    """Its source can be read in the package, and it earns its floor."""
    exercise = registry.exercise("weight_penalties.adam_step")
    known = next(m for m in exercise.mistakes if m.name == "betas exchanged")
    copy = edited_source(known.answers["adam_step"]) or ""
    copy = re.sub(r"\bdef \w+\(", "def adam_step(", copy)
    copy = copy.replace("    return", "    print('my own work')\n    return")
    ((mistake, name, share),) = copied_mistake(copy, exercise)
    assert (mistake, name) == ("betas exchanged", "adam_step")
    assert share > 0.9
    assert copied_mistake(inspect.getsource(exercise.reference["adam_step"]), exercise) == []


def test_an_answer_that_names_the_reference_is_flagged(filled, release):
    answer = "import reglab.linear.lasso as other\n\nlambda_max = other.lambda_max"
    graded = [
        ExerciseResult("lasso.lambda_max", "03-lambda-max-hidden", 0.0, 1.0),
        ExerciseResult("lasso.soft_threshold", "03-soft-threshold-hidden", 2.0, 2.0),
        ExerciseResult("lasso.support_grows", "03-predict", 1.0, 1.0),
    ]
    flags = answer_flags(filled(lambda_max=answer), graded, release())
    assert flags == ["03-lambda-max, line 3: uses other.lambda_max"]
    assert answer_flags(filled(lambda_max="def lambda_max(:"), graded, release()) == []


HELPER = """\
import numpy as np, sys, sklearn.linear_model

_solver = sys.modules["sklearn.linear_model._cd_fast"].enet_coordinate_descent


def one_sweep(w):
    return _solver(w)
"""


def with_own_cell(notebook, source):
    notebook.cells.insert(2, nbformat.v4.new_code_cell(source))
    return notebook


def flags_of_lambda_max(notebook, release):
    graded = [ExerciseResult("lasso.lambda_max", "03-lambda-max-hidden", 1.0, 1.0)]
    return answer_flags(notebook, graded, release())


def test_what_an_answer_takes_from_another_cell_is_looked_at(filled, release):
    """Also where that cell takes it from another one."""
    answer = "def lambda_max(X):\n    return one_sweep(X)"
    notebook = with_own_cell(filled(lambda_max=answer), HELPER)
    (flag,) = flags_of_lambda_max(notebook, release)
    assert flag.startswith("03-lambda-max, another cell's _solver: looks up sklearn.linear_model")


def test_a_local_variable_is_not_what_another_cell_calls_by_the_same_name(filled, release):
    answer = "def lambda_max(X, y):\n    {0} = X.T @ y\n    return max({0} for {0} in {0})"
    own = "import sklearn.linear_model\nhistory = sklearn.linear_model.Lasso()"
    notebook = with_own_cell(filled(lambda_max=answer.format("history")), own)
    assert flags_of_lambda_max(notebook, release) == []
    for used in ("def lambda_max(X, y):\n    return history.fit(X, y)", "lambda_max = history.fit"):
        notebook = with_own_cell(filled(lambda_max=used), own)
        assert any("history" in flag for flag in flags_of_lambda_max(notebook, release))


def test_a_cell_that_an_answer_does_not_use_is_nobodys_business(filled, release):
    answer = "def lambda_max(X):\n    return np.zeros(3)"  # np is bound beside the library there
    notebook = with_own_cell(filled(lambda_max=answer), HELPER.replace("np, sys, ", "np\nimport "))
    assert flags_of_lambda_max(notebook, release) == []


def test_released_cells_and_cells_that_are_no_python_are_passed_over(filled, release):
    for source in ("def one_sweep(:", "%matplotlib inline", "x" * 30_000):
        notebook = with_own_cell(
            filled(lambda_max="def lambda_max(X):\n    return one_sweep"), source
        )
        assert flags_of_lambda_max(notebook, release) == []


def test_a_statement_that_is_nested_a_thousand_times_ends_nothing(filled, release):
    deep = "_solver = lambda w: w" + ".T" * 900 + "\ndef one_sweep(w): return _solver(w)"
    notebook = with_own_cell(filled(lambda_max="def lambda_max(X):\n    return one_sweep"), deep)
    assert flags_of_lambda_max(notebook, release) == []
