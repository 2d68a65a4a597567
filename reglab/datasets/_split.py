"""Random splits of rows into training, validation and test sets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_count, check_number, check_rng
from reglab.datasets._validation import check_labels


def split_rows(
    n: int,
    sizes: Sequence[int] | Sequence[float],
    *,
    rng: np.random.Generator,
    labels: ArrayLike | None = None,
) -> tuple[NDArray[np.int64], ...]:
    """Split the row numbers ``0, ..., n - 1`` at random into disjoint parts.

    Use the same parts for X and y: ``train, test = split_rows(len(X), (0.7, 0.3), rng=rng)``,
    then ``X[train], y[train]``.

    Parameters
    ----------
    n : int
        Number of rows, >= 1.
    sizes : sequence of int, or sequence of float
        Size of each part: integers are numbers of rows, with a sum of at most n; floats are
        fractions of n, with a sum of at most 1. Remaining rows are in no part. ``1`` is one row,
        ``1.0`` is all rows.
    rng : numpy.random.Generator
        Source of the shuffle.
    labels : array-like of shape (n,), optional
        Class of every row (integers, booleans or text). If given, the split is stratified: of the
        rows that earlier parts left, each part gets its share of each class, to within one row.

    Returns
    -------
    tuple of ndarray, one per entry of `sizes`, int64
        Row numbers of each part, in random order.

    Raises
    ------
    ValueError
        If sizes is empty or mixes integers and floats, their sum is too large, or a part would be
        empty; or if n, labels or rng are not as described.

    Notes
    -----
    Taught in: 01_overfitting.

    With fractions, part k ends at ``round(n * (sizes[0] + ... + sizes[k]))``, rounded half to even:
    every part is within one row of its fraction, and fractions with sum 1 use every row.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.datasets import split_rows
    >>> parts = split_rows(10, (0.6, 0.2, 0.2), rng=np.random.default_rng(0))
    >>> [len(rows) for rows in parts], sorted(np.concatenate(parts).tolist())
    ([6, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    """
    n = check_count(n, "n")
    counts = _part_counts(n, sizes)
    check_rng(rng)
    # Without labels all rows are one class, and the shares below are the counts themselves.
    classes = np.zeros(n, int) if labels is None else _class_codes(labels, n)
    order = rng.permutation(n)
    by_class = order[np.argsort(classes[order], kind="stable")]
    waiting = np.split(by_class, np.cumsum(np.bincount(classes))[:-1])
    parts = []
    for count in counts:
        takes = _shares(count, np.array([len(rows) for rows in waiting]), rng)
        part = np.concatenate([rows[:k] for rows, k in zip(waiting, takes, strict=True)])
        waiting = [rows[k:] for rows, k in zip(waiting, takes, strict=True)]
        parts.append(rng.permutation(part))
    return tuple(parts)


def _class_codes(labels, n):
    return np.unique(check_labels(labels, "labels", n), return_inverse=True)[1]


def _part_counts(n, sizes):
    """Return the number of rows of each part, from integers or fractions."""
    try:
        sizes = list(sizes)
    except TypeError:
        raise ValueError(f"sizes must be a sequence like (0.7, 0.3), got {sizes!r}") from None
    if not sizes:
        raise ValueError("sizes must have at least one entry, got none")
    if all(isinstance(size, int | np.integer) for size in sizes):
        counts = [check_count(size, f"sizes[{i}]") for i, size in enumerate(sizes)]
        if sum(counts) > n:
            raise ValueError(f"sizes must have a sum of at most n = {n}, got {sum(counts)}")
        return counts
    if not all(isinstance(size, float | np.floating) for size in sizes):
        raise ValueError(f"sizes must be all integers or all floats, got {sizes!r}")
    fractions = [check_number(size, f"sizes[{i}]", least=0, most=1) for i, size in enumerate(sizes)]
    ends = np.cumsum(fractions)
    # Sums such as 0.6 + 0.2 + 0.2 may exceed 1 by a rounding error.
    if ends[-1] > 1 + 1e-9:
        raise ValueError(f"sizes must have a sum of at most 1, got {ends[-1]:g}")
    counts = np.diff(np.rint(n * np.minimum(ends, 1.0)).astype(int), prepend=0)
    if counts.min() == 0:
        i = int(counts.argmin())
        raise ValueError(f"sizes[{i}] must round to at least one of {n} rows, got {fractions[i]:g}")
    return counts.tolist()


def _shares(count, left, rng):
    """Divide `count` among classes in proportion to their rows `left`: largest remainders."""
    quotas = count * left / left.sum()
    takes = np.floor(quotas).astype(int)
    # Ties between remainders are broken at random, or the first class would always be favoured.
    turn = rng.permutation(len(left))
    first = turn[np.argsort((takes - quotas)[turn], kind="stable")]
    takes[first[: count - takes.sum()]] += 1
    return takes
