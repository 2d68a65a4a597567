"""Selection frequency: what a bootstrap is, told by fits that give it away."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from reglab.validation import selection_frequency


def rng(seed=0):
    return np.random.default_rng(seed)


def test_rows_of_X_keep_their_y():
    X, y = np.arange(12.0)[:, None] * [1, 2], np.arange(12.0)

    def mismatch(X, y):
        return np.array([np.any(X[:, 0] != y), 1.0])

    assert_array_equal(selection_frequency(mismatch, X, y, 20, rng()), [0, 1])


def test_samples_have_n_rows_drawn_with_replacement_anew_each_time():
    n, n_boot = 10, 4000
    sizes = set()

    def rows_drawn(X, y):  # column j of the identity says how often row j was drawn
        sizes.add(len(X))
        return X.sum(axis=0)

    share = selection_frequency(rows_drawn, np.eye(n), np.arange(n), n_boot, rng())
    expected = 1 - (1 - 1 / n) ** n
    assert sizes == {n}
    assert np.all(np.abs(share - expected) < 5 * np.sqrt(expected * (1 - expected) / n_boot))


def test_negative_and_tiny_weights_count_as_kept():
    share = selection_frequency(
        lambda X, y: [-1.0, 0.0, 1e-300, -0.0], np.ones((3, 4)), np.ones(3), 5, rng()
    )
    assert_array_equal(share, [1, 0, 1, 0])


def test_the_rng_that_was_passed_decides():
    X = np.eye(8)

    def call(seed):
        return selection_frequency(lambda X, y: X.sum(axis=0), X, X[0], 9, rng(seed))

    assert_array_equal(call(1), call(1))
    assert np.any(call(1) != call(2))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"n_boot": 0}, "n_boot must be an integer >= 1, got 0"),
        ({"rng": 3}, "rng must be a numpy.random.Generator, got int"),
        ({"y": np.ones(4)}, r"y must have shape \(3,\), got \(4,\)"),
        ({"X": np.full((3, 2), np.nan)}, "X must hold finite numbers, got nan"),
        ({"fit": lambda X, y: 1.0}, r"fit must return weights of shape \(2,\), got \(\)"),
    ],
)
def test_bad_input_is_named(changes, message):
    good = dict(fit=lambda X, y: X[0], X=np.ones((3, 2)), y=np.ones(3), n_boot=2, rng=rng())
    with pytest.raises(ValueError, match=message):
        selection_frequency(**(good | changes))
