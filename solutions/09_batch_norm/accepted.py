"""Correct answers to lesson 09, written differently from the lesson's own.

The matrix (``reglab checks verify``) demands that each passes everything: a
check that knows only one way to be right is wrong.
"""

import bisect
import copy
import itertools
import math
import operator
from collections import namedtuple

import numpy as np

from reglab.checks.authoring.accepted import accepted

# --- 9.1 ---------------------------------------------------------------------


@accepted("batch_norm.bn_forward")
def by_einsum(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    m, d = x.shape
    if state is None:
        state = (np.zeros(d), np.ones(d))
    mean, var = state
    if training:
        mean = np.ones(m) @ x / m
        var = np.einsum("ij,ij->j", x - mean, x - mean) / m
        state = (
            momentum * state[0] + (1 - momentum) * mean,
            momentum * state[1] + (1 - momentum) * var,
        )
    scale = gamma / np.sqrt(var + eps)
    return x * scale + (beta - mean * scale), {"x": x, "scale": scale}, state


@accepted("batch_norm.bn_forward")
def column_by_column(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    """Lists, loops, and None for a cache that inference does not need."""
    old_mean, old_var = (0.0 * gamma, 1.0 + 0.0 * gamma) if state is None else state
    means, variances = np.array(old_mean), np.array(old_var)
    out = np.empty(x.shape, order="F")
    for j, column in enumerate(x.T):
        if training:
            mean, var = np.mean(column), np.var(column)
            means[j] += (1 - momentum) * (mean - old_mean[j])
            variances[j] += (1 - momentum) * (var - old_var[j])
        else:
            mean, var = old_mean[j], old_var[j]
        out[:, j] = gamma[j] * (column - mean) / math.sqrt(var + eps) + beta[j]
    return [out, None, [means, variances]]


@accepted("batch_norm.bn_forward")
def with_named_tuples(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    Answer = namedtuple("Answer", "out cache state")
    State = namedtuple("State", "mean var")
    if state is None:
        state = State(np.zeros(gamma.shape), np.ones(gamma.shape))
    if not training:
        z = (x - state[0]) * (state[1] + eps) ** -0.5
        return Answer(np.add(z * gamma, beta), (), state)
    mean = np.mean(x, axis=0)
    var = np.mean(np.square(x), axis=0) - mean**2
    weights = [momentum, 1 - momentum]
    state = State(
        np.average([state[0], mean], axis=0, weights=weights),
        np.average([state[1], var], axis=0, weights=weights),
    )
    z = (x - mean) / np.sqrt(var + eps)
    return Answer(np.add(z * gamma, beta), z, state)


# --- 9.2 ---------------------------------------------------------------------
# The forward pass is the reference's; its cache is (x_hat, gamma, sqrt(var + eps), ...).


@accepted("batch_norm.bn_backward")
def in_three_ways(dout, cache):
    """Through x directly, through the variance, and through the mean, one after the other."""
    x_hat, gamma, root, _ = cache
    m = len(dout)
    centred = x_hat * root
    at_x_hat = dout * gamma
    at_var = np.sum(at_x_hat * centred, axis=0) * -0.5 * root**-3
    at_mean = -np.sum(at_x_hat, axis=0) / root
    dx = at_x_hat / root + at_var * 2 * centred / m + at_mean / m
    return dx, np.einsum("ij,ij->j", dout, x_hat), np.ones(m) @ dout


@accepted("batch_norm.bn_backward")
def by_the_jacobian(dout, cache):
    """Column by column, with the m by m matrix of slopes."""
    x_hat, gamma, root, _ = cache
    m, d = dout.shape
    dx = np.zeros((m, d), order="F")
    for j in range(d):
        z = x_hat[:, j]
        jacobian = gamma[j] / root[j] * (np.eye(m) - 1 / m - np.outer(z, z) / m)
        dx[:, j] = jacobian @ dout[:, j]
    Gradients = namedtuple("Gradients", "dx dgamma dbeta")
    return Gradients(dx, np.diag(dout.T @ x_hat), np.add.reduce(dout))


@accepted("batch_norm.bn_backward")
def in_the_common_form(dout, cache):
    x_hat, gamma, root, _ = cache
    m = dout.shape[0]
    dbeta = dout.sum(0)
    dgamma = (dout * x_hat).sum(0)
    return [gamma / (m * root) * (m * dout - dbeta - x_hat * dgamma), dgamma, dbeta]


# --- 9.3 ---------------------------------------------------------------------


@accepted("batch_norm.warmup_steps")
def by_counting(momentum, tol):
    t = 0
    while momentum**t > tol:
        t += 1
    return t


@accepted("batch_norm.warmup_steps")
def by_numpy_logarithms(momentum, tol):
    """The quotient of the logarithms is rounded, so count on from the step below it."""
    if momentum == 0 or tol >= 1:
        return int(tol < 1)
    t = np.int64(np.log2(tol) / np.log2(momentum))
    while momentum**t > tol:
        t += 1
    return t


@accepted("batch_norm.warmup_steps")
def by_bisection(momentum, tol):
    def enough(t):
        return math.pow(momentum, t) <= tol

    high = 1
    while not enough(high):
        high *= 2
    return bisect.bisect_left(range(high), True, key=enough)


@accepted("batch_norm.warmup_steps")
def by_multiplying(momentum, tol):
    left = itertools.accumulate(itertools.repeat(momentum), operator.mul, initial=1.0)
    return next(t for t, weight in enumerate(left) if weight <= tol)


# --- 9.4 ---------------------------------------------------------------------


@accepted("batch_norm.recalibrate_bn")
def by_deepcopy(network, X, batch_size):
    new = copy.deepcopy(network)
    ends = list(range(batch_size, len(X), batch_size))
    parts = np.split(X, ends)
    for name in new.running:
        values = [network.batch_statistics(part)[name] for part in parts]
        new.running[name][:] = np.average(values, axis=0, weights=[len(part) for part in parts])
    return new


@accepted("batch_norm.recalibrate_bn")
def in_place_of_zeros(network, X, batch_size):
    new = network.copy()
    for values in new.running.values():
        values *= 0
    start = 0
    while start < len(X):
        part = X[start : start + batch_size]
        for name, value in new.batch_statistics(part).items():
            np.add(new.running[name], value * len(part) / len(X), out=new.running[name])
        start += batch_size
    return new


@accepted("batch_norm.recalibrate_bn")
def by_a_running_mean(network, X, batch_size):
    """The mean so far moves towards each batch by the batch's share of the rows so far."""
    new, seen = network.copy(), 0
    for begin in range(0, X.shape[0], batch_size):
        part = X[begin : min(begin + batch_size, X.shape[0])]
        seen += part.shape[0]
        for name, value in network.batch_statistics(part).items():
            target = new.running[name]
            target += (value - target) * (part.shape[0] / seen)
    return new
