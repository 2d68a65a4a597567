"""Exercise 12.6, an experiment in which all methods have equal chances.

The candidates are spies (see `grid_spies`): how good each of them is on which rows is part of the
case, so every score that comes back tells which candidate it is from, and how it was obtained.

Most cases have one regime and one seed: then any form of the one score will do, and data may be
called for anything. So a wrong shape, or one choice for all seeds, costs the points for that alone.
"""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    Integer,
    Tuple,
    failed,
    first_difference,
    numbers,
)
from reglab.compare import run_grid
from reglab.exercises.audit.grid_spies import Spies

_TABLE = Array(lambda data: (len(data["regimes"]), len(data["seeds"])))

RUN_GRID = Exercise(
    "audit.run_grid",
    title="12.6 run_grid",
    points=4,
    forbid=(
        "reglab.compare.grid:run_grid",
        "reglab.compare.grid",
        "reglab.compare.study:run_registered",
    ),
    reference=run_grid,
    aspects={
        **{"choice": 3, "each choice": 2, "training rows": 1.5, "fair": 2.5},
        **{"test rows": 2, "form": 1.5, "refused": 1},
    },
)

TWO = ("plain", "dropout")
THREE = ("no penalty", "L1", "L2")
ONE = ("ridge",)
ONE_CELL = (1, 1)


def _tables_of(*names):
    return Tuple(**dict.fromkeys(names, _TABLE))


# The cases.


def _case(rng, names, shape, metric="r2", *, n_candidates=4, watch="", best=None):
    """A case of (n_regimes, n_seeds); `best` are the candidates to be chosen.

    By default it is the same one in all regimes and with all seeds, another one than that of the
    method before, and neither the first nor the last. It is best on validation rows, and second
    best on training and test rows.
    """
    cells = (len(names), *shape)
    if best is None:
        middle = np.arange(n_candidates)[1:-1] if n_candidates > 2 else np.array([0])
        start = int(rng.integers(len(middle)))
        best = middle[(start + np.arange(len(names))) % len(middle)][:, None, None]
    best = np.broadcast_to(best, cells)
    parts = [_distinct(rng, metric, (*cells, n_candidates)) for _ in range(3)]
    for cell in np.ndindex(cells):
        for part, rank in zip(parts, (-2, -1, -2), strict=True):
            values = part[cell]
            one, other = np.argsort(values)[rank if n_candidates > 1 else -1], best[cell]
            values[[one, other]] = values[[other, one]]
    seeds = 10 + rng.choice(1000, shape[1], replace=False)
    return {
        "names": list(names),
        "regimes": ["clean", "noisy", "flipped", "shifted"][: shape[0]],
        "seeds": [int(seed) for seed in seeds],
        "metric": metric,
        "quality": np.moveaxis(np.stack(parts, axis=-1), -2, 1),
        "watch": watch,
    }


def _distinct(rng, metric, shape):
    """Different values along the last axis, from 0 to 1."""
    *cells, count = shape
    steps = rng.permuted(np.broadcast_to(np.arange(count), shape), axis=-1)
    if metric == "accuracy":  # up to 11 of twelve rows
        return (steps + rng.integers(0, 13 - count, (*cells, 1))) / 12
    values = 0.95 - rng.uniform(0.06, 0.1, (*cells, 1)) * (steps + rng.uniform(size=(*cells, 1)))
    return np.round(values, 3)  # students read them


def _by_hand(rng):
    return [_case(rng, TWO, ONE_CELL, metric) for metric in ("accuracy", "r2", "accuracy")]


def _each_cell(rng):
    """Two candidates take turns, so that no choice for several seeds or regimes is right.

    The first seed prefers another one than the two others do, and the first regime than the second.
    """
    one = np.array([[1, 2, 2], [2, 1, 1]])
    if rng.integers(2):
        one = 3 - one
    case = _case(rng, TWO, (2, 3), best=np.stack([one, 3 - one]))
    for cell in np.ndindex(2, 2, 3):
        m, i, j = cell
        val = case["quality"][m, :, i, j, 1]
        first, second = np.argsort(val)[[-1, -2]]
        val[[second, 3 - first]] = val[[3 - first, second]]
    return case


