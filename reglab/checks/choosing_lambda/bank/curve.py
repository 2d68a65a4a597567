"""Exercise 5.2: the known wrong answers about the numbers."""

import numpy as np

from ..probes import CV_CURVE


def _errors(make_model, X, y, lams, folds, *, fit_rows=None):
    """Squared errors of each fold, by lam: ``[lam][fold]``, arrays of shape (n_val,)."""
    table = []
    for lam in lams:
        row = []
        for train, val in folds:
            rows = train if fit_rows is None else fit_rows(train, val)
            model = make_model(lam)
            model.fit(X[rows], y[rows])
            row.append((y[val] - model.predict(X[val])) ** 2)
        table.append(row)
    return table


def fold_means(make_model, X, y, lams, folds, **options):
    table = _errors(make_model, X, y, lams, folds, **options)
    return np.array([[np.mean(fold) for fold in row] for row in table])


def curve_of(means, k=None):
    return means.mean(axis=1), means.std(axis=1, ddof=1) / np.sqrt(k or means.shape[1])


@CV_CURVE.misconception(
    "se without sqrt(k)",
    hint="That is the standard deviation of the folds. The mean of k of them is steadier: divide "
    "by sqrt(k).",
)
def no_root(make_model, X, y, lams, folds):
    means = fold_means(make_model, X, y, lams, folds)
    return means.mean(axis=1), means.std(axis=1, ddof=1)


@CV_CURVE.misconception(
    "column minus row",
    hint="A column (n, 1) minus a row (n,) is a table of all differences. Subtract two arrays of "
    "shape (n,).",
)
def broadcast(make_model, X, y, lams, folds):
    means = np.zeros((len(lams), len(folds)))
    for i, lam in enumerate(lams):
        for j, (train, val) in enumerate(folds):
            model = make_model(lam)
            model.fit(X[train], y[train])
            means[i, j] = np.mean((y[val][:, None] - model.predict(X[val])) ** 2)
    return curve_of(means)


@CV_CURVE.misconception(
    "median of the squared errors",
    hint="You take the median of the squared errors. The score is their mean.",
)
def median(make_model, X, y, lams, folds):
    table = _errors(make_model, X, y, lams, folds)
    return curve_of(np.array([[np.median(fold) for fold in row] for row in table]))


@CV_CURVE.misconception(
    "ddof=0",
    hint="NumPy's std divides by k. Here the standard deviation of a sample is asked for, divided "
    "by k - 1: ddof=1.",
)
def population(make_model, X, y, lams, folds):
    means = fold_means(make_model, X, y, lams, folds)
    return means.mean(axis=1), means.std(axis=1) / np.sqrt(len(folds))


@CV_CURVE.misconception(
    "ddof=0, se without sqrt(k)",
    hint="That is np.std of the folds: use ddof=1, and divide by sqrt(k) for the mean of k folds.",
)
def population_no_root(make_model, X, y, lams, folds):
    means = fold_means(make_model, X, y, lams, folds)
    return means.mean(axis=1), means.std(axis=1)


@CV_CURVE.misconception(
    "variance in place of the standard deviation",
    hint="You divide the variance. The standard error is the standard deviation over sqrt(k).",
)
def variance(make_model, X, y, lams, folds):
    means = fold_means(make_model, X, y, lams, folds)
    return means.mean(axis=1), means.var(axis=1, ddof=1) / len(folds)


@CV_CURVE.misconception(
    "se divided by k",
    hint="You divide the standard deviation by k. The standard error divides it by the root of k.",
)
def divided_by_k(make_model, X, y, lams, folds):
    means = fold_means(make_model, X, y, lams, folds)
    return means.mean(axis=1), means.std(axis=1, ddof=1) / len(folds)


@CV_CURVE.misconception(
    "sqrt(n) in place of sqrt(k)",
    hint="You average k fold errors, so the standard error divides by sqrt(k), not by the root "
    "of the number of rows.",
)
def root_of_n(make_model, X, y, lams, folds):
    return curve_of(fold_means(make_model, X, y, lams, folds), k=len(y))


@CV_CURVE.misconception(
    "sqrt(n_lams) in place of sqrt(k)",
    hint="You divide by the root of the number of lams. The standard error is over the k folds.",
)
def root_of_lams(make_model, X, y, lams, folds):
    return curve_of(fold_means(make_model, X, y, lams, folds), k=len(lams))


@CV_CURVE.misconception(
    "1.96 standard errors",
    hint="1.96 se is the half-width of a 95 % interval. The standard error itself is asked for.",
)
def half_width(make_model, X, y, lams, folds):
    mean, se = curve_of(fold_means(make_model, X, y, lams, folds))
    return mean, 1.96 * se


@CV_CURVE.misconception(
    "errors of earlier lams kept",
    hint="Your list of fold errors is not emptied for each lam: earlier lams are averaged in.",
)
def never_emptied(make_model, X, y, lams, folds):
    means = fold_means(make_model, X, y, lams, folds).ravel()
    so_far = [means[: (i + 1) * len(folds)] for i in range(len(lams))]
    mean, spread = ([f(part) for part in so_far] for f in (np.mean, lambda v: np.std(v, ddof=1)))
    return np.array(mean), np.array(spread) / np.sqrt(len(folds))


