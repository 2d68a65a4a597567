"""kfold_indices: a partition, shuffled, from the rng that was passed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from reglab.validation import kfold_indices


@settings(deadline=None, derandomize=True, max_examples=100, database=None)
@given(
    n_and_k=st.integers(2, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(2, n))),
    seed=st.integers(0, 99),
)
def test_every_row_is_validated_once_by_a_model_trained_on_all_other_folds(n_and_k, seed):
    n, k = n_and_k
    folds = kfold_indices(n, k, np.random.default_rng(seed))
    assert len(folds) == k
    assert_array_equal(np.sort(np.concatenate([val for _, val in folds])), np.arange(n))
    for train, val in folds:
        assert_array_equal(np.sort(np.concatenate([train, val])), np.arange(n))
    sizes = [len(val) for _, val in folds]
    assert max(sizes) - min(sizes) <= 1


def test_every_pair_of_rows_shares_a_fold_equally_often():
    rng, together = np.random.default_rng(0), np.zeros((6, 6))
    for _ in range(4000):
        for _, val in kfold_indices(6, 3, rng):
            together[np.ix_(val, val)] += 1
    pairs = together[np.triu_indices(6, 1)] / 4000
    assert np.all(np.abs(pairs - 1 / 5) < 5 * np.sqrt(0.2 * 0.8 / 4000))


def test_the_same_generator_gives_the_same_folds_and_another_one_others():
    def rows(seed):
        return np.concatenate([val for _, val in kfold_indices(30, 5, np.random.default_rng(seed))])

    assert_array_equal(rows(1), rows(1))
    assert not np.array_equal(rows(1), rows(2))


@pytest.mark.parametrize(
    ("n", "k", "message"),
    [
        (5, 6, "k must be at most the number of rows, 5, got 6"),
        (5, 1, "k must be an integer >= 2, got 1"),
        (5, 0, "k must be an integer >= 2, got 0"),
        (5, 2.0, r"k must be an integer >= 2, got 2\.0"),
        (1, 2, "n must be an integer >= 2, got 1"),
        (0, 2, "n must be an integer >= 2, got 0"),
        (None, 2, "n must be an integer >= 2, got None"),
    ],
)
def test_bad_sizes_are_named(n, k, message):
    with pytest.raises(ValueError, match=message):
        kfold_indices(n, k, np.random.default_rng(0))


@pytest.mark.parametrize("rng", [None, 0, np.random.RandomState(0)])
def test_a_generator_is_demanded(rng):
    with pytest.raises(ValueError, match=r"rng must be a numpy\.random\.Generator, got"):
        kfold_indices(5, 2, rng)