def _with_ties(rng):
    """Several candidates are equally good on validation rows; the first of them is chosen."""
    cases = []
    for metric, tied in (("accuracy", [1, 3]), ("r2", [1, 2, 4]), ("accuracy", [0, 1, 2, 3, 4])):
        case = _case(rng, TWO, ONE_CELL, metric, n_candidates=5)
        val = case["quality"][..., 1]
        val[:, tied] = np.max(val, axis=1, keepdims=True)
        cases.append(case)
    return cases


def _not_above_zero(rng):
    """All metrics negative, as of models that are worse than the mean of y; one above 0; all 0."""
    below, one, zero = (_case(rng, TWO, ONE_CELL, m) for m in ("r2", "r2", "accuracy"))
    below["quality"][..., 1] -= 2.5
    for m in range(2):  # the worst is neither the first nor the last
        val = below["quality"][m, :, 0, 0, 1]
        best, worst = np.argsort(val)[[-1, 0]]
        val[[worst, 3 - best]] = val[[3 - best, worst]]
    val = one["quality"][..., 1]
    is_best = val == np.max(val, axis=1, keepdims=True)
    val[:] = np.where(is_best, 0.45, -0.55 - 0.1 * val)
    zero["quality"][..., 1] = 0.0
    return [below, one, zero]


def _watched(watch, names=TWO):
    return lambda rng: [_case(rng, names, ONE_CELL, watch=watch) for _ in range(2)]


def _tables(rng):
    """Regimes of several kinds, more or fewer than seeds or equally many; seeds in a range."""
    wide = _case(rng, TWO, (2, 3), "accuracy", n_candidates=3)
    high = _case(rng, TWO, (4, 1), n_candidates=3) | {"regimes": [0.4, 0.0, 0.2, 0.6]}
    square = _case(rng, TWO, (2, 2), n_candidates=3) | {"regimes": [200, 50]}
    start = int(rng.integers(5, 50))
    from_range = _case(rng, TWO, (1, 5), n_candidates=3)
    return [
        *(wide, high, square),
        from_range | {"seeds": list(range(start, start + 5)), "range": True},
    ]


def _single(rng):
    sizes = [((1, 1), 3), ((3, 1), 3), ((1, 2), 3), ((2, 2), 1), ((1, 1), 1)]
    cases = [_case(rng, ONE, shape, n_candidates=count) for shape, count in sizes]
    return [case | {"strict": True} for case in cases]


def _unequal(rng):
    """Numbers of candidates that differ, in the baseline or elsewhere."""
    many = int(rng.integers(3, 6))
    cases = []
    for counts in ([1, many], [many, 1], [many, many, 2], [many, 2, many], [2, many, many]):
        names = TWO if len(counts) == 2 else THREE
        case = _case(rng, names, ONE_CELL, n_candidates=many)
        cases.append({**case, "counts": counts})
    return cases


# The calls.


def _run(answers, data, reverse=False):
    spies = Spies(data)
    methods = spies.methods()
    if reverse:
        methods = dict(reversed(methods.items()))
    seeds = data["seeds"]
    if data.get("range"):
        seeds = range(seeds[0], seeds[-1] + 1)
    return answers.run_grid(methods, data["regimes"], seeds, spies.data)


def _scores(answers, data, reverse=False):
    """The scores in the order of data["names"]; an exception says what else came."""
    out = _run(answers, data, reverse)
    if not isinstance(out, dict):
        raise TypeError(f"run_grid must return a dict of arrays, got {type(out).__name__}")
    for name in data["names"]:
        if name not in out:
            raise LookupError(f"the dict must have an array for {name}, got none")
    if data["quality"].shape[2:4] == ONE_CELL and not data.get("strict"):
        return tuple(_one_score(out[name]) for name in data["names"])
    for name in data["names"]:
        if isinstance(out[name], list | tuple):
            kind = type(out[name]).__name__
            raise TypeError(f"run_grid must return a dict of arrays, got a dict of {kind}s")
    return tuple(out[name] for name in data["names"])


