"""Lesson 00: the first red cross is a friendly one."""

from pathlib import Path

import numpy as np
import pytest

from reglab.checks.core.run import run_exercise
from reglab.checks.core.verify import verify

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"


def run(function, seed=7):
    return run_exercise("start_here.standardize", {"standardize": function}, seed)


def test_the_matrix():
    found = verify(SOLUTIONS, lessons=["start_here"], seeds=range(12))
    assert found.problems == []
    assert found.to_dict() == {
        "exercises": 1,
        "accepted": {"passed": 4, "total": 4},
        "misconceptions": {"rejected": 14, "own_hint": 14, "total": 14},
        "trivial": {"zero": 5, "total": 5},
    }


def test_the_cross_that_the_lesson_shows():
    report = run(lambda X: (X - X.mean()) / X.std())
    assert report.text().split("\n")[1:5] == [
        "  ✗ FAIL  every column has mean 0 and standard deviation 1",
        "          X = [[1, 10], [3, 30]], column 0: expected mean 0, got -0.784837",
        "          Hint: X.mean() is one number for the whole table. Each column has a",
        "          mean of its own: X.mean(axis=0). The same goes for std.",
    ]


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_moments_alone_are_not_enough(seed):
    # Right mean and standard deviation, but the values have traded places.
    def shuffled(X):
        Z = (X - X.mean(axis=0)) / X.std(axis=0)
        return Z[::-1]

    report = run(shuffled, seed)
    assert [r.name for r in report.results if r.status == "fail"] == ["distances"]


def test_a_divisor_that_is_never_0_shows_in_another_unit():
    def padded(X):  # as one finds in code that fears a division by 0
        return (X - X.mean(axis=0)) / np.maximum(X.std(axis=0), 1.0)

    assert run(padded).fraction == 0


def test_answers_of_the_wrong_form():
    assert "expected shape (2, 2), got (2,)" in run(lambda X: X.mean(axis=0)).text()
    assert "None (is there a return?)" in run(lambda X: None).text()
