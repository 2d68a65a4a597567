"""Exercise 4.3, how often a feature is kept: what is drawn and called.

The fits are built here and give the sample away in the weights that they return: what they saw
reaches the judge as the frequencies themselves.
"""

import itertools

import numpy as np

from ...core import Array, Exercise, Integer
from ..designs import sampled_rows

SELECTION_FREQUENCY = Exercise(
    "elastic_net.selection_frequency",
    title="4.3 selection_frequency",
    points=3,
    forbid=("reglab.validation.selection",),
)


def _shares(size):
    return {"selection_frequency": Array(lambda data: (size(data),))}


def _call(answers, data, fit):
    rng = np.random.default_rng(data["seed"])
    return answers.selection_frequency(fit, data["X"], data["y"], data["n_boot"], rng)


def _seeded(rng, n_boot, **data):
    return {**data, "n_boot": n_boot, "seed": int(rng.integers(2**31))}


# The weights of five fits: always kept, never, with a minus sign, tiny.
FITS = np.array(
    [
        [2.0, 0.0, -0.5, 0.0],
        [3.0, 0.0, 0.0, 1e-9],
        [-1.0, 0.0, 0.0, 0.0],
        [2.0, 0.0, -0.5, 0.0],
        [1.0, 0.0, 0.0, 1e-9],
    ]
)


@SELECTION_FREQUENCY.property(
    "a weight counts whenever it is not 0, whatever its sign and size",
    draw=lambda rng: _seeded(rng, 5, X=rng.normal(size=(4, 4)), y=rng.normal(size=4), W=FITS),
    returns=_shares(lambda data: 4),
)
def nonzero(answers, data):
    turns = itertools.cycle(data["W"])
    return {"selection_frequency": _call(answers, data, lambda X, y: next(turns).copy())}


@SELECTION_FREQUENCY.property(
    "a row of X keeps its y",
    draw=lambda rng: _seeded(
        rng, 4, X=np.column_stack([np.arange(8.0), np.ones(8)]), y=np.arange(8.0)
    ),
    returns=_shares(lambda data: 2),
    after="nonzero",
)
def paired_rows(answers, data):
    def mismatch(X, y):
        return np.array([np.sum(np.abs(X[:, 0] - y)), 1.0])

    return {"selection_frequency": _call(answers, data, mismatch)}


@SELECTION_FREQUENCY.property(
    "each sample has n rows, and fit is called n_boot times",
    draw=lambda rng: _seeded(rng, 6, X=rng.normal(size=(9, 12)), y=rng.normal(size=9)),
    # The number of calls is evidence from the student's side; so are the sizes, in the weights.
    returns={**_shares(lambda data: 12), "calls": Integer()},
    after="nonzero",
)
def sample_size(answers, data):
    calls = []

    def size(X, y):  # weight k is kept if the sample has k rows
        calls.append(len(X))
        return (np.arange(12) == min(len(X), 11)).astype(float)

    return {"selection_frequency": _call(answers, data, size), "calls": len(calls)}


@SELECTION_FREQUENCY.property(
    "rows are drawn with replacement, anew for each sample",
    draw=lambda rng: _seeded(rng, 300, **sampled_rows(12, 8)),
    returns=_shares(lambda data: 8),
    after="nonzero",
    statistical=True,
)
def with_replacement(answers, data):
    return {"selection_frequency": _call(answers, data, lambda X, y: X.sum(axis=0))}


@SELECTION_FREQUENCY.property(
    "the rng that was passed decides, and nothing else",
    draw=lambda rng: _seeded(rng, 20, **sampled_rows(12, 12)),
    returns={name: Array(lambda data: (12,)) for name in ("first", "again", "other")},
    after="with_replacement",
)
def own_rng(answers, data):
    def rows(X, y):
        return X.sum(axis=0)

    return {
        "first": _call(answers, data, rows),
        "again": _call(answers, data, rows),
        "other": _call(answers, {**data, "seed": data["seed"] + 1}, rows),
    }
