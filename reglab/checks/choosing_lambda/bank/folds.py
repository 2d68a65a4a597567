"""Exercise 5.1: the known wrong answers."""

import numpy as np

from ..probes import KFOLD_INDICES


def _pairs(parts):
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), val) for i, val in enumerate(parts)]


@KFOLD_INDICES.misconception(
    "not shuffled",
    hint="The folds are consecutive rows. Data often come in an order, by date or by class: "
    "shuffle with rng first.",
)
def not_shuffled(n, k, rng):
    return _pairs(np.array_split(np.arange(n), k))


@KFOLD_INDICES.misconception(
    "rotated in place of shuffled",
    hint="You only move the start: neighbouring rows stay together. Shuffle all rows, with "
    "rng.permutation(n).",
)
def rotated(n, k, rng):
    return _pairs(np.array_split(np.roll(np.arange(n), rng.integers(n)), k))


@KFOLD_INDICES.misconception(
    "a fold drawn for each row",
    hint="You draw a fold for each row, so that sizes come out by chance. Shuffle the rows and cut "
    "them into equal parts.",
)
def drawn_folds(n, k, rng):
    fold = rng.integers(k, size=n)
    return [(np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k)]


@KFOLD_INDICES.misconception(
    "shuffled, but not used",
    hint="rng.permutation(n) returns a shuffled copy: your folds are cut from rows that are still "
    "in order, every k-th of them.",
)
def every_kth(n, k, rng):
    rng.permutation(n)
    return _pairs([np.arange(i, n, k) for i in range(k)])


def _train_is_everything(data, out):
    return all(len(train) == data["n"] for train, _ in out["kfold_indices"])


@KFOLD_INDICES.misconception(
    "trained on every row",
    hint="Your training rows are all rows, those of the validation fold among them. Leave "
    "that fold out.",
    signature=("complement", _train_is_everything),
)
def train_on_everything(n, k, rng):
    order = rng.permutation(n)
    return [(order, val) for val in np.array_split(order, k)]


def _left_over(data, out):
    n, k = data["n"], data["k"]
    rows = np.concatenate([val for _, val in out["kfold_indices"]])
    return len(rows) == n // k * k and len(np.unique(rows)) == len(rows)


@KFOLD_INDICES.misconception(
    "left-over rows lost",
    hint="With folds of n // k rows, n % k rows are never validated when k does not divide n. "
    "Spread them over the folds.",
    signature=("partition", _left_over),
)
def lost_rows(n, k, rng):
    order, size = rng.permutation(n), n // k
    pairs = []
    for i in range(k):
        val = order[i * size : (i + 1) * size]
        pairs.append((np.setdiff1d(order, val), val))
    return pairs


def _one_large_fold(data, out):
    n, k = data["n"], data["k"]
    got = sorted(len(val) for _, val in out["kfold_indices"])
    return got == [n // k] * (k - 1) + [n - n // k * (k - 1)]


@KFOLD_INDICES.misconception(
    "all left-over rows in one fold",
    hint="Your last fold takes all n % k rows that are left over. Spread them: one more in each of "
    "n % k folds.",
    signature=("sizes", _one_large_fold),
)
def one_large_fold(n, k, rng):
    order, size = rng.permutation(n), n // k
    return _pairs([*np.split(order[: (k - 1) * size], k - 1), order[(k - 1) * size :]])


def _swapped(data, out):
    pairs = out["kfold_indices"]
    rows = np.concatenate([train for train, _ in pairs])
    return np.array_equal(np.sort(rows), np.arange(data["n"]))


@KFOLD_INDICES.misconception(
    "train and val swapped",
    hint="The pairs are the wrong way round: the large part trains, the small one validates. The "
    "order is (train, val).",
    signature=("partition", _swapped),
)
def swapped(n, k, rng):
    return [(val, train) for train, val in _pairs(np.array_split(rng.permutation(n), k))]


def _split_each_time(data, out):
    """Each pair is a split of all rows; but together they validate some rows twice."""
    n, k, pairs = data["n"], data["k"], out["kfold_indices"]
    splits = all(
        np.array_equal(np.sort(np.concatenate([train, val])), np.arange(n))
        and len(val) in (n // k, n // k + 1)
        for train, val in pairs
    )
    different = len(np.unique(np.concatenate([val for _, val in pairs])))
    # A few rows may come out as a partition by luck; thirty do not.
    return splits and (n < 30 or different < n)


@KFOLD_INDICES.misconception(
    "shuffled again for each fold",
    hint="You shuffle inside the loop, so that folds overlap and some rows are never validated. "
    "Shuffle once, before it.",
    signature=("partition", _split_each_time),
)
def shuffled_again(n, k, rng):
    pairs = []
    for i in range(k):
        parts = np.array_split(rng.permutation(n), k)
        pairs.append((np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]))
    return pairs


def _repeats(data, out):
    return any(len(np.unique(val)) < len(val) for _, val in out["kfold_indices"])


@KFOLD_INDICES.misconception(
    "drawn with replacement",
    hint="rng.integers and rng.choice can draw a row twice and miss another. A permutation has "
    "every row once.",
    signature=("partition", lambda data, out: _repeats(data, out) or data["n"] < 7),
)
def with_replacement(n, k, rng):
    return _pairs(np.array_split(rng.integers(0, n, size=n), k))


@KFOLD_INDICES.misconception(
    "a seed inside",
    hint="A generator with a fixed seed is made inside the function, so that every call shuffles "
    "alike. Use the rng that was passed.",
)
def own_seed(n, k, rng):
    return _pairs(np.array_split(np.random.default_rng(0).permutation(n), k))


@KFOLD_INDICES.misconception(
    "a generator of one's own",
    hint="You shuffle with np.random or a new generator, so that nobody can repeat your folds. Use "
    "the rng that was passed.",
    signature=("repeatable", lambda data, out: True),
)
def own_generator(n, k, rng):
    return _pairs(np.array_split(np.random.default_rng().permutation(n), k))


@KFOLD_INDICES.misconception(
    "only one split",
    hint="You return one pair. Every one of the k parts is the validation fold once: k pairs.",
)
def one_split(n, k, rng):
    return _pairs(np.array_split(rng.permutation(n), k))[:1]


@KFOLD_INDICES.misconception(
    "one pair short",
    hint="You return k - 1 pairs: the last part is never the validation fold.",
)
def one_short(n, k, rng):
    return _pairs(np.array_split(rng.permutation(n), k))[:-1]


@KFOLD_INDICES.misconception(
    "row masks in place of row numbers",
    hint="True and False mark rows, but row numbers are asked for: np.flatnonzero turns one into "
    "the other.",
)
def masks(n, k, rng):
    rows = np.arange(n)
    return [
        (np.isin(rows, train), np.isin(rows, val))
        for train, val in _pairs(np.array_split(rng.permutation(n), k))
    ]


@KFOLD_INDICES.misconception(
    "counted from 1",
    hint="Your rows run from 1 to n. In Python they are numbered from 0 to n - 1.",
)
def from_one(n, k, rng):
    return _pairs(np.array_split(1 + rng.permutation(n), k))
