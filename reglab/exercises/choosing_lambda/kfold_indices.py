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
    # A leak, or folds that are not shuffled, costs about half.
    aspects={"folds": 0.4, "left over": 0.6, "sizes": 0.8, "train": 4.3, "shuffle": 4.3},
)


def _cases(rng, sizes):
    return [{"n": n, "k": k, "seed": int(rng.integers(2**31))} for n, k in sizes]


def _equal(rng):
    """Two folds, several equal folds, a fold for each row, many rows."""
    rows, some, many = (int(rng.integers(low, high)) for low, high in ((4, 13), (5, 9), (400, 500)))
    return _cases(
        rng, [(4, 2), (some * int(rng.integers(3, 5)), some), (rows, rows), (3 * many, 3)]
    )


def _unequal(rng):
    """One row left over, several rows left over, many rows."""
    some, many, rows = (int(rng.integers(low, high)) for low, high in ((3, 6), (4, 10), (400, 500)))
    left_over = int(rng.integers(2, many - 1))
    sizes = [(int(rng.integers(2, 6)) * some + 1, some)]
    sizes.append((int(rng.integers(4, 13)) * many + left_over, many))
    return _cases(rng, [*sizes, (3 * rows + int(rng.integers(1, 3)), 3)])


def _call(answers, data):
    rng = np.random.default_rng(data["seed"])
    return {"kfold_indices": answers.kfold_indices(data["n"], data["k"], rng)}


def _case(data):
    return f"n = {data['n']}, k = {data['k']}"


@KFOLD_INDICES.property(
    "k divides n: every row is validated exactly once", draw=_equal, call=_call, aspect="folds"
)
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
        "The k validation folds must hold every row, each row in only one of them.",
        f"{_case(data)}: expected each row once among the validation folds, got row {wrong} "
        f"{times[wrong]} times",
    )


@KFOLD_INDICES.property(
    "k does not divide n: every row is validated exactly once",
    draw=_unequal,
    call=_call,
    aspect="left over",
)
def left_over(data, out):
    return partition(data, out)


def _short(rows):
    rows = np.sort(rows).tolist()
    return str(rows) if len(rows) <= 8 else f"[{rows[0]}, {rows[1]}, ...], {len(rows)} of them,"


@KFOLD_INDICES.property(
    "k divides n: the training rows of a fold are all other rows",
    draw=_equal,
    call=_call,
    aspect="train",
)
def complement(data, out):
    everything = np.arange(data["n"])
    if not any(len(val) for _, val in out["kfold_indices"]):
        return failed(
            "Each fold has some rows for validation.", f"{_case(data)}: got no validation rows"
        )
    for i, (train, val) in enumerate(out["kfold_indices"]):
        expected = np.setdiff1d(everything, val)
        if (both := np.intersect1d(train, val)).size:
            return failed(
                "A row of the validation fold must not be trained on.",
                f"{_case(data)}, pair {i}: row {both[0]} is in train and in val",
            )
        if not np.array_equal(np.sort(train), expected):
            return failed(
                "Train on each row that is not in the validation fold, exactly once.",
                f"{_case(data)}, pair {i}, val = {_short(val)}: expected training rows "
                f"{_short(expected)}, got {_short(train)}",
            )
    return PASSED


@KFOLD_INDICES.property(
    "k does not divide n: the training rows of a fold are all other rows",
    draw=_unequal,
    call=_call,
    aspect="train",
)
def complement_left_over(data, out):
    return complement(data, out)


