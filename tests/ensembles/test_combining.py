"""Bagging, out-of-bag error, stacking and averages: statistics, oracles, exact answers."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

from reglab import datasets
from reglab.ensembles import (
    average_weights,
    bag_predict,
    bootstrap_rows,
    ema_update,
    oob_error,
    stack_oof,
)


def test_a_bootstrap_lacks_a_row_as_often_as_the_formula_says():
    rows = bootstrap_rows(10, 4000, rng=np.random.default_rng(0))
    lacking = np.mean([7 not in own for own in rows])
    share = 0.9**10
    assert abs(lacking - share) < 5 * np.sqrt(share * (1 - share) / 4000)


def test_the_bagged_mean_has_the_mean_and_variance_of_the_bootstrap():
    y = np.random.default_rng(0).standard_normal(30)

    def mean_of_y(X, y):
        return lambda X_test: np.full(len(X_test), y.mean())

    X, rng = np.zeros((30, 1)), np.random.default_rng(1)
    bags = np.array([bag_predict(mean_of_y, X, y, X[:1], 25, rng=rng)[0] for _ in range(400)])
    se = y.std() / np.sqrt(30 * 25)
    assert abs(bags.mean() - y.mean()) < 5 * se / np.sqrt(400)
    assert bags.std() == pytest.approx(se, rel=0.2)


def test_probabilities_are_averaged_and_not_votes():
    answers = iter([[0.6, 0.4], [0.6, 0.4], [0.0, 1.0]])

    def unsure(X, y):
        p = next(answers)
        return lambda X_test: np.tile(p, (len(X_test), 1))

    X, y = np.zeros((3, 1)), np.array([0, 1, 1])
    p = bag_predict(unsure, X, y, X[:1], 3, rng=np.random.default_rng(0))
    np.testing.assert_allclose(p, [[0.4, 0.6]])


def neighbour(X, y):
    """1-NN over three classes, whichever of them it saw."""
    model = KNeighborsClassifier(1).fit(X, y)

    def predict(X_test):
        p = np.zeros((len(X_test), 3))
        p[:, model.classes_] = model.predict_proba(X_test)
        return p

    return predict


def test_labels_of_pure_noise_have_an_out_of_bag_error_near_chance():
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((300, 5)), rng.integers(0, 3, 300)
    error, judged = oob_error(neighbour, X, y, 40, rng=rng)
    assert judged == 300
    assert abs(error - 2 / 3) < 0.1


def test_rows_that_every_model_drew_are_left_out_and_counted():
    X, y = np.arange(6.0)[:, None], np.full(6, 2)

    def always_2(X, y):
        return lambda X_test: np.tile([0.0, 0.0, 1.0], (len(X_test), 1))

    rows = bootstrap_rows(6, 2, rng=np.random.default_rng(4))
    unseen = sum(any(row not in own for own in rows) for row in range(6))
    assert oob_error(always_2, X, y, 2, rng=np.random.default_rng(4)) == (0.0, unseen)
    error, judged = oob_error(always_2, X[:1], y[:1], 3, rng=np.random.default_rng(0))
    assert np.isnan(error)
    assert judged == 0


def test_out_of_fold_probabilities_are_those_of_scikit_learn():
    data = datasets.load_wine()
    X, y = (data.X - data.X.mean(axis=0)) / data.X.std(axis=0), data.y
    rows = np.array_split(np.random.default_rng(0).permutation(len(y)), 5)
    folds = [(np.setdiff1d(np.arange(len(y)), val), val) for val in rows]
    models = [LogisticRegression, lambda: DecisionTreeClassifier(max_depth=3, random_state=0)]
    Z = stack_oof(models, X, y, folds)
    for j, make in enumerate(models):
        theirs = cross_val_predict(make(), X, y, cv=folds, method="predict_proba")
        np.testing.assert_allclose(Z[:, j], theirs)


def test_a_class_that_a_fold_lacks_keeps_its_column():
    X, y = np.arange(6.0)[:, None], np.array([0, 0, 1, 1, 2, 2])
    folds = [([0, 1, 4, 5], [2, 3]), ([0, 1, 2, 3], [4, 5]), ([2, 3, 4, 5], [0, 1])]
    Z = stack_oof([lambda: KNeighborsClassifier(1)], X, y, folds)[:, 0]
    np.testing.assert_array_equal(Z[2:4, 1], 0)
    np.testing.assert_allclose(Z.sum(axis=1), 1)
    assert Z[2, 0] == 1


def test_a_moving_average_has_the_closed_form_of_a_geometric_series():
    params = np.random.default_rng(0).standard_normal((5, 3))
    average = None
    for own in params:
        average = ema_update(average, {"w": own}, 0.8)
    weights = np.array([0.8**4, *(0.2 * 0.8 ** (4 - k) for k in range(1, 5))])
    np.testing.assert_allclose(average["w"], weights @ params)


def test_averages_are_new_arrays():
    first = {"w": np.array([1.0, 2.0])}
    for result in (average_weights([first]), ema_update(None, first, 0.5)):
        result["w"][0] = 9.0
        assert first["w"][0] == 1.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: bootstrap_rows(0, 1, rng=np.random.default_rng(0)), "n must be .*"),
        (lambda: bag_predict(None, [[1]], [1, 2], [[1]], 1, rng=None), "X and y must .*"),
        (lambda: bag_predict(None, [[1]], [1], [[1]], 0, rng=None), "n_models must .*"),
        (lambda: oob_error(None, [[1]], [0.5], 1, rng=None), "y must hold classes .*"),
        (
            lambda: stack_oof([], np.zeros((2, 1)), np.array([0, 1]), [([0], [1])]),
            "folds must have every row in one val, got row 0 in 0 of them",
        ),
        (lambda: average_weights([]), "snapshots must have at least one entry, got none"),
        (lambda: average_weights([{"a": np.ones(2)}, {"b": np.ones(2)}]), "snapshots must .*"),
        (lambda: ema_update({"a": np.ones(2)}, {"a": np.ones(3)}, 0.5), "average and .*"),
        (lambda: ema_update(None, {}, 1.5), "decay must be .*"),
    ],
)
def test_bad_arguments_are_one_line(call, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        call()