def _one_score(value):
    """A single score as an array of shape (1, 1), whatever its form."""
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return value
    return array.reshape(ONE_CELL) if array.size == 1 else value


def _once(answers, data):
    return {"run_grid": _scores(answers, data)}


def _twice(answers, data):
    return {"once": _scores(answers, data), "again": _scores(answers, data)}


def _both_orders(answers, data):
    return {"given": _scores(answers, data), "reversed": _scores(answers, data, reverse=True)}


def _is_refused(answers, data):
    """1 for a ValueError, 0 for scores, 2 for anything else."""
    try:
        out = _run(answers, data)
    except ValueError:
        return {"refused": 1}
    return {"refused": 0 if isinstance(out, dict) else 2}


# The judges.

LOSES = {
    "": "",
    "rows": " (less if trained on other rows)",
    "rng": " (minus the first rng.random())",
    "calls": " (minus 0.25 for each earlier call of data)",
    "reads": " (minus 0.25 for each test() that is too early, 0.1 for each too many or too few)",
    "losers": " (minus 0.25 for each other candidate that predicted test rows)",
}


def _expected(data):
    """The scores of all methods, of shape (n_methods, n_regimes, n_seeds)."""
    quality = data["quality"]
    best = np.argmax(quality[..., 1], axis=1)
    scores = np.take_along_axis(quality[..., 2], best[:, None], axis=1)[:, 0]
    if data["watch"] == "rng":
        scores = scores - [np.random.default_rng(seed).random() for seed in data["seeds"]]
    return scores


NEAR = 0.0051  # what is rounded to two digits; candidates differ by more


def _right(hint, outputs=("run_grid",), atol=NEAR):
    """A judge: every score is the expected one."""

    def judge(data, out):
        expected = _expected(data)
        for output in outputs:
            for m, got in enumerate(out[output]):
                where = first_difference(expected[m], got, atol=atol)
                if where is not None:
                    order = ", methods in reverse order" if output == "reversed" else ""
                    return failed(hint, _words(data, m, *where, expected, got) + order)
        return PASSED

    return judge


def _words(data, m, i, j, expected, got):
    _, val, test = (
        ", ".join(f"{value:.3g}" for value in part) for part in data["quality"][m, :, i, j].T
    )
    wanted, came = numbers(expected[m, i, j], got[i, j])
    return (
        f"{data['names'][m]}, regime {data['regimes'][i]}, seed {data['seeds'][j]}: candidates "
        f"have validation scores {val} and test scores {test}{LOSES[data['watch']]}: expected "
        f"{wanted}, got {came}"
    )


CHOICE = (
    "Choose the candidate with the largest metric on the validation rows, and return the score "
    "that this candidate has on the test rows."
)

RUN_GRID.property(
    "the score of the candidate that is best on validation rows",
    name="by_hand",
    draw=_by_hand,
    call=_once,
    returns={"run_grid": _tables_of(*TWO)},
    aspect="choice",
    judge=_right(CHOICE),
)

RUN_GRID.property(
    "each method chooses for itself in every regime and for every seed",
    name="each_cell",
    draw=_each_cell,
    call=_once,
    returns={"run_grid": _tables_of(*TWO)},
    aspect="each choice",
    judge=_right(
        "Choose again for every method, regime and seed: the vault of another one may prefer "
        "another candidate."
    ),
)

RUN_GRID.property(
    "the first of several that are equally good",
    name="ties",
    draw=_with_ties,
    call=_once,
    returns={"run_grid": _tables_of(*TWO)},
    after="by_hand",
    aspect="choice",
    judge=_right("Of candidates that are equally good on the validation rows, take the first."),
)

