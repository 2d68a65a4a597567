"""Exercise 5.2: the known wrong answers about what a model is trained on."""

import numpy as np

from ..probes import CV_CURVE
from .curve import curve_of, fold_means


@CV_CURVE.misconception(
    "y centred before the folds",
    hint="You subtract the mean of all of y beforehand. The model gets y as it is, and finds its "
    "own intercept on the training rows.",
)
def y_centred(make_model, X, y, lams, folds):
    return curve_of(fold_means(make_model, X, y - y.mean(), lams, folds))


@CV_CURVE.misconception(
    "fitted on all rows",
    hint="Each model is fitted on all rows, the ones it is validated on among them. Fit it on "
    "X[train], y[train].",
)
def fitted_on_all(make_model, X, y, lams, folds):
    return curve_of(
        fold_means(make_model, X, y, lams, folds, fit_rows=lambda train, val: np.arange(len(y)))
    )


@CV_CURVE.misconception(
    "fitted on the validation rows",
    hint="The model is fitted on the rows in val, and predicts the same rows. Fit it on train.",
)
def fitted_on_val(make_model, X, y, lams, folds):
    return curve_of(fold_means(make_model, X, y, lams, folds, fit_rows=lambda train, val: val))


@CV_CURVE.misconception(
    "fitted once, on the first fold",
    hint="A model is fitted once and then validated on every fold, on rows it was trained on. Fit "
    "anew in each fold.",
)
def fitted_once(make_model, X, y, lams, folds):
    first = folds[0][0]
    return curve_of(fold_means(make_model, X, y, lams, folds, fit_rows=lambda train, val: first))


@CV_CURVE.misconception(
    "train and val swapped",
    hint="You fit on val and validate on train. Each pair is (train, val).",
)
def sides_swapped(make_model, X, y, lams, folds):
    return curve_of(fold_means(make_model, X, y, lams, [(val, train) for train, val in folds]))


@CV_CURVE.misconception(
    "training error",
    hint="You score the rows that the model was trained on. Score the rows in val.",
)
def training_error(make_model, X, y, lams, folds):
    return curve_of(fold_means(make_model, X, y, lams, [(train, train) for train, _ in folds]))


@CV_CURVE.misconception(
    "scaled before the folds",
    hint="You standardize X with the means and deviations of all rows, so the validation rows "
    "shape what is trained on. Scaling belongs inside the model.",
)
def scaled_before(make_model, X, y, lams, folds):
    spread = X.std(axis=0)
    scaled = (X - X.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return curve_of(fold_means(make_model, scaled, y, lams, folds))


@CV_CURVE.misconception(
    "centred before the folds",
    hint="You subtract means of all rows, so the validation rows shape what is trained on. "
    "Centring belongs inside the model.",
)
def centred_before(make_model, X, y, lams, folds):
    return curve_of(fold_means(make_model, X - X.mean(axis=0), y, lams, folds))


@CV_CURVE.misconception(
    "columns screened before the folds",
    hint="You choose columns by their correlation with all of y, the validation labels among them. "
    "A choice of columns is training: it belongs inside the folds.",
)
def screened_before(make_model, X, y, lams, folds):
    pull = np.abs((X - X.mean(axis=0)).T @ (y - y.mean()))
    best = np.sort(np.argsort(-pull)[: (X.shape[1] + 1) // 2])
    return curve_of(fold_means(make_model, X[:, best], y, lams, folds))


@CV_CURVE.misconception(
    "scaled in each fold by hand",
    hint="You standardize within the folds. That is honest, but here the rows go to the model as "
    "they come: make_model decides about scaling.",
)
def scaled_inside(make_model, X, y, lams, folds):
    table = []
    for lam in lams:
        row = []
        for train, val in folds:
            mean, spread = X[train].mean(axis=0), X[train].std(axis=0)
            spread = np.where(spread > 0, spread, 1.0)
            model = make_model(lam)
            model.fit((X[train] - mean) / spread, y[train])
            row.append(np.mean((y[val] - model.predict((X[val] - mean) / spread)) ** 2))
        table.append(row)
    return curve_of(np.array(table))
