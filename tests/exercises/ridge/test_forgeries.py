"""Lesson 02: outputs that fit each other, or one case alone, earn nothing."""

import numpy as np
import pytest

from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry
from reglab.checks.probing.draw import draw_cases
from reglab.linear import effective_df, ridge_closed_form, ridge_svd_path

SEED = 7


def nothing_but_a_mean(data):
    """Weights of 0, and the intercept that fits them."""
    return np.zeros(data["X"].shape[1]), data["y"].mean()


def falling(count):
    return 1.0 / np.arange(1.0, count + 1)


@pytest.mark.parametrize(
    ("name", "prop", "forged"),
    [
        ("ridge_closed_form", "intercept", nothing_but_a_mean),
        (
            "ridge_closed_form",
            "shifted_target",
            lambda d: {"shifted": nothing_but_a_mean({**d, "y": d["y"] + d["shift"]})},
        ),
        (
            "ridge_svd_path",
            "intercepts",
            lambda d: (np.zeros((len(d["lams"]), d["X"].shape[1])), falling(len(d["lams"]))),
        ),
        ("effective_df", "falls", lambda d: list(falling(len(d["lams"])))),
        ("effective_df", "shifted_columns", lambda d: {"shifted": 1.5}),
    ],
)
def test_outputs_that_only_fit_each_other_are_refused(name, prop, forged):
    exercise = registry.exercise(f"ridge.{name}")
    judge = exercise.properties[prop].judge
    for data in draw_cases(exercise, exercise.properties[prop], SEED):
        out = forged(data)
        assert not judge(data, out if isinstance(out, dict) else {name: out}).passed


@pytest.mark.parametrize("seed", range(3))
def test_the_case_on_paper_alone_earns_next_to_nothing(seed):
    def small(X, y, lam):
        return ridge_closed_form(X, y, lam) if X.shape[1] == 1 else (X[0], 0.0)

    def small_path(X, y, lams):
        small = X.shape[1] == 1
        return ridge_svd_path(X, y, lams) if small else (np.tile(X[0], (len(lams), 1)), 0 * lams)

    answers = {
        "ridge_closed_form": small,
        "ridge_svd_path": small_path,
        "effective_df": lambda X, lam: effective_df(X, lam) if X.shape[1] == 1 else 1.0,
        "to_sklearn_alpha": lambda lam, n: lam * n if n % 100 == 0 else lam,
    }
    for name, answer in answers.items():
        report = run_exercise(f"ridge.{name}", {name: answer}, seed, guard=False)
        assert report.fraction <= 0.1
