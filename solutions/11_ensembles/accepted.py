"""Correct answers to lesson 11, written differently from the lesson's own."""

import copy
from collections import OrderedDict

import numpy as np

from reglab.checks.authoring.accepted import accepted

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
