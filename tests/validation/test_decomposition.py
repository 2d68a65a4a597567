"""bias_variance: the exact identity, and cases whose answer is known."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from reglab.linear import fit_ols, poly_features
from reglab.validation import bias_variance

X_TEST = np.linspace(-1, 1, 7)


def cubic(x):
    return 1.0 + x - 2.0 * x**3


def sample(rng):
    x = rng.uniform(-1, 1, 12)
    return x, cubic(x) + 0.5 * rng.normal(size=12)


def polynomial(degree):
    def fit_predict(x, y, x_test):
        w, b = fit_ols(poly_features(x, degree), y)
        return poly_features(x_test, degree) @ w + b

    return fit_predict


@pytest.mark.parametrize("degree", [0, 1, 3, 6])
def test_the_parts_add_up_to_the_mean_squared_error_exactly(degree):
    seen = []

    def recording(x, y, x_test):
        seen.append(polynomial(degree)(x, y, x_test))
        return seen[-1]

    bias2, var = bias_variance(recording, sample, cubic, X_TEST, 30, np.random.default_rng(0))
    assert len(seen) == 30
    assert_allclose(bias2 + var, np.mean((np.array(seen) - cubic(X_TEST)) ** 2), rtol=1e-12)


def test_a_method_that_ignores_its_sample_has_no_variance():
    bias2, var = bias_variance(
        lambda x, y, x_test: cubic(x_test) + 2.0, sample, cubic, X_TEST, 9, np.random.default_rng(1)
    )
    assert_allclose(bias2, 4.0)
    assert_allclose(var, 0.0, atol=1e-25)


def test_the_mean_of_n_values_has_the_variance_of_a_mean():
    n, n_rep = 5, 4000
    _, var = bias_variance(
        lambda x, y, x_test: np.full(1, y.mean()),
        lambda rng: (np.zeros(n), 3.0 * rng.normal(size=n)),
        np.zeros_like,
        np.zeros(1),
        n_rep,
        np.random.default_rng(2),
    )
    # n_rep * var / (sigma^2 / n) is chi-squared: outside of this once in a million draws.
    low, high = stats.chi2.ppf([5e-7, 1 - 5e-7], n_rep - 1)
    assert low < n_rep * var / (9.0 / n) < high


def test_a_model_that_holds_the_truth_has_hardly_any_bias():
    parts = [
        bias_variance(polynomial(d), sample, cubic, X_TEST, 400, np.random.default_rng(3))
        for d in (1, 3)
    ]
    (bias_line, var_line), (bias_cubic, var_cubic) = parts
    assert bias_cubic < 0.1 * bias_line
    assert var_cubic > var_line


def test_each_repetition_draws_a_new_sample_and_one_repetition_has_no_variance():
    calls = []

    def counting(rng):
        calls.append(sample(rng))
        return calls[-1]

    arguments = (polynomial(1), counting, cubic, X_TEST)
    assert bias_variance(*arguments, 1, np.random.default_rng(4))[1] == 0.0
    bias_variance(*arguments, 5, np.random.default_rng(4))
    assert len({y[0] for _, y in calls[1:]}) == 5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n_rep": 0}, "n_rep must be an integer >= 1, got 0"),
        ({"n_rep": 2.5}, "n_rep must be an integer >= 1, got 2.5"),
        ({"rng": 7}, "rng must be a numpy.random.Generator, got int"),
        ({"f_true": lambda x: 0.0}, r"f_true\(x_test\) must return shape \(7,\), got \(\)"),
        (
            {"fit_predict": lambda x, y, x_test: y},
            r"fit_predict must return shape \(7,\), got \(12,\)",
        ),
        (
            {"fit_predict": lambda x, y, x_test: x_test * np.nan},
            "fit_predict must return finite numbers, got nan",
        ),
    ],
)
def test_bad_input_is_named(change, message):
    arguments = {
        "fit_predict": polynomial(1),
        "sample": sample,
        "f_true": cubic,
        "x_test": X_TEST,
        "n_rep": 3,
        "rng": np.random.default_rng(5),
    }
    with pytest.raises(ValueError, match=message):
        bias_variance(**(arguments | change))
