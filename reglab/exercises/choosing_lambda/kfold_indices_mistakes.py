"""Exercise 5.1: the known mistakes. Every answer declared here is wrong on purpose."""

import numpy as np

from reglab.exercises.choosing_lambda.kfold_indices import KFOLD_INDICES


def _pairs(parts):
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), val) for i, val in enumerate(parts)]


def _cut(order, k):
    """The folds of rows in the given order: correct if the order is rng.permutation(n)."""
    return _pairs(np.array_split(order, k))


KFOLD_INDICES.mistake(
    "not shuffled",
    "Your folds are consecutive rows. Data are often sorted, by date or by class: shuffle "
    "with rng first.",
    lambda n, k, rng: _cut(np.arange(n), k),
)

KFOLD_INDICES.mistake(
    "rotated in place of shuffled",
    "You only move the start, so neighbouring rows stay together. Shuffle all rows with "
    "rng.permutation(n).",
    lambda n, k, rng: _cut(np.roll(np.arange(n), rng.integers(n)), k),
)


@KFOLD_INDICES.mistake(
    "a fold drawn for each row",
    "You draw a fold for each row, so the sizes are random. Shuffle the rows and split them "
    "into equal parts.",
)
def drawn_folds(n, k, rng):
    fold = rng.integers(k, size=n)
    return [(np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k)]


@KFOLD_INDICES.mistake(
    "shuffled, but not used",
    "rng.permutation(n) returns a shuffled copy, but you do not use it: your folds take every "
    "k-th row in order.",
)
def every_kth(n, k, rng):
    rng.permutation(n)
    return _pairs([np.arange(i, n, k) for i in range(k)])


def _train_is_everything(data, out):
    return all(len(train) == data["n"] for train, _ in out["kfold_indices"])


@KFOLD_INDICES.mistake(
    "trained on every row",
    "You train on all rows, including the validation fold. Leave that fold out.",
    signature=("complement", _train_is_everything),
)
def train_on_everything(n, k, rng):
    order = rng.permutation(n)
    return [(order, val) for val in np.array_split(order, k)]


def _left_over(data, out):
    n, k = data["n"], data["k"]
    rows = np.concatenate([val for _, val in out["kfold_indices"]])
    return len(rows) == n // k * k and len(np.unique(rows)) == len(rows)


@KFOLD_INDICES.mistake(
    "left-over rows lost",
    "Your folds have n // k rows, so n % k rows are never validated if k does not divide n. "
    "Spread them over the folds.",
    signature=("partition", _left_over),
)
def lost_rows(n, k, rng):
    order, size = rng.permutation(n), n // k
    vals = [order[i * size : (i + 1) * size] for i in range(k)]
    return [(np.setdiff1d(order, val), val) for val in vals]


def _one_large_fold(data, out):
    n, k = data["n"], data["k"]
    got = sorted(len(val) for _, val in out["kfold_indices"])
    return got == [n // k] * (k - 1) + [n - n // k * (k - 1)]


@KFOLD_INDICES.mistake(
    "all left-over rows in one fold",
    "Your last fold takes all n % k left-over rows. Spread them: n % k folds get one more row.",
    signature=("sizes", _one_large_fold),
)
def one_large_fold(n, k, rng):
    order, size = rng.permutation(n), n // k
    return _pairs([*np.split(order[: (k - 1) * size], k - 1), order[(k - 1) * size :]])


def _swapped(data, out):
    pairs = out["kfold_indices"]
    rows = np.concatenate([train for train, _ in pairs])
    return np.array_equal(np.sort(rows), np.arange(data["n"]))


KFOLD_INDICES.mistake(
    "train and val swapped",
    "You swapped the sides of each pair. The order is (train, val): the large part is for "
    "training.",
    lambda n, k, rng: [(val, train) for train, val in _cut(rng.permutation(n), k)],
    signature=("partition", _swapped),
)


def _split_each_time(data, out):
    """Each pair is a split of all rows; but together they validate some rows twice."""
    n, k, pairs = data["n"], data["k"], out["kfold_indices"]
    splits = all(
        np.array_equal(np.sort(np.concatenate([train, val])), np.arange(n))
        and len(val) in (n // k, n // k + 1)
        for train, val in pairs
    )
    different = len(np.unique(np.concatenate([val for _, val in pairs])))
    # A few rows may form a partition by chance; thirty do not.
    return splits and (n < 30 or different < n)


@KFOLD_INDICES.mistake(
    "shuffled again for each fold",
    "You shuffle inside the loop, so folds overlap and some rows are never validated. Shuffle "
    "once, before the loop.",
    signature=("partition", _split_each_time),
)
def shuffled_again(n, k, rng):
    return [_cut(rng.permutation(n), k)[i] for i in range(k)]


def _repeats(data, out):
    """A fold has a row twice; with few rows, possibly none was drawn twice."""
    return data["n"] < 7 or any(len(np.unique(val)) < len(val) for _, val in out["kfold_indices"])


KFOLD_INDICES.mistake(
    "drawn with replacement",
    "rng.integers and rng.choice can draw a row twice and miss another. Use a permutation, "
    "which has each row once.",
    lambda n, k, rng: _cut(rng.integers(0, n, size=n), k),
    signature=("partition", _repeats),
)

KFOLD_INDICES.mistake(
    "a seed inside",
    "You create a generator with a fixed seed, so every call gives the same shuffle. Use the "
    "rng that was passed.",
    lambda n, k, rng: _cut(np.random.default_rng(0).permutation(n), k),
)

KFOLD_INDICES.mistake(
    "a generator of one's own",
    "You shuffle with np.random or a new generator, so your folds cannot be reproduced. Use "
    "the rng that was passed.",
    lambda n, k, rng: _cut(np.random.default_rng().permutation(n), k),
    signature=("repeatable", lambda data, out: True),
)

KFOLD_INDICES.mistake(
    "only one split",
    "You return one pair. Return k pairs: each of the k parts is the validation fold once.",
    lambda n, k, rng: _cut(rng.permutation(n), k)[:1],
)

KFOLD_INDICES.mistake(
    "one pair short",
    "You return k - 1 pairs, so the last part is never the validation fold.",
    lambda n, k, rng: _cut(rng.permutation(n), k)[:-1],
)


@KFOLD_INDICES.mistake(
    "row masks in place of row numbers",
    "You return masks of True and False. Return row numbers: np.flatnonzero converts a mask.",
)
def masks(n, k, rng):
    folds = _cut(rng.permutation(n), k)
    return [tuple(np.isin(np.arange(n), side) for side in pair) for pair in folds]


KFOLD_INDICES.mistake(
    "counted from 1",
    "You number the rows from 1 to n. In Python they are numbered from 0 to n - 1.",
    lambda n, k, rng: _cut(1 + rng.permutation(n), k),
)
