"""poly_features: exact powers, and polynomials that least squares finds again."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.preprocessing import PolynomialFeatures

from reglab.linear import fit_ols, poly_features


def test_powers_of_whole_numbers_are_exact():
    assert_array_equal(poly_features([2, -1], 3), [[2, 4, 8], [-1, 1, -1]])


def test_degree_0_has_no_column():
    assert poly_features([1.0, 2.0], 0).shape == (2, 0)


def test_agrees_with_scikit_learn():
    x = np.linspace(-2, 2, 9)
    theirs = PolynomialFeatures(5, include_bias=False).fit_transform(x[:, None])
    assert_allclose(poly_features(x, 5), theirs, rtol=1e-13)


@pytest.mark.parametrize("degree", [0, 1, 4])
def test_least_squares_finds_an_exact_polynomial_again(degree):
    coefficients = np.arange(1.0, degree + 1)
    x = np.linspace(-1, 1, degree + 5)
    y = 3.0 + poly_features(x, degree) @ coefficients
    w, b = fit_ols(poly_features(x, degree), y)
    assert_allclose(w, coefficients, atol=1e-10)
    assert_allclose(b, 3.0, atol=1e-10)


@pytest.mark.parametrize("degree", [-1, 1.0, "2", None])
def test_a_bad_degree_is_named(degree):
    with pytest.raises(ValueError, match="degree must be an integer >= 0, got"):
        poly_features([1.0], degree)


@pytest.mark.parametrize(
    ("x", "message"),
    [
        ([[1.0]], r"x must have shape \(n_samples,\), got \(1, 1\)"),
        ([np.nan], "x must hold finite numbers, got nan"),
        ([1e200], r"x must have powers below 1e308, got 1e\+200 \*\* 2"),
    ],
)
def test_a_bad_x_is_named(x, message):
    with pytest.raises(ValueError, match=message):
        poly_features(x, 2)