@CV_CURVE.misconception(
    "averaged over the lams",
    hint="You average over the lams, so that there is one number for each fold. Average over "
    "the folds: one number for each lam.",
)
def over_lams(make_model, X, y, lams, folds):
    means = fold_means(make_model, X, y, lams, folds).T
    spread = np.sqrt(np.sum((means - means.mean(axis=1)[:, None]) ** 2, axis=1))
    return means.mean(axis=1), spread


@CV_CURVE.misconception(
    "all errors pooled",
    hint="You pool the squared errors of all rows. Average within each fold first; mean and se "
    "are then over the k fold errors.",
)
def pooled(make_model, X, y, lams, folds):
    rows = [np.concatenate(row) for row in _errors(make_model, X, y, lams, folds)]
    return (
        np.array([np.mean(row) for row in rows]),
        np.array([np.std(row, ddof=1) / np.sqrt(len(row)) for row in rows]),
    )


@CV_CURVE.misconception(
    "mean weighted by fold size",
    hint="Your mean is over rows: large folds weigh more. Here each fold counts alike: the mean "
    "of the k fold errors.",
)
def weighted(make_model, X, y, lams, folds):
    rows = [np.concatenate(row) for row in _errors(make_model, X, y, lams, folds)]
    _, se = curve_of(fold_means(make_model, X, y, lams, folds))
    return np.array([np.mean(row) for row in rows]), se


@CV_CURVE.misconception(
    "root of the squared error",
    hint="You take the root of each fold's error. The score here is the mean squared error itself.",
)
def rmse(make_model, X, y, lams, folds):
    return curve_of(np.sqrt(fold_means(make_model, X, y, lams, folds)))


@CV_CURVE.misconception(
    "root of the mean",
    hint="The curve is in squared units of y: leave out the root.",
)
def root_of_mean(make_model, X, y, lams, folds):
    mean, se = curve_of(fold_means(make_model, X, y, lams, folds))
    return np.sqrt(mean), se


@CV_CURVE.misconception(
    "absolute errors",
    hint="You average absolute errors. The score here is the mean of the squares.",
)
def absolute(make_model, X, y, lams, folds):
    table = _errors(make_model, X, y, lams, folds)
    return curve_of(np.array([[np.mean(np.sqrt(fold)) for fold in row] for row in table]))


@CV_CURVE.misconception(
    "squared errors summed",
    hint="You add up the squared errors of a fold. Take their mean, or large folds count more.",
)
def summed(make_model, X, y, lams, folds):
    table = _errors(make_model, X, y, lams, folds)
    return curve_of(np.array([[np.sum(fold) for fold in row] for row in table]))


@CV_CURVE.misconception(
    "mean error, then squared",
    hint="You square the mean of y - prediction, so that too high and too low cancel. Square each "
    "one, then average.",
)
def squared_last(make_model, X, y, lams, folds):
    table = []
    for lam in lams:
        row = []
        for train, val in folds:
            model = make_model(lam)
            model.fit(X[train], y[train])
            row.append(np.mean(y[val] - model.predict(X[val])) ** 2)
        table.append(row)
    return curve_of(np.array(table))


@CV_CURVE.misconception(
    "negative, as in scikit-learn",
    hint="scikit-learn's scores are negative so that larger is better. Here an error is asked for: "
    "0 or larger.",
)
def negative(make_model, X, y, lams, folds):
    mean, se = curve_of(fold_means(make_model, X, y, lams, folds))
    return -mean, se


@CV_CURVE.misconception(
    "R2 in place of the error",
    hint="1 - error/variance is R2. The score here is the mean squared error.",
)
def r_squared(make_model, X, y, lams, folds):
    spread = np.array([[max(np.var(y[val]), 1e-12) for _, val in folds]])
    return curve_of(1 - fold_means(make_model, X, y, lams, folds) / spread)


@CV_CURVE.misconception(
    "mean and se swapped",
    hint="You return the standard errors first. The order is mean, se.",
)
def swapped(make_model, X, y, lams, folds):
    mean, se = curve_of(fold_means(make_model, X, y, lams, folds))
    return se, mean


@CV_CURVE.misconception(
    "only the last fold",
    hint="Each fold overwrites the one before. Collect the errors of all folds, then average.",
)
def last_fold(make_model, X, y, lams, folds):
    # A list that is emptied in each fold holds one number in the end, without a spread.
    return fold_means(make_model, X, y, lams, folds)[:, -1], np.full(len(lams), np.nan)


@CV_CURVE.misconception(
    "lams sorted",
    hint="You sort the lams, but entry i of the result belongs to lams[i] as given.",
)
def lams_sorted(make_model, X, y, lams, folds):
    return curve_of(fold_means(make_model, X, y, np.sort(lams), folds))


@CV_CURVE.misconception(
    "one number in place of an array",
    hint="You return one mean over all lams. The curve has one entry for each lam.",
)
def one_number(make_model, X, y, lams, folds):
    mean, se = curve_of(fold_means(make_model, X, y, lams, folds))
    return float(mean.mean()), float(se.mean())
