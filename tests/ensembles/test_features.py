"""Random features and the minimum-norm fit: kernels, optimality, invariances."""

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from reglab.ensembles import min_norm_fit, random_relu_features, relu_map


def test_the_features_are_those_of_the_returned_weights():
    rng = np.random.default_rng(0)
    X = rng.standard_normal((7, 3))
    F, W = random_relu_features(X, 20, rng=rng)
    np.testing.assert_array_equal(relu_map(X, W), F)
    assert F.min() == 0


def test_inner_products_of_many_features_tend_to_the_arc_cosine_kernel():
    """Cho and Saul (2009), Kernel methods for deep learning, order 1."""
    X = np.random.default_rng(0).standard_normal((4, 3))
    F, _ = random_relu_features(X, 400_000, rng=np.random.default_rng(1))
    Z = np.column_stack([X, np.ones(4)]) / 2  # sqrt(d + 1) = 2
    length = np.linalg.norm(Z, axis=1)
    cosine = np.clip(Z @ Z.T / np.outer(length, length), -1, 1)
    angle = np.arccos(cosine)
    kernel = np.outer(length, length) * (np.sin(angle) + (np.pi - angle) * cosine) / (2 * np.pi)
    np.testing.assert_allclose(F @ F.T / F.shape[1], kernel, atol=0.01)


def test_the_bias_moves_the_kinks_apart():
    x = np.linspace(-1, 1, 50)[:, None]
    F, _ = random_relu_features(x, 200, rng=np.random.default_rng(0))
    assert np.linalg.matrix_rank(F) > 20


SHAPES = [(20, 8), (20, 20), (20, 60)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("lam", [0.0, 1e-4, 0.3])
def test_the_gradient_is_zero_and_w_is_in_the_row_space(shape, lam):
    rng = np.random.default_rng(0)
    F, y = rng.standard_normal(shape), rng.standard_normal(shape[0])
    w = min_norm_fit(F, y, lam)
    np.testing.assert_allclose(F.T @ (F @ w - y) / len(y) + lam * w, 0, atol=1e-9)
    np.testing.assert_allclose(np.linalg.pinv(F) @ F @ w, w, atol=1e-9)


@pytest.mark.parametrize("shape", SHAPES)
def test_it_is_ridge_without_an_intercept(shape):
    rng = np.random.default_rng(1)
    F, y = rng.standard_normal(shape), rng.standard_normal(shape[0])
    theirs = Ridge(alpha=len(y) * 0.1, fit_intercept=False, solver="svd").fit(F, y).coef_
    np.testing.assert_allclose(min_norm_fit(F, y, 0.1), theirs, rtol=1e-9, atol=1e-12)


def test_equal_columns_share_their_weight_and_equal_rows_do_no_harm():
    rng = np.random.default_rng(2)
    F, y = rng.standard_normal((6, 3)), rng.standard_normal(6)
    w = min_norm_fit(np.column_stack([F, F[:, 0]]), y)
    once = min_norm_fit(F, y)
    np.testing.assert_allclose(w, [once[0] / 2, *once[1:], once[0] / 2], atol=1e-10)
    wide = rng.standard_normal((3, 8))
    np.testing.assert_allclose(
        min_norm_fit(np.vstack([wide, wide]), np.tile([1.0, 2.0, 3.0], 2)),
        min_norm_fit(wide, [1.0, 2.0, 3.0]),
        atol=1e-10,
    )


def test_a_small_penalty_tends_to_none():
    rng = np.random.default_rng(3)
    F, y = rng.standard_normal((10, 30)), rng.standard_normal(10)
    np.testing.assert_allclose(min_norm_fit(F, y, 1e-12), min_norm_fit(F, y), rtol=1e-8)


def test_an_empty_matrix_of_zeros_has_weights_of_zero():
    np.testing.assert_array_equal(min_norm_fit(np.zeros((3, 2)), [1.0, 2.0, 3.0]), [0, 0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: relu_map(np.ones((2, 3)), np.ones((3, 4))), "X and W must have shapes .*"),
        (lambda: random_relu_features(np.ones(3), 2, rng=np.random.default_rng(0)), "X must .*"),
        (lambda: random_relu_features(np.ones((3, 1)), 0, rng=np.random.default_rng(0)), "k .*"),
        (lambda: min_norm_fit(np.ones((3, 2)), np.ones(2)), "F and y must have shapes .*"),
        (lambda: min_norm_fit(np.ones((0, 2)), np.ones(0)), "F and y must have shapes .*"),
        (lambda: min_norm_fit(np.ones((3, 2)), np.ones(3), -1), "lam must be .*"),
    ],
)
def test_bad_arguments_are_one_line(call, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        call()
