"""Exercise 5.1."""

from dataclasses import dataclass

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, Foreign, ListOf, TooLarge, Tuple, failed
from reglab.checks.model.schema import SchemaError
from reglab.validation import kfold_indices


def _kind(value):
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    return value.type if isinstance(value, Foreign | TooLarge) else type(value).__name__


@dataclass(frozen=True)
class Folds(ListOf):
    """k pairs (train, val) of row numbers, each side of any length."""

    item: object = None
    length: int = 0

    def __post_init__(self):
        # For comparisons only: the judges check the rows themselves.
        rows = Array(lambda data: ())
        object.__setattr__(self, "item", Tuple(train=rows, val=rows))

    def validate(self, value, data, name):
        if not isinstance(value, list | tuple):
            kind = "None (is there a return?)" if value is None else _kind(value)
            raise SchemaError(f"{name}: expected a list of pairs (train, val), got {kind}")
        if len(value) != data["k"]:
            raise SchemaError(f"{name}: expected {data['k']} pairs, got {len(value)}")
        return [self._pair(pair, f"{name}[{i}]") for i, pair in enumerate(value)]

    def _pair(self, pair, name):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise SchemaError(f"{name}: expected a pair (train, val), got {_kind(pair)}")
        sides = zip(("train", "val"), pair, strict=True)
        return tuple(self._rows(rows, f"{name}, {side}") for side, rows in sides)

    def _rows(self, rows, name):
        if isinstance(rows, list | tuple):
            rows = np.array([row if isinstance(row, int) else 0.5 for row in rows])
        if not isinstance(rows, np.ndarray) or rows.ndim != 1:
            raise SchemaError(f"{name}: expected a 1-D array of row numbers")
        if rows.size and rows.dtype.kind not in "iu":
            raise SchemaError(f"{name}: expected whole numbers, as they index rows")
        return rows.astype(int)


KFOLD_INDICES = Exercise(
    "choosing_lambda.kfold_indices",
    title="5.1 kfold_indices",
    points=2,
    returns=Folds(),
    forbid=("reglab.validation.folds:kfold_indices", "sklearn.model_selection"),
    reference=kfold_indices,
)


def _sizes(rng):
    """Cases: equal folds, one row left over, a fold for each row, several rows left over."""
    some, rows, many = (int(rng.integers(low, high)) for low, high in ((3, 6), (4, 13), (4, 10)))
    left_over = int(rng.integers(2, many - 1))
    sizes = [(4, 2), (int(rng.integers(2, 6)) * some + 1, some), (rows, rows)]
    sizes.append((int(rng.integers(4, 13)) * many + left_over, many))
    return [{"n": n, "k": k, "seed": int(rng.integers(2**31))} for n, k in sizes]


def _folds(answers, data, seed="seed"):
    return answers.kfold_indices(data["n"], data["k"], np.random.default_rng(data[seed]))


def _call(answers, data):
    return {"kfold_indices": _folds(answers, data)}


def _case(data):
    return f"n = {data['n']}, k = {data['k']}"


@KFOLD_INDICES.property("every row is validated exactly once", draw=_sizes, call=_call)
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
        "Shuffle the rows once and split them into k parts: each part is the validation fold "
        "of one pair.",
        f"{_case(data)}: expected each row once among the validation folds, got row {wrong} "
        f"{times[wrong]} times",
    )


def _short(rows):
    rows = np.sort(rows).tolist()
    return str(rows) if len(rows) <= 8 else f"[{rows[0]}, {rows[1]}, ...], {len(rows)} of them,"


@KFOLD_INDICES.property(
    "the training rows of a fold are all other rows",
    draw=_sizes,
    call=_call,
    after="partition",
)
def complement(data, out):
    everything = np.arange(data["n"])
    for i, (train, val) in enumerate(out["kfold_indices"]):
        expected = np.setdiff1d(everything, val)
        if not np.array_equal(np.sort(train), expected):
            return failed(
                "Train on every row that is not in the validation fold, once each.",
                f"{_case(data)}, pair {i}, val = {_short(val)}: expected training rows "
                f"{_short(expected)}, got {_short(train)}",
            )
    return PASSED


@KFOLD_INDICES.property(
    "fold sizes differ by at most one", draw=_sizes, call=_call, after="partition"
)
def sizes(data, out):
    got = [len(val) for _, val in out["kfold_indices"]]
    if max(got) - min(got) <= 1:
        return PASSED
    small, more = divmod(data["n"], data["k"])
    expected = [small + 1] * more + [small] * (data["k"] - more)
    return failed(
        "Spread the left-over rows: some folds get one more row.",
        f"{_case(data)}: expected sizes such as {expected}, got {got}",
    )


def _many_rows(rng):
    # Enough rows that two shuffles never agree by chance.
    n, k = int(rng.integers(36, 61)), int(rng.integers(3, 6))
    return {"n": n, "k": k, "seed": int(rng.integers(2**30)), "other": 2**30}


def _vals(folds):
    return [np.sort(val).tolist() for _, val in folds]


def _no_runs(data, vals):
    """Pass if few rows are in a fold with the next row, as after a shuffle; 0 follows n - 1."""
    n = data["n"]
    together = sum((row + 1) % n in fold for fold in map(set, vals) for row in fold)
    if together <= 0.7 * n:
        return PASSED
    return failed(
        "Shuffle all rows with the rng that was passed; do not only move the boundaries of "
        "the folds.",
        f"{_case(data)}: {together} of {n} rows are in one fold with the next row, the first "
        f"fold is {_short(sorted(vals[0]))}".rstrip(","),
    )


@KFOLD_INDICES.property(
    "another rng shuffles the rows into other folds",
    draw=_many_rows,
    call=lambda answers, data: {
        "one": _folds(answers, data),
        "other": _folds(answers, data, "other"),
    },
    returns={"one": Folds(), "other": Folds()},
    after="partition",
)
def shuffled(data, out):
    one, other = _vals(out["one"]), _vals(out["other"])
    if sorted(one) != sorted(other):
        return _no_runs(data, one)
    return failed(
        "Shuffle with the rng that was passed before you split: data are often sorted.",
        f"{_case(data)}: two generators gave the same folds, the first with the rows "
        f"{_short(one[0])}".rstrip(","),
    )


@KFOLD_INDICES.property(
    "the same rng gives the same folds",
    draw=_many_rows,
    call=lambda answers, data: {"one": _folds(answers, data), "again": _folds(answers, data)},
    returns={"one": Folds(), "again": Folds()},
    after="partition",
)
def repeatable(data, out):
    if sorted(_vals(out["one"])) == sorted(_vals(out["again"])):
        return PASSED
    return failed(
        "Draw only from the rng that was passed.",
        f"{_case(data)}: two generators with the same seed gave other folds",
    )
