"""Correct answers to lesson 07, written differently from the lesson's own.

The matrix (``reglab checks verify``) demands that each passes everything: a
check that knows only one way to be right is wrong.
"""

import itertools
import math
from collections import namedtuple

import numpy as np

from reglab.checks.authoring.accepted import accepted

# --- 7.1 ---------------------------------------------------------------------


@accepted("dropout.dropout_forward")
def by_binomial(x, rate, *, rng, training):
    keep = 1 - rate
    mask = rng.binomial(1, keep, size=x.shape).astype(bool) if training else np.full(x.shape, True)
    return np.where(mask, x / keep if training else x, 0.0), mask


@accepted("dropout.dropout_forward")
def from_a_draw_made_in_any_case(x, rate, *, rng, training):
    """The draw comes first; where nothing is dropped, the rate is set to 0."""
    Answer = namedtuple("Answer", "out mask")
    rate = rate if training else 0.0
    mask = rng.uniform(0.0, 1.0, x.shape) > rate
    return Answer(x * mask / (1.0 - rate), mask)


@accepted("dropout.dropout_forward")
def entry_by_entry(x, rate, *, rng, training):
    out, mask = x.copy(), np.ones_like(x, dtype=bool)
    if training:
        for index in np.ndindex(*x.shape):
            if rng.random() < rate:
                out[index], mask[index] = 0.0, False
            else:
                out[index] /= 1 - rate
    return [out, mask]


@accepted("dropout.dropout_forward")
def by_choice_in_fortran_order(x, rate, *, rng, training):
    if not training:
        return x, np.isfinite(x)
    mask = rng.choice([True, False], p=[1 - rate, rate], size=x.shape[::-1]).T
    out = np.zeros(x.shape, order="F")
    out[mask] = x[mask] / (1 - rate)
    return out, mask


@accepted("dropout.dropout_forward")
def from_a_spawned_generator(x, rate, *, rng, training):
    (child,) = rng.spawn(1)
    mask = child.random(x.shape) < 1 - rate * bool(training)
    return x * (mask / (1 - rate * bool(training))), mask


# --- 7.2 ---------------------------------------------------------------------


@accepted("dropout.dropout_backward")
def by_where(dout, mask, rate):
    return np.where(mask, dout / (1 - rate), 0)


@accepted("dropout.dropout_backward")
def by_assignment(dout, mask, rate):
    dx = dout * (1 / (1 - rate))
    dx[~mask] = 0
    return dx


@accepted("dropout.dropout_backward")
def numbers_instead_of_a_mask(dout, mask, rate):
    return np.multiply(dout, np.asfortranarray(mask).astype(float)) / (1.0 - rate)


# --- 7.3 ---------------------------------------------------------------------


@accepted("dropout.vanilla_forward")
def vanilla_by_where(x, rate, *, rng, training):
    if not training:
        return x - rate * x, ~np.zeros(x.shape, dtype=bool)
    mask = rng.random(size=x.shape) > rate
    return np.where(mask, x, 0), mask


@accepted("dropout.vanilla_forward")
def vanilla_by_assignment(x, rate, *, rng, training):
    out, mask = x.copy(), np.ones(x.shape, dtype=np.bool_)
    if training:
        mask = np.logical_not(rng.binomial(1, rate, x.shape))
        out[~mask] = 0
    else:
        out *= 1 - rate
    return out, mask


@accepted("dropout.vanilla_forward", "vanilla_predict")
def the_mean(x, rate):
    return rate * np.zeros_like(x) + (1 - rate) * x


# --- 7.4 ---------------------------------------------------------------------


@accepted("dropout.exact_mask_average")
def by_bits(f, x, rate):
    d, values = len(x), []
    for number in range(2**d):
        mask = np.array([number >> j & 1 for j in range(d)])
        p = np.prod(np.where(mask, 1 - rate, rate))
        values.append(p * np.asarray(f(mask * x / (1 - rate))))
    return np.sum(values, axis=0)


@accepted("dropout.exact_mask_average")
def by_recursion(f, x, rate):
    """One unit after the other: dropped or kept."""

    def average(head, tail):
        if len(tail) == 0:
            return f(np.array(head))
        kept = average([*head, tail[0] / (1 - rate)], tail[1:])
        return (1 - rate) * kept + rate * average([*head, 0.0], tail[1:])

    return average([], list(x))


@accepted("dropout.exact_mask_average")
def by_subsets(f, x, rate):
    total, d = 0, len(x)
    for kept in range(d + 1):
        for units in itertools.combinations(range(d), kept):
            z = np.zeros(d)
            z[list(units)] = x[list(units)] / (1 - rate)
            total = total + math.pow(1 - rate, kept) * math.pow(rate, d - kept) * f(z)
    return total


# --- 7.5 ---------------------------------------------------------------------


@accepted("dropout.mc_predict")
def by_two_sums(net, X, n_samples, rng):
    total = squares = 0
    for _ in range(n_samples):
        p = net(X, training=True, rng=rng)
        total, squares = total + p, squares + p**2
    mean = total / n_samples
    return mean, np.sqrt(np.maximum(squares / n_samples - mean**2, 0))


@accepted("dropout.mc_predict")
def with_a_generator_for_each_pass(net, X, n_samples, rng):
    passes = np.stack([net(X, training=True, rng=child) for child in rng.spawn(n_samples)], axis=-1)
    return passes.mean(axis=-1), passes.std(axis=-1)


@accepted("dropout.mc_predict")
def one_pass_to_know_the_shape(net, X, n_samples, rng):
    first = net(X, training=True, rng=rng)
    passes = np.empty((n_samples, *first.shape))
    passes[0] = first
    for t in range(1, n_samples):
        passes[t] = net(X, rng=rng, training=True)
    Prediction = namedtuple("Prediction", "mean std")
    return Prediction(np.mean(passes, 0), np.sqrt(np.mean((passes - np.mean(passes, 0)) ** 2, 0)))
