"""Exercise 5.4: the known wrong answers about who may choose, and who scores."""

import numpy as np

from reglab.validation import cv_curve, kfold_indices, one_se_rule

from ..probes import NESTED_CV


def error(make_model, lam, X, y, train, val):
    model = make_model(lam)
    model.fit(X[train], y[train])
    return np.mean((y[val] - model.predict(X[val])) ** 2)


def inner_curve(make_model, X, y, lams, rows, k_inner, rng):
    folds = kfold_indices(len(rows), k_inner, rng)
    return cv_curve(make_model, X[rows], y[rows], lams, folds)


def choose(make_model, X, y, lams, rows, k_inner, rng):
    mean, _ = inner_curve(make_model, X, y, lams, rows, k_inner, rng)
    return lams[np.argmin(mean)]


def each_fold(outer, step):
    """``step(train, val) -> (score, lam)`` for every outer fold."""
    pairs = [step(train, val) for train, val in outer]
    return np.array([score for score, _ in pairs]), np.array([lam for _, lam in pairs])


def honest(make_model, X, y, lams, outer, k_inner, rng):
    def step(train, val):
        lam = choose(make_model, X, y, lams, train, k_inner, rng)
        return error(make_model, lam, X, y, train, val), lam

    return each_fold(outer, step)


@NESTED_CV.misconception(
    "the inner error reported",
    hint="You return the smallest inner mean. It chose the lam, so it is too good: score the outer "
    "validation rows.",
)
def inner_error(make_model, X, y, lams, outer, k_inner, rng):
    def step(train, val):
        mean, _ = inner_curve(make_model, X, y, lams, train, k_inner, rng)
        return mean.min(), lams[np.argmin(mean)]

    return each_fold(outer, step)


@NESTED_CV.misconception(
    "chosen on the outer validation rows",
    hint="You take the lam that is best on the outer validation rows. They may only score a lam "
    "that was chosen without them.",
)
def chosen_on_outer(make_model, X, y, lams, outer, k_inner, rng):
    def step(train, val):
        errors = [error(make_model, lam, X, y, train, val) for lam in lams]
        return min(errors), lams[np.argmin(errors)]

    return each_fold(outer, step)


@NESTED_CV.misconception(
    "chosen on all rows",
    hint="Your inner folds are cut from all rows, the outer validation rows among them. Cut them "
    "from X[train].",
)
def chosen_on_all(make_model, X, y, lams, outer, k_inner, rng):
    rows = np.arange(len(y))

    def step(train, val):
        lam = choose(make_model, X, y, lams, rows, k_inner, rng)
        return error(make_model, lam, X, y, train, val), lam

    return each_fold(outer, step)


@NESTED_CV.misconception(
    "inner numbers used for the rows of X",
    hint="kfold_indices(len(train), ...) numbers the training rows from 0. Use these numbers on "
    "X[train], not on X.",
)
def wrong_numbers(make_model, X, y, lams, outer, k_inner, rng):
    def step(train, val):
        folds = kfold_indices(len(train), k_inner, rng)
        mean, _ = cv_curve(make_model, X, y, lams, folds)
        lam = lams[np.argmin(mean)]
        return error(make_model, lam, X, y, train, val), lam

    return each_fold(outer, step)


@NESTED_CV.misconception(
    "the outer folds inside, too",
    hint="You choose lam on the outer folds: every row that scores has also had its say in the "
    "choice. Cut new folds from each training set.",
)
def outer_inside(make_model, X, y, lams, outer, k_inner, rng):
    mean, _ = cv_curve(make_model, X, y, lams, outer)
    lam = lams[np.argmin(mean)]
    return each_fold(outer, lambda train, val: (error(make_model, lam, X, y, train, val), lam))


@NESTED_CV.misconception(
    "chosen on the training error",
    hint="You choose lam by its error on rows that the model was trained on. That rewards learning "
    "by heart: inside, too, validate on rows held out.",
)
def training_error(make_model, X, y, lams, outer, k_inner, rng):
    def step(train, val):
        lam = min(lams, key=lambda lam: error(make_model, lam, X, y, train, train))
        return error(make_model, lam, X, y, train, val), lam

    return each_fold(outer, step)


@NESTED_CV.misconception(
    "not fitted again",
    hint="You score the model of the last inner fold, which saw a part of the training rows. Fit a "
    "new one on all of them.",
)
def not_refitted(make_model, X, y, lams, outer, k_inner, rng):
    def step(train, val):
        folds = kfold_indices(len(train), k_inner, rng)
        mean, _ = cv_curve(make_model, X[train], y[train], lams, folds)
        lam = lams[np.argmin(mean)]
        return error(make_model, lam, X, y, train[folds[-1][0]], val), lam

    return each_fold(outer, step)


@NESTED_CV.misconception(
    "fitted again on all rows",
    hint="The last fit uses all rows, the outer validation rows among them. Fit it on the outer "
    "training rows.",
)
def refitted_on_all(make_model, X, y, lams, outer, k_inner, rng):
    rows = np.arange(len(y))

    def step(train, val):
        lam = choose(make_model, X, y, lams, train, k_inner, rng)
        return error(make_model, lam, X, y, rows, val), lam

    return each_fold(outer, step)


@NESTED_CV.misconception(
    "one lam for all folds",
    hint="You score every fold with one lam. Each outer fold uses the lam that its own training "
    "rows chose.",
)
def one_lam(make_model, X, y, lams, outer, k_inner, rng):
    first = choose(make_model, X, y, lams, outer[0][0], k_inner, rng)
    return each_fold(outer, lambda train, val: (error(make_model, first, X, y, train, val), first))


@NESTED_CV.misconception(
    "the largest error chosen",
    hint="You take the lam with the LARGEST mean error. scikit-learn's scores are negative; here "
    "smaller is better.",
)
def worst(make_model, X, y, lams, outer, k_inner, rng):
    def step(train, val):
        mean, _ = inner_curve(make_model, X, y, lams, train, k_inner, rng)
        lam = lams[np.argmax(mean)]
        return error(make_model, lam, X, y, train, val), lam

    return each_fold(outer, step)


@NESTED_CV.misconception(
    "the one-standard-error rule inside",
    hint="You choose with the one-standard-error rule. Here the lam with the smallest inner mean "
    "is asked for.",
)
def with_rule(make_model, X, y, lams, outer, k_inner, rng):
    def step(train, val):
        mean, se = inner_curve(make_model, X, y, lams, train, k_inner, rng)
        lam = one_se_rule(lams, mean, se)
        return error(make_model, lam, X, y, train, val), lam

    return each_fold(outer, step)


@NESTED_CV.misconception(
    "the average of the inner winners",
    hint="You pick a lam in every inner fold and average the picks. Average the errors over the "
    "inner folds first, then pick once.",
)
def average_winner(make_model, X, y, lams, outer, k_inner, rng):
    def step(train, val):
        winners = []
        for a, b in kfold_indices(len(train), k_inner, rng):
            errors = [error(make_model, lam, X, y, train[a], train[b]) for lam in lams]
            winners.append(lams[np.argmin(errors)])
        lam = np.mean(winners)
        return error(make_model, lam, X, y, train, val), lam

    return each_fold(outer, step)


@NESTED_CV.misconception(
    "train and val swapped outside",
    hint="You choose and fit on val, and score on train. Each outer pair is (train, val).",
)
def sides_swapped(make_model, X, y, lams, outer, k_inner, rng):
    def step(train, val):
        lam = min(lams, key=lambda lam: error(make_model, lam, X, y, val, val))
        return error(make_model, lam, X, y, val, train), lam

    return each_fold(outer, step)
