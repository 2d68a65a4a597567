"""The fast bound of what two answers share is never below what they share."""

import numpy as np
import pytest

from reglab.grading.verdict.similarity import most_shared, runs, shared


def sequence(rng, length):
    return [str(k) for k in rng.integers(0, 4, size=length)]


@pytest.mark.parametrize("seed", range(40))
def test_the_bound_holds(seed):
    rng = np.random.default_rng(seed)
    source = sequence(rng, 200)
    # Pieces of the source in any order, with other entries between them.
    pieces = [source[k : k + 40] for k in rng.integers(0, 160, size=5)]
    one = [entry for piece in pieces for entry in (*piece, *sequence(rng, 7))]
    found = most_shared(one, runs(source))
    assert shared(one, source) <= found <= 1
    # All entries of the pieces are covered; those between them are a seventh of them.
    assert found >= 200 / 235


def test_equal_sequences_share_all_and_different_ones_nothing():
    rng = np.random.default_rng(1)
    one = sequence(rng, 100)
    assert most_shared(one, runs(one)) == 1
    assert most_shared(one, runs(["other"] * 100)) == 0
    assert most_shared([], runs(one)) == 0
    assert most_shared(one[:11], runs(one)) == 0  # shorter than the shortest run
