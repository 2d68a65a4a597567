"""Exercise 4.3, how often a feature is kept: what is drawn and called.

The fits are built here and give the sample away in the weights that they return: what they saw
reaches the judge as the frequencies themselves.
"""

import itertools

import numpy as np

from ...core import Array, Exercise, Integer

SELECTION_FREQUENCY = Exercise(
    "elastic_net.selection_frequency",
    title="4.3 selection_frequency",
    points=3,
    forbid=("reglab.validation.selection",),
)


SHARES = Array(lambda data: data["X"].shape[1:])


def _call(answers, data, fit):
    rng = np.random.default_rng(data["seed"])
    return answers.selection_frequency(fit, data["X"], data["y"], data["n_boot"], rng)


def _rows(rng, n, p, n_boot, **data):
    X, y = rng.normal(size=(n, p)), rng.normal(size=n)
    return {"X": X, "y": y, "n_boot": int(n_boot), "seed": int(rng.integers(2**31)), **data}


def _fits(rng, n_boot, p):
    """The weights that the fits return: some features are always kept, never, or at times.

    The number of fits is odd and not that of the rows: no share is one half, and none is right
    if it is divided by something else.
    """
    W = rng.integers(2, 13, size=(n_boot, p)) / 4
    W[1::2, 0] *= -1
    W[:, 1] = 0.0
    # From the third on: kept by the first fit and not by the last, or the other way round.
    for j in range(2, p):
        some = rng.permutation(np.arange(1, n_boot - 1))[: rng.integers(1, n_boot - 1)]
        W[some, j] = 0.0
        W[-1 if j % 2 == 0 else 0, j] = 0.0
        W[:, j] *= -1.0 if j % 2 == 0 else 1e-9
    return _rows(rng, rng.integers(3, n_boot), p, n_boot, W=W)


@SELECTION_FREQUENCY.property(
    "a weight counts whenever it is not 0, whatever its sign and size",
    draw=lambda rng: [_fits(rng, 5, 4), _fits(rng, 2 * rng.integers(3, 6) + 1, rng.integers(5, 8))],
    returns={"selection_frequency": SHARES},
)
def nonzero(answers, data):
    turns = itertools.cycle(data["W"])
    return {"selection_frequency": _call(answers, data, lambda X, y: next(turns).copy())}


def _target_first(rng):
    data = _rows(rng, rng.integers(6, 13), rng.integers(2, 6), rng.integers(3, 8))
    return {**data, "X": np.column_stack([data["y"], data["X"][:, 1:]])}


@SELECTION_FREQUENCY.property(
    "a row of X keeps its y",
    draw=_target_first,
    returns={"selection_frequency": SHARES},
    after="nonzero",
)
def paired_rows(answers, data):
    def mismatch(X, y):
        return np.append(np.sum(np.abs(X[:, 0] - y)), np.ones(X.shape[1] - 1))

    return {"selection_frequency": _call(answers, data, mismatch)}


def _more_columns_than_rows(rng):
    n = rng.integers(12, 17)
    return _rows(rng, n, n + 3, rng.integers(9, 12))  # n_boot is neither n nor n // 2


@SELECTION_FREQUENCY.property(
    "each sample has n rows, and fit is called n_boot times",
    draw=_more_columns_than_rows,
    # The number of calls is evidence from the student's side; so are the sizes, in the weights.
    returns={"selection_frequency": SHARES, "calls": Integer()},
    after="nonzero",
)
def sample_size(answers, data):
    calls, p = [], data["X"].shape[1]

    def size(X, y):  # weight k is kept if the sample has k rows
        calls.append(len(X))
        return (np.arange(p) == min(len(X), p - 1)).astype(float)

    return {"selection_frequency": _call(answers, data, size), "calls": len(calls)}


def _witnesses(rng, n, p, n_boot):
    """Columns that are 0 but for one row each, the first and the last row among these rows."""
    rows = np.sort(rng.choice(np.arange(1, n - 1), size=p - 2, replace=False))
    rows = np.concatenate([[0], rows, [n - 1]])
    X = np.zeros((n, p))
    X[rows, np.arange(p)] = rng.uniform(0.5, 3.0, size=p)
    return _rows(rng, n, p, n_boot, X=X, rows=rows)


@SELECTION_FREQUENCY.property(
    "rows are drawn with replacement, anew for each sample",
    # So many samples that half the rows, all of them or one sample for all would show.
    draw=lambda rng: _witnesses(rng, rng.integers(14, 19), 12, rng.integers(350, 451)),
    returns={"selection_frequency": SHARES},
    after="nonzero",
    statistical=True,
)
def with_replacement(answers, data):
    return {"selection_frequency": _call(answers, data, lambda X, y: X.sum(axis=0))}


def _all_rows_witnessed(rng):
    n = rng.integers(11, 17)
    return _witnesses(rng, n, n, rng.integers(40, 61))


@SELECTION_FREQUENCY.property(
    "the rng that was passed decides, and nothing else",
    draw=_all_rows_witnessed,
    returns={name: SHARES for name in ("first", "again", "other")},
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
