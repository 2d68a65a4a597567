"""Correct answers to lesson 05, written differently from the lesson's own.

The matrix (``reglab checks verify``) demands that each passes everything: a
check that knows only one way to be right is wrong.
"""

import statistics
from collections import namedtuple

import numpy as np

from reglab.checks.authoring.accepted import accepted

# --- 5.1 ---------------------------------------------------------------------


@accepted("choosing_lambda.kfold_indices")
def every_kth_of_the_shuffled(n, k, rng):
    order = rng.permutation(n)
    return [(np.setdiff1d(order, order[i::k]), order[i::k]) for i in range(k)]


@accepted("choosing_lambda.kfold_indices")
def labels_shuffled(n, k, rng):
    """Deals fold numbers out to the rows."""
    label = np.arange(n) % k
    rng.shuffle(label)
    return [(np.flatnonzero(label != i), np.flatnonzero(label == i)) for i in range(k)]


@accepted("choosing_lambda.kfold_indices")
def lists_of_integers(n, k, rng):
    rows = list(range(n))
    rng.shuffle(rows)
    folds, start = [], 0
    for i in range(k):
        stop = start + n // k + (i < n % k)
        folds.append([rows[:start] + rows[stop:], rows[start:stop]])
        start = stop
    return tuple(folds)


@accepted("choosing_lambda.kfold_indices")
def drawn_without_replacement(n, k, rng):
    Fold = namedtuple("Fold", "train val")
    left, folds = np.arange(n), []
    for i in range(k, 0, -1):
        val = rng.choice(left, size=len(left) // i, replace=False)
        left = np.setdiff1d(left, val)
        folds.append(Fold(np.delete(np.arange(n), val), val))
    return folds


# --- 5.2 ---------------------------------------------------------------------


@accepted("choosing_lambda.cv_curve")
def folds_outside(make_model, X, y, lams, folds):
    errors = np.zeros((len(folds), len(lams)))
    for i, (train, val) in enumerate(folds):
        for j, lam in enumerate(lams):
            model = make_model(lam)
            model.fit(X[train], y[train])
            errors[i, j] = np.square(y[val] - model.predict(X[val])).mean()
    return np.mean(errors, axis=0), np.std(errors, axis=0, ddof=1) / len(folds) ** 0.5


@accepted("choosing_lambda.cv_curve")
def with_statistics(make_model, X, y, lams, folds):
    """The standard library's statistics."""
    means, errors_of_means = [], []
    for lam in lams:
        errors = []
        for train, val in folds:
            model = make_model(lam)
            model.fit(X[train, :], y[train])
            difference = y[val] - model.predict(X[val, :])
            errors.append(difference @ difference / len(difference))
        means.append(statistics.mean(errors))
        errors_of_means.append(statistics.stdev(errors) / len(errors) ** 0.5)
    return np.array(means), np.array(errors_of_means)


@accepted("choosing_lambda.cv_curve")
def by_masks(make_model, X, y, lams, folds):
    Curve = namedtuple("Curve", "mean se")
    k, columns = len(folds), []
    for train, val in folds:
        inside = np.isin(np.arange(len(y)), train)
        fits = [make_model(lam).fit(X[inside], y[inside]) for lam in lams]
        columns.append([np.mean((fit.predict(X[val]) - y[val]) ** 2) for fit in fits])
    table = np.array(columns).T
    mean = table.sum(axis=1) / k
    return Curve(mean, np.sqrt(((table - mean[:, None]) ** 2).sum(axis=1) / (k - 1) / k))


@accepted("choosing_lambda.cv_curve")
def row_by_row(make_model, X, y, lams, folds):
    """Predicts one row at a time."""
    table = []
    for lam in lams:
        row = []
        for train, val in folds:
            model = make_model(lam).fit(np.asfortranarray(X[train]), y[train])
            row.append(sum((y[i] - model.predict(X[[i]])[0]) ** 2 for i in val) / len(val))
        table.append(row)
    return np.mean(table, 1), np.std(table, 1, ddof=1) / np.sqrt(np.shape(table)[1])


# --- 5.3 ---------------------------------------------------------------------


@accepted("choosing_lambda.one_se_rule")
def sorted_from_the_strongest(lams, mean, se):
    best = int(np.argmin(mean))
    for i in np.argsort(lams)[::-1]:
        if mean[i] - mean[best] <= se[best]:
            return lams[i]


@accepted("choosing_lambda.one_se_rule")
def one_at_a_time(lams, mean, se):
    lowest, width, choice = min(zip(mean, se, lams, strict=True))
    for lam, error in zip(lams, mean, strict=True):
        if error <= lowest + width and lam > choice:
            choice = lam
    return float(choice)


@accepted("choosing_lambda.one_se_rule")
def with_where(lams, mean, se):
    threshold = mean.min() + se[mean == mean.min()][0]
    return np.array(np.where(mean <= threshold, lams, -np.inf).max())


# --- 5.4 ---------------------------------------------------------------------


def _folds(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(np.setdiff1d(np.arange(n), part), part) for part in parts]


@accepted("choosing_lambda.nested_cv")
def everything_written_out(make_model, X, y, lams, outer, k_inner, rng):
    scores, chosen = [], []
    for train, val in outer:
        X_train, y_train = X[train], y[train]
        errors = np.zeros(len(lams))
        for inner_train, inner_val in _folds(len(train), k_inner, rng):
            for j, lam in enumerate(lams):
                model = make_model(lam)
                model.fit(X_train[inner_train], y_train[inner_train])
                residual = y_train[inner_val] - model.predict(X_train[inner_val])
                errors[j] += np.mean(residual**2) / k_inner
        lam = lams[errors.argmin()]
        model = make_model(lam)
        model.fit(X_train, y_train)
        scores.append(np.mean((y[val] - model.predict(X[val])) ** 2))
        chosen.append(lam)
    return np.array(scores), np.array(chosen)


@accepted("choosing_lambda.nested_cv")
def rows_of_the_whole(make_model, X, y, lams, outer, k_inner, rng):
    """Translates the inner row numbers to those of X."""
    k = len(outer)
    scores, chosen = np.zeros(k), np.zeros(k)
    for i, (train, val) in enumerate(outer):
        inner = [(train[a], train[b]) for a, b in _folds(len(train), k_inner, rng)]
        error = {}
        for lam in lams:
            fits = [(make_model(lam).fit(X[a], y[a]), b) for a, b in inner]
            error[lam] = np.mean([np.mean((y[b] - fit.predict(X[b])) ** 2) for fit, b in fits])
        chosen[i] = min(error, key=error.get)
        fit = make_model(chosen[i]).fit(X[train], y[train])
        scores[i] = np.mean([(y[j] - fit.predict(X[[j]])[0]) ** 2 for j in val])
    return scores, chosen


@accepted("choosing_lambda.nested_cv")
def a_new_generator_for_each_fold(make_model, X, y, lams, outer, k_inner, rng):
    rows = []
    for (train, val), own in zip(outer, rng.spawn(len(outer)), strict=True):
        X_train, y_train = X[train], y[train]
        inner = _folds(len(train), k_inner, own)
        table = [
            [
                np.mean(
                    (y_train[b] - make_model(lam).fit(X_train[a], y_train[a]).predict(X_train[b]))
                    ** 2
                )
                for a, b in inner
            ]
            for lam in lams
        ]
        lam = lams[np.argmin(np.sum(table, axis=1))]
        predicted = make_model(lam).fit(X_train, y_train).predict(X[val])
        rows.append((np.mean((y[val] - predicted) ** 2), lam))
    return tuple(np.array(rows).T)


# --- 5.5 ---------------------------------------------------------------------


@accepted("choosing_lambda.logreg_prox")
def ridge_in_the_gradient(X, y, lam, l1_ratio, lr, n_steps):
    n, p = X.shape
    w, b = np.zeros(p), 0.0
    for _ in range(n_steps):
        z = X @ w + b
        error = np.where(z > 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z)))) - y
        w = w - lr * (X.T @ error / n + lam * (1 - l1_ratio) * w)
        w = np.sign(w) * np.maximum(np.abs(w) - lr * lam * l1_ratio, 0)
        b = b - lr * error.mean()
    return w, b


