"""nested_cv: scikit-learn's nested loop, and what each fold may see."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.linear_model import Ridge
from sklearn.model_selection import GridSearchCV, cross_val_score

from reglab.validation import kfold_indices, nested_cv

LAMS = np.geomspace(0.01, 100, 9)


def data(seed=0, n=24, p=6):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, p))
    return X, X[:, 0] + rng.normal(size=n)


def ridge(lam):
    return Ridge(alpha=lam)


def folds_of(n, k, seed=1):
    return kfold_indices(n, k, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_a_grid_search_inside_a_cross_validation(seed):
    X, y = data(seed)
    outer = folds_of(len(y), 4)
    scores, chosen = nested_cv(ridge, X, y, LAMS, outer, 3, np.random.default_rng(5))

    rng = np.random.default_rng(5)
    for i, (train, val) in enumerate(outer):
        inner = kfold_indices(len(train), 3, rng)  # the same inner folds
        search = GridSearchCV(
            Ridge(), {"alpha": LAMS}, cv=inner, scoring="neg_mean_squared_error"
        ).fit(X[train], y[train])
        assert chosen[i] == search.best_params_["alpha"]
        assert_allclose(scores[i], np.mean((y[val] - search.predict(X[val])) ** 2))
    assert len(set(chosen)) > 1  # or the choice was not put to the test


def test_one_row_left_out_inside_needs_no_luck():
    X, y = data(1)
    outer = folds_of(len(y), 4)
    scores, _ = nested_cv(ridge, X, y, LAMS, outer, 18, np.random.default_rng(0))
    search = GridSearchCV(Ridge(), {"alpha": LAMS}, cv=18, scoring="neg_mean_squared_error")
    expected = -cross_val_score(search, X, y, cv=outer, scoring="neg_mean_squared_error")
    assert_allclose(scores, expected)


def test_inner_folds_never_meet_the_outer_validation_rows(recorder):
    X = np.arange(12.0)[:, None]
    outer = folds_of(12, 3)
    scores, _ = nested_cv(recorder, X, np.zeros(12), [1.0, 2.0], outer, 2, np.random.default_rng(0))
    assert_array_equal(scores, 0)  # no model has predicted a row that it was fitted on
    calls = iter(recorder.log)
    for train, val in outer:
        for _ in range(2 * 2):  # two lams, two inner folds
            (_, fitted), (_, predicted) = next(calls), next(calls)
            assert fitted | predicted == set(train)
            assert not fitted & predicted
        assert next(calls) == ("fit", frozenset(train))
        assert next(calls) == ("predict", frozenset(val))
    assert next(calls, None) is None


def test_each_fold_chooses_without_its_own_rows(constant):
    y = np.repeat([1.0, 1.0, 7.0], 4)
    outer = [(np.flatnonzero(np.arange(12) // 4 != i), np.arange(4) + 4 * i) for i in range(3)]
    scores, chosen = nested_cv(
        constant, np.zeros((12, 1)), y, [1, 4, 7], outer, 8, np.random.default_rng(0)
    )
    assert_array_equal(chosen, [4, 4, 1])
    assert_array_equal(scores, [9, 9, 36])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"k_inner": 1}, "k_inner must be an integer >= 2, got 1"),
        ({"k_inner": 4}, "k_inner must be at most the rows to train on, 3, got 4"),
        ({"outer": [([0], [1])]}, "outer must hold at least 2 pairs"),
        ({"outer": [([0], [0]), ([1], [2])]}, r"outer\[0\] must not validate rows it trains on"),
        ({"rng": 3}, r"rng must be a numpy\.random\.Generator, got int"),
        ({"X": np.full((6, 1), np.inf)}, "X must hold finite numbers, got inf"),
        ({"lams": []}, "lams must have shape"),
    ],
)
def test_bad_input_is_named(constant, changes, message):
    arguments = dict(
        X=np.ones((6, 1)),
        y=np.ones(6),
        lams=[1.0],
        outer=[([0, 1, 2], [3, 4, 5]), ([3, 4, 5], [0, 1, 2])],
        k_inner=2,
        rng=np.random.default_rng(0),
    )
    with pytest.raises(ValueError, match=message):
        nested_cv(constant, **(arguments | changes))
