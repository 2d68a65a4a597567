"""Exercise 5.1: the known mistakes. Every answer declared here is wrong on purpose."""

import copy

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
    kind="half",
)

KFOLD_INDICES.mistake(
    "rotated in place of shuffled",
    "You only move the start, so neighbouring rows stay together. Shuffle all rows with "
    "rng.permutation(n).",
    lambda n, k, rng: _cut(np.roll(np.arange(n), rng.integers(n)), k),
    kind="half",
)


def _fold_borders(data, out):
    """In each call, how often a row is in another fold than the row before it."""
    return np.sum(np.diff(out["folds"], axis=1) != 0, axis=1)


@KFOLD_INDICES.mistake(
    "blocks of rows in random order",
    "You shuffle the folds, or the rows within a fold, but each fold still is a block of "
    "consecutive rows. Shuffle all rows before you cut them.",
    signature=("shuffled", lambda data, out: np.all(_fold_borders(data, out) == data["k"] - 1)),
    kind="half",
)
def shuffled_blocks(n, k, rng):
    folds = _cut(np.arange(n), k)
    return [folds[i] for i in rng.permutation(k)]


@KFOLD_INDICES.mistake(
    "a fold drawn for each row",
    "You draw a fold for each row, so the sizes are random. Shuffle the rows and split them "
    "into equal parts.",
    kind="slip",
)
def drawn_folds(n, k, rng):
    fold = rng.integers(k, size=n)
    return [(np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k)]


@KFOLD_INDICES.mistake(
    "shuffled, but not used",
    "rng.permutation(n) returns a shuffled copy, but you do not use it: your folds take every "
    "k-th row in order.",
    kind="half",
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
    kind="half",
)
def train_on_everything(n, k, rng):
    order = rng.permutation(n)
    return [(order, val) for val in np.array_split(order, k)]


def _right_number(data, out):
    """Each side of a pair has the right number of different rows, but some rows are in both."""
    overlap = [len(np.intersect1d(*pair)) for pair in out["kfold_indices"]]
    sizes = [len(np.unique(train)) + len(val) for train, val in out["kfold_indices"]]
    # With two or four rows the sides may fit by chance.
    return all(size == data["n"] for size in sizes) and (data["n"] < 20 or any(overlap))


@KFOLD_INDICES.mistake(
    "train and val drawn apart",
    "Your training rows are as many as they should be, but some of them are validation rows, too. "
    "Take both sides from the same shuffle: train is what is not in val.",
    signature=("complement", _right_number),
    kind="half",
)
def drawn_apart(n, k, rng):
    order, other = rng.permutation(n), rng.permutation(n)
    return [(other[len(val) :], val) for val in np.array_split(order, k)]


