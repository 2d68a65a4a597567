"""An experiment with equal chances: what each candidate gets, and what it cannot get."""

import numpy as np
import pytest

from reglab.compare import Vault, run_grid


def data(regime, seed):
    rng = np.random.default_rng([regime, seed])
    return Vault(*((rng.standard_normal((9, 2)), rng.integers(0, 2, 9)) for _ in range(3)))


def guessing(salt):
    """A candidate that guesses, with the rng that it gets."""

    def train(X, y, rng):
        offset = rng.integers(0, 1000) + salt
        return lambda X: np.random.default_rng(offset).integers(0, 2, len(X))

    return train


METHODS = {"a": [guessing(1), guessing(2)], "b": [guessing(3), guessing(1)]}


def test_the_order_of_methods_regimes_and_seeds_does_not_matter():
    scores = run_grid(METHODS, [0, 1], [3, 5, 8], data)
    again = run_grid(dict(reversed(METHODS.items())), [1, 0], [8, 5, 3], data)
    for name, own in scores.items():
        np.testing.assert_array_equal(again[name], own[::-1, ::-1])


def test_methods_with_equal_candidates_have_equal_scores():
    twins = {"a": METHODS["a"], "b": METHODS["a"]}
    scores = run_grid(twins, [0], range(20), data)
    np.testing.assert_array_equal(scores["a"], scores["b"])


def test_the_score_is_that_of_the_candidate_that_is_best_on_validation_rows():
    scores = run_grid(METHODS, [0], range(20), data)["a"][0]
    for seed, score in enumerate(scores):
        vault, judged = data(0, seed), []
        X_val, y_val = vault.validation()
        for candidate in METHODS["a"]:
            predict = candidate(*vault.train(), np.random.default_rng(seed))
            # Each under a name of its own, because a vault scores a method once.
            test = vault.score(predict(vault.test()), f"candidate {len(judged)}")
            judged.append((np.mean(predict(X_val) == y_val), test))
        best = max(own[0] for own in judged)
        assert score == next(test for value, test in judged if value == best)


@pytest.mark.parametrize(
    ("methods", "message"),
    [
        ({}, "methods must all have the same number of candidates, got no method"),
        ({"a": []}, "methods must all have the same number of candidates, got a 0"),
        (
            {"a": [1, 2], "b": [1]},
            "methods must all have the same number of candidates, got a 2, b 1",
        ),
    ],
)
def test_unequal_chances_are_refused_before_anything_runs(methods, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        run_grid(methods, [0], [0], data)
