"""logreg_prox: optimality, agreement with scikit-learn, and the cases that break naive code."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from reglab.linear import logistic_kkt_violation, logreg_prox

RATIOS = (0.0, 0.5, 1.0)


def problem(seed=0, n=40, p=4):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, p)) * np.linspace(0.7, 1.5, p) + 0.5
    y = (X @ np.linspace(-1.5, 1.5, p) - 0.5 + rng.logistic(size=n) > 0) * 1.0
    return X, y


def safe_step(X):
    return 4 * len(X) / np.linalg.norm(np.column_stack([X, np.ones(len(X))]), 2) ** 2


def solve(X, y, lam, l1_ratio, n_steps=2500):
    return logreg_prox(X, y, lam, l1_ratio, safe_step(X), n_steps)


def objective(X, y, w, b, lam, l1_ratio):
    z = X @ w + b
    loss = np.mean(np.logaddexp(0, z) - y * z)
    return loss + lam * (l1_ratio * np.sum(np.abs(w)) + (1 - l1_ratio) / 2 * (w @ w))


@pytest.mark.parametrize("l1_ratio", RATIOS)
@pytest.mark.parametrize("lam", [0.02, 0.1])
def test_the_solution_meets_the_optimality_conditions(lam, l1_ratio):
    X, y = problem()
    w, b = solve(X, y, lam, l1_ratio)
    assert logistic_kkt_violation(X, y, w, b, lam, l1_ratio) < 1e-10


@pytest.mark.parametrize("l1_ratio", RATIOS)
def test_no_step_away_from_the_solution_goes_down(l1_ratio):
    X, y = problem(1)
    w, b = solve(X, y, 0.05, l1_ratio)
    lowest = objective(X, y, w, b, 0.05, l1_ratio)
    rng = np.random.default_rng(2)
    for size in (1e-3, 1e-1, 1.0):
        for _ in range(50):
            dw, db = size * rng.normal(size=len(w)), size * rng.normal()
            assert objective(X, y, w + dw, b + db, 0.05, l1_ratio) > lowest


@pytest.mark.parametrize("l1_ratio", RATIOS)
@pytest.mark.parametrize("lam", [0.02, 0.1])
def test_agrees_with_scikit_learn_at_C_1_over_n_lam(lam, l1_ratio):
    from sklearn.linear_model import LogisticRegression

    X, y = problem()
    solver = "lbfgs" if l1_ratio == 0 else "saga"  # lbfgs takes no L1 penalty
    model = LogisticRegression(
        C=1 / (len(y) * lam), l1_ratio=l1_ratio, solver=solver, tol=1e-10, max_iter=100_000
    ).fit(X, y)
    w, b = solve(X, y, lam, l1_ratio)
    assert_allclose(w, model.coef_[0], atol=1e-5)
    assert_allclose(b, model.intercept_[0], atol=1e-5)
    assert_array_equal(w == 0, model.coef_[0] == 0)


def test_the_objective_never_rises_at_the_safe_step():
    X, y = problem(3)
    values = [
        objective(X, y, *logreg_prox(X, y, 0.05, 0.5, safe_step(X), k), 0.05, 0.5)
        for k in range(1, 40)
    ]
    assert np.all(np.diff(values) <= 1e-12)


def test_one_step_from_zeros_by_hand():
    # p = 1/2 everywhere: the gradient is X'(1/2 - y)/n = -1/2 in w and -1/4 in b.
    X, y = np.array([[-1.0], [-1.0], [1.0], [3.0]]), [0, 1, 1, 1]
    w, b = logreg_prox(X, y, lam=0.25, l1_ratio=0.5, lr=2.0, n_steps=1)
    assert_allclose(w, [(1.0 - 0.25) / 1.25])
    assert_allclose(b, 0.5)


@pytest.mark.parametrize("l1_ratio", [0.5, 1.0])
def test_above_the_largest_pull_every_weight_is_exactly_zero(l1_ratio):
    X, y = problem()
    largest = np.max(np.abs(X.T @ (y - y.mean()))) / len(y) / l1_ratio
    above, b = solve(X, y, 1.001 * largest, l1_ratio)
    assert_array_equal(above, 0)
    assert_allclose(b, np.log(y.mean() / (1 - y.mean())))  # the log-odds of label 1
    assert np.any(solve(X, y, 0.95 * largest, l1_ratio)[0] != 0)


def test_the_intercept_is_not_penalized():
    X, y = problem()
    w, b = solve(X, y, 0.1, 0.0)
    shifted_w, shifted_b = solve(X - 0.3, y, 0.1, 0.0)
    assert_allclose(shifted_w, w, atol=1e-7)
    assert_allclose(shifted_b, b + 0.3 * w.sum(), atol=1e-7)


def test_swapping_the_labels_turns_the_signs():
    X, y = problem()
    w, b = solve(X, y, 0.05, 0.5)
    other_w, other_b = solve(X, 1 - y, 0.05, 0.5)
    assert_allclose(other_w, -w, atol=1e-10)
    assert_allclose(other_b, -b, atol=1e-10)


def test_separable_data_stay_finite_and_keep_growing_without_a_penalty():
    X, y = np.linspace(-1, 1, 10)[:, None], np.repeat([0, 1], 5)
    w_short, _ = logreg_prox(X, y, 0.0, 1.0, lr=1.0, n_steps=100)
    w_long, _ = logreg_prox(X, y, 0.0, 1.0, lr=1.0, n_steps=10_000)
    assert np.all(np.isfinite(w_long))
    assert w_long[0] > w_short[0] > 0
    w, b = logreg_prox(X, y, 0.1, 0.0, lr=1.0, n_steps=2000)
    assert logistic_kkt_violation(X, y, w, b, 0.1, 0.0) < 1e-10


@pytest.mark.filterwarnings("error")
def test_margins_of_ten_thousand_do_not_overflow():
    X, y = np.array([[-1e4], [-1e4], [1e4], [3e4]]), np.array([0, 1, 0, 1])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        for n_steps in (1, 2, 5):
            w, b = logreg_prox(X, y, 0.0, 1.0, lr=1.0, n_steps=n_steps)
            assert np.isfinite(w[0])
            assert w[0] != 0
            assert np.isfinite(b)
        # p = (0, 0, 1, 1) at w = 1: two labels missed, each by 1.
        assert logistic_kkt_violation(X, y, [1.0], 0.0, 0.0, 1.0) == 5e3


@pytest.mark.parametrize("l1_ratio", RATIOS)
def test_a_constant_column_is_left_to_the_intercept(l1_ratio):
    X, y = problem()
    with_constant = np.column_stack([X, np.ones(len(X))])
    w, b = solve(X, y, 0.1, l1_ratio)
    w_all, b_all = solve(with_constant, y, 0.1, l1_ratio, n_steps=6000)
    assert_allclose(w_all[-1], 0, atol=1e-8)
    assert_allclose(w_all[:-1], w, atol=1e-7)
    assert_allclose(b_all, b, atol=1e-7)


@pytest.mark.parametrize(
    ("y", "message"),
    [
        (np.zeros(6), r"y must hold both labels, 0 and 1, got 0 only"),
        (np.ones(6), r"y must hold both labels, 0 and 1, got 1 only"),
        ([-1, 1, -1, 1, 1, 1], "y must hold labels 0 and 1, got -1"),
        ([0, 1, 2, 0, 1, 2], "y must hold labels 0 and 1, got 2"),
        ([0, 1, 0.5, 0, 1, 1], r"y must hold labels 0 and 1, got 0\.5"),
    ],
)
@pytest.mark.parametrize(
    "call",
    [
        lambda X, y: logreg_prox(X, y, 0.1, 0.5, 0.1, 3),
        lambda X, y: logistic_kkt_violation(X, y, np.zeros(2), 0.0, 0.1, 0.5),
    ],
)
def test_bad_labels_are_named(call, y, message):
    with pytest.raises(ValueError, match=message):
        call(np.arange(12.0).reshape(6, 2), y)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"l1_ratio": 1.5}, r"l1_ratio must be a number in \[0, 1\], got 1\.5"),
        ({"l1_ratio": -0.1}, r"l1_ratio must be a number in \[0, 1\], got -0\.1"),
        ({"l1_ratio": np.nan}, r"l1_ratio must be a number in \[0, 1\], got nan"),
        ({"lr": 0}, "lr must be > 0, got 0"),
        ({"lr": -1}, "lr must be > 0, got -1"),
        ({"lr": np.inf}, "lr must be a number in .*, got inf"),
        ({"n_steps": 0}, "n_steps must be an integer >= 1, got 0"),
        ({"n_steps": 2.5}, r"n_steps must be an integer >= 1, got 2\.5"),
        ({"lam": -1}, "lam must be a number >= 0, got -1"),
    ],
)
def test_bad_settings_are_named(changes, message):
    X, y = problem()
    settings = dict(lam=0.1, l1_ratio=0.5, lr=0.1, n_steps=3) | changes
    with pytest.raises(ValueError, match=message):
        logreg_prox(X, y, **settings)


def test_the_violation_counts_each_condition():
    X, y = problem()
    w, b = solve(X, y, 0.1, 1.0)
    assert logistic_kkt_violation(X, y, w, b + 0.1, 0.1, 1.0) > 1e-3  # the intercept
    zero = np.flatnonzero(w == 0)[0]
    moved = w.copy()
    moved[zero] = 1e-9  # in the model, but its pull is below lam
    assert logistic_kkt_violation(X, y, moved, b, 0.1, 1.0) > 1e-3
    assert logistic_kkt_violation(X, y, 0 * w, b, 0.1, 1.0) > 1e-3


def test_an_intercept_that_is_off_is_a_violation_by_itself():
    X, y = np.array([[-1.0], [1.0], [-1.0], [1.0]]), [0, 1, 1, 1]
    # Where lam is so large that no weight wants to move, b = log(3) is right and b = 0 is not.
    assert logistic_kkt_violation(X, y, [0.0], 0.0, 10.0, 1.0) == pytest.approx(0.25)
    assert logistic_kkt_violation(X, y, [0.0], np.log(3), 10.0, 1.0) == pytest.approx(0, abs=1e-15)
