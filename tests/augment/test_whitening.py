"""ZCA whitening: the covariance that it promises, symmetry, and nearness to the data."""

import numpy as np
import pytest

from reglab import augment

RNG = np.random.default_rng(0)
X = RNG.standard_normal((200, 6)) @ RNG.standard_normal((6, 6)) + 10 * RNG.standard_normal(6)


def covariance(X):
    return np.cov(X.T, bias=True)


@pytest.mark.parametrize("eps", [0.0, 1e-3, 0.5, 100.0])
def test_the_covariance_becomes_c_times_the_inverse_of_c_plus_eps(eps):
    mu, W = augment.zca_fit(X, eps)
    np.testing.assert_allclose(mu, X.mean(axis=0))
    C, white = covariance(X), augment.zca_apply(X, mu, W)
    np.testing.assert_allclose(white.mean(axis=0), 0, atol=1e-12)
    expected = C @ np.linalg.inv(C + eps * np.eye(6))
    np.testing.assert_allclose(covariance(white), expected, atol=1e-10)


def test_w_is_symmetric_to_the_last_digit_and_positive():
    _, W = augment.zca_fit(X, 0.1)
    np.testing.assert_array_equal(W, W.T)
    assert np.linalg.eigvalsh(W).min() > 0


def test_no_other_whitening_stays_nearer_to_the_data():
    mu, W = augment.zca_fit(X, 0.0)
    distance = np.sum((augment.zca_apply(X, mu, W) - (X - mu)) ** 2)
    for seed in range(20):
        turn = np.linalg.qr(np.random.default_rng(seed).standard_normal((6, 6)))[0]
        assert distance < np.sum(((X - mu) @ W @ turn - (X - mu)) ** 2)


def test_new_rows_are_whitened_as_the_training_rows_were():
    mu, W = augment.zca_fit(X[:100], 0.1)
    apart = [augment.zca_apply(row[None], mu, W)[0] for row in X[100:105]]
    np.testing.assert_allclose(augment.zca_apply(X, mu, W)[100:105], apart, atol=1e-12)


def test_fitting_changes_nothing():
    before = X.copy()
    augment.zca_fit(X, 0.1)
    np.testing.assert_array_equal(X, before)


def test_float32_is_whitened_in_float32_with_the_digits_of_float64():
    mu, W = augment.zca_fit(X.astype(np.float32), 0.01)
    assert mu.dtype == W.dtype == np.float32
    np.testing.assert_allclose(W, augment.zca_fit(X, 0.01)[1], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("rows", [
    X[:4], X * [1, 1, 1, 0, 1, 1], X[:, [0, 1, 2, 3, 4, 4]], np.ones((5, 3)), 1e-60 * X,
])  # fmt: skip
def test_a_singular_covariance_needs_eps(rows):
    message = (
        r"^the covariance of X plus eps must be invertible, got .*: choose an eps larger than 0$"
    )
    with pytest.raises(ValueError, match=message):
        augment.zca_fit(rows, 0.0)
    mu, W = augment.zca_fit(rows, 0.01)
    assert np.isfinite(augment.zca_apply(rows, mu, W)).all()


def test_an_eps_that_rounding_swallows_is_refused():
    with pytest.raises(ValueError, match=r"choose an eps larger than 1e-20$"):
        augment.zca_fit(X[:4], 1e-20)


def test_one_row_is_all_mean():
    mu, W = augment.zca_fit(X[:1], 0.25)
    np.testing.assert_array_equal(mu, X[0])
    np.testing.assert_allclose(W, 2 * np.eye(6), atol=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: augment.zca_fit(np.ones((2, 3, 4)), 0.1), r"X must have shape \(n, d\), got .*"),
        (lambda: augment.zca_fit(np.ones((0, 3)), 0.1), r"X must have at least one row, got .*"),
        (lambda: augment.zca_fit(X, -1.0), r"eps must be a number >= 0, got -1.0"),
        (lambda: augment.zca_fit(X, None), r"eps must be a number >= 0, got None"),
        (lambda: augment.zca_apply(X, np.ones(5), np.eye(6)), r"mu and W must have .* \(5,\) .*"),
        (lambda: augment.zca_apply(X, np.ones(6), np.eye(5)), r"mu and W must have .* \(5, 5\)"),
        (lambda: augment.zca_apply(X, np.ones(6), np.eye(6) * np.nan), r"W must hold finite .*"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(call, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        call()