@KFOLD_INDICES.property(
    "fold sizes differ by at most one",
    draw=lambda rng: [*_equal(rng)[:3], *_unequal(rng)],
    call=_call,
    after="partition",
    aspect="sizes",
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


# --- random folds --------------------------------------------------------------
# A table of fold numbers has one line for each call and one entry for each row.
DRAWS = 200
# No correct answer is further from its mean: 6 standard deviations of one of a few hundred numbers.
WIDE = 6.0


def _random_cases(rng):
    # So many rows that two shuffles hardly ever lead to the same folds, and no row is left over.
    k = int(rng.integers(3, 5))
    n = k * int(rng.integers(7, 9) if k == 3 else rng.integers(5, 7))
    return {"n": n, "k": k, "seeds": rng.integers(2**31, size=DRAWS)}


def _fold_numbers(folds, n):
    """The number of the fold of each row."""
    found = np.full(n, -1)
    for i, pair in enumerate(folds):
        found[np.asarray(pair[1], dtype=int)] = i
    return found


def _tables(answers, data, calls):
    """For each seed, the fold numbers of some calls with one generator."""
    n, k = data["n"], data["k"]
    tables = []
    for seed in data["seeds"]:
        rng = np.random.default_rng(int(seed))
        tables.append([_fold_numbers(answers.kfold_indices(n, k, rng), n) for _ in range(calls)])
    return np.array(tables)


def _together(table):
    """Whether two rows are in one fold, for each call and each pair of rows."""
    one, other = np.triu_indices(table.shape[-1], 1)
    return table[..., one] == table[..., other]


def _distinct(together):
    return len(np.unique(np.packbits(together, axis=1), axis=0))


@KFOLD_INDICES.property(
    "the rows are shuffled: any two rows share a fold equally often",
    draw=_random_cases,
    call=lambda answers, data: {"folds": _tables(answers, data, 1)[:, 0]},
    returns={"folds": Array(lambda data: (DRAWS, data["n"]))},
    after="partition",
    aspect="shuffle",
)
def shuffled(data, out):
    together = _together(out["folds"])
    if (different := _distinct(together)) < 0.9 * DRAWS:
        return failed(
            "Shuffle all rows with the rng that was passed, before you split.",
            f"{_case(data)}, {DRAWS} generators with different seeds: expected {DRAWS} different "
            f"splits, got {different}",
        )
    # The share of pairs of rows that are in one fold, whatever the sizes of the folds are.
    share = together.mean()
    often = together.sum(axis=0)
    off = np.abs(often - share * DRAWS)
    if off.max() <= WIDE * np.sqrt(DRAWS * share * (1 - share)):
        return PASSED
    one, other = (rows[off.argmax()] for rows in np.triu_indices(data["n"], 1))
    return failed(
        "Shuffle all rows, so that every two rows share a fold equally often.",
        f"{_case(data)}: in {DRAWS} splits, the rows {one} and {other} are in one fold "
        f"{often[off.argmax()]} times, expected about {share * DRAWS:.0f} times",
    )


@KFOLD_INDICES.property(
    "another generator with the same seed gives the same folds",
    draw=_random_cases,
    call=lambda answers, data: {
        "one": _tables(answers, {**data, "seeds": data["seeds"][:10]}, 1)[:, 0],
        "again": _tables(answers, {**data, "seeds": data["seeds"][:10]}, 1)[:, 0],
    },
    returns=dict.fromkeys(("one", "again"), Array(lambda data: (10, data["n"]))),
    after="shuffled",
    aspect="shuffle",
)
def repeatable(data, out):
    if np.array_equal(_together(out["one"]), _together(out["again"])):
        return PASSED
    return failed(
        "Draw only from the rng that was passed.",
        f"{_case(data)}: two generators with the same seed gave different folds",
    )


@KFOLD_INDICES.property(
    "a second call with the same rng gives other folds",
    draw=_random_cases,
    call=lambda answers, data: {
        "folds": _tables(answers, {**data, "seeds": data["seeds"][:60]}, 2)
    },
    returns={"folds": Array(lambda data: (60, 2, data["n"]))},
    after="shuffled",
    aspect="shuffle",
)
def advances(data, out):
    first, second = _together(out["folds"][:, 0]), _together(out["folds"][:, 1])
    if (same := int(np.sum(np.all(first == second, axis=1)))) > 6:
        return failed(
            "Draw from the rng that was passed, not from a copy: each call must advance it.",
            f"{_case(data)}: in {same} of 60 trials the second call gave the folds of the first",
        )
    both = np.sum(first & second, axis=1)
    expected = first.mean() * second.mean() * first.shape[1]
    if abs(both.mean() - expected) <= WIDE * both.std() / np.sqrt(60):
        return PASSED
    return failed(
        "Draw a new shuffle in each call, from the rng that was passed.",
        f"{_case(data)}: {both.mean():.1f} pairs of rows are in one fold in both calls, expected "
        f"about {expected:.1f}",
    )
