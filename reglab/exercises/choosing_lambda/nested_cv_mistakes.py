"""Exercise 5.4: the known mistakes. Every answer declared here is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.choosing_lambda.nested_cv import NESTED_CV
from reglab.validation import cv_curve, kfold_indices, one_se_rule  # noqa: F401 - used by edits


def _error(make_model, lam, X, y, train, val):
    model = make_model(lam)
    model.fit(X[train], y[train])
    return np.mean((y[val] - model.predict(X[val])) ** 2)


def _nested(make_model, X, y, lams, outer, k_inner, rng):
    """Correct. Most mistakes are this function with a few words changed."""
    scores, chosen = [], []
    for train, val in outer:
        folds = kfold_indices(len(train), k_inner, rng)
        mean, _ = cv_curve(make_model, X[train], y[train], lams, folds)
        lam = lams[np.argmin(mean)]
        scores.append(_error(make_model, lam, X, y, train, val))
        chosen.append(lam)
    return np.array(scores), np.array(chosen)


INNER_CURVE = "mean, _ = cv_curve(make_model, X[train], y[train], lams, folds)"

NESTED_CV.mistake(
    "the inner error reported",
    "You return the smallest inner mean. You chose the lam by it, so it is too low: score the "
    "outer validation rows.",
    edited(_nested, ("_error(make_model, lam, X, y, train, val)", "mean.min()")),
    kind="half",
)

NESTED_CV.mistake(
    "chosen on the outer validation rows",
    "You choose the lam that is best on the outer validation rows. Use them only to score a "
    "lam that was chosen without them.",
    edited(
        _nested,
        (INNER_CURVE, "mean = [_error(make_model, lam, X, y, train, val) for lam in lams]"),
    ),
    kind="half",
)

NESTED_CV.mistake(
    "chosen in whole numbers",
    "You keep the chosen lams in an array of whole numbers, which cuts their fractions off. Give "
    "it dtype=float, or collect them in a list.",
    edited(_nested, ("np.array(chosen)", "np.array(chosen).astype(int)")),
    kind="slip",
)

NESTED_CV.mistake(
    "chosen on all rows",
    "You make the inner folds from all rows, including the outer validation rows. Make them "
    "from X[train].",
    edited(_nested, ("len(train)", "len(y)"), ("X[train], y[train]", "X, y")),
    kind="half",
)

NESTED_CV.mistake(
    "inner numbers used for the rows of X",
    "kfold_indices(len(train), ...) numbers the training rows from 0. Use these numbers on "
    "X[train], not on X.",
    edited(_nested, ("X[train], y[train]", "X, y")),
    kind="half",
)

NESTED_CV.mistake(
    "the outer folds inside, too",
    "You choose lam on the outer folds, so every scored row also influences the choice. Make "
    "new folds from each training set.",
    edited(_nested, ("X[train], y[train], lams, folds", "X, y, lams, outer")),
    kind="half",
)

NESTED_CV.mistake(
    "chosen on the training error",
    "You choose lam by the error on the rows that the model was trained on, which rewards "
    "memorizing. Validate the inner models on held-out rows, too.",
    edited(
        _nested,
        (INNER_CURVE, "mean = [_error(make_model, lam, X, y, train, train) for lam in lams]"),
    ),
    kind="half",
)

NESTED_CV.mistake(
    "not fitted again",
    "You score the model of the last inner fold, which was fitted on only part of the "
    "training rows. Fit a new one on all of them.",
    edited(_nested, ("y, train, val)", "y, train[folds[-1][0]], val)")),
    kind="slip",
)

NESTED_CV.mistake(
    "fitted again on all rows",
    "Your last fit uses all rows, including the outer validation rows. Fit it on the outer "
    "training rows.",
    edited(_nested, ("y, train, val)", "y, np.arange(len(y)), val)")),
    kind="half",
)

NESTED_CV.mistake(
    "one lam for all folds",
    "You score every fold with the same lam. For each outer fold use the lam chosen on its "
    "own training rows.",
    edited(_nested, ("lams[np.argmin(mean)]", "chosen[0] if chosen else lams[np.argmin(mean)]")),
    kind="half",
)

NESTED_CV.mistake(
    "the largest error chosen",
    "You take the lam with the LARGEST mean error. scikit-learn's scores are negative; here "
    "smaller is better.",
    edited(_nested, ("argmin", "argmax")),
    kind="slip",
)

NESTED_CV.mistake(
    "the one-standard-error rule inside",
    "You use the one-standard-error rule. Here choose the lam with the smallest inner mean.",
    edited(
        _nested,
        ("mean, _ =", "mean, se ="),
        ("lams[np.argmin(mean)]", "one_se_rule(lams, mean, se)"),
    ),
    kind="slip",
)


def _average_winner(make_model, X, y, lams, folds):
    curves = [[_error(make_model, lam, X, y, *fold) for lam in lams] for fold in folds]
    return np.mean(lams[np.argmin(curves, axis=1)])


NESTED_CV.mistake(
    "the average of the inner winners",
    "You choose a lam in every inner fold and average these lams. Average the errors over the "
    "inner folds first, then choose once.",
    edited(
        _nested,
        ("lams[np.argmin(mean)]", "_average_winner(make_model, X[train], y[train], lams, folds)"),
    ),
    kind="half",
)


@NESTED_CV.mistake(
    "train and val swapped outside",
    "You choose and fit on val, and score on train. Each outer pair is (train, val).",
    kind="half",
)
def sides_swapped(make_model, X, y, lams, outer, k_inner, rng):
    # val has too few rows for inner folds: the choice is by the training error.
    scores, chosen = [], []
    for train, val in outer:
        errors = [_error(make_model, lam, X, y, val, val) for lam in lams]
        lam = lams[np.argmin(errors)]
        scores.append(_error(make_model, lam, X, y, val, train))
        chosen.append(lam)
    return np.array(scores), np.array(chosen)


NESTED_CV.mistake(
    "the mean of the scores",
    "You return the mean of the scores. Return one score for each outer fold, because their "
    "spread matters.",
    edited(_nested, ("np.array(scores)", "np.mean(scores)")),
    kind="slip",
)

NESTED_CV.mistake(
    "the place of the lam",
    "Your chosen holds positions. Return the lams at these positions: lams[...].",
    edited(_nested, ("chosen.append(lam)", "chosen.append(np.argmin(mean))")),
    kind="slip",
)

NESTED_CV.mistake(
    "the place handed to make_model",
    "You pass a position to make_model. Pass the lam at that position: lams[...].",
    edited(_nested, ("lams[np.argmin(mean)]", "np.argmin(mean)")),
    kind="slip",
)

NESTED_CV.mistake(
    "k_inner not used",
    "You make as many inner folds as there are outer folds. Make k_inner of them.",
    edited(_nested, ("len(train), k_inner", "len(train), len(outer)")),
    kind="slip",
)


def _always_the_same(data, out):
    return all(np.array_equal(out[name][1], out["one"][1]) for name in ("again", "other"))


NESTED_CV.mistake(
    "a seed inside",
    "Your inner folds are the same whatever rng is passed, as with a seed inside the function. Use "
    "the rng that was passed.",
    edited(
        _nested,
        ("scores, chosen = [], []", "scores, chosen, rng = [], [], np.random.default_rng(0)"),
    ),
    signature=("from_rng", _always_the_same),
    kind="slip",
)

NESTED_CV.mistake(
    "scores and chosen swapped",
    "You return chosen first. The order is scores, chosen.",
    edited(_nested, ("np.array(scores), np.array(chosen)", "np.array(chosen), np.array(scores)")),
    kind="slip",
)

NESTED_CV.mistake(
    "root of the squared error",
    "You take the root. The scores are mean squared errors.",
    edited(_nested, ("np.array(scores)", "np.sqrt(scores)")),
    kind="slip",
)


NESTED_CV.mistake(
    "a generator without a seed",
    "Your inner folds differ from call to call, as if they were drawn from a new generator. Use "
    "the rng that was passed.",
    edited(
        _nested,
        ("scores, chosen = [], []", "scores, chosen, rng = [], [], np.random.default_rng()"),
    ),
    signature=("from_rng", lambda data, out: not np.array_equal(out["one"][1], out["again"][1])),
    kind="slip",
)

NESTED_CV.mistake(
    "new inner folds for each lam",
    "You draw new inner folds for each lam. Draw them once for each outer fold, so that all lams "
    "are compared on the same folds.",
    edited(
        _nested,
        ("        folds = kfold_indices(len(train), k_inner, rng)\n", ""),
        (INNER_CURVE, "mean = _on_new_folds(make_model, X[train], y[train], lams, k_inner, rng)"),
    ),
    signature=("same_folds", lambda data, out: True),
    kind="slip",
)


def _on_new_folds(make_model, X, y, lams, k_inner, rng):
    folds = [kfold_indices(len(y), k_inner, rng) for _ in lams]
    pairs = zip(lams, folds, strict=True)
    return [cv_curve(make_model, X, y, [lam], own)[0][0] for lam, own in pairs]


NESTED_CV.mistake(
    "the lam taken from sorted lams",
    "The curve belongs to the lams as given, but you take the lam from a sorted copy. Take it from "
    "the same array.",
    edited(_nested, ("lams[np.argmin(mean)]", "np.sort(lams)[np.argmin(mean)]")),
    kind="slip",
)

NESTED_CV.mistake(
    "the last lam fitted again",
    "You choose one lam, but fit and score the last one that you tried. Make the last model with "
    "the chosen lam.",
    edited(_nested, ("_error(make_model, lam, X", "_error(make_model, lams[-1], X")),
    kind="slip",
)

NESTED_CV.mistake(
    "inner rows pooled",
    "You give each inner row the same weight (a sum of squares over all inner rows?). The curve "
    "averages within each inner fold first.",
    edited(
        _nested,
        (INNER_CURVE, "mean = _pooled(make_model, X[train], y[train], lams, folds)"),
    ),
    kind="slip",
)


def _pooled(make_model, X, y, lams, folds):
    errors = [
        [_error(make_model, lam, X, y, *fold) * len(fold[1]) for fold in folds] for lam in lams
    ]
    return np.sum(errors, axis=1)


NESTED_CV.mistake(
    "scores of whole numbers",
    "Your scores have the type of y or of the lams, which cuts off the decimals of whole numbers. "
    "Make an array of floats.",
    edited(_nested, ("np.array(scores)", "np.array(scores).astype(y.dtype)")),
    kind="slip",
)
