"""cv_curve and one_se_rule: answers known on paper, scikit-learn, and what may not leak."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.linear_model import Lasso, LassoCV, Ridge, RidgeCV
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from reglab.validation import cv_curve, kfold_indices, one_se_rule


def data(seed=0, n=23, p=3):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, p)) * [1.0, 3.0, 0.5] + 2.0
    return X, X @ [1.0, -0.5, 2.0] + rng.normal(size=n)


def folds_of(n, k=5, seed=1):
    return kfold_indices(n, k, np.random.default_rng(seed))


@pytest.mark.parametrize(
    "make_model",
    [
        lambda lam: Ridge(alpha=20 * lam),
        lambda lam: make_pipeline(StandardScaler(), Lasso(alpha=lam)),
    ],
    ids=["ridge", "lasso behind a scaler"],
)
def test_agrees_with_scikit_learn_fold_by_fold(make_model):
    (X, y), lams = data(), [0.01, 1.0, 0.1]
    folds = folds_of(len(y))
    mean, se = cv_curve(make_model, X, y, lams, folds)
    for i, lam in enumerate(lams):
        errors = -cross_val_score(make_model(lam), X, y, cv=folds, scoring="neg_mean_squared_error")
        assert_allclose(mean[i], errors.mean())
        assert_allclose(se[i], errors.std(ddof=1) / np.sqrt(5))


def test_leaving_one_ridge_row_out_has_a_closed_form():
    # Without an intercept, the error of row i is its residual over 1 - H_ii; a ridge with an
    # intercept is one on centred columns plus a column of ones that is not penalized.
    (X, y), lam = data(2), 3.0
    A = np.column_stack([np.ones(len(y)), X])
    H = A @ np.linalg.solve(A.T @ A + lam * np.diag([0, 1, 1, 1]), A.T)
    expected = np.mean(((y - H @ y) / (1 - np.diag(H))) ** 2)
    mean, _ = cv_curve(lambda lam: Ridge(alpha=lam), X, y, [lam], folds_of(len(y), k=len(y)))
    assert_allclose(mean, [expected])


def test_folds_count_alike_whatever_their_size(constant):
    X, y = np.zeros((3, 1)), np.array([1.0, 1.0, 4.0])
    mean, se = cv_curve(constant, X, y, [0.0], [([2], [0, 1]), ([0, 1], [2])])
    assert_allclose(mean, [(1 + 16) / 2])
    assert_allclose(se, [7.5])  # the deviations are +-7.5


def test_the_validation_fold_is_never_trained_on(spy):
    X = np.arange(11.0)[:, None]
    mean, se = cv_curve(spy, X, np.zeros(11), [1.0], folds_of(11, 3))
    assert_array_equal(mean, [0])
    assert_array_equal(se, [0])


def test_each_lam_gets_a_fresh_model_and_the_order_is_kept(constant):
    (X, y), lams = data(), np.array([3.0, -1.0, 2.0])
    mean, se = cv_curve(constant, X, y, lams, folds_of(len(y)))
    for i, lam in enumerate(lams):
        alone = cv_curve(constant, X, y, [lam], folds_of(len(y)))
        assert_allclose([mean[i], se[i]], np.ravel(alone))


def test_inputs_are_never_changed(constant):
    X, y = data()
    lams = np.array([1.0, 2.0])
    for array in (X, y, lams):
        array.flags.writeable = False
    mean, _ = cv_curve(constant, X, y, lams, folds_of(len(y)))
    assert not np.shares_memory(mean, y)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"X": np.ones(6)}, r"X must have shape \(n_samples, n_features\), got \(6,\)"),
        ({"X": np.full((6, 1), np.nan)}, "X must hold finite numbers, got nan"),
        ({"X": [[1], [1, 2]]}, "X must be rectangular"),
        ({"y": np.ones((6, 1))}, r"y must have shape \(6,\), got \(6, 1\)"),
        ({"y": ["a"] * 6}, "y must hold real numbers, got dtype <U1"),
        ({"lams": []}, r"lams must have shape \(n,\) with n >= 1, got \(0,\)"),
        ({"lams": 0.1}, r"lams must have shape \(n,\) with n >= 1, got \(\)"),
        ({"folds": [([0], [1])]}, r"folds must hold at least 2 pairs \(train, val\), got 1"),
        ({"folds": 5}, r"folds must be pairs \(train, val\), got int"),
        ({"folds": [([0, 1], [1]), ([1], [0])]}, r"folds\[0\] must not .* got row 1 in both"),
        ({"folds": [([0], [1]), ([1], [6])]}, r"folds\[1\], val must hold rows from 0 to 5"),
        ({"folds": [([0], [1]), ([], [0])]}, r"folds\[1\], train must be a 1-D array"),
        ({"folds": [([0], [1]), ([True], [0])]}, r"folds\[1\], train must be .* dtype bool"),
    ],
)
def test_bad_input_is_named(constant, changes, message):
    arguments = dict(
        X=np.ones((6, 1)), y=np.ones(6), lams=[1.0], folds=[([0, 1], [2]), ([2], [0, 1])]
    )
    with pytest.raises(ValueError, match=message):
        cv_curve(constant, **(arguments | changes))


@pytest.mark.parametrize(
    ("predicted", "message"),
    [
        (np.ones((2, 1)), r"the model's predictions must have shape \(2,\), got \(2, 1\)"),
        ([1.0, np.inf], "the model's predictions must hold finite numbers, got inf"),
        (None, "the model's predictions must hold real numbers"),
    ],
)
def test_a_model_that_predicts_nonsense_is_named(constant, predicted, message):
    class Broken(constant):
        def predict(self, X):
            return predicted

    with pytest.raises(ValueError, match=message):
        cv_curve(Broken, np.ones((4, 1)), np.ones(4), [1.0], folds_of(4, 2))


# --- the one-standard-error rule ---------------------------------------------


@pytest.mark.parametrize(
    ("mean", "se", "expected"),
    [
        ([5.0, 4.0, 4.5, 9.0], [1.0, 0.6, 9.0, 9.0], 3.0),  # the se of the best counts, no other
        ([5.0, 4.0, 4.5, 9.0], [1.0, 0.4, 9.0, 9.0], 2.0),
        ([5.0, 4.0, 4.5, 9.0], [1.0, 0.5, 0.1, 0.1], 3.0),  # exactly one se away is within
        ([5.0, 4.0, 9.0, 4.5], [1.0, 0.6, 0.1, 0.1], 4.0),  # the largest, also past a bump
        ([4.0, 4.0, 4.5, 9.0], [0.6, 0.1, 0.1, 0.1], 2.0),  # a tie: the se of the larger lam
        ([4.0, 4.0, 4.0, 4.0], [0.0, 0.0, 0.0, 0.0], 4.0),
    ],
)
def test_the_rule_by_hand_in_any_order(mean, se, expected):
    lams = np.array([1.0, 2.0, 3.0, 4.0])
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]):
        assert one_se_rule(lams[order], np.array(mean)[order], np.array(se)[order]) == expected


def test_the_choice_is_never_weaker_than_that_of_the_minimum():
    rng = np.random.default_rng(0)
    for _ in range(200):
        lams, mean, se = rng.permutation(20) + 1.0, rng.normal(size=20), rng.random(20)
        choice = one_se_rule(lams, mean, se)
        assert choice >= lams[np.argmin(mean)]
        assert mean[lams == choice] <= mean.min() + se[np.argmin(mean)]


def test_one_lam_is_the_choice():
    assert one_se_rule([0.3], [1.0], [0.0]) == 0.3


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lams": []}, r"lams must have shape \(n,\) with n >= 1, got \(0,\)"),
        ({"mean": [1.0]}, r"mean must have shape \(2,\), got \(1,\)"),
        ({"se": [[1.0], [1.0]]}, r"se must have shape \(2,\), got \(2, 1\)"),
        ({"mean": [1.0, np.nan]}, "mean must hold finite numbers, got nan"),
        ({"se": [1.0, -1.0]}, "se must be >= 0, got -1"),
    ],
)
def test_bad_curves_are_named(changes, message):
    arguments = dict(lams=[1.0, 2.0], mean=[1.0, 2.0], se=[0.1, 0.1])
    with pytest.raises(ValueError, match=message):
        one_se_rule(**(arguments | changes))


def test_agrees_with_lasso_cv_on_the_same_folds():
    rng = np.random.default_rng(3)
    X, y = rng.standard_normal((60, 5)), rng.standard_normal(60)
    y += 2 * X[:, 0]
    lams, folds = np.array([0.01, 0.1, 0.5]), kfold_indices(60, 4, rng)
    mean, se = cv_curve(lambda lam: Lasso(alpha=lam, tol=1e-10), X, y, lams, folds)
    library = LassoCV(alphas=lams, cv=folds, tol=1e-10).fit(X, y)
    by_lam = library.mse_path_[np.argsort(np.argsort(-lams))]  # its alphas fall
    assert_allclose(mean, by_lam.mean(axis=1), rtol=1e-6)
    assert_allclose(se, by_lam.std(axis=1, ddof=1) / 2, rtol=1e-6)
    assert library.alpha_ == lams[np.argmin(mean)]


def test_leaving_one_out_agrees_with_ridge_cv():
    rng = np.random.default_rng(4)
    X, y = rng.standard_normal((25, 4)), rng.standard_normal(25)
    mean, _ = cv_curve(lambda lam: Ridge(alpha=lam), X, y, [3.0], kfold_indices(25, 25, rng))
    library = RidgeCV(alphas=[3.0], scoring="neg_mean_squared_error").fit(X, y)
    assert_allclose(mean[0], -library.best_score_, rtol=1e-9)