@accepted("choosing_lambda.logreg_prox")
def naive_sigmoid(X, y, lam, l1_ratio, lr, n_steps):
    """1 / (1 + exp(-z)) warns for large -z, but its value is right."""
    n = len(y)
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        p = 1 / (1 + np.exp(-(X @ w + b)))
        w = w + lr * X.T @ (y - p) / n
        t = lr * lam * l1_ratio
        w = (np.maximum(w - t, 0) - np.maximum(-w - t, 0)) / (1 + lr * lam * (1 - l1_ratio))
        b += lr * np.mean(y - p)
    return [w, np.float64(b)]


@accepted("choosing_lambda.logreg_prox")
def intercept_first(X, y, lam, l1_ratio, lr, n_steps):
    """Moves b, looks again, then moves w; another way to the same minimum."""
    Fit = namedtuple("Fit", "w b")
    A = np.asfortranarray(X, dtype=float)
    w, b = np.zeros(A.shape[1]), np.array(0.0)
    sigmoid = lambda z: 0.5 * (1 + np.tanh(z / 2))  # noqa: E731
    for _ in range(n_steps):
        b = b - lr * np.mean(sigmoid(A @ w + b) - y)
        v = w - lr * np.mean(A * (sigmoid(A @ w + b) - y)[:, None], axis=0)
        w = (v - np.clip(v, -lr * lam * l1_ratio, lr * lam * l1_ratio)) / (
            1 + lr * lam * (1 - l1_ratio)
        )
    return Fit(w, b)


@accepted("choosing_lambda.logreg_prox")
def column_of_ones(X, y, lam, l1_ratio, lr, n_steps):
    """The intercept as a last weight, whose penalty is 0; labels turned into -1 and 1."""
    A = np.column_stack([X, np.ones(len(X))])
    penalty, sign = np.append(np.full(X.shape[1], lam), 0.0), 2 * np.asarray(y) - 1
    theta = np.zeros(A.shape[1])
    for _ in range(n_steps):
        pull = sign * np.exp(-np.logaddexp(0, sign * (A @ theta)))
        theta = theta + lr * (A.T @ pull) / len(A)
        theta = np.sign(theta) * np.maximum(np.abs(theta) - lr * l1_ratio * penalty, 0.0)
        theta = theta / (1 + lr * (1 - l1_ratio) * penalty)
    return theta[:-1], float(theta[-1])
