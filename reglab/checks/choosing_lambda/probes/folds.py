"""Exercise 5.1: what is drawn and called."""

from dataclasses import dataclass

import numpy as np

from ...core import Array, Exercise, Foreign, ListOf, TooLarge, Tuple
from ...core.schema import SchemaError

KFOLD_INDICES = Exercise(
    "choosing_lambda.kfold_indices",
    title="5.1 kfold_indices",
    points=2,
    forbid=("reglab.validation.folds:kfold_indices", "sklearn.model_selection"),
)


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
        # For comparisons only: which rows are where is what the judges ask.
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


def _sizes(rng):
    """Equal folds, one row left over, a fold for each row, and several rows left over."""
    some, rows, many = (int(rng.integers(low, high)) for low, high in ((3, 6), (4, 13), (4, 10)))
    left_over = int(rng.integers(2, many - 1))
    sizes = [(4, 2), (int(rng.integers(2, 6)) * some + 1, some), (rows, rows)]
    sizes.append((int(rng.integers(4, 13)) * many + left_over, many))
    return [{"n": n, "k": k, "seed": int(rng.integers(2**31))} for n, k in sizes]


def _folds(answers, data, seed=None):
    rng = np.random.default_rng(data["seed"] if seed is None else seed)
    return answers.kfold_indices(data["n"], data["k"], rng)


@KFOLD_INDICES.property(
    "every row is validated exactly once",
    draw=_sizes,
    returns={"kfold_indices": Folds()},
)
def partition(answers, data):
    return {"kfold_indices": _folds(answers, data)}


@KFOLD_INDICES.property(
    "the training rows of a fold are all other rows",
    draw=_sizes,
    returns={"kfold_indices": Folds()},
    after="partition",
)
def complement(answers, data):
    return {"kfold_indices": _folds(answers, data)}


@KFOLD_INDICES.property(
    "fold sizes differ by at most one",
    draw=_sizes,
    returns={"kfold_indices": Folds()},
    after="partition",
)
def sizes(answers, data):
    return {"kfold_indices": _folds(answers, data)}


def _many_rows(rng):
    # So many that two shuffles never agree by chance.
    n, k = int(rng.integers(36, 61)), int(rng.integers(3, 6))
    return {"n": n, "k": k, "seed": int(rng.integers(2**30)), "other": (2**30)}


@KFOLD_INDICES.property(
    "another rng shuffles the rows into other folds",
    draw=_many_rows,
    returns={"one": Folds(), "other": Folds()},
    after="partition",
)
def shuffled(answers, data):
    return {"one": _folds(answers, data), "other": _folds(answers, data, data["other"])}


@KFOLD_INDICES.property(
    "the same rng gives the same folds",
    draw=_many_rows,
    returns={"one": Folds(), "again": Folds()},
    after="partition",
)
def repeatable(answers, data):
    return {"one": _folds(answers, data), "again": _folds(answers, data)}
