"""Lasso and elastic-net paths: optimal at every penalty, whatever the design and the grid."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from sklearn import linear_model

from reglab.datasets import load_diabetes
from reglab.linear import (
    duality_gap,
    elastic_net_path,
    kkt_violation,
    lambda_max,
    lasso_cd,
    lasso_path,
    ridge_closed_form,
    ridge_svd_path,
)

profile = settings(deadline=None, derandomize=True, max_examples=60, database=None)


def make_data(n, p, rho=0.0, seed=0):
    """Columns of unequal scales and means, neighbours correlated by rho; a sparse truth."""
    rng = np.random.default_rng(seed)
    Z = rng.standard_normal((n, p))
    for j in range(1, p):
        Z[:, j] = rho * Z[:, j - 1] + np.sqrt(1 - rho**2) * Z[:, j]
    truth = np.where(np.arange(p) % 7 == 0, 2.0, 0.0) * (-1.0) ** np.arange(p)
    X = Z * rng.uniform(0.2, 5, p) + rng.uniform(-3, 3, p)
    return X, 10 + Z @ truth + rng.standard_normal(n)


def largest_gap(X, y, lams, W, b, l1_ratio=1.0):
    """Relative to the loss of w = 0, which is what tol is relative to."""
    unit = np.var(y) / 2
    rows = zip(W, b, lams, strict=True)
    return max(duality_gap(X, y, w, b_i, lam, l1_ratio) for w, b_i, lam in rows) / unit


# --- optimality


@pytest.mark.parametrize("rho", [0.0, 0.95])
@pytest.mark.parametrize("l1_ratio", [1.0, 0.5, 0.05])
@pytest.mark.parametrize(
    ("n", "p"),
    [
        (60, 9),  # all columns are members from the start
        (60, 80),  # a working set
        (30, 200),
        (12, 40),  # more nonzero weights than 1.5 n at small penalties, if l1_ratio < 1
        (2, 5),
        (1, 3),
    ],
)
def test_every_row_is_optimal(n, p, l1_ratio, rho):
    X, y = make_data(n, p, rho)
    lams = max(lambda_max(X, y), 1e-3) / l1_ratio * np.geomspace(1.2, 1e-3, 40)
    W, b = elastic_net_path(X, y, lams, l1_ratio)
    if n > 1:
        assert largest_gap(X, y, lams, W, b, l1_ratio) <= 1e-10
    for w, b_i, lam in zip(W, b, lams, strict=True):
        # Ridge's part is a shift of the gradient: these rows solve a lasso in y - its pull.
        g = (X - X.mean(axis=0)).T @ (y - X @ w - b_i) / n - lam * (1 - l1_ratio) * w
        at_zero = np.maximum(np.abs(g) - lam * l1_ratio, 0)
        violation = np.where(w == 0, at_zero, np.abs(g - lam * l1_ratio * np.sign(w)))
        assert np.max(violation) <= 1e-9 * lams[0]


@profile
@given(
    n=st.integers(1, 25),
    p=st.integers(1, 40),
    copies=st.integers(1, 3),
    constant=st.booleans(),
    seed=st.integers(0, 10_000),
    grid=st.lists(st.floats(-6, 0.3), min_size=1, max_size=6),
)
def test_copied_and_constant_columns_and_any_grid_are_solved(n, p, copies, constant, seed, grid):
    X, y = make_data(n, p, 0.7, seed)
    X = np.repeat(X, copies, axis=1)
    if constant:
        X[:, 0] = 0.1
    top = lambda_max(X, y)
    lams = (top or 1.0) * 10.0 ** np.array(grid)
    W, b = lasso_path(X, y, lams)
    for w, b_i, lam in zip(W, b, lams, strict=True):
        assert kkt_violation(X, y, w, b_i, lam) <= 1e-8 * max(top, np.ptp(y))
    if constant:
        assert_array_equal(W[:, 0], 0)


def test_weights_that_leave_and_return_are_solved_on_the_diabetes_data():
    data = load_diabetes()
    lams = lambda_max(data.X, data.y) * np.geomspace(1, 1e-3, 200)
    W, b = lasso_path(data.X, data.y, lams)
    support = W != 0
    assert np.any(support[:-1] & ~support[1:])
    assert largest_gap(data.X, data.y, lams, W, b) <= 1e-10


def test_one_small_penalty_from_a_cold_start_is_solved():
    X, y = make_data(40, 300, 0.9)
    lams = lambda_max(X, y) * np.array([1e-4])
    assert largest_gap(X, y, lams, *lasso_path(X, y, lams)) <= 1e-10


def test_more_columns_than_fit_into_one_admission_are_solved():
    X, y = make_data(300, 700)
    lams = lambda_max(X, y) * np.array([0.5, 0.01])
    W, b = lasso_path(X, y, lams)
    assert np.count_nonzero(W[1]) > 200
    assert largest_gap(X, y, lams, W, b) <= 1e-10


def test_whole_numbers_with_ties_are_solved():
    rng = np.random.default_rng(5)
    X, y = rng.integers(-1, 2, (12, 30)) * 1.0, rng.integers(-3, 4, 12) * 1.0
    lams = lambda_max(X, y) * np.geomspace(1, 1e-3, 25)
    assert largest_gap(X, y, lams, *lasso_path(X, y, lams)) <= 1e-10


# --- agreement


@pytest.mark.parametrize(("n", "p"), [(40, 6), (15, 30)])
def test_lasso_path_equals_cold_fits_in_the_order_given(n, p):
    X, y = make_data(n, p, 0.5)
    lams = lambda_max(X, y) * np.array([0.3, 0.01, 2.0, 0.3, 0.1])
    W, b = lasso_path(X, y, lams)
    assert W.shape == (5, p)
    assert b.shape == (5,)
    for i, lam in enumerate(lams):
        w_i, b_i, _ = lasso_cd(X, y, lam, tol=1e-12)
        assert_allclose(W[i], w_i, atol=1e-6)
        assert_allclose(b[i], b_i, atol=1e-6)
    assert_array_equal(W[2], 0)


@pytest.mark.parametrize(("n", "p"), [(40, 7), (20, 30)])
@pytest.mark.parametrize("l1_ratio", [1.0, 0.3])
def test_agrees_with_scikit_learn(n, p, l1_ratio):
    X, y = make_data(n, p, 0.5)
    alphas = lambda_max(X, y) / l1_ratio * np.geomspace(1, 1e-2, 12)
    W, _ = elastic_net_path(X, y, alphas, l1_ratio)
    _, theirs, _ = linear_model.enet_path(
        X - X.mean(axis=0),
        y - y.mean(),
        l1_ratio=l1_ratio,
        alphas=alphas,
        tol=1e-12,
        max_iter=100_000,
    )
    assert_allclose(W, theirs.T, atol=1e-4)


def test_the_ends_of_l1_ratio_are_lasso_and_ridge():
    X, y = make_data(30, 5)
    lams = [0.5, 0.01]
    assert_array_equal(elastic_net_path(X, y, lams, 1)[0], lasso_path(X, y, lams)[0])
    for w, lam in zip(elastic_net_path(X, y, lams, 0)[0], lams, strict=True):
        assert_allclose(w, ridge_closed_form(X, y, lam)[0], rtol=1e-9)


@pytest.mark.parametrize(("n", "p"), [(30, 5), (10, 40)])
def test_no_penalty_gives_least_squares_of_smallest_norm(n, p):
    X, y = make_data(n, p)
    W, b = lasso_path(X, y, [0.0, 0.1, 0.0])
    expected, b_expected = ridge_svd_path(X, y, [0.0])
    assert_allclose(W[[0, 2]], np.repeat(expected, 2, axis=0))
    assert_allclose(b[[0, 2]], b_expected[0])
    assert_allclose(lasso_path(X, y, [0.0])[0], expected)
    assert np.count_nonzero(W[1]) < np.count_nonzero(W[0])


def test_of_copied_columns_the_lasso_knows_the_sum_and_the_elastic_net_each():
    X, y = make_data(30, 4)
    lams = lambda_max(X, y) * np.array([0.3, 0.05])
    single, double = (lasso_path(A, y, lams)[0] for A in (X, np.hstack([X, X])))
    assert_allclose(double[:, :4] + double[:, 4:], single, atol=1e-6)
    assert np.all(double[:, :4] * double[:, 4:] >= 0)
    shared, _ = elastic_net_path(np.hstack([X, X]), y, lams, 0.5)
    assert_allclose(shared[:, :4], shared[:, 4:], atol=1e-9)
    assert np.any(shared)


# --- invariances


@pytest.mark.parametrize("scale_x", [1e-73, 1.0, 1e73])
@pytest.mark.parametrize("scale_y", [1e-73, 1.0, 1e73])
@pytest.mark.parametrize(("n", "p"), [(20, 3), (10, 30)])
def test_scaling_x_and_y_scales_lam_by_both(n, p, scale_x, scale_y):
    X, y = make_data(n, p, 0.5)
    lams = lambda_max(X, y) * np.geomspace(0.9, 0.01, 5)
    W, b = lasso_path(X, y, lams)
    W_scaled, b_scaled = lasso_path(scale_x * X, scale_y * y, lams * scale_x * scale_y)
    assert_allclose(W_scaled * scale_x / scale_y, W, rtol=1e-6, atol=1e-12)
    assert_allclose(b_scaled / scale_y, b, rtol=1e-8)


@pytest.mark.parametrize(("n", "p"), [(20, 3), (10, 30)])
def test_large_offsets_move_only_the_intercept(n, p):
    X, y = make_data(n, p)
    lams = lambda_max(X, y) * np.geomspace(0.9, 0.01, 5)
    W, b = lasso_path(X, y, lams)
    W_moved, b_moved = lasso_path(X + 1e6, y - 1e6, lams)
    assert_allclose(W_moved, W, atol=1e-6)
    assert_allclose(b_moved, b - 1e6 - 1e6 * W.sum(axis=1), rtol=1e-6)


def test_columns_of_very_different_scales_are_solved_up_to_their_own_rounding_error():
    X, y = make_data(40, 6, 0.5)
    X *= 10.0 ** np.arange(-6, 6, 2)
    lams = lambda_max(X, y) * np.geomspace(1, 1e-9, 30)
    W, b = lasso_path(X, y, lams)
    assert np.count_nonzero(W[-1]) == 5
    for w, b_i, lam in zip(W, b, lams, strict=True):
        g = (X - X.mean(axis=0)).T @ (y - X @ w - b_i) / len(y)
        violation = np.where(w == 0, np.maximum(np.abs(g) - lam, 0), np.abs(g - lam * np.sign(w)))
        assert np.all(violation <= 1e-9 * X.std(axis=0) * y.std())


# --- edges


@pytest.mark.parametrize("l1_ratio", [1.0, 0.5])
@pytest.mark.parametrize("value", [0.0, 0.1, -1e6])
@pytest.mark.parametrize(("n", "p"), [(9, 3), (4, 8)])
def test_constant_y_needs_no_weights(n, p, value, l1_ratio):
    X, _ = make_data(n, p)
    W, b = elastic_net_path(X, np.full(n, value), [1.0, 1e-9], l1_ratio)
    assert_array_equal(W, 0)
    assert_array_equal(b, value)


def test_a_looser_tolerance_is_kept_to():
    X, y = make_data(50, 120, 0.9)
    lams = lambda_max(X, y) * np.geomspace(1, 1e-2, 20)
    for tol in (1e-2, 1e-6):
        assert largest_gap(X, y, lams, *lasso_path(X, y, lams, tol=tol)) <= tol


def test_a_tolerance_below_rounding_error_does_not_run_forever():
    X, y = make_data(30, 60)
    lams = lambda_max(X, y) * np.geomspace(1, 1e-2, 5)
    assert largest_gap(X, y, lams, *lasso_path(X, y, lams, tol=0)) <= 1e-12


# --- duality_gap


@pytest.mark.parametrize("l1_ratio", [1.0, 0.5, 0.0])
def test_the_gap_bounds_what_another_answer_can_gain(l1_ratio):
    X, y = make_data(40, 6, 0.5)
    lam = 0.2

    def objective(w, b):
        r = y - X @ w - b
        penalty = l1_ratio * np.abs(w).sum() + (1 - l1_ratio) / 2 * (w @ w)
        return np.mean(r**2) / 2 + lam * penalty

    W, b_best = elastic_net_path(X, y, [lam], l1_ratio)
    best = objective(W[0], b_best[0])
    assert abs(duality_gap(X, y, W[0], b_best[0], lam, l1_ratio)) <= 1e-12
    rng = np.random.default_rng(0)
    for size in (1e-3, 0.1, 10.0):
        w, b = W[0] + size * rng.standard_normal(6), b_best[0] + size
        gain = objective(w, b) - best
        assert 0 < gain <= duality_gap(X, y, w, b, lam, l1_ratio)
