"""Lesson 01: what a student reads, mistakes in other spellings, right answers of any form."""

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from reglab.linear import fit_ols
from reglab.validation import bias_variance
from tests.exercises.reading import failing, named, runner

run = runner("overfitting")


# --- what a student reads ----------------------------------------------------


def test_the_smallest_cases_can_be_computed_on_paper():
    report = run("poly_features", lambda x, d: x[:, None] * np.arange(1, d + 1))
    assert "x = 2, degree = 3: expected [2, 4, 8], got [2, 4, 6]" in report.text()
    report = run("fit_ols", lambda X, y: (np.array([2.5]), 3.0))
    assert "X = [[1], [2]], y = [1.25, 3.75]: expected b = -1.25, got 3" in report.text()
    report = run("bias_variance", lambda *args: (6.25, 3.0))
    text = " ".join(report.text().split())
    case = "predictions 2.75, -0.25, -0.25 where the truth is -1.75"
    assert f"{case}: expected var = 2, got 3" in text


# --- spellings of one's own --------------------------------------------------


def test_a_mistake_is_known_in_another_spelling():
    def by_loop(fit_predict, sample, f_true, x_test, n_rep, rng):
        rows = []
        for _ in range(n_rep):
            rows.append(list(fit_predict(*sample(rng), x_test)))
        table = np.array(rows).T
        off = [np.mean(row) - f for row, f in zip(table, f_true(x_test), strict=True)]
        return sum(o**2 for o in off) / len(off), np.mean([np.var(row, ddof=1) for row in table])

    assert named(run("bias_variance", by_loop)) == {"ddof=1"}


def test_a_seed_of_ones_own_is_told_from_a_wrong_formula():
    def own_seed(fit_predict, sample, f_true, x_test, n_rep, rng):
        own = np.random.default_rng(99)
        return bias_variance(fit_predict, sample, f_true, x_test, n_rep, own)

    assert named(run("bias_variance", own_seed)) == {"a generator of one's own"}


def test_any_small_ridge_is_known_as_one():
    def padded(X, y):
        mean = X.mean(axis=0)
        A = (X - mean).T @ (X - mean) + 1e-6 * np.eye(X.shape[1])
        w = np.linalg.solve(A, (X - mean).T @ y)
        return w, y.mean() - mean @ w

    assert named(run("fit_ols", padded)) == {"something added to the diagonal"}


# --- each property is needed -------------------------------------------------


@pytest.mark.parametrize(
    ("name", "answer", "lost"),
    [
        (
            "poly_features",
            lambda x, d: np.squeeze(x[:, None] ** np.arange(1, d + 1)) if d == 1 else
            x[:, None] ** np.arange(1, d + 1),
            "one_column",
        ),
        (
            "bias_variance",
            lambda f, s, t, x, n, rng: (bias_variance(f, s, t, x, n, rng)[0], np.nan)
            if n == 1
            else bias_variance(f, s, t, x, n, rng),
            "one_repetition",
        ),
        (
            "fit_ols",
            lambda X, y: fit_ols(X, y) if X.shape[1] else (np.zeros(0), 0.0),
            "no_column",
        ),
        (
            "fit_ols",
            lambda X, y: fit_ols(X, y) if len(y) != 6 else (fit_ols(X, y)[0], 9.0),
            "interpolates",
        ),
    ],
)  # fmt: skip
def test_a_slip_in_one_case_costs_one_property(name, answer, lost):
    assert failing(run(name, answer)) == [lost]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("poly_features", lambda x, d: x[:, None] ** np.arange(1, d + 1) * (len(x) < 3)),
        ("fit_ols", lambda X, y: fit_ols(X, y) if len(y) < 3 else (np.zeros(X.shape[1]), 0.0)),
        (
            "bias_variance",
            lambda f, s, t, x, n, rng: bias_variance(f, s, t, x, n, rng)
            if n == 3 and len(x) == 1
            else (1.0, 0.0),
        ),
    ],
    ids=["poly_features", "fit_ols", "bias_variance"],
)  # fmt: skip
def test_the_case_on_paper_alone_earns_nothing(name, answer, seed):
    assert run(name, answer, seed).fraction == 0


def test_two_parts_that_add_up_to_the_error_are_not_enough():
    def whole_error_and_nothing(fit_predict, sample, f_true, x_test, n_rep, rng):
        return sum(bias_variance(fit_predict, sample, f_true, x_test, n_rep, rng)), 0.0

    assert run("bias_variance", whole_error_and_nothing).fraction == 0


def test_the_library_is_refused():
    def borrowed(X, y):
        model = LinearRegression().fit(X, y)
        return model.coef_, model.intercept_

    assert run("fit_ols", borrowed, guard=True).refused


# --- right answers in other forms --------------------------------------------


@pytest.mark.parametrize(
    "wrap",
    [
        lambda w, b: (w, np.float64(b)),
        lambda w, b: [w, np.array(b)],
        lambda w, b: (np.asfortranarray(w), float(b)),
    ],
)
def test_the_form_of_the_numbers_is_free(wrap):
    assert run("fit_ols", lambda X, y: wrap(*fit_ols(X, y))).passed


def test_a_column_in_place_of_a_vector_is_named():
    text = run("fit_ols", lambda X, y: (fit_ols(X, y)[0][:, None], 0.0)).text()
    assert "w: expected shape (1,), got (1, 1)" in text


def test_a_wrong_formula_is_not_taken_for_a_generator_of_ones_own():
    # The median in place of the mean: near enough to be plausible on random samples.
    def by_median(fit_predict, sample, f_true, x_test, n_rep, rng):
        p = np.array([fit_predict(*sample(rng), x_test) for _ in range(n_rep)])
        off = np.median(p, axis=0) - f_true(x_test)
        return np.mean(off**2), np.mean(p.var(axis=0))

    report = run("bias_variance", by_median)
    assert failing(report) == ["samples_by_hand"]
    assert named(report) == set()
