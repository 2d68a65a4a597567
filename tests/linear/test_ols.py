"""Least squares: known answers, optimality, smallest norm, invariances."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from sklearn.linear_model import LinearRegression

from reglab.linear import fit_ols


@pytest.mark.parametrize(
    ("n", "p", "s"),
    [(30, 3, [5.0, 2.0, 0.1]), (10, 20, [3.0, 1.0]), (12, 4, [4.0, 1e-6])],
    ids=["full rank", "p > n", "rank deficient"],
)
def test_recovers_the_answer_known_from_the_svd(make_svd_data, n, p, s):
    d = make_svd_data(n, p, s)
    w, b = fit_ols(d.X, d.y)
    expected = d.V @ (d.a / d.s)
    assert_allclose(w, expected, rtol=1e-7, atol=1e-8 * np.abs(expected).max())
    assert_allclose(b, d.y_mean - d.x_mean @ expected, rtol=1e-7)


@settings(deadline=None, derandomize=True, max_examples=60, database=None)
@given(n=st.integers(1, 25), p=st.integers(1, 25), seed=st.integers(0, 2**32 - 1))
def test_residual_is_orthogonal_to_columns_and_ones_for_every_shape(n, p, seed):
    rng = np.random.default_rng(seed)
    X, y = rng.standard_normal((n, p)), rng.standard_normal(n)
    w, b = fit_ols(X, y)
    assert w.shape == (p,)
    assert type(b) is float
    r = y - X @ w - b
    # A square system may be ill-conditioned: rounding is measured against the weights.
    atol = 1e-13 * n * (1 + np.abs(w).max())
    assert_allclose(X.T @ r, 0, atol=10 * atol)
    assert_allclose(r.mean(), 0, atol=atol)


def test_of_all_interpolating_weights_the_smallest_is_returned():
    rng = np.random.default_rng(1)
    X, y = rng.standard_normal((6, 15)), rng.standard_normal(6)
    w, b = fit_ols(X, y)
    assert_allclose(X @ w + b, y, atol=1e-12)
    # Smallest norm <=> no part in the null space of the centred X.
    Vt = np.linalg.svd(X - X.mean(axis=0))[2]
    assert_allclose(Vt[5:] @ w, 0, atol=1e-12)


def test_duplicated_columns_share_the_weight_equally():
    rng = np.random.default_rng(2)
    x, y = rng.standard_normal((20, 1)), rng.standard_normal(20)
    single, _ = fit_ols(x, y)
    double, _ = fit_ols(np.hstack([x, x]), y)
    assert_allclose(double, single[0] / 2)


def test_agrees_with_scikit_learn():
    rng = np.random.default_rng(3)
    X, y = rng.standard_normal((40, 5)) * [1, 10, 0.1, 3, 100] + 7, rng.standard_normal(40)
    w, b = fit_ols(X, y)
    model = LinearRegression().fit(X, y)
    assert_allclose(w, model.coef_, rtol=1e-9)
    assert_allclose(b, model.intercept_, rtol=1e-9)


def test_shifting_y_or_columns_moves_only_the_intercept():
    rng = np.random.default_rng(4)
    X, y, shift = rng.standard_normal((15, 3)), rng.standard_normal(15), np.array([5.0, -2.0, 40.0])
    w, b = fit_ols(X, y)
    w_y, b_y = fit_ols(X, y + 100)
    w_x, b_x = fit_ols(X + shift, y)
    assert_allclose([w_y, w_x], [w, w], rtol=1e-10)
    assert_allclose([b_y, b_x], [b + 100, b - shift @ w], rtol=1e-10)


def test_a_huge_offset_does_not_break_the_smallest_norm_fit():
    rng = np.random.default_rng(5)
    X, y = rng.integers(-9, 10, (12, 30)), rng.integers(-9, 10, 12)  # exact with the offset too
    w, _ = fit_ols(X, y)
    w_far, b_far = fit_ols(X + 2**40, y + 2**40)
    assert_allclose(w_far, w, atol=1e-12)
    assert_allclose((y + 2**40) - (X + 2**40) @ w_far - b_far, 0, atol=0.1)


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e6 + 0.1])
def test_constant_columns_get_weight_zero(value):
    rng = np.random.default_rng(6)
    X, y = rng.standard_normal((11, 3)), rng.standard_normal(11)
    X[:, 1] = value
    w, b = fit_ols(X, y)
    w_without, b_without = fit_ols(X[:, [0, 2]], y)
    assert w[1] == 0
    assert_allclose([w[0], w[2], b], [*w_without, b_without])


def test_one_sample_is_fitted_by_the_intercept_alone():
    w, b = fit_ols([[3.0, -1.0]], [7.0])
    assert_allclose(w, [0, 0], atol=0)
    assert b == 7.0


@pytest.mark.parametrize("scale", [1e-74, 1e74])
def test_extreme_scales_change_nothing_but_units(scale):
    rng = np.random.default_rng(7)
    X, y = rng.standard_normal((20, 3)), rng.standard_normal(20)
    w, b = fit_ols(X, y)
    w_scaled, b_scaled = fit_ols(X * scale, y)
    assert_allclose(w_scaled * scale, w, rtol=1e-10)
    assert_allclose(b_scaled, b, rtol=1e-10)


def test_without_a_column_the_fit_is_the_mean():
    w, b = fit_ols(np.ones((4, 0)), [1.0, 2.0, 3.0, 10.0])
    assert w.shape == (0,)
    assert b == 4.0
