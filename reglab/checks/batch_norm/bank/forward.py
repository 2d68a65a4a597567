"""Exercise 9.1: the known wrong answers, in what they return in training."""

import numpy as np

from ..judges.gradients import WRONG_FORWARD
from ..probes import BN_FORWARD
from .parts import batch_norm, by_root, move, start


def known(name, hint, function, *, normalizes=False):
    """Declare a mistake; after one that still normalizes, the gradients of 9.2 can be right."""
    BN_FORWARD.misconception(name, hint=hint)(function)
    if normalizes:
        WRONG_FORWARD.append(function)


def _pooled(x):
    return np.full(x.shape[1], x.mean()), np.full(x.shape[1], x.var())


known(
    "one mean for the whole batch",
    "Your mean and variance are single numbers for all of x. Every column has its own: axis=0.",
    batch_norm(mean=lambda x: _pooled(x)[0], var=lambda x: _pooled(x)[1]),
    normalizes=True,
)


def _over_the_features(keepdims):
    def forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
        if not training:
            return batch_norm()(x, gamma, beta, state, training=False, eps=eps)
        batch = x.mean(axis=1, keepdims=keepdims), x.var(axis=1, keepdims=keepdims)
        state = move(start(x) if state is None else state, batch, momentum)
        return gamma * by_root(x, *batch, eps) + beta, None, state

    return forward


known(
    "statistics over the features",
    "You normalize every row. Batch norm normalizes every column, over the rows of the batch: "
    "axis=0.",
    _over_the_features(keepdims=True),
)
known(
    "statistics over the features, spread over the rows",
    "Your mean has one entry for each row of x. It needs one for each column: axis=0.",
    _over_the_features(keepdims=False),
)
known(
    "divides by m - 1 everywhere",
    "Your variance divides by m - 1. Batch norm divides by the number of rows, m.",
    batch_norm(var=lambda x: x.var(axis=0, ddof=1)),
    normalizes=True,
)
known(
    "divides by m - 1 where it normalizes",
    "You normalize with the variance by m - 1 and keep the one by m. Both divide by m here.",
    batch_norm(
        var=lambda x: x.var(axis=0, ddof=1), stored=lambda x: (x.mean(axis=0), x.var(axis=0))
    ),
)
known(
    "eps outside of the root",
    "You add eps to the standard deviation. It belongs to the variance, under the root.",
    batch_norm(normalize=lambda x, mean, var, eps: (x - mean) / (np.sqrt(var) + eps)),
    normalizes=True,
)
known(
    "eps forgotten",
    "eps is missing. Without it a feature that never changes is divided by 0.",
    batch_norm(normalize=lambda x, mean, var, eps: (x - mean) / np.sqrt(var)),
    normalizes=True,
)
known(
    "eps fixed",
    "You use 1e-5 whatever eps is. Use the argument.",
    batch_norm(normalize=lambda x, mean, var, eps: by_root(x, mean, var, 1e-5)),
    normalizes=True,
)
known(
    "eps squared",
    "eps is squared in your formula. It is added to the variance as it is.",
    batch_norm(normalize=lambda x, mean, var, eps: by_root(x, mean, var, eps**2)),
    normalizes=True,
)
known(
    "another default of eps",
    "Without an argument your eps is not 1e-5. (1e-3 is the default of Keras.)",
    lambda x, gamma, beta, state, *, training, momentum=0.9, eps=1e-3: batch_norm()(
        x, gamma, beta, state, training=training, momentum=momentum, eps=eps
    ),
)
known(
    "divided by the variance",
    "You divide by the variance. Its root, the standard deviation, has the unit of x.",
    batch_norm(normalize=lambda x, mean, var, eps: (x - mean) / (var + eps)),
    normalizes=True,
)
known(
    "multiplied by the root",
    "You multiply by the standard deviation. Divide, so that the spread becomes 1.",
    batch_norm(normalize=lambda x, mean, var, eps: (x - mean) * np.sqrt(var + eps)),
)
known(
    "centred only",
    "You take the mean away and do not divide: the spread of each column is as before.",
    batch_norm(normalize=lambda x, mean, var, eps: x - mean),
)
known(
    "not centred",
    "You divide by the spread and leave the mean where it was. Subtract it first.",
    batch_norm(normalize=lambda x, mean, var, eps: x / np.sqrt(var + eps)),
)
known(
    "mean minus x",
    "Your sign is turned: it is x - mean.",
    batch_norm(normalize=lambda x, mean, var, eps: (mean - x) / np.sqrt(var + eps)),
    normalizes=True,
)
known(
    "mean of the squares for the variance",
    "Your variance is the mean of x^2. Take the mean away before you square.",
    batch_norm(var=lambda x: np.mean(x**2, axis=0)),
    normalizes=True,
)
known(
    "sum of squares for the variance",
    "Your variance is a sum over the batch. Divide by the number of rows.",
    batch_norm(var=lambda x: len(x) * x.var(axis=0)),
    normalizes=True,
)
known(
    "scaled to [0, 1]",
    "You scale by the smallest and the largest entry. Batch norm uses mean and variance.",
    batch_norm(
        normalize=lambda x, mean, var, eps: (
            (x - x.min(axis=0)) / np.sqrt((x.max(axis=0) - x.min(axis=0)) ** 2 + 1e-30)
        )
    ),
    normalizes=True,
)
known(
    "median for the mean",
    "You centre at the median. Batch norm takes the mean.",
    batch_norm(mean=lambda x: np.median(x, axis=0)),
    normalizes=True,
)
