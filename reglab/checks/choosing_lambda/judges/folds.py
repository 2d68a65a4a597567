"""Exercise 5.1: what each property demands."""

import numpy as np

from ...core import PASSED, failed
from ..probes import KFOLD_INDICES


def _case(data):
    return f"n = {data['n']}, k = {data['k']}"


def _vals(folds):
    return [np.sort(val).tolist() for _, val in folds]


@KFOLD_INDICES.judge("partition")
def partition(data, out):
    n = data["n"]
    rows = np.concatenate([val for _, val in out["kfold_indices"]])
    outside = rows[(rows < 0) | (rows >= n)]
    if outside.size:
        return failed(
            "Rows are numbered from 0 to n - 1.",
            f"{_case(data)}: row {outside[0]} is in a validation fold",
        )
    times = np.bincount(rows, minlength=n)
    if np.all(times == 1):
        return PASSED
    wrong = int(np.flatnonzero(times != 1)[0])
    return failed(
        "Shuffle the rows once and cut that order into k parts: each part is the validation fold "
        "of one pair.",
        f"{_case(data)}: expected each row once among the validation folds, got row {wrong} "
        f"{times[wrong]} times",
    )


@KFOLD_INDICES.judge("complement")
def complement(data, out):
    everything = np.arange(data["n"])
    for i, (train, val) in enumerate(out["kfold_indices"]):
        expected = np.setdiff1d(everything, val)
        if not np.array_equal(np.sort(train), expected):
            return failed(
                "Train on every row that is not in the fold's validation part, once each.",
                f"{_case(data)}, pair {i}, val = {_short(val)}: expected training rows "
                f"{_short(expected)}, got {_short(train)}",
            )
    return PASSED


def _short(rows):
    rows = np.sort(rows).tolist()
    return str(rows) if len(rows) <= 8 else f"[{rows[0]}, {rows[1]}, ...], {len(rows)} of them,"


@KFOLD_INDICES.judge("sizes")
def sizes(data, out):
    got = [len(val) for _, val in out["kfold_indices"]]
    if max(got) - min(got) <= 1:
        return PASSED
    small, more = divmod(data["n"], data["k"])
    expected = [small + 1] * more + [small] * (data["k"] - more)
    return failed(
        "Spread the rows that are left over: one more in each of some folds.",
        f"{_case(data)}: expected sizes such as {expected}, got {got}",
    )


@KFOLD_INDICES.judge("shuffled")
def shuffled(data, out):
    one, other = _vals(out["one"]), _vals(out["other"])
    if sorted(one) != sorted(other):
        return _no_runs(data, one)
    return failed(
        "Shuffle with the rng that was passed before you cut: data often come in an order.",
        f"{_case(data)}: two generators gave the same folds, the first with the rows "
        f"{_short(one[0])}".rstrip(","),
    )


def _no_runs(data, vals):
    """Of shuffled rows few have their successor in the same fold; 0 counts as that of the last."""
    n = data["n"]
    together = sum((row + 1) % n in fold for fold in map(set, vals) for row in fold)
    if together <= 0.7 * n:
        return PASSED
    return failed(
        "Shuffle all rows with the rng that was passed, not only where the cuts are.",
        f"{_case(data)}: {together} of {n} rows stand in one fold with the next row, the first "
        f"fold is {_short(sorted(vals[0]))}".rstrip(","),
    )


@KFOLD_INDICES.judge("repeatable")
def repeatable(data, out):
    if sorted(_vals(out["one"])) == sorted(_vals(out["again"])):
        return PASSED
    return failed(
        "Draw from the rng that was passed, and from nothing else.",
        f"{_case(data)}: two generators with the same seed gave other folds",
    )