RUN_GRID.property(
    "larger is better, also if R² is negative or the accuracy 0",
    name="not_above_zero",
    draw=_not_above_zero,
    call=_once,
    returns={"run_grid": _tables_of(*TWO)},
    after="by_hand",
    aspect="choice",
    judge=_right("R² can be negative and an accuracy 0: larger is still better."),
)

RUN_GRID.property(
    "candidates are trained on the training rows alone",
    name="trained_on",
    draw=_watched("rows"),
    call=_once,
    returns={"run_grid": _tables_of(*TWO)},
    after="by_hand",
    aspect="training rows",
    judge=_right(
        "Train every candidate on all rows of vault.train() and on no others, also the chosen one."
    ),
)

RUN_GRID.property(
    "every candidate gets a new default_rng(seed)",
    name="streams",
    draw=_watched("rng"),
    call=_twice,
    returns=dict.fromkeys(("once", "again"), _tables_of(*TWO)),
    after="by_hand",
    aspect="fair",
    judge=_right(
        "Make a new np.random.default_rng(seed) for each candidate, so that all of them draw the "
        "same numbers.",
        ("once", "again"),
    ),
)

RUN_GRID.property(
    "all methods share the data of a regime and seed",
    name="same_data",
    draw=_watched("calls"),
    call=_once,
    returns={"run_grid": _tables_of(*TWO)},
    after="by_hand",
    aspect="fair",
    judge=_right("Call data(regime, seed) once, and use its vault for all methods."),
)

RUN_GRID.property(
    "the order of the methods changes nothing",
    name="order",
    draw=_watched("rng", THREE),
    call=_both_orders,
    returns=dict.fromkeys(("given", "reversed"), _tables_of(*THREE)),
    after="by_hand",
    aspect="fair",
    judge=_right(
        "Let no method depend on those before it: not by a generator, a vault or a variable.",
        ("given", "reversed"),
    ),
)

RUN_GRID.property(
    "test rows are read once for each method, after its candidates were compared",
    name="unseen",
    draw=_watched("reads"),
    call=_once,
    returns={"run_grid": _tables_of(*TWO)},
    after="by_hand",
    aspect="test rows",
    judge=_right(
        "Call vault.test() once for each method, and only after all its candidates have predicted "
        "the validation rows. Score under the method's name."
    ),
)

RUN_GRID.property(
    "only the chosen candidate predicts the test rows",
    name="only_chosen",
    draw=_watched("losers", THREE),
    call=_once,
    returns={"run_grid": _tables_of(*THREE)},
    after="by_hand",
    aspect="test rows",
    judge=_right("Predict the test rows with the chosen candidate alone."),
)

RUN_GRID.property(
    "regimes are rows and seeds are columns, of any number and kind",
    name="tables",
    draw=_tables,
    call=_once,
    returns={"run_grid": _tables_of(*TWO)},
    aspect="form",
    judge=_right(
        "scores[name][i, j] belongs to regime i and seed j. Pass the regime and the seed "
        "themselves to data, not their places, and round nothing.",
        atol=1e-9,
    ),
)

RUN_GRID.property(
    "a single method, candidate, regime or seed",
    name="single",
    draw=_single,
    call=_once,
    returns={"run_grid": _tables_of(*ONE)},
    aspect="form",
    judge=_right("Return an array of shape (n_regimes, n_seeds) also if one of them is 1."),
)


@RUN_GRID.property(
    "methods with unequal numbers of candidates are refused",
    draw=_unequal,
    call=_is_refused,
    returns={"refused": Integer()},
    after="by_hand",
    aspect="refused",
)
def unequal(data, out):
    if out["refused"] == 1:
        return PASSED
    counts = ", ".join(f"{n} {c}" for n, c in zip(data["names"], data["counts"], strict=True))
    return failed(
        "Raise a ValueError if the methods do not all have the same number of candidates.",
        f"numbers of candidates {counts}: expected a ValueError, got none",
    )
