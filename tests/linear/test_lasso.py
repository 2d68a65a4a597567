"""The lasso: the prox, optimality, descent, known answers, invariances."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from sklearn import linear_model

from reglab.linear import (
    fit_ols,
    kkt_violation,
    lambda_max,
    lasso_cd,
    soft_threshold,
)

finite = st.floats(-1e6, 1e6)
profile = settings(deadline=None, derandomize=True, max_examples=80, database=None)


def make_data(n, p, rho=0.0, seed=0):
    """Columns of unequal scales and means, correlated pairwise by rho; a sparse truth."""
    rng = np.random.default_rng(seed)
    common = rng.standard_normal((n, 1))
    Z = np.sqrt(rho) * common + np.sqrt(1 - rho) * rng.standard_normal((n, p))
    truth = np.where(np.arange(p) % 3 == 0, 2.0, 0.0) * (-1.0) ** np.arange(p)
    X = Z * rng.uniform(0.2, 5, p) + rng.uniform(-3, 3, p)
    return X, 10 + Z @ truth + rng.standard_normal(n)


def objective(X, y, w, b, lam):
    r = y - X @ w - b
    return r @ r / (2 * len(y)) + lam * np.abs(w).sum()


# --- soft_threshold


@profile
@given(z=finite, t=st.floats(0, 1e6))
def test_prox_minimizes_its_objective(z, t):
    def cost(v):
        return 0.5 * (v - z) ** 2 + t * np.abs(v)

    v = soft_threshold(z, t)
    grid = np.concatenate([np.linspace(-2, 2, 81) * max(abs(z), 1e-3), [0.0, z, z - t, z + t]])
    # The cost grows by at least half the squared distance from its minimum: strong convexity.
    assert np.all(cost(grid) * (1 + 1e-12) >= cost(v) + 0.5 * (grid - v) ** 2 - 1e-12)


@profile
@given(z=finite, t=st.floats(0, 1e6))
def test_prox_is_odd_and_exactly_zero_within_the_threshold(z, t):
    v = soft_threshold(z, t)
    assert soft_threshold(-z, t) == -v
    assert (v == 0) == (abs(z) <= t)


@profile
@given(x=finite, z=finite, t=st.floats(0, 1e6))
def test_prox_is_non_expansive(x, z, t):
    gap = abs(soft_threshold(x, t) - soft_threshold(z, t))
    assert gap <= abs(x - z) + 1e-9


def test_prox_works_elementwise_and_keeps_scalars_scalar():
    z = np.array([[2, -2, 0], [1, -3, 5]])
    assert_array_equal(soft_threshold(z, 1), [[1, -1, 0], [0, -2, 4]])
    assert_array_equal(soft_threshold(z, [0, 1, 9]), [[2, -1, 0], [1, -2, 0]])
    assert soft_threshold(z, 1).dtype == np.float64
    assert type(soft_threshold(np.float64(2), 0.5)) is float
    assert soft_threshold(1.7e308, 1.7e308) == 0
    assert not np.signbit(soft_threshold(-0.3, 0.5))  # no "-0." in a student's output


# --- lambda_max


@pytest.mark.parametrize(("n", "p", "rho"), [(30, 5, 0.0), (30, 5, 0.9), (8, 20, 0.5), (2, 1, 0.0)])
def test_lambda_max_is_where_the_first_weight_appears(n, p, rho):
    X, y = make_data(n, p, rho)
    top = lambda_max(X, y)
    w, b, n_iter = lasso_cd(X, y, top * (1 + 1e-10))
    assert_array_equal(w, 0)
    assert n_iter == 1
    assert_allclose(b, y.mean())
    assert np.any(lasso_cd(X, y, 0.99 * top)[0] != 0)


def test_lambda_max_ignores_offsets_and_is_zero_for_constant_y():
    X, y = make_data(20, 4)
    assert_allclose(lambda_max(X + 1000, y - 1000), lambda_max(X, y), rtol=1e-9)
    assert lambda_max(X, np.full(20, 0.1)) == 0


# --- kkt_violation


def test_violation_of_each_condition_is_measured():
    X, y = np.array([[-1.0, 0], [0, 1], [1, -1]]), np.array([1.0, 3, 5])
    # At w = 0, b = 3 the residual is (-2, 0, 2): g = (4/3, -2/3).
    zeros = [0.0, 0.0]
    assert_allclose(kkt_violation(X, y, zeros, 3, lam=1), 1 / 3)
    assert kkt_violation(X, y, zeros, 3, lam=2) == 0
    # w = (1, 0): residual (-1, 0, 1), g = (2/3, -1/3).
    assert_allclose(kkt_violation(X, y, [1, 0], 3, lam=2 / 3), 0, atol=1e-15)
    assert_allclose(kkt_violation(X, y, [1, 0], 3, lam=1), 1 / 3)  # too little pull on w_1
    assert_allclose(kkt_violation(X, y, [1, 0], 3, lam=0.25), 2 / 3 - 0.25)  # w_1 wants to grow
    # w = (3, 0): residual (1, 0, -1): g_1 = -2/3 has the wrong sign for w_1 > 0.
    assert_allclose(kkt_violation(X, y, [3, 0], 3, lam=2 / 3), 4 / 3)
    assert_allclose(kkt_violation(X, y, [1, 0], 3.5, lam=2 / 3), 0.5)  # mean(r)


@pytest.mark.parametrize("step", [1e-3, 1e-5])
def test_moving_away_from_the_solution_raises_violation_and_objective(step):
    X, y = make_data(40, 6, 0.5)
    lam = 0.2 * lambda_max(X, y)
    w, b, _ = lasso_cd(X, y, lam, tol=1e-13)
    best = objective(X, y, w, b, lam)
    assert kkt_violation(X, y, w, b, lam) < 1e-11
    for j in range(6):
        for sign in (-1, 1):
            moved = w.copy()
            moved[j] += sign * step
            assert objective(X, y, moved, b, lam) > best
            assert kkt_violation(X, y, moved, b, lam) > 1e-3 * step
    assert kkt_violation(X, y, w, b + step, lam) >= 0.999 * step
    assert objective(X, y, w, b + step, lam) > best


# --- lasso_cd


@profile
@given(
    n=st.integers(1, 20),
    p=st.integers(1, 20),
    rho=st.floats(0, 0.9),
    fraction=st.floats(0.01, 1.2),
    constant=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_solution_is_optimal_for_every_shape(n, p, rho, fraction, constant, seed):
    X, y = make_data(n, p, rho, seed)
    if constant:
        X[:, seed % p] = 0.1
    top = lambda_max(X, y)
    w, b, n_iter = lasso_cd(X, y, fraction * top)
    assert w.shape == (p,)
    assert type(b) is float
    assert type(n_iter) is int
    if n_iter < 10_000:
        assert kkt_violation(X, y, w, b, fraction * top) <= 2e-8 * top + 1e-12
    assert not constant or w[seed % p] == 0


@pytest.mark.parametrize("rho", [0.0, 0.9, 0.99])
def test_objective_never_rises_from_sweep_to_sweep(rho):
    X, y = make_data(25, 8, rho)
    lam = 0.05 * lambda_max(X, y)
    start = np.array([3.0, -3, 0, 0, 1, 1, 0, -9])
    values = [objective(X, y, start, y.mean() - X.mean(axis=0) @ start, lam)]
    for sweeps in range(1, 15):
        w, b, n_iter = lasso_cd(X, y, lam, w0=start, tol=0, max_iter=sweeps)
        assert n_iter == sweeps
        values.append(objective(X, y, w, b, lam))
    assert np.all(np.diff(values) <= 1e-13 * values[0])
    assert values[-1] < values[1] < values[0]


@pytest.mark.parametrize("fraction", [0.0, 0.1, 0.5, 0.9])
def test_orthonormal_design_has_the_closed_form(fraction):
    rng = np.random.default_rng(1)
    Q = np.linalg.qr(np.column_stack([np.ones(16), rng.standard_normal((16, 5))]))[0][:, 1:]
    X, y = 4 * Q + 2, rng.standard_normal(16)  # Xc'Xc/n = I
    lam = fraction * lambda_max(X, y)
    w, _, n_iter = lasso_cd(X, y, lam)
    assert_allclose(w, soft_threshold(fit_ols(X, y)[0], lam), atol=1e-14)
    assert n_iter == 1


def test_orthogonal_columns_of_unequal_scale_have_the_closed_form():
    rng = np.random.default_rng(2)
    Q = np.linalg.qr(np.column_stack([np.ones(16), rng.standard_normal((16, 4))]))[0][:, 1:]
    d = np.array([0.01, 0.5, 3.0, 100.0])
    X, y = 4 * Q * d, 4 * Q @ [1.0, -2.0, 0.5, 0.02] + 1
    w, _, _ = lasso_cd(X, y, 0.3)
    # Each weight minimizes d^2/2 w^2 - z w + lam |w| on its own, with z = x'y/n.
    assert_allclose(w, soft_threshold(d * [1.0, -2.0, 0.5, 0.02], 0.3) / d**2, atol=1e-12)
    assert np.count_nonzero(w) == 3


@pytest.mark.parametrize(("n", "p"), [(50, 8), (20, 40)])
@pytest.mark.parametrize("rho", [0.0, 0.9])
@pytest.mark.parametrize("fraction", [0.02, 0.3])
def test_agrees_with_scikit_learn_where_alpha_is_lam(n, p, rho, fraction):
    X, y = make_data(n, p, rho)
    lam = fraction * lambda_max(X, y)
    w, b, _ = lasso_cd(X, y, lam, tol=1e-11)
    model = linear_model.Lasso(alpha=lam, tol=1e-14, max_iter=200_000).fit(X, y)
    assert_allclose(w, model.coef_, atol=1e-6)
    assert_allclose(b, model.intercept_, atol=1e-5)
    assert_allclose(X @ w + b, model.predict(X), atol=1e-6)


def test_duplicated_columns_identify_only_the_sum_of_one_sign():
    X, y = make_data(30, 3)
    lam = 0.1 * lambda_max(X, y)
    w, b, _ = lasso_cd(X, y, lam)
    doubled, b_doubled, _ = lasso_cd(X[:, [0, 1, 2, 0]], y, lam, w0=[0.2, 0, 0, -5])
    assert_allclose([doubled[0] + doubled[3], *doubled[1:3]], w, atol=1e-6)
    assert_allclose(b_doubled, b, atol=1e-5)
    assert doubled[0] * doubled[3] >= 0


def test_no_penalty_gives_least_squares():
    X, y = make_data(30, 4, 0.5)
    w, b, _ = lasso_cd(X, y, 0, tol=1e-13)
    w_ols, b_ols = fit_ols(X, y)
    assert_allclose([*w, b], [*w_ols, b_ols], rtol=1e-8)


def test_no_penalty_with_more_columns_than_rows_interpolates():
    X, y = make_data(6, 15)
    w, b, _ = lasso_cd(X, y, 0, tol=1e-10)
    assert_allclose(X @ w + b, y, atol=1e-6)


@pytest.mark.parametrize("y", [np.zeros(9), np.full(9, 0.1), np.full(9, -1e6)])
@pytest.mark.parametrize("lam", [0.0, 1.0])
def test_constant_y_ends_at_once_with_zero_weights(y, lam):
    X, _ = make_data(9, 4)
    for w0 in (None, [1.0, 2.0, 3.0, 4.0]):
        w, b, n_iter = lasso_cd(X, y, lam, w0=w0)
        assert_array_equal(w, 0)
        assert b == y[0]
        assert n_iter == 1


@pytest.mark.parametrize("value", [0.0, 0.1, 1 / 3, 1e6 + 0.1])
def test_constant_columns_keep_weight_zero_whatever_the_start(value):
    X, y = make_data(11, 3)
    X[:, 1] = value
    lam = 0.1 * lambda_max(X, y)
    for w0 in (None, [1.0, 7.0, 1.0]):
        w, b, _ = lasso_cd(X, y, lam, w0=w0)
        w_without, b_without, _ = lasso_cd(X[:, [0, 2]], y, lam)
        assert w[1] == 0
        assert_allclose([w[0], w[2], b], [*w_without, b_without], atol=1e-6)


def test_one_sample_is_fitted_by_the_intercept_alone():
    w, b, n_iter = lasso_cd([[3.0, -1.0]], [7.0], 0.1)
    assert_array_equal(w, [0, 0])
    assert (b, n_iter) == (7.0, 1)


def test_sweeps_are_counted_and_running_out_of_them_is_silent():
    X, y = make_data(30, 6, 0.9)
    lam = 1e-3 * lambda_max(X, y)
    assert lasso_cd(X, y, lam, max_iter=3)[2] == 3
    w, _, needed = lasso_cd(X, y, lam)
    assert 3 < needed < 10_000
    assert lasso_cd(X, y, lam, w0=w)[2] == 1
    assert lasso_cd(X, y, lam, tol=1e-3)[2] < needed


@pytest.mark.parametrize("tol", [1e-2, 1e-5, 1e-10])
def test_tol_is_the_violation_relative_to_lambda_max(tol):
    X, y = make_data(30, 6, 0.9)
    for unit in (1e-6, 1e6):
        top = lambda_max(X, unit * y)
        w, b, _ = lasso_cd(X, unit * y, 0.01 * top, tol=tol)
        # With a margin for the rounding in kkt_violation's uncentred sums.
        assert kkt_violation(X, unit * y, w, b, 0.01 * top) <= (tol + 1e-13) * top


@pytest.mark.parametrize(("n", "p"), [(20, 3), (50, 5), (30, 6)])
def test_a_tolerance_below_rounding_error_does_not_run_forever(n, p):
    rng = np.random.default_rng(4)
    X, y = rng.standard_normal((n, p)), rng.standard_normal(n)
    assert lasso_cd(X, y, 0.01, tol=0)[2] < 200
    # What least squares leaves over has a lambda_max that is itself rounding error.
    w_ols, b_ols = fit_ols(X, y)
    w, _, n_iter = lasso_cd(X, y - X @ w_ols - b_ols, 0, w0=np.ones(p))
    assert n_iter < 200
    assert_allclose(w, 0, atol=1e-12)


def test_a_start_far_away_costs_no_accuracy():
    X, y = make_data(30, 4)
    lam = 0.1 * lambda_max(X, y)
    w, b, _ = lasso_cd(X, y, lam)
    w_far, b_far, _ = lasso_cd(X, y, lam, w0=[1e20, -1e20, 1e19, 0])
    assert_allclose([*w_far, b_far], [*w, b], atol=1e-5)


@pytest.mark.parametrize("scale_x", [1e-73, 1.0, 1e73])
@pytest.mark.parametrize("scale_y", [1e-73, 1.0, 1e73])
def test_scaling_x_and_y_scales_lam_by_both(scale_x, scale_y):
    X, y = make_data(20, 3, 0.5)
    lam = 0.1 * lambda_max(X, y)
    w, b, _ = lasso_cd(X, y, lam, tol=1e-12)
    w_scaled, b_scaled, _ = lasso_cd(scale_x * X, scale_y * y, lam * scale_x * scale_y, tol=1e-12)
    assert_allclose(w_scaled * scale_x / scale_y, w, rtol=1e-8)
    assert_allclose(b_scaled / scale_y, b, rtol=1e-8)


def test_shifting_y_or_columns_moves_only_the_intercept():
    X, y = make_data(20, 3)
    lam, shift = 0.1 * lambda_max(X, y), np.array([5.0, -2.0, 40.0])
    w, b, _ = lasso_cd(X, y, lam, tol=1e-12)
    w_y, b_y, _ = lasso_cd(X, y + 100, lam, tol=1e-12)
    w_x, b_x, _ = lasso_cd(X + shift, y, lam, tol=1e-12)
    assert_allclose([w_y, w_x], [w, w], atol=1e-9)
    assert_allclose([b_y, b_x], [b + 100, b - shift @ w], rtol=1e-9)


def test_permuting_rows_changes_nothing_and_columns_permute_the_weights():
    X, y = make_data(20, 5, 0.5)
    rng = np.random.default_rng(3)
    rows, columns = rng.permutation(20), rng.permutation(5)
    lam = 0.1 * lambda_max(X, y)
    w, b, _ = lasso_cd(X, y, lam, tol=1e-12)
    w_permuted, b_permuted, _ = lasso_cd(X[rows][:, columns], y[rows], lam, tol=1e-12)
    assert_allclose(w_permuted, w[columns], atol=1e-9)
    assert_allclose(b_permuted, b, rtol=1e-9)
