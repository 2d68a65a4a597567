"""The elastic net a sweep at a time: optimal, between lasso and ridge, fair to copied columns."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.linear_model import ElasticNet

from reglab.linear import (
    duality_gap,
    elastic_net_cd,
    elastic_net_path,
    lambda_max,
    lasso_cd,
    ridge_closed_form,
)

profile = settings(deadline=None, derandomize=True, max_examples=60, database=None)


def make_data(n, p, seed=0):
    rng = np.random.default_rng(seed)
    Z = 0.6 * rng.standard_normal((n, 1)) + 0.8 * rng.standard_normal((n, p))
    X = Z * rng.uniform(0.3, 3, p) + rng.uniform(-3, 3, p)
    return X, 10 + Z[:, 0] - 2 * Z[:, -1] + rng.standard_normal(n)


@profile
@given(
    n=st.integers(2, 30),
    p=st.integers(1, 25),
    l1_ratio=st.floats(0.05, 1),
    fraction=st.floats(0.02, 1.5),
    seed=st.integers(0, 10_000),
)
def test_the_duality_gap_closes_for_every_shape(n, p, l1_ratio, fraction, seed):
    X, y = make_data(n, p, seed)
    lam = fraction * max(lambda_max(X, y), 1e-3) / l1_ratio
    w, b, _ = elastic_net_cd(X, y, lam, l1_ratio)
    assert duality_gap(X, y, w, b, lam, l1_ratio) <= 1e-6 * np.var(y)


@pytest.mark.parametrize(("n", "p"), [(40, 6), (15, 30)])
@pytest.mark.parametrize("l1_ratio", [0.1, 0.5, 0.9])
def test_agrees_with_scikit_learn_where_alpha_is_lam(n, p, l1_ratio):
    X, y = make_data(n, p)
    w, b, _ = elastic_net_cd(X, y, 0.3, l1_ratio)
    model = ElasticNet(alpha=0.3, l1_ratio=l1_ratio, tol=1e-12, max_iter=100_000).fit(X, y)
    assert_allclose(w, model.coef_, atol=1e-6)
    assert_allclose(b, model.intercept_, atol=1e-6)


def test_its_ends_are_lasso_and_ridge():
    X, y = make_data(30, 5)
    assert_array_equal(elastic_net_cd(X, y, 0.3, 1)[0], lasso_cd(X, y, 0.3)[0])
    w, b, _ = elastic_net_cd(X, y, 0.3, 0, tol=1e-12)
    expected, b_expected = ridge_closed_form(X, y, 0.3)
    assert_allclose(w, expected, rtol=1e-8)
    assert_allclose(b, b_expected, rtol=1e-8)


def test_path_and_descent_find_the_same():
    X, y = make_data(20, 30)
    lams = np.array([1.0, 0.1, 0.01])
    W, b = elastic_net_path(X, y, lams, 0.4)
    for i, lam in enumerate(lams):
        w, b_i, _ = elastic_net_cd(X, y, lam, 0.4, tol=1e-12)
        assert_allclose(W[i], w, atol=1e-6)
        assert_allclose(b[i], b_i, atol=1e-6)


def test_copies_of_a_column_share_one_weight():
    X, y = make_data(30, 3)
    w, _, _ = elastic_net_cd(np.hstack([X, X, X]), y, 0.2, 0.5, tol=1e-12)
    assert_allclose(w.reshape(3, 3), np.tile(w[:3], (3, 1)), atol=1e-8)
    assert np.all(w[[0, 2]] != 0)


def test_more_weights_than_samples_can_be_nonzero():
    X, y = make_data(8, 40)
    assert np.count_nonzero(elastic_net_cd(X, y, 0.5, 0.05)[0]) > 8
    assert np.count_nonzero(lasso_cd(X, y, 0.05)[0]) < 8


def test_all_weights_are_0_from_lambda_max_over_l1_ratio_on():
    X, y = make_data(20, 4)
    top = lambda_max(X, y) / 0.3
    assert_array_equal(elastic_net_cd(X, y, top * (1 + 1e-10), 0.3)[0], 0)
    assert np.any(elastic_net_cd(X, y, 0.99 * top, 0.3)[0])


def test_a_constant_column_keeps_weight_zero_whatever_the_start():
    X, y = make_data(20, 3)
    X[:, 1] = 0.1
    w, _, _ = elastic_net_cd(X, y, 0.1, 0.5, w0=np.ones(3))
    assert w[1] == 0
    assert np.all(w[[0, 2]] != 0)


def test_a_start_at_the_solution_takes_no_sweep():
    X, y = make_data(20, 3)
    w, _, n_iter = elastic_net_cd(X, y, 0.1, 0.5)
    assert n_iter > 1
    assert elastic_net_cd(X, y, 0.1, 0.5, w0=w)[2] == 0
