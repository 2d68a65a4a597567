"""Exercise 11.5: the known mistakes. Every function here is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.ensembles.stack_oof import STACK_OOF


def _stack(models, X, y, folds):
    Z = np.zeros((len(y), len(models), y.max() + 1))
    for train, val in folds:
        for j, make in enumerate(models):
            model = make().fit(X[train], y[train])
            p = model.predict_proba(X[val])
            for k, c in enumerate(model.classes_):
                Z[val, j, c] = p[:, k]
    return Z


FIT, PREDICT = "fit(X[train], y[train])", "model.predict_proba(X[val])"

# --- who is trained on what --------------------------------------------------
STACK_OOF.mistake(
    "trained on all rows",
    "Your models predict rows that they were trained on. Train on the rows in train only.",
    edited(_stack, (FIT, "fit(X, y)")),
    kind="half",
)
STACK_OOF.mistake(
    "train predicted",
    "Your models predict the rows in train, which they know. Let them predict the rows in val.",
    edited(_stack, (PREDICT, "model.predict_proba(X[train])"), ("Z[val, j", "Z[train, j")),
    kind="half",
)
STACK_OOF.mistake(
    "train and val swapped",
    "You train on the rows in val and predict those in train. Swap them.",
    edited(_stack, ("for train, val in", "for val, train in")),
    kind="half",
)
STACK_OOF.mistake(
    "trained on val",
    "You train on the rows in val and predict the same rows. Train on the rows in train.",
    edited(_stack, (FIT, "fit(X[val], y[val])")),
    kind="half",
)
STACK_OOF.mistake(
    "trained in the first fold only",
    "You train each model once, in the first fold, so later folds predict rows it was trained on. "
    "Train a new model in every fold.",
    edited(
        _stack,
        ("for train, val in folds", "train = folds[0][0]\n    for _, val in folds"),
    ),
    kind="half",
)
STACK_OOF.mistake(
    "all rows but those of val",
    "You train on all rows that are not in val. Train on the rows in train, which may be fewer.",
    edited(
        _stack, ("for train, val in folds:", "for _, val in folds:\n        train = _rest(y, val)")
    ),
    kind="slip",
)


def _rest(y, val):
    return np.setdiff1d(np.arange(len(y)), val)


STACK_OOF.mistake(
    "pairs broken",
    "You train on the rows X[train] with the labels of other rows. Use y[train].",
    edited(_stack, (FIT, "fit(X[train], y[: len(train)])")),
    kind="slip",
)
STACK_OOF.mistake(
    "first column of X only",
    "You pass the first column of X only. Pass all columns.",
    edited(
        _stack, (FIT, "fit(X[train, :1], y[train])"), (PREDICT, "model.predict_proba(X[val, :1])")
    ),
    kind="slip",
)


@STACK_OOF.mistake(
    "one model for all folds",
    "You make each model once and train it again in every fold. Make a new one for each fold.",
    kind="slip",
)
def one_model(models, X, y, folds):
    made = [make() for make in models]
    return _stack([lambda model=model: model for model in made], X, y, folds)


@STACK_OOF.mistake(
    "classes not called",
    "You use the entries of models as if they were classifiers. Call them: each call makes a new "
    "one.",
    kind="slip",
)
def not_called(models, X, y, folds):
    Z = np.zeros((len(y), len(models), y.max() + 1))
    for train, val in folds:
        for j, model in enumerate(models):
            model.fit(X[train], y[train])
            Z[val, j] = model.predict_proba(X[val])
    return Z


# --- rows --------------------------------------------------------------------
@STACK_OOF.mistake(
    "rows in the order of the folds",
    "Your rows are in the order of the folds. Put each prediction where its row is in X.",
    kind="slip",
)
def in_fold_order(models, X, y, folds):
    Z = _stack(models, X, y, folds)
    return np.concatenate([Z[val] for _, val in folds])


STACK_OOF.mistake(
    "rows of val sorted",
    "You predict the rows of val in the order of X, as with a mask, but fill them in the order of "
    "val. Use the same order for both.",
    edited(_stack, (PREDICT, "model.predict_proba(X[np.sort(val)])")),
    kind="slip",
)
STACK_OOF.mistake(
    "last fold left out",
    "You leave out the last fold, so its rows stay 0. Go through all folds.",
    edited(_stack, ("in folds", "in folds[:-1]")),
    kind="slip",
)
STACK_OOF.mistake(
    "first fold only",
    "You fill the rows of the first fold only. Return after all folds, not inside the loop.",
    edited(_stack, ("in folds", "in folds[:1]")),
    kind="half",
)
STACK_OOF.mistake(
    "last row of val left out",
    "You leave out the last row of each val. Fill all of them.",
    edited(
        _stack, ("for train, val in folds:", "for train, val in folds:\n        val = val[:-1]")
    ),
    kind="slip",
)
STACK_OOF.mistake(
    "divided by the number of folds",
    "You divide by the number of folds. Each row is predicted once: there is nothing to average.",
    edited(_stack, ("return Z", "return Z / len(folds)")),
    kind="slip",
)
STACK_OOF.mistake(
    "one prediction for all rows of a fold",
    "You give all rows of a fold the prediction for its first row. Each row has its own.",
    edited(_stack, ("= p[:, k]", "= p[0, k]")),
    kind="half",
)


@STACK_OOF.mistake(
    "mean over the folds",
    "You average the predictions of the models of all folds. All but one of these were trained on "
    "the row: let each row be predicted once, in the fold whose val has it.",
    kind="half",
)
def mean_over_folds(models, X, y, folds):
    everywhere = np.arange(len(y))
    each = [_stack(models, X, y, [(train, everywhere)]) for train, _ in folds]
    return np.mean(each, axis=0)


# --- models ------------------------------------------------------------------
STACK_OOF.mistake(
    "models in reverse order",
    "Your models are in reverse order. Z[:, j] holds the predictions of models[j].",
    edited(_stack, ("return Z", "return Z[:, ::-1]")),
    kind="slip",
)
STACK_OOF.mistake(
    "last model everywhere",
    "All your models predict the same as the last one. Fill Z[:, j] from models[j] only.",
    edited(_stack, ("return Z", "return np.repeat(Z[:, -1:], len(models), axis=1)")),
    kind="slip",
)
STACK_OOF.mistake(
    "first model everywhere",
    "All your models predict the same as the first one. Make models[j] for Z[:, j].",
    edited(_stack, ("make().fit", "models[0]().fit")),
    kind="slip",
)
STACK_OOF.mistake(
    "first model only",
    "You return after the first model, or fill only its part. Fill Z[:, j] for every model j.",
    edited(_stack, ("in enumerate(models)", "in enumerate(models[:1])")),
    kind="slip",
)
STACK_OOF.mistake(
    "mean over the models",
    "You average the models. Keep them apart: the second level learns how much each counts.",
    edited(_stack, ("return Z", "return Z.mean(axis=1)")),
    kind="half",
)
STACK_OOF.mistake(
    "mean in the place of each model",
    "You put the mean of the models in the place of each. Keep them apart.",
    edited(
        _stack, ("return Z", "return np.repeat(Z.mean(axis=1, keepdims=True), len(models), axis=1)")
    ),
    kind="half",
)

# --- classes and shape -------------------------------------------------------
FILL = (
    "            for k, c in enumerate(model.classes_):\n                Z[val, j, c] = p[:, k]\n"
)

STACK_OOF.mistake(
    "missing classes not expected",
    "predict_proba has fewer columns if a class is not in train. Use model.classes_ to find the "
    "columns that it has.",
    edited(_stack, (FILL, "            Z[val, j] = p\n")),
    kind="slip",
)
STACK_OOF.mistake(
    "columns by position",
    "If a class is missing in train, you put the columns of the later classes into wrong places. "
    "Column k of predict_proba belongs to model.classes_[k].",
    edited(_stack, ("Z[val, j, c]", "Z[val, j, k]")),
    kind="slip",
)
STACK_OOF.mistake(
    "missing column in front",
    "If a class is missing in train, you put the columns at the end of those of Z. Column k of "
    "predict_proba belongs to model.classes_[k].",
    edited(_stack, ("Z[val, j, c]", "Z[val, j, k - p.shape[1]]")),
    kind="slip",
)
STACK_OOF.mistake(
    "missing class is NaN",
    "A class that is missing in train is NaN in your array. Its probability is 0.",
    edited(_stack, ("np.zeros(", "np.full("), ("y.max() + 1))", "y.max() + 1), np.nan)")),
    kind="slip",
)
STACK_OOF.mistake(
    "missing class is likely",
    "You give a class that is missing in train a probability of 1 / n_classes. It is 0.",
    edited(
        _stack,
        ("np.zeros(", "np.full("),
        ("y.max() + 1))", "y.max() + 1), 1 / (y.max() + 1))"),
    ),
    kind="slip",
)
STACK_OOF.mistake(
    "classes counted in the first fold",
    "You count the classes in the first train, where the last ones may be missing. Count those "
    "of y.",
    edited(_stack, ("y.max() + 1", "y[folds[0][0]].max() + 1")),
    kind="slip",
)
STACK_OOF.mistake(
    "rows and classes in pairs",
    "Z[val, j, model.classes_] takes rows and classes in pairs, the first row with the first "
    "class. Use np.ix_, or fill one class after the other.",
    edited(_stack, (FILL, "            Z[val, j, model.classes_] = p\n")),
    kind="slip",
)
STACK_OOF.mistake(
    "one class too few",
    "Your array has one class too few. Classes are numbered from 0, so there are max(y) + 1.",
    edited(_stack, ("return Z", "return Z[:, :, :-1]")),
    kind="slip",
)
STACK_OOF.mistake(
    "labels in place of probabilities",
    "You return the predicted class as 0 and 1. Return the probabilities.",
    edited(_stack, ("return Z", "return 1.0 * (Z == Z.max(axis=2, keepdims=True))")),
    kind="half",
)
# An answer that fails in each call shows nothing else: it must not earn a part of the points.
STACK_OOF.mistake(
    "model.predict",
    "Use predict_proba, which returns probabilities.",
    edited(_stack, (PREDICT, "model.predict(X[val])")),
    kind="wrong",
)
STACK_OOF.mistake(
    "predicted classes only",
    "You return predicted classes. Return the probabilities of all classes.",
    edited(_stack, ("return Z", "return Z.argmax(axis=2)")),
    kind="half",
)
STACK_OOF.mistake(
    "class 1 only",
    "You return the probability of class 1 only. Return those of all classes.",
    edited(_stack, ("return Z", "return Z[:, :, 1]")),
    kind="half",
)
STACK_OOF.mistake(
    "probability of the true class",
    "You return the probability of the true class only. Return those of all classes: the second "
    "level may not know the label.",
    edited(_stack, ("return Z", "return Z[np.arange(len(y)), :, y]")),
    kind="half",
)
STACK_OOF.mistake(
    "whole numbers",
    "Your array holds whole numbers, which cuts off probabilities. Make an array of floats.",
    edited(_stack, ("return Z", "return Z.astype(int)")),
    kind="slip",
)
STACK_OOF.mistake(
    "logarithms",
    "You return logarithms. Return the probabilities.",
    edited(_stack, ("= p[:, k]", "= np.log(np.maximum(p[:, k], 1e-12))")),
    kind="slip",
)
STACK_OOF.mistake(
    "models on the last axis",
    "Your models are on the last axis. The order is (rows, models, classes).",
    edited(_stack, ("return Z", "return Z.swapaxes(1, 2)")),
    kind="slip",
)
STACK_OOF.mistake(
    "models on the first axis",
    "Your models are on the first axis. The order is (rows, models, classes).",
    edited(_stack, ("return Z", "return Z.swapaxes(0, 1)")),
    kind="slip",
)
STACK_OOF.mistake(
    "side by side",
    "You put the models side by side in one row. Return an array (n, n_models, n_classes).",
    edited(_stack, ("return Z", "return Z.reshape(len(y), -1)")),
    kind="slip",
)
STACK_OOF.mistake(
    "half precision",
    "You use half precision (float16), which has three digits. Keep double precision.",
    edited(_stack, ("return Z", "return Z.astype(np.float16)")),
    kind="slip",
)
for _digits in (2, 3, 4):
    STACK_OOF.mistake(
        f"rounded to {_digits} digits",
        "You round the probabilities. Return them as they are.",
        edited(_stack, ("return Z", f"return np.round(Z, {_digits})")),
        kind="slip",
    )
