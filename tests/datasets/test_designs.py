"""The designs have the correlations and the truth that their formulas promise."""

import numpy as np
import pytest

from reglab.datasets import (
    make_collinear,
    make_grouped_regression,
    make_noise,
    make_sparse_regression,
)

N = 40_000


def rng(seed=0):
    return np.random.default_rng(seed)


def assert_covariance(X, expected):
    """Sample covariances have a standard error of at most sqrt(2/n) times the variances."""
    tolerance = 5 * np.sqrt(2 / len(X)) * np.diag(expected).max()
    assert np.abs(np.cov(X.T) - expected).max() < tolerance
    assert np.abs(X.mean(axis=0)).max() < 5 * np.sqrt(np.diag(expected).max() / len(X))


@pytest.mark.parametrize("spread", [0.05, 0.5, 2.0])
def test_collinear_columns_are_as_near_as_the_spread_says(spread):
    X, _, w = make_collinear(N, 3, spread, 1.0, rng=rng(1))
    assert_covariance(X, 1 + spread**2 * np.eye(3))
    assert_covariance(X[:, [0]] - X[:, 1:], spread**2 * (1 + np.eye(2)))
    assert w.tolist() == [1, 1, 1]


def test_collinear_differences_have_the_standard_error_of_the_docstring():
    spread, noise = 0.1, 0.7
    X, _, _ = make_collinear(N, 4, spread, noise, rng=rng(2))
    Xc = X - X.mean(axis=0)
    difference = np.array([1.0, -1.0, 0.0, 0.0])
    exact = noise * np.sqrt(difference @ np.linalg.solve(Xc.T @ Xc, difference))
    assert exact == pytest.approx(np.sqrt(2) * noise / (spread * np.sqrt(N)), rel=0.03)


def test_without_spread_collinear_columns_are_equal():
    X, _, _ = make_collinear(30, 4, 0.0, 1.0, rng=rng())
    assert np.array_equal(X, X[:, [0]].repeat(4, axis=1))


def test_collinear_weights_may_be_given_and_stay_the_callers():
    given = np.array([2.0, -1.0])
    X, y, w = make_collinear(50, 2, 0.1, 0.0, w=given, rng=rng())
    np.testing.assert_allclose(y, X @ given, rtol=0, atol=1e-12)
    w[:] = 0
    assert given.tolist() == [2, -1]


@pytest.mark.parametrize("w", [[1.0], [[1.0, 1.0]], [1.0, np.nan], ["a", "b"]])
def test_collinear_weights_must_fit(w):
    with pytest.raises(ValueError, match=r"^w must "):
        make_collinear(5, 2, 0.1, 0.1, w=w, rng=rng())


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.95, 1.0])
def test_sparse_columns_have_variance_one_and_one_correlation(rho):
    X, _, _ = make_sparse_regression(N, 4, 2, 1.0, rho=rho, rng=rng(3))
    assert_covariance(X, rho + (1 - rho) * np.eye(4))


@pytest.mark.parametrize("n_active", [0, 1, 5, 8])
def test_sparse_weights_are_signs_on_as_many_columns_as_asked_for(n_active):
    _, _, w = make_sparse_regression(3, 8, n_active, 1.0, rng=rng(4))
    assert sorted(np.abs(w)) == [0] * (8 - n_active) + [1] * n_active


@pytest.mark.parametrize("family", ["sparse", "grouped"])
def test_every_place_and_both_signs_are_equally_likely(family):
    generator, draws = rng(5), 3000
    positive, negative = np.zeros(4), np.zeros(4)
    for _ in range(draws):
        w = (
            make_sparse_regression(1, 4, 2, 0.0, rng=generator)[2]
            if family == "sparse"
            else make_grouped_regression(1, 4, 1, 2, 0.0, rho=0.5, rng=generator)[2]
        )
        positive += w > 0
        negative += w < 0
    tolerance = 5 * np.sqrt(draws / 4 * 3 / 4)
    assert np.abs(positive - draws / 4).max() < tolerance
    assert np.abs(negative - draws / 4).max() < tolerance


@pytest.mark.parametrize("rho", [0.0, 0.9, 1.0])
def test_grouped_columns_are_correlated_inside_a_group_only(rho):
    X, _, _, groups = make_grouped_regression(N, 3, 2, 1, 1.0, rho=rho, rng=rng(6))
    same = groups[:, None] == groups
    assert_covariance(X, rho * same + (1 - rho) * np.eye(6))


def test_groups_matter_as_a_whole_or_not_at_all():
    _, _, w, groups = make_grouped_regression(5, 6, 3, 4, 1.0, rho=0.9, rng=rng(7))
    by_group = [np.unique(w[groups == group]) for group in range(6)]
    assert all(len(weights) == 1 for weights in by_group)
    assert sorted(abs(weights[0]) for weights in by_group) == [0, 0, 1, 1, 1, 1]
    assert np.bincount(groups).tolist() == [3] * 6


def test_active_counts_end_at_what_there_is():
    with pytest.raises(ValueError, match=r"^n_active must be an integer from 0 to 4, got 5$"):
        make_sparse_regression(5, 4, 5, 1.0, rng=rng())
    with pytest.raises(ValueError, match=r"^n_active must be an integer from 0 to 2, got 3$"):
        make_grouped_regression(5, 2, 4, 3, 1.0, rho=0.9, rng=rng())


def test_noise_has_no_column_that_knows_the_target():
    X, y = make_noise(N, 5, rng=rng(8))
    assert_covariance(np.column_stack([X, y]), np.eye(6))


def test_noise_classes_are_equally_likely_and_known_by_no_column():
    X, y = make_noise(N, 3, n_classes=4, rng=rng(9))
    assert y.dtype == np.int64
    counts = np.bincount(y)
    assert len(counts) == 4
    assert np.abs(counts - N / 4).max() < 5 * np.sqrt(N / 4 * 3 / 4)
    means = np.array([X[y == label].mean(axis=0) for label in range(4)])
    assert np.abs(means).max() < 5 / np.sqrt(counts.min())


@pytest.mark.parametrize("n_classes", [0, 1, 2.0, True])
def test_noise_needs_two_classes_to_be_noise(n_classes):
    with pytest.raises(ValueError, match=r"^n_classes must be an integer >= 2, got "):
        make_noise(5, 2, n_classes=n_classes, rng=rng())
