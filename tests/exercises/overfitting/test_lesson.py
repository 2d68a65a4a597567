"""Lesson 01: what a student reads, mistakes in other spellings, right answers of any form."""

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from reglab.linear import fit_ols, poly_features
from reglab.validation import bias_variance
from tests.exercises.reading import failing, named, runner

run = runner("overfitting")


# --- what a student reads ----------------------------------------------------


def test_the_smallest_cases_can_be_computed_on_paper():
    report = run("poly_features", lambda x, d: x[:, None] * np.arange(1, d + 1))
    assert "x = 2, degree = 3: expected [2, 4, 8], got [2, 4, 6]" in report.text()
    report = run("fit_ols", lambda X, y: (np.array([2.5]), 3.0))
    text = " ".join(report.text().split())
    assert "X = [[1.5], [3]], y = [4.75, 6.25]: expected w[0] = 1, got 2.5" in text
    assert "y = [-8.25, -10.25], for your w: expected b = -15.5, got 3" in text
    report = run("bias_variance", lambda *args: (6.25, 3.0))
    text = " ".join(report.text().split())
    case = "predictions 3.25, -4.25, -4.25 where the truth is -4.25"
    assert f"{case}: expected var = 12.5, got 3" in text


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

    assert named(run("fit_ols", padded)) == {"1e-6 added to the diagonal"}


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
            lambda X, y: fit_ols(X, y) if X.shape != (6, 5) else (np.zeros(5), y.mean()),
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
def test_the_case_on_paper_alone_earns_next_to_nothing(name, answer, seed):
    assert run(name, answer, seed).fraction <= 0.1


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
    assert failing(report) == ["bias2_by_hand"]
    assert named(report) == set()


def _with(change):
    def answer(X, y):
        w, b = change(X - X.mean(axis=0), y - y.mean())
        return w, y.mean() - X.mean(axis=0) @ w if b is None else b

    return answer


def truncated(Xc, yc, rcond):
    return np.linalg.pinv(Xc, rcond=rcond) @ yc, None


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("name", "wrong", "only"),
    [
        ("poly_features", lambda x, d: np.round(poly_features(x, d), 8), "any_size"),
        ("poly_features", lambda x, d: poly_features(np.clip(x, -50, 50), d), "large"),
        ("poly_features", lambda x, d: poly_features(x, min(d, 20)), "high_degree"),
        ("fit_ols", _with(lambda Xc, yc: truncated(Xc, yc, 1e-3)), "near_copies"),
        ("fit_ols", _with(lambda Xc, yc: truncated(Xc, yc, 1e-4)), "units"),
        (
            "fit_ols",
            lambda X, y: fit_ols((X - X.mean(axis=0)).astype(X.dtype) + X.mean(axis=0), y),
            "whole_numbers",
        ),
    ],
)  # fmt: skip
def test_a_mistake_that_needs_inputs_of_its_own_is_found_by_them(name, wrong, only, seed):
    report = run(name, wrong, seed)
    assert only in failing(report)
    assert report.fraction >= 0.6


def test_a_small_weight_is_not_0():
    def cut(X, y):
        w, b = fit_ols(X, y)
        return np.where(np.abs(w) < 1e-3, 0.0, w), b

    assert "digits" in failing(run("fit_ols", cut))


@pytest.mark.parametrize("seed", range(20))
def test_correct_fits_that_lose_digits_pass(seed):
    def normal_equations_with_ones(X, y):
        A = np.column_stack([X, np.ones(len(y))])
        fit = np.linalg.solve(A.T @ A, A.T @ y)
        return fit[:-1], fit[-1]

    def pseudo_inverse_of_the_square(X, y):
        Xc = X - X.mean(axis=0)
        w = np.linalg.pinv(Xc.T @ Xc) @ Xc.T @ y
        return w, y.mean() - X.mean(axis=0) @ w

    for answer in (normal_equations_with_ones, pseudo_inverse_of_the_square):
        report = run("fit_ols", answer, seed)
        assert report.passed, report.text()


@pytest.mark.parametrize("seed", range(10))
def test_x_and_y_of_different_samples_earn_less_than_half(seed):
    def apart(fit_predict, sample, f_true, x_test, n_rep, rng):
        def pair(rng):
            return sample(rng)[0], sample(rng)[1]

        return bias_variance(fit_predict, pair, f_true, x_test, n_rep, rng)

    report = run("bias_variance", apart, seed)
    assert named(report) == {"x and y of different samples"}
    assert report.fraction <= 0.1


@pytest.mark.parametrize(
    ("slip", "aspect"),
    [
        (lambda bias2, var: (bias2, np.sqrt(var)), "var"),
        (lambda bias2, var: (np.sqrt(bias2), var), "bias2"),
    ],
)
def test_one_wrong_part_leaves_the_other(slip, aspect):
    report = run("bias_variance", lambda *args: slip(*bias_variance(*args)))
    assert all(
        aspect in name or name in ("whole_numbers", "one_repetition") for name in failing(report)
    )
    assert report.fraction > 0.5