def _one_part(data, out):
    return data["k"] == 2 or all(
        len(train) <= -(-data["n"] // data["k"]) for train, _ in out["kfold_indices"]
    )


@KFOLD_INDICES.mistake(
    "trained on one other part",
    "You train on a single part. Train on all parts but the validation fold.",
    signature=("complement", _one_part),
    kind="slip",
)
def one_other_part(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(parts[i - 1], parts[i]) for i in range(k)]


def _left_over(data, out):
    n, k = data["n"], data["k"]
    rows = np.concatenate([val for _, val in out["kfold_indices"]])
    return len(rows) == n // k * k and len(np.unique(rows)) == len(rows)


@KFOLD_INDICES.mistake(
    "left-over rows lost",
    "Your folds have n // k rows, so n % k rows are never validated if k does not divide n. "
    "Spread them over the folds.",
    signature=("left_over", _left_over),
    kind="slip",
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
    kind="slip",
)
def one_large_fold(n, k, rng):
    order, size = rng.permutation(n), n // k
    return _pairs([*np.split(order[: (k - 1) * size], k - 1), order[(k - 1) * size :]])


def _rounded_up(data, out):
    n, size = data["n"], -(-data["n"] // data["k"])
    wanted = [min(size, max(n - i * size, 0)) for i in range(data["k"])]
    return sorted(len(val) for _, val in out["kfold_indices"]) == sorted(wanted)


@KFOLD_INDICES.mistake(
    "fold size rounded up",
    "Your folds take n / k rows, rounded up, so too few rows, or none, are left for the last "
    "ones. Only n % k folds get one more row than n // k.",
    signature=("sizes", _rounded_up),
    kind="slip",
)
def rounded_up(n, k, rng):
    order, size = rng.permutation(n), -(-n // k)
    return _pairs([order[i * size : (i + 1) * size] for i in range(k)])


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
    kind="slip",
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
    kind="half",
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
    kind="half",
)


def _always_the_same(data, out):
    """One split for all generators, and it looks shuffled."""
    some = 2 < _fold_borders(data, out)[0] < data["n"] - 1
    return bool(some and len(np.unique(out["folds"], axis=0)) == 1)


KFOLD_INDICES.mistake(
    "a seed inside",
    "Your folds are the same whatever rng is passed, as with a seed inside the function. Shuffle "
    "with the rng that was passed.",
    lambda n, k, rng: _cut(np.random.default_rng(0).permutation(n), k),
    signature=("shuffled", _always_the_same),
    kind="slip",
)

KFOLD_INDICES.mistake(
    "a generator without a seed",
    "You shuffle with np.random or a new generator, so your folds cannot be reproduced. Use "
    "the rng that was passed.",
    lambda n, k, rng: _cut(np.random.default_rng().permutation(n), k),
    signature=("repeatable", lambda data, out: True),
    kind="slip",
)

KFOLD_INDICES.mistake(
    "a copy of rng",
    "The generator that was passed does not move on, as if you drew from a copy of it or from its "
    "state. Draw from rng itself, so that the next call gets other folds.",
    lambda n, k, rng: _cut(copy.deepcopy(rng).permutation(n), k),
    signature=(
        "advances",
        lambda data, out: np.array_equal(out["folds"][:, 0], out["folds"][:, 1]),
    ),
    kind="slip",
)

KFOLD_INDICES.mistake(
    "only one split",
    "You return one pair. Return k pairs: each of the k parts is the validation fold once.",
    lambda n, k, rng: _cut(rng.permutation(n), k)[:1],
    kind="half",
)

KFOLD_INDICES.mistake(
    "one pair short",
    "You return k - 1 pairs, so the last part is never the validation fold.",
    lambda n, k, rng: _cut(rng.permutation(n), k)[:-1],
    kind="slip",
)


@KFOLD_INDICES.mistake(
    "row masks in place of row numbers",
    "You return masks of True and False. Return row numbers: np.flatnonzero converts a mask.",
    kind="slip",
)
def masks(n, k, rng):
    folds = _cut(rng.permutation(n), k)
    return [tuple(np.isin(np.arange(n), side) for side in pair) for pair in folds]


KFOLD_INDICES.mistake(
    "counted from 1",
    "You number the rows from 1 to n. In Python they are numbered from 0 to n - 1.",
    lambda n, k, rng: _cut(1 + rng.permutation(n), k),
    kind="slip",
)

KFOLD_INDICES.mistake(
    "the last row left out",
    "Row n - 1 is in none of your folds: rng.permutation(n) has the rows 0 to n - 1.",
    lambda n, k, rng: _cut(rng.permutation(n - 1), k),
    signature=(
        "partition",
        lambda data, out: np.array_equal(
            np.sort(np.concatenate([val for _, val in out["kfold_indices"]])),
            np.arange(data["n"] - 1),
        ),
    ),
    kind="slip",
)

KFOLD_INDICES.mistake(
    "one pair more",
    "You return k + 1 pairs. k is the number of parts, not of the cuts between them.",
    lambda n, k, rng: _cut(rng.permutation(n), k + 1),
    kind="slip",
)

KFOLD_INDICES.mistake(
    "row numbers of dtype float",
    "Your row numbers are floats, which cannot index rows. Return whole numbers.",
    lambda n, k, rng: _cut(1.0 * rng.permutation(n), k),
    kind="slip",
)
