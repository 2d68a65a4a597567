"""Exercise 5.2: the known mistakes. Every answer declared here is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.choosing_lambda.cv_curve import CV_CURVE


def _curve(make_model, X, y, lams, folds):
    """Correct. Most mistakes are this function with a few words changed."""
    mean, se = [], []
    for lam in lams:
        errors = []
        for train, val in folds:
            model = make_model(lam)
            model.fit(X[train], y[train])
            error = y[val] - model.predict(X[val])
            errors.append(np.mean(error**2))
        mean.append(np.mean(errors))
        se.append(np.std(errors, ddof=1) / np.sqrt(len(folds)))
    return np.array(mean), np.array(se)


CV_CURVE.mistake(
    "se without sqrt(k)",
    "You return the standard deviation of the k fold errors. The standard error of their mean "
    "is smaller: divide by sqrt(k).",
    edited(_curve, (" / np.sqrt(len(folds))", "")),
    kind="slip",
)

CV_CURVE.mistake(
    "column minus row",
    "An array of shape (n, 1) minus one of shape (n,) gives an (n, n) table of all "
    "differences. Subtract two arrays of shape (n,).",
    edited(_curve, ("y[val] -", "y[val][:, None] -")),
    kind="slip",
)

CV_CURVE.mistake(
    "median of the squared errors",
    "You take the median of the squared errors. The score is their mean.",
    edited(_curve, ("np.mean(error**2)", "np.median(error**2)")),
    kind="slip",
)

CV_CURVE.mistake(
    "ddof=0",
    "NumPy's std divides by k. Use the sample standard deviation, which divides by k - 1: ddof=1.",
    edited(_curve, (", ddof=1", "")),
    kind="slip",
)

CV_CURVE.mistake(
    "ddof=0, se without sqrt(k)",
    "You return np.std of the fold errors: use ddof=1, and divide by sqrt(k) for the mean of "
    "k folds.",
    edited(_curve, (", ddof=1) / np.sqrt(len(folds))", ")")),
    kind="slip",
)

CV_CURVE.mistake(
    "variance in place of the standard deviation",
    "You use the variance. The standard error is the standard deviation divided by sqrt(k).",
    edited(_curve, ("np.std", "np.var"), ("np.sqrt(len(folds))", "len(folds)")),
    kind="slip",
)

CV_CURVE.mistake(
    "se divided by k",
    "You divide the standard deviation by k. The standard error divides it by sqrt(k).",
    edited(_curve, ("np.sqrt(len(folds))", "len(folds)")),
    kind="slip",
)

CV_CURVE.mistake(
    "sqrt(n) in place of sqrt(k)",
    "You average k fold errors, so the standard error divides by sqrt(k), not by the root "
    "of the number of rows.",
    edited(_curve, ("np.sqrt(len(folds))", "np.sqrt(len(y))")),
    kind="slip",
)

CV_CURVE.mistake(
    "sqrt(n_lams) in place of sqrt(k)",
    "You divide by the root of the number of lams. The standard error is over the k folds.",
    edited(_curve, ("np.sqrt(len(folds))", "np.sqrt(len(lams))")),
    kind="slip",
)

CV_CURVE.mistake(
    "1.96 standard errors",
    "1.96 se is the half-width of a 95 % interval. Return the standard error itself.",
    edited(_curve, ("np.array(se)", "1.96 * np.array(se)")),
    kind="slip",
)

CV_CURVE.mistake(
    "errors of earlier lams kept",
    "You do not empty the list of fold errors for each lam, so the average includes earlier lams.",
    edited(_curve, ("mean, se = [], []", "mean, se, errors = [], [], []"), ("errors = []\n", "\n")),
    kind="slip",
)


@CV_CURVE.mistake(
    "averaged over the lams",
    "You average over the lams and get one number for each fold. Average over the folds to "
    "get one number for each lam.",
    kind="slip",
)
def over_lams(make_model, X, y, lams, folds):
    # Each fold alone; it is given twice, as one fold has no spread.
    curves = [_curve(make_model, X, y, lams, [fold, fold])[0] for fold in folds]
    mean = np.mean(curves, axis=1)
    return mean, np.sqrt(np.sum((curves - mean[:, None]) ** 2, axis=1))


CV_CURVE.mistake(
    "all errors pooled",
    "You pool the squared errors of all rows. Average within each fold first; then compute "
    "mean and se of the k fold errors.",
    edited(
        _curve,
        ("errors.append(np.mean(error**2))", "errors.extend(error**2)"),
        ("np.sqrt(len(folds))", "np.sqrt(len(errors))"),
    ),
    kind="slip",
)

CV_CURVE.mistake(
    "mean weighted by fold size",
    "You weight folds by their size. Here each fold counts equally: take the mean of the k "
    "fold errors.",
    edited(
        _curve,
        ("np.mean(errors)", "np.average(errors, weights=[len(val) for _, val in folds])"),
    ),
    kind="slip",
)

CV_CURVE.mistake(
    "root of the squared error",
    "You take the root of each fold's error. The score here is the mean squared error itself.",
    edited(_curve, ("np.mean(error**2)", "np.sqrt(np.mean(error**2))")),
    kind="slip",
)

CV_CURVE.mistake(
    "root of the mean",
    "You take the root of the mean. The curve is in squared units of y: leave out the root.",
    edited(_curve, ("np.array(mean)", "np.sqrt(mean)")),
    kind="slip",
)

CV_CURVE.mistake(
    "absolute errors",
    "You average absolute errors. The score here is the mean of the squares.",
    edited(_curve, ("np.mean(error**2)", "np.mean(np.abs(error))")),
    kind="slip",
)

CV_CURVE.mistake(
    "squared errors summed",
    "You add up the squared errors of a fold. Take their mean, so that large folds do not "
    "count more.",
    edited(_curve, ("np.mean(error**2)", "np.sum(error**2)")),
    kind="slip",
)

CV_CURVE.mistake(
    "mean error, then squared",
    "You square the mean of y - prediction, so errors of opposite sign cancel. Square each "
    "error, then average.",
    edited(_curve, ("np.mean(error**2)", "np.mean(error) ** 2")),
    kind="slip",
)

CV_CURVE.mistake(
    "negative, as in scikit-learn",
    "scikit-learn's scores are negative so that larger is better. Return an error here: 0 or "
    "larger.",
    edited(_curve, ("np.array(mean)", "-np.array(mean)")),
    kind="slip",
)

CV_CURVE.mistake(
    "R2 in place of the error",
    "You return R2, 1 - error/variance. The score here is the mean squared error.",
    edited(_curve, ("np.mean(error**2)", "1 - np.mean(error**2) / max(np.var(y[val]), 1e-12)")),
    kind="half",
)

CV_CURVE.mistake(
    "mean and se swapped",
    "You return the standard errors first. The order is mean, se.",
    edited(_curve, ("np.array(mean), np.array(se)", "np.array(se), np.array(mean)")),
    kind="slip",
)

# A list that is emptied in each fold ends with one number, whose standard deviation is nan.
CV_CURVE.mistake(
    "only the last fold",
    "Each fold overwrites the error of the previous one. Collect the errors of all folds, "
    "then average.",
    edited(
        _curve,
        ("errors.append(np.mean(error**2))", "errors = [np.mean(error**2)]"),
        ("np.std(errors, ddof=1)", "np.nan"),
    ),
    kind="half",
)

CV_CURVE.mistake(
    "lams sorted",
    "You sort the lams, but entry i of the result belongs to lams[i] as given.",
    edited(_curve, ("in lams:", "in np.sort(lams):")),
    kind="slip",
)

CV_CURVE.mistake(
    "one number in place of an array",
    "You return one mean over all lams. The curve has one entry for each lam.",
    edited(_curve, ("np.array(mean), np.array(se)", "float(np.mean(mean)), float(np.mean(se))")),
    kind="half",
)

CV_CURVE.mistake(
    "y centred before the folds",
    "You subtract the mean of y before the folds. Pass y unchanged: the model fits its own "
    "intercept on the training rows.",
    lambda make_model, X, y, lams, folds: _curve(make_model, X, y - y.mean(), lams, folds),
    kind="slip",
)

CV_CURVE.mistake(
    "fitted on all rows",
    "You fit each model on all rows, including its validation rows. Fit it on X[train], y[train].",
    edited(_curve, ("X[train], y[train]", "X, y")),
    kind="half",
)

CV_CURVE.mistake(
    "fitted on the validation rows",
    "You fit the model on the rows in val and predict the same rows. Fit it on train.",
    edited(_curve, ("X[train], y[train]", "X[val], y[val]")),
    kind="half",
)

CV_CURVE.mistake(
    "fitted once, on the first fold",
    "You fit one model and validate it on every fold, including rows it was trained on. Fit a "
    "new model in each fold.",
    edited(_curve, ("X[train], y[train]", "X[folds[0][0]], y[folds[0][0]]")),
    kind="half",
)

CV_CURVE.mistake(
    "train and val swapped",
    "You fit on val and validate on train. Each pair is (train, val).",
    edited(_curve, ("for train, val in", "for val, train in")),
    kind="slip",
)

CV_CURVE.mistake(
    "training error",
    "You score the rows that the model was trained on. Score the rows in val.",
    edited(_curve, ("y[val] - model.predict(X[val])", "y[train] - model.predict(X[train])")),
    kind="half",
)


def _scaled(X, rows):
    """X, standardized with the means and the deviations of some of its rows."""
    spread = X[rows].std(axis=0)
    return (X - X[rows].mean(axis=0)) / np.where(spread > 0, spread, 1.0)


CV_CURVE.mistake(
    "scaled before the folds",
    "You standardize X with the means and deviations of all rows, so the validation rows "
    "influence the training data. Scale inside the model.",
    lambda make_model, X, y, lams, folds: _curve(
        make_model, _scaled(X, np.arange(len(X))), y, lams, folds
    ),
    kind="half",
)

CV_CURVE.mistake(
    "centred before the folds",
    "You subtract the means of all rows, so the validation rows influence the training data. "
    "Centre inside the model.",
    lambda make_model, X, y, lams, folds: _curve(make_model, X - X.mean(axis=0), y, lams, folds),
    kind="half",
)


@CV_CURVE.mistake(
    "columns screened before the folds",
    "You choose columns by their correlation with all of y, including the validation labels. "
    "Choosing columns is part of training: do it inside the folds.",
    kind="half",
)
def screened_before(make_model, X, y, lams, folds):
    pull = np.abs((X - X.mean(axis=0)).T @ (y - y.mean()))
    best = np.sort(np.argsort(-pull)[: (X.shape[1] + 1) // 2])
    return _curve(make_model, X[:, best], y, lams, folds)


CV_CURVE.mistake(
    "scaled in each fold by hand",
    "You standardize within the folds. That is honest, but here pass the rows unchanged: "
    "make_model decides about scaling.",
    edited(
        _curve,
        ("fit(X[train]", "fit(_scaled(X, train)[train]"),
        ("predict(X[val])", "predict(_scaled(X, train)[val])"),
    ),
    kind="slip",
)

CV_CURVE.mistake(
    "divided by the size of the first fold",
    "You divide by the number of rows of one fold, but folds may differ by a row. Take the mean "
    "over the rows of each fold.",
    edited(_curve, ("np.mean(error**2)", "np.sum(error**2) / len(folds[0][1])")),
    kind="slip",
)

CV_CURVE.mistake(
    "divided by the number of rows less one",
    "You divide the squared errors of a fold by its number of rows less one. Divide by the number "
    "of rows: take their mean.",
    edited(_curve, ("np.mean(error**2)", "np.sum(error**2) / np.float64(len(val) - 1)")),
    kind="slip",
)

CV_CURVE.mistake(
    "se of the rows",
    "You compute se from the squared errors of all rows. Compute it from the k fold errors.",
    edited(
        _curve,
        ("errors = []", "errors, rows = [], []"),
        ("errors.append(", "rows.extend(error**2)\n            errors.append("),
        ("np.std(errors, ddof=1) / np.sqrt(len(folds))", "np.std(rows, ddof=1) / len(rows) ** 0.5"),
    ),
    kind="slip",
)

CV_CURVE.mistake(
    "sqrt(k - 1) in place of sqrt(k)",
    "You use k - 1 twice: ddof=1 has it already. Divide this standard deviation by sqrt(k).",
    edited(_curve, ("np.sqrt(len(folds))", "np.sqrt(len(folds) - 1)")),
    kind="slip",
)

CV_CURVE.mistake(
    "results of the type of lams",
    "Your arrays for the results have the type of lams (np.zeros_like?). If the lams are whole "
    "numbers, that cuts off the decimals. Make arrays of floats.",
    edited(
        _curve,
        (
            "np.array(mean), np.array(se)",
            "np.array(mean).astype(lams.dtype), np.array(se).astype(lams.dtype)",
        ),
    ),
    kind="slip",
)

CV_CURVE.mistake(
    "lam times the number of rows",
    "You multiply lam by the number of rows. Pass each lam to make_model as it is.",
    edited(_curve, ("make_model(lam)", "make_model(lam * len(y))")),
    kind="slip",
)

CV_CURVE.mistake(
    "one model for all folds",
    "You fit the same model again in each fold. Make a new one for each fold and each lam: some "
    "models remember what they were fitted on before.",
    edited(
        _curve,
        ("errors = []", "errors, model = [], make_model(lam)"),
        ("            model = make_model(lam)\n", ""),
    ),
    kind="slip",
)
