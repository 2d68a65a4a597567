"""Correct answers to lesson 11, written differently from the lesson's own."""

import copy
from collections import OrderedDict

import numpy as np

from reglab.checks.authoring.accepted import accepted

# --- 11.1 --------------------------------------------------------------------


@accepted("ensembles.random_relu_features")
def weights_and_biases_apart(X, k, *, rng):
    d = X.shape[1]
    bias = rng.standard_normal(k)
    weights = rng.standard_normal(size=(k, d)).T
    Z = (X @ weights + bias) / (d + 1) ** 0.5
    return np.where(Z > 0, Z, 0.0), np.vstack([weights, bias])


@accepted("ensembles.random_relu_features")
def one_feature_at_a_time(X, k, *, rng):
    X1 = np.hstack([X, np.ones((len(X), 1))])
    columns = [rng.normal(0.0, 1.0, size=X1.shape[1]) for _ in range(k)]
    F = np.array([np.clip(X1 @ w, 0, None) for w in columns]).T
    return [F / np.sqrt(X1.shape[1]), np.array(columns).T]


@accepted("ensembles.random_relu_features")
def in_single_precision(X, k, *, rng):
    n, d = X.shape
    W = rng.standard_normal((d + 1, k), dtype=np.float32)
    X1 = np.ones((n, d + 1), dtype=np.float32)
    X1[:, :d] = X
    F = X1 @ W
    F *= F > 0
    return F / np.sqrt(np.float32(d + 1)), W


# --- 11.2 --------------------------------------------------------------------


@accepted("ensembles.min_norm_fit")
def by_pseudoinverse(F, y, lam=0):
    if lam == 0:
        return np.linalg.pinv(F) @ y
    return np.linalg.solve(F.T @ F + len(y) * lam * np.eye(F.shape[1]), F.T @ y)


@accepted("ensembles.min_norm_fit")
def with_rows_for_the_penalty(F, y, lam=0.0):
    """Least squares alone: the penalty is k more rows with a target of 0."""
    n, k = F.shape
    root = np.sqrt(n * lam)
    return np.linalg.lstsq(
        np.concatenate([F, root * np.eye(k)]), np.append(y, [0.0] * k), rcond=None
    )[0]


@accepted("ensembles.min_norm_fit")
def one_direction_after_the_other(F, y, lam=0.0):
    U, s, Vt = np.linalg.svd(F)
    w = np.zeros(Vt.shape[0])
    for u, size, v in zip(U.T, s, Vt, strict=False):
        if size / s[0] > 1e-12:
            w += (u @ y) / (size + len(y) * lam / size) * v
    return w


# --- 11.3 --------------------------------------------------------------------


@accepted("ensembles.bag_predict")
def all_samples_first(fit, X, y, X_test, n_models, *, rng):
    """All row numbers in one draw, all models, and then their predictions, added one by one."""
    n = len(X)
    samples = rng.choice(n, size=(n_models, n))
    models = [fit(X[rows], y[rows]) for rows in samples]
    total = 0
    for predict in models:
        total = total + predict(X_test) / n_models
    return total


@accepted("ensembles.bag_predict")
def from_multinomial_counts(fit, X, y, X_test, n_models, *, rng):
    """How often each row is drawn; the rows of a sample are in order."""
    n = len(y)
    predictions = []
    while len(predictions) < n_models:
        counts = rng.multinomial(n, np.ones(n) / n)
        predictions += [fit(np.repeat(X, counts, axis=0), np.repeat(y, counts))(X_test)]
    return sum(predictions) / len(predictions)


@accepted("ensembles.bag_predict")
def row_by_row(fit, X, y, X_test, n_models, *, rng):
    n, mean = len(y), None
    for m in range(1, n_models + 1):
        rows = [int(n * rng.random()) for _ in range(n)]
        p = fit(np.array([X[i] for i in rows]), np.array([y[i] for i in rows]))(X_test)
        mean = p if mean is None else mean + (p - mean) / m
    return mean


@accepted("ensembles.bag_predict")
def each_test_row_alone(fit, X, y, X_test, n_models, *, rng):
    table = []
    for _ in range(n_models):
        rows = rng.choice(len(y), len(y))
        predict = fit(X[rows], y[rows])
        table.append(np.concatenate([predict(row[None]) for row in X_test]))
    return np.mean(table, axis=0)


# --- 11.4 --------------------------------------------------------------------


@accepted("ensembles.oob_error")
def array_of_predictions(fit, X, y, n_models, *, rng):
    """All samples, then the mean of the probabilities; nan where a row has no judge."""
    n = len(y)
    samples = [rng.choice(np.arange(n), n, replace=True) for _ in range(n_models)]
    P = np.array([fit(X[rows], y[rows])(X) for rows in samples])
    inside = np.array([np.bincount(rows, minlength=n) > 0 for rows in samples])
    P[inside] = 0.0
    judged = ~inside.all(axis=0)
    if not judged.any():
        return float("nan"), 0
    right = P.mean(axis=0).argmax(axis=-1)[judged] == y[judged]
    return 1 - right.mean(), int(np.count_nonzero(judged))


