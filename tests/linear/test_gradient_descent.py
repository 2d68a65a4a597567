"""Gradient descent: its filter in the eigenbasis, its limit, and how near it is to ridge."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from reglab.linear import (
    equivalent_lambda,
    fit_ols,
    gd_filter,
    gd_path,
    ridge_closed_form,
    ridge_filter,
)

SHAPES = pytest.mark.parametrize(
    ("n", "p", "s"),
    [(30, 3, [5.0, 2.0, 0.1]), (10, 20, [3.0, 1.0]), (12, 4, [4.0, 0.5])],
    ids=["full rank", "p > n", "rank deficient"],
)


@SHAPES
@pytest.mark.parametrize("eta_s", [0.03, 0.9, 1.0, 1.95])
def test_each_direction_of_the_path_is_its_least_squares_weight_times_the_filter(
    make_svd_data, n, p, s, eta_s
):
    d = make_svd_data(n, p, s)
    eigenvalues = d.s**2 / n
    eta, steps = eta_s / eigenvalues.max(), np.arange(201)
    W, b = gd_path(d.X, d.y, eta, 200)
    assert W.shape == (201, p)
    share = gd_filter(eigenvalues, eta, steps[:, None])
    assert_allclose(W, share * (d.a / d.s) @ d.V.T, rtol=1e-10, atol=1e-10)
    assert_allclose(b, d.y_mean - W @ d.x_mean, rtol=1e-10, atol=1e-10)


@SHAPES
@pytest.mark.parametrize("lam", [1e-3, 0.1, 5.0])
def test_each_direction_of_ridge_is_its_least_squares_weight_times_the_filter(
    make_svd_data, n, p, s, lam
):
    d = make_svd_data(n, p, s)
    w, _ = ridge_closed_form(d.X, d.y, lam)
    share = ridge_filter(d.s**2 / n, lam)
    assert_allclose(w, (share * d.a / d.s) @ d.V.T, rtol=1e-10, atol=1e-10)


def test_the_first_step_is_eta_times_the_covariance_with_y():
    rng = np.random.default_rng(0)
    X, y = rng.normal(4, [1, 2, 3], (15, 3)), rng.normal(7, 1, 15)
    W, b = gd_path(X, y, 0.01, 1)
    covariance = [np.cov(x, y, ddof=0)[0, 1] for x in X.T]
    assert_array_equal(W[0], 0)
    assert_allclose(W[1], 0.01 * np.array(covariance))
    assert_allclose(b, [y.mean(), y.mean() - X.mean(axis=0) @ W[1]])


@pytest.mark.parametrize(("n", "p"), [(30, 4), (6, 10)])
def test_many_steps_arrive_at_least_squares_of_smallest_norm(n, p):
    rng = np.random.default_rng(1)
    X, y = rng.normal(2, 1, (n, p)), rng.normal(5, 1, n)
    Xc = X - X.mean(axis=0)
    W, b = gd_path(X, y, n / np.linalg.norm(Xc, 2) ** 2, 20_000)
    w, intercept = fit_ols(X, y)
    assert_allclose(W[-1], w, rtol=1e-8, atol=1e-10)
    assert_allclose(b[-1], intercept)


def test_the_loss_falls_with_every_step_below_two_over_s():
    rng = np.random.default_rng(2)
    X, y = rng.normal(2, [1, 0.3], (40, 2)), rng.normal(5, 1, 40)
    s = np.linalg.eigvalsh(np.cov(X.T, ddof=0)).max()
    for eta_s, falls in [(0.5, True), (1.9, True), (2.1, False)]:
        W, b = gd_path(X, y, eta_s / s, 300)
        losses = np.mean((y[:, None] - X @ W.T - b) ** 2, axis=0)
        assert np.all(np.diff(losses) < 1e-12) == falls


def test_shifting_y_or_columns_moves_only_the_intercept():
    rng = np.random.default_rng(3)
    X, y, shift = rng.standard_normal((15, 3)), rng.standard_normal(15), np.array([5.0, -2.0, 40.0])
    W, b = gd_path(X, y, 0.1, 20)
    W_y, b_y = gd_path(X, y + 100, 0.1, 20)
    W_x, b_x = gd_path(X + shift, y, 0.1, 20)
    assert_allclose([W_y, W_x], [W, W], rtol=1e-10)
    assert_allclose([b_y, b_x], [b + 100, b - W @ shift], rtol=1e-10)


def test_fewer_steps_are_the_beginning_of_the_path_and_no_step_is_the_mean():
    rng = np.random.default_rng(4)
    X, y = rng.standard_normal((9, 2)), rng.standard_normal(9)
    W, b = gd_path(X, y, 0.1, 50)
    assert_array_equal(gd_path(X, y, 0.1, 7)[0], W[:8])
    W, b = gd_path(X, y, 0.1, 0)
    assert_array_equal(W, [[0, 0]])
    assert_allclose(b, [y.mean()])


def test_constant_columns_and_a_single_sample_get_weight_zero():
    rng = np.random.default_rng(5)
    X, y = rng.standard_normal((11, 3)), rng.standard_normal(11)
    X[:, 1] = 0.1
    assert_array_equal(gd_path(X, y, 0.1, 30)[0][:, 1], 0)
    W, b = gd_path([[3.0, -1.0]], [7.0], 1e300, 5)
    assert_array_equal(W, np.zeros((6, 2)))
    assert_array_equal(b, np.full(6, 7.0))


@pytest.mark.parametrize("p", [2, 9])
def test_too_large_a_step_grows_and_is_refused_when_numbers_end(p):
    rng = np.random.default_rng(6)
    X, y = rng.standard_normal((6, p)), rng.standard_normal(6)
    Xc = X - X.mean(axis=0)
    s = np.linalg.norm(Xc, 2) ** 2 / 6
    W, _ = gd_path(X, y, 3 / s, 100)
    sizes = np.linalg.norm(W, axis=1)
    assert np.all(np.diff(sizes[10:]) > 0)
    with pytest.raises(ValueError, match=rf"eta must be below .* = {2 / s:.3g} for 3000 steps to "):
        gd_path(X, y, 3 / s, 3000)


def test_small_shares_keep_their_digits():
    s = np.array([1e-12, 1e-9, 1e-3])
    x = 1e-3 * s
    assert_allclose(gd_filter(s, 1e-3, 3), 3 * x - 3 * x**2 + x**3, rtol=1e-14)
    assert_allclose(gd_filter(1e-14, 1.0, 10**14), 1 - np.exp(-1), rtol=1e-12)


def test_filters_at_the_ends():
    assert_array_equal(gd_filter([0.0, 1.0, 2.0, 4.0], 0.5, 0), 0)
    assert_array_equal(gd_filter([0.0, 2.0], 0.5, [[1], [7]]), [[0, 1], [0, 1]])
    assert_array_equal(gd_filter(4.0, 0.5, [1, 2, 3]), [2, 0, 2])  # there and back for ever
    assert_array_equal(gd_filter(8.0, 0.5, [1, 2]), [4, -8])
    assert_array_equal(ridge_filter([0.0, 1.0, 3.0], 0.0), [0, 1, 1])
    assert_array_equal(ridge_filter([0.0, 1.0, 3.0], 1.0), [0, 0.5, 0.75])
    assert ridge_filter(0.0, 0.0) == 0
    assert ridge_filter(1e149, 1e149) == 0.5


def test_filters_agree_to_first_order_as_eta_s_t_goes_to_zero():
    eta, t = 0.1, 20
    for reach in (1e-2, 1e-4, 1e-6):
        s = reach / (eta * t)
        gd, ridge = gd_filter(s, eta, t), ridge_filter(s, equivalent_lambda(eta, t))
        assert abs(gd / reach - 1) < reach
        assert abs(ridge / reach - 1) < 1.01 * reach
        assert 0 < gd - ridge < reach**2


def gap(s, t):
    """How much more gradient descent with eta = 1 has reached than ridge, for each s."""
    return gd_filter(s, 1.0, t) - ridge_filter(s, equivalent_lambda(1.0, t))


def test_the_gap_is_at_most_22_hundredths_for_short_steps():
    s, ts = np.linspace(0, 0.1, 1001), np.unique(np.geomspace(1, 3000, 500).astype(int))
    gaps = np.array([gap(s, t) for t in ts])
    assert gaps.min() > -1e-15  # gradient descent never shrinks more
    assert 0.21 < gaps.max() < 0.22
    row, column = np.unravel_index(gaps.argmax(), gaps.shape)
    assert s[column] == 0.1  # at the longest step, and where eta * s * t is 2.3
    assert ts[row] == 23


def test_the_gap_of_many_tiny_steps_is_that_of_an_exponential():
    # 1/(1+u) - exp(-u), largest where exp(u) = (1+u)^2.
    u = np.linspace(0, 10, 2001)
    gaps = gap(u / 1e6, 10**6)
    assert_allclose(gaps, 1 / (1 + u) - np.exp(-u), atol=1e-5)
    assert_allclose(gaps.max(), 0.2036, atol=1e-4)


def test_the_equivalent_penalty_is_one_over_the_length_of_the_way():
    assert equivalent_lambda(0.1, 50) == 1 / (0.1 * 50)
    assert type(equivalent_lambda(np.float64(0.1), np.int64(50))) is float
    assert_allclose(equivalent_lambda(0.5, [1, 2, 8]), [2.0, 1.0, 0.25])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gd_path(np.eye(3), np.ones(3), 0.0, 5), "eta must be a number > 0, got 0"),
        (lambda: gd_path(np.eye(3), np.ones(3), np.nan, 5), "eta must be a number > 0, got nan"),
        (
            lambda: gd_path(np.eye(3), np.ones(3), [0.1], 5),
            r"eta must be a number > 0, got \[0\.1\]",
        ),
        (lambda: gd_path(np.eye(3), np.ones(3), 0.1, -1), "steps must be an integer >= 0, got -1"),
        (lambda: gd_path(np.eye(3), np.ones(3), 0.1, 2.5), r"steps must be an integer >= 0, got 2"),
        (lambda: gd_filter([-1.0], 0.1, 2), "s must be >= 0, got -1"),
        (lambda: gd_filter([1.0, np.inf], 0.1, 2), "s must hold finite numbers, got inf"),
        (lambda: gd_filter([1.0], -0.1, 2), r"eta must be a number > 0, got -0\.1"),
        (lambda: gd_filter([1.0], 0.1, -2), "t must be >= 0, got -2"),
        (lambda: gd_filter([1.0], 0.1, [1, 2.5]), r"t must hold whole numbers, got 2\.5"),
        (lambda: gd_filter([1.0, 2.0], 0.1, [1, 2, 3]), r"s and t must broadcast, got shapes \(2,"),
        (lambda: gd_filter([40.0], 0.1, 2000), r"eta \* s must be at most 2 .*, got 4"),
        (lambda: ridge_filter([1.0], -1), "lam must be a number >= 0, got -1"),
        (lambda: ridge_filter([1.0, 2.0], [1, 2]), r"lam must be a number >= 0, got \[1, 2\]"),
        (lambda: ridge_filter(["a"], 1), "s must hold real numbers"),
        (lambda: equivalent_lambda(0.1, 0), "t must be > 0, got 0"),
        (lambda: equivalent_lambda(0, 3), "eta must be a number > 0, got 0"),
        (lambda: equivalent_lambda(1e-310, 3), r"eta \* t must be large enough"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
