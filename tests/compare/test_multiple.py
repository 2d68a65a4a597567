"""Holm's method: the closed Bonferroni test, and its promise about families of tests."""

from itertools import combinations

import numpy as np
import pytest

from reglab.compare import holm


def closed_bonferroni(p):
    """The largest Bonferroni p-value of all families that contain a test."""
    m = len(p)
    families = [own for k in range(1, m + 1) for own in combinations(range(m), k)]
    return [
        max(min(1, len(own) * min(p[j] for j in own)) for own in families if i in own)
        for i in range(m)
    ]


@pytest.mark.parametrize("seed", range(10))
def test_it_is_the_closed_test_of_bonferroni(seed):
    rng = np.random.default_rng(seed)
    p = rng.permutation(np.concatenate([rng.uniform(0, 0.03, 3), rng.uniform(0, 1, 3)]))
    np.testing.assert_allclose(holm(p), closed_bonferroni(p))


def test_ties_get_equal_values_and_one_test_stays_as_it_is():
    np.testing.assert_allclose(holm([0.02, 0.01, 0.02, 0.01]), [0.04, 0.04, 0.04, 0.04])
    assert holm([0.3]) == [0.3]


def test_the_chance_of_any_false_rejection_stays_below_the_level():
    p = np.random.default_rng(0).uniform(size=(4000, 12))
    share = np.mean([holm(own).min() <= 0.05 for own in p])
    assert abs(share - (1 - (1 - 0.05 / 12) ** 12)) < 5 * np.sqrt(0.05 * 0.95 / 4000)


@pytest.mark.parametrize("p", [[], [0.5, 1.5], [-0.1], [np.nan, 0.1], [[0.1]], ["a"]])
def test_what_is_not_a_list_of_p_values_is_refused(p):
    with pytest.raises(ValueError, match=r"^p must hold p-values in \[0, 1\]"):
        holm(p)