@accepted("ensembles.oob_error")
def each_row_alone(fit, X, y, n_models, *, rng):
    """Each row is predicted alone, by the models that did not draw it."""
    n, models = len(y), []
    for _ in range(n_models):
        rows = [rng.integers(0, n) for _ in range(n)]
        models.append((set(rows), fit(X[rows], y[rows])))
    errors = []
    for i in range(n):
        judges = [predict(X[i : i + 1])[0] for rows, predict in models if i not in rows]
        if judges:
            errors.append(np.argmax(sum(judges)) != y[i])
    return (sum(errors) / len(errors) if errors else np.nan), len(errors)


@accepted("ensembles.oob_error")
def only_rows_out_of_bag(fit, X, y, n_models, *, rng):
    """A model predicts only the rows that it did not draw, in a dict of sums."""
    sums = {}
    for _ in range(n_models):
        counts = rng.multinomial(len(y), [1 / len(y)] * len(y))
        rows, out = np.repeat(np.arange(len(y)), counts), np.flatnonzero(counts == 0)
        predict = fit(X[rows], y[rows])
        for i, p in zip(out, predict(X[out]), strict=True):
            sums[i] = sums.get(i, 0) + p
    wrong = [y[i] != np.argmax(p) for i, p in sums.items()]
    return np.mean(wrong) if wrong else float("nan"), len(sums)


# --- 11.5 --------------------------------------------------------------------


@accepted("ensembles.stack_oof")
def one_row_after_the_other(models, X, y, folds):
    """The classes of a model are those of its training rows, in order."""
    Z = [[[0.0] * len(np.unique(y)) for _ in models] for _ in y]
    for j, make in enumerate(models):
        for train, val in folds:
            model, classes = make(), sorted(set(y[train].tolist()))
            model.fit(X[train], y[train])
            for i in val:
                for c, probability in zip(classes, model.predict_proba(X[[i]])[0], strict=True):
                    Z[i][j][c] = float(probability)
    return np.array(Z)


@accepted("ensembles.stack_oof")
def all_rows_then_a_mask(models, X, y, folds):
    """Each model predicts all rows, and a mask picks those of val."""
    classes = np.arange(y.max() + 1)
    Z = np.full((len(models), len(y), len(classes)), np.nan)
    for train, val in folds:
        new = np.isin(np.arange(len(y)), val)
        for j in range(len(models)):
            model = models[j]().fit(X[train], y[train])
            known = (np.asarray(model.classes_)[:, None] == classes).astype(float)
            Z[j, new] = (model.predict_proba(X) @ known)[new]
    return Z.transpose(1, 0, 2)


@accepted("ensembles.stack_oof")
def concatenated_then_sorted(models, X, y, folds):
    """The predictions in the order of the folds, brought back into the order of the rows."""
    columns = []
    for make in models:
        parts = []
        for train, val in folds:
            model = make()
            model.fit(X[train], y[train])
            part = np.zeros((len(val), int(max(y)) + 1))
            part[:, model.classes_] = model.predict_proba(X[val])
            parts.append(part)
        columns.append(np.vstack(parts))
    back = np.argsort(np.concatenate([val for _, val in folds]))
    return np.stack(columns, axis=1)[back]


# --- 11.6 --------------------------------------------------------------------


@accepted("ensembles.average_weights")
def sum_of_copies(snapshots):
    total = {name: values.copy() for name, values in snapshots[0].items()}
    for params in snapshots[1:]:
        for name in total:
            total[name] += params[name]
    for name in total:
        total[name] /= len(snapshots)
    return total


@accepted("ensembles.average_weights")
def running_mean(snapshots):
    """After snapshot m, the mean of the first m."""
    average = {}
    for m, params in enumerate(snapshots, start=1):
        for name, values in params.items():
            old = average.get(name, 0.0)
            average[name] = old + (values - old) / m
    return average


@accepted("ensembles.average_weights")
def weighted_stack(snapshots):
    average = OrderedDict()
    for name in sorted(snapshots[0]):
        stack = np.stack([params[name] for params in snapshots], axis=-1)
        average[name] = stack @ np.full(len(snapshots), 1 / len(snapshots))
    return average


# --- 11.7 --------------------------------------------------------------------


@accepted("ensembles.ema_update")
def step_towards(average, params, decay):
    """The distance to the new value shrinks by the factor decay."""
    if average is None:
        average = params
    return {name: w + decay * (average[name] - w) for name, w in params.items()}


@accepted("ensembles.ema_update")
def in_a_copy(average, params, decay):
    result = copy.deepcopy(average or params)
    for name in result:
        result[name] *= decay
        result[name] += (1 - decay) * params[name]
    return result


@accepted("ensembles.ema_update")
def weighted_mean(average, params, decay):
    if average is None:
        average, decay = params, 0.0
    result = OrderedDict()
    for name in params:
        pair = [average[name], params[name]]
        result[name] = np.average(pair, axis=0, weights=[decay, 1 - decay])
    return result
