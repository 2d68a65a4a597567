"""Lesson 00: the first red cross is a friendly one."""

import numpy as np
import pytest

from reglab.checks.authoring.verify import verify
from reglab.checks.judging.run import run_exercise
from tests.exercises.reading import SOLUTIONS


def run(function, seed=7):
    return run_exercise("start_here.standardize", {"standardize": function}, seed)


def test_the_matrix_holds_on_many_seeds():
    assert verify(SOLUTIONS, only=["start_here"], seeds=range(12)).problems == []


def test_the_cross_that_the_lesson_shows():
    report = run(lambda X: (X - X.mean()) / X.std())
    assert report.text().split("\n")[1:5] == [
        "  ✗ FAIL  every column has mean 0",
        "          X = [[3, 35], [2, 55]], column 0: expected mean 0, got -0.948729",
        "          Hint: X.mean() is one number for the whole table. Each column has a",
        "          mean of its own: X.mean(axis=0). The same goes for std.",
    ]


def standardized(X):
    return (X - X.mean(axis=0)) / X.std(axis=0)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_moments_alone_are_not_enough(seed):
    def ranks(X):  # right mean, standard deviation and order, but every step is the same
        return standardized(X.argsort(axis=0).argsort(axis=0).astype(float))

    report = run(ranks, seed)
    assert [r.name for r in report.results if r.status == "fail"] == ["means", "deviations"]


@pytest.mark.parametrize(
    "forged",
    [
        lambda X: standardized(X)[::-1],
        lambda X: -standardized(X),
        lambda X: standardized(np.random.default_rng(0).normal(size=X.shape)),
    ],
    ids=["upside down", "mirrored", "of other numbers"],
)
def test_mean_and_deviation_of_something_else_earn_nothing(forged):
    assert run(forged).fraction == 0


def test_a_wrong_result_that_no_unit_changes_is_no_right_one():
    report = run(lambda X: standardized(standardized(X) ** 3))
    assert {r.name: r.status for r in report.results}["units"] == "wait"


def test_a_divisor_that_is_never_0_shows_where_a_column_is_narrow():
    def padded(X):  # as one finds in code that fears a division by 0
        return (X - X.mean(axis=0)) / np.maximum(X.std(axis=0), 1.0)

    assert run(padded).fraction < 0.5


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize(
    ("wrong", "only"),
    [
        (lambda X: np.clip(standardized(X), -5, 5), "outliers"),
        (lambda X: standardized(X).astype(X.dtype), "whole_numbers"),
        (lambda X: (X - X.mean(axis=0)) / np.maximum(X.std(axis=0), 1e-9), "small_columns"),
        (lambda X: (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-12), "small_columns"),
    ],
    ids=["clipped", "cut off", "a limit", "an epsilon"],
)
def test_a_mistake_that_needs_a_table_of_its_own_is_found_by_it(wrong, only, seed):
    report = run(wrong, seed)
    assert [r.name for r in report.results if r.status == "fail"] == [only]


@pytest.mark.parametrize("limit", [1e-12, 1e-8, 1e-6])
def test_any_help_for_a_small_divisor_is_named(limit):
    report = run(lambda X: (X - X.mean(axis=0)) / np.maximum(X.std(axis=0), limit))
    assert {r.misconception for r in report.results} == {"", "help for a small divisor"}


@pytest.mark.parametrize("wrong", [lambda X: X - X.mean(axis=0), lambda X: X / X.std(axis=0)])
def test_one_of_two_steps_earns_about_half(wrong):
    assert 0.25 <= run(wrong).fraction <= 0.5


def test_answers_of_the_wrong_form():
    assert "expected shape (2, 2), got (2,)" in run(lambda X: X.mean(axis=0)).text()
    assert "None (is there a return?)" in run(lambda X: None).text()
