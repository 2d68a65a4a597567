"""Correct answers to lesson 11, written differently from the lesson's own."""

import copy
from collections import OrderedDict

import numpy as np

from reglab.checks.authoring.accepted import accepted

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
