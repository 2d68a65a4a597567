"""Ridge: known answers from the SVD, gradient zero, degrees of freedom, invariances."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from sklearn.linear_model import Ridge

from reglab.linear import (
    effective_df,
    fit_ols,
    ridge_closed_form,
    ridge_svd_path,
    to_sklearn_alpha,
)


def solve_on_path(X, y, lam):
    W, b = ridge_svd_path(X, y, [lam])
    return W[0], b[0]


# Everything that is true of the solution must be true of both ways to it.
both_ways = pytest.mark.parametrize("solve", [ridge_closed_form, solve_on_path])
LAMS = [0.0, 1e-3, 0.1, 1.0, 50.0]


def gradient(X, y, w, lam):
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    return lam * w - Xc.T @ (yc - Xc @ w) / len(X)


@both_ways
@pytest.mark.parametrize("lam", LAMS)
@pytest.mark.parametrize(
    ("n", "p", "s"),
    [(30, 3, [5.0, 2.0, 0.1]), (10, 20, [3.0, 1.0]), (12, 4, [4.0, 0.5])],
    ids=["full rank", "p > n", "rank deficient"],
)
def test_recovers_the_answer_known_from_the_svd(make_svd_data, solve, n, p, s, lam):
    d = make_svd_data(n, p, s)
    w, b = solve(d.X, d.y, lam)
    expected = d.V @ (d.s * d.a / (d.s**2 + n * lam))
    assert_allclose(w, expected, rtol=1e-9, atol=1e-11)
    assert_allclose(b, d.y_mean - d.x_mean @ expected, rtol=1e-9)


@both_ways
@settings(deadline=None, derandomize=True, max_examples=60, database=None)
@given(
    n=st.integers(1, 20),
    p=st.integers(1, 20),
    log_lam=st.floats(-12, 6),
    seed=st.integers(0, 2**32 - 1),
)
def test_gradient_is_zero_for_every_shape(solve, n, p, log_lam, seed):
    rng = np.random.default_rng(seed)
    X, y, lam = rng.standard_normal((n, p)), rng.standard_normal(n), 10**log_lam
    w, b = solve(X, y, lam)
    assert w.shape == (p,)
    assert_allclose(gradient(X, y, w, lam), 0, atol=1e-12 * (1 + np.abs(w).max()))
    assert_allclose((y - X @ w - b).mean(), 0, atol=1e-12 * (1 + np.abs(w).max()))


@both_ways
@pytest.mark.parametrize("lam", [1e-13, 1e-12, 1e-10])
def test_gradient_survives_tiny_lam_with_nearly_duplicate_columns(solve, lam):
    rng = np.random.default_rng(0)
    X = rng.standard_normal((50, 4))
    X[:, 3] = X[:, 0] + 1e-7 * rng.standard_normal(50)
    y = rng.standard_normal(50)
    # An explicit inverse leaves a gradient around 1e-5 at the first two of these.
    w, _ = solve(X, y, lam)
    assert_allclose(gradient(X, y, w, lam), 0, atol=1e-14 * (1 + np.abs(w).max()) * 10)


@both_ways
@pytest.mark.parametrize("lam", [0.0, 1e-300, 1e-25, 1e-15, 1e-10])
def test_exactly_duplicated_columns_get_equal_weights(solve, lam):
    rng = np.random.default_rng(1)
    X, y = rng.standard_normal((20, 2)), rng.standard_normal(20)
    w, _ = solve(X[:, [0, 1, 0]], y, lam)
    once, _ = fit_ols(X, y)
    assert_allclose(w, [once[0] / 2, once[1], once[0] / 2], rtol=1e-4)


@both_ways
def test_no_penalty_is_least_squares_of_smallest_norm(solve):
    rng = np.random.default_rng(2)
    for n, p in [(20, 4), (8, 20)]:
        X, y = rng.standard_normal((n, p)), rng.standard_normal(n)
        w, b = solve(X, y, 0)
        w_ols, b_ols = fit_ols(X, y)
        assert_allclose(w, w_ols, rtol=1e-8, atol=1e-10)
        assert_allclose(b, b_ols)


@both_ways
@pytest.mark.parametrize(("n", "p"), [(40, 6), (10, 25)])
@pytest.mark.parametrize("lam", [1e-3, 0.3, 20.0])
def test_agrees_with_scikit_learn_at_the_converted_penalty(solve, n, p, lam):
    rng = np.random.default_rng(3)
    X = rng.standard_normal((n, p)) * rng.uniform(0.1, 10, p) + 3
    y = rng.standard_normal(n) + 50
    w, b = solve(X, y, lam)
    model = Ridge(alpha=to_sklearn_alpha(lam, n)).fit(X, y)
    assert_allclose(w, model.coef_, rtol=1e-8, atol=1e-10)
    assert_allclose(b, model.intercept_, rtol=1e-9)


def test_conversion_multiplies_by_n_and_gives_a_python_float():
    assert to_sklearn_alpha(0.25, 8) == 2.0
    assert to_sklearn_alpha(0, np.int64(3)) == 0.0
    assert type(to_sklearn_alpha(np.float64(1), np.int64(3))) is float


@both_ways
def test_orthonormal_columns_shrink_by_one_common_factor(solve):
    rng = np.random.default_rng(4)
    Q = np.linalg.qr(np.column_stack([np.ones(16), rng.standard_normal((16, 3))]))[0][:, 1:]
    X, y = 4 * Q, rng.standard_normal(16)  # Xc'Xc/n = I
    w, _ = solve(X, y, 0.25)
    assert_allclose(w, fit_ols(X, y)[0] / 1.25)


@both_ways
def test_shifting_y_or_columns_moves_only_the_intercept(solve):
    rng = np.random.default_rng(5)
    X, y, shift = rng.standard_normal((15, 3)), rng.standard_normal(15), np.array([5.0, -2.0, 40.0])
    w, b = solve(X, y, 0.7)
    w_y, b_y = solve(X, y + 100, 0.7)
    w_x, b_x = solve(X + shift, y, 0.7)
    assert_allclose([w_y, w_x], [w, w], rtol=1e-10)
    assert_allclose([b_y, b_x], [b + 100, b - shift @ w], rtol=1e-10)


@both_ways
def test_permuting_rows_changes_nothing_and_columns_permute_the_weights(solve):
    rng = np.random.default_rng(6)
    X, y = rng.standard_normal((15, 4)), rng.standard_normal(15)
    rows, columns = rng.permutation(15), rng.permutation(4)
    w, b = solve(X, y, 0.7)
    w_permuted, b_permuted = solve(X[rows][:, columns], y[rows], 0.7)
    assert_allclose(w_permuted, w[columns], rtol=1e-10)
    assert_allclose(b_permuted, b, rtol=1e-10)


@both_ways
@pytest.mark.parametrize("scale", [1e-74, 1e-3, 1e74])
def test_scaling_x_scales_lam_by_its_square(solve, scale):
    rng = np.random.default_rng(7)
    for n, p in [(20, 3), (5, 9)]:
        X, y = rng.standard_normal((n, p)), rng.standard_normal(n)
        w, b = solve(X, y, 0.4)
        w_scaled, b_scaled = solve(X * scale, y, 0.4 * scale**2)
        assert_allclose(w_scaled * scale, w, rtol=1e-9)
        assert_allclose(b_scaled, b, rtol=1e-9)


@both_ways
def test_an_enormous_penalty_leaves_the_mean(solve):
    rng = np.random.default_rng(8)
    X, y = rng.standard_normal((10, 3)), rng.standard_normal(10)
    w, b = solve(X, y, 1e308)
    assert_allclose(w, 0, atol=1e-300)
    assert_allclose(b, y.mean())


@both_ways
def test_constant_columns_and_a_single_sample_get_weight_zero(solve):
    rng = np.random.default_rng(9)
    X, y = rng.standard_normal((11, 3)), rng.standard_normal(11)
    X[:, 1] = 0.1
    for lam in [0.0, 1e-30, 0.5]:
        w, b = solve(X, y, lam)
        w_without, b_without = solve(X[:, [0, 2]], y, lam)
        assert w[1] == 0
        assert_allclose([w[0], w[2], b], [*w_without, b_without])
        w, b = solve([[3.0, -1.0]], [7.0], lam)
        assert_allclose([*w, b], [0, 0, 7], atol=0)


def test_the_norm_of_w_falls_along_the_path_while_one_coordinate_rises():
    x = np.linspace(-1, 1, 30)
    X = np.column_stack([x, x + 0.3 * x**3])  # correlated: the first weight starts at -1
    W, _ = ridge_svd_path(X, X @ [-1.0, 2.0], np.geomspace(1e-6, 1e3, 60))
    assert np.all(np.diff(np.linalg.norm(W, axis=1)) < 0)
    assert np.any(np.diff(np.abs(W[:, 0])) > 1e-3)


@pytest.mark.parametrize(("n", "p"), [(25, 4), (6, 10)])
def test_path_equals_closed_form_in_the_order_given(n, p):
    rng = np.random.default_rng(10)
    X, y = rng.standard_normal((n, p)) + 2, rng.standard_normal(n)
    lams = [0.5, 0.0, 100.0, 0.5, 1e-3]
    W, b = ridge_svd_path(X, y, lams)
    assert W.shape == (5, p)
    assert b.shape == (5,)
    for i, lam in enumerate(lams):
        w_i, b_i = ridge_closed_form(X, y, lam)
        assert_allclose(W[i], w_i, rtol=1e-8, atol=1e-11)
        assert_allclose(b[i], b_i, rtol=1e-8)


@pytest.mark.parametrize("lam", LAMS)
def test_df_is_known_from_the_svd(make_svd_data, lam):
    for n, p, s in [(30, 3, [5.0, 2.0, 0.1]), (10, 20, [3.0, 1.0])]:
        d = make_svd_data(n, p, s)
        assert_allclose(effective_df(d.X, lam), np.sum(d.s**2 / (d.s**2 + n * lam)), rtol=1e-9)


def test_df_is_the_trace_of_the_matrix_that_maps_y_to_its_fit():
    rng = np.random.default_rng(11)
    X = rng.standard_normal((12, 5)) + 4
    fits = []
    for e in np.eye(12):
        w, b = ridge_closed_form(X, e, 0.3)
        fits.append(X @ w + b)
    assert_allclose(effective_df(X, 0.3), np.trace(fits) - 1, rtol=1e-9)  # 1 is the intercept's


def test_df_falls_from_the_rank_of_the_centred_x_to_zero():
    rng = np.random.default_rng(12)
    tall, wide = rng.integers(-9, 10, (20, 4)), rng.standard_normal((6, 15))
    dependent = np.column_stack([tall, tall[:, 0] - tall[:, 1], np.full(20, 0.1)])
    # Uncentred, the ranks would be 1, 6, 5, 5 and 1.
    cases = [(np.ones((5, 1)), 0), (wide, 5), (dependent, 4), (dependent[:, :5] + 2**30, 4)]
    for X, rank in [*cases, (tall[:1], 0)]:
        df = [effective_df(X, lam) for lam in [0, *np.geomspace(1e-4, 1e4, 20), 1e308]]
        assert_allclose(df[0], rank, rtol=1e-12)
        assert np.all(np.diff(df) < 0) or rank == 0
        assert_allclose(df[-1], 0, atol=1e-300)
        assert type(df[0]) is float
