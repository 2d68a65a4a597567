"""Huber's loss and fit: continuity, the derivative, optimality, outliers, scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.linear_model import HuberRegressor

from reglab.linear import fit_ols, huber_fit, huber_loss_grad, ridge_closed_form

profile = settings(deadline=None, derandomize=True, max_examples=80, database=None)
residuals = st.floats(-1e3, 1e3)
deltas = st.floats(1e-2, 1e2)


@profile
@given(r=residuals, delta=deltas)
def test_the_gradient_is_the_derivative_of_the_loss(r, delta):
    step = 1e-6 * delta
    (low, _), (high, _) = huber_loss_grad(r - step, delta), huber_loss_grad(r + step, delta)
    _, grad = huber_loss_grad(r, delta)
    # At the ends of the squares the slope changes by as much as r does.
    assert_allclose((high - low) / (2 * step), grad, rtol=1e-5, atol=2 * step + 1e-6 * abs(r))


@profile
@given(delta=deltas, sign=st.sampled_from([-1.0, 1.0]))
def test_loss_and_gradient_are_continuous_where_the_squares_end(delta, sign):
    inside, outside = (huber_loss_grad(sign * delta * (1 + e), delta) for e in (-1e-12, 1e-12))
    assert_allclose(inside, outside, rtol=1e-10)
    assert_allclose(inside, (delta**2 / 2, sign * delta), rtol=1e-10)


@profile
@given(r=residuals, delta=deltas)
def test_the_loss_is_even_the_gradient_odd_and_bounded(r, delta):
    (loss, grad), (mirrored, opposite) = huber_loss_grad(r, delta), huber_loss_grad(-r, delta)
    assert (mirrored, opposite) == (loss, -grad)
    assert abs(grad) <= delta
    assert 0 <= loss <= r * r / 2


def test_any_shape_elementwise():
    r = np.array([[0.5, -3.0], [0.0, 1.0]])
    loss, grad = huber_loss_grad(r, 1)
    assert_array_equal(loss, [[0.125, 2.5], [0, 0.5]])
    assert_array_equal(grad, [[0.5, -1], [0, 1]])
    assert all(type(part) is float for part in huber_loss_grad(np.float64(2), 1))


def make_data(n, p, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, p)) * rng.uniform(0.3, 3, p) + rng.uniform(-3, 3, p)
    y = 5 + X @ np.linspace(-1, 2, p) + rng.standard_normal(n)
    y[: n // 10] += 30
    return X, y


@pytest.mark.parametrize(("n", "p"), [(60, 4), (30, 1), (10, 20)])
@pytest.mark.parametrize("lam", [0.1, 1e-4])
@pytest.mark.parametrize("delta", [0.1, 1.0, 100.0])
def test_the_gradient_is_zero_at_the_fit(n, p, lam, delta):
    X, y = make_data(n, p)
    w, b = huber_fit(X, y, delta, lam, max_iter=20_000)
    pull = huber_loss_grad(y - X @ w - b, delta)[1]
    assert abs(pull.mean()) <= 1e-6
    assert_allclose(X.T @ pull / n, lam * w, atol=1e-5)


def test_a_large_delta_is_least_squares_and_ridge():
    X, y = make_data(40, 3)
    for fit, expected in (
        (huber_fit(X, y, 1e6), fit_ols(X, y)),
        (huber_fit(X, y, 1e6, 0.5), ridge_closed_form(X, y, 0.5)),
    ):
        assert_allclose(fit[0], expected[0], rtol=1e-8)
        assert_allclose(fit[1], expected[1], rtol=1e-8)


def test_an_outlier_pulls_no_harder_when_it_moves_further():
    X, y = make_data(60, 3)
    further = y.copy()
    further[: len(y) // 10] += 1e4
    assert_allclose(huber_fit(X, further, 1.0)[0], huber_fit(X, y, 1.0)[0], atol=1e-6)
    assert np.max(np.abs(fit_ols(X, further)[0] - fit_ols(X, y)[0])) > 10


@pytest.mark.parametrize("alpha", [1e-4, 1.0])
def test_agrees_with_scikit_learn_at_its_own_scale(alpha):
    X, y = make_data(80, 3)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    model = HuberRegressor(epsilon=1.5, alpha=alpha, tol=1e-10, max_iter=10_000).fit(X, y)
    delta, lam = 1.5 * model.scale_, alpha * model.scale_ / len(y)
    w, b = huber_fit(X, y, delta, lam)
    assert_allclose(w, model.coef_, rtol=1e-4)
    assert_allclose(b, model.intercept_, rtol=1e-4)


def test_constant_columns_and_constant_y():
    X, y = make_data(20, 3)
    X[:, 1] = 0.1
    assert abs(huber_fit(X, y, 1.0)[0][1]) <= 1e-9
    w, b = huber_fit(X, np.full(20, 7.0), 1.0)
    assert_allclose(w, 0, atol=1e-12)
    assert_allclose(b, 7)
