"""Exercise 4.3, how often a feature is kept.

The checks pass their own `fit`. Its weights show which sample it got, so the frequencies show
which samples were drawn.
"""

import itertools

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, Integer, failed, first_difference, number
from reglab.validation import selection_frequency

SHARES = Array(lambda data: data["X"].shape[1:])

SELECTION_FREQUENCY = Exercise(
    "elastic_net.selection_frequency",
    title="4.3 selection_frequency",
    points=3,
    returns=SHARES,
    forbid=("reglab.validation.selection",),
    reference=selection_frequency,
    aspects={"counting": 3, "pairs": 1, "samples": 5},
)


def _shares(answers, data, fit, rng=None):
    rng = np.random.default_rng(data["seed"]) if rng is None else rng
    return answers.selection_frequency(fit, data["X"], data["y"], data["n_boot"], rng)


def _rows(rng, n, p, n_boot, **data):
    X, y = rng.normal(size=(n, p)), rng.normal(size=n)
    return {"X": X, "y": y, "n_boot": int(n_boot), "seed": int(rng.integers(2**31)), **data}


def _fits(rng, n_boot, p):
    """The weights that the fits return: features are kept always, never, or sometimes.

    The number of fits is odd, so that no share is one half, and it is not the number of rows, so
    that division by another number shows.
    """
    W = rng.integers(2, 13, size=(n_boot, p)) / 4
    W[1::2, 0] *= -1
    W[:, 1] = 0.0
    W[0, 1] = -0.0
    # From the third feature on: kept by the first fit and not by the last, or the reverse.
    for j in range(2, p):
        some = rng.permutation(np.arange(1, n_boot - 1))[: rng.integers(1, n_boot - 1)]
        W[some, j] = 0.0
        W[-1 if j % 2 == 0 else 0, j] = 0.0
        W[:, j] *= -1.0 if j % 2 == 0 else [1e-9, 1e-100][j // 2 % 2]
    return _rows(rng, rng.integers(3, n_boot), p, n_boot, W=W)


def _whole_rows(rng, n_boot, p):
    data = _fits(rng, n_boot, p)
    X, y = rng.integers(-3, 4, size=data["X"].shape), rng.integers(-3, 4, size=len(data["y"]))
    return {**data, "X": X, "y": y}


def _counted(rng):
    return [
        _fits(rng, 5, 4),
        _fits(rng, 2 * rng.integers(3, 6) + 1, rng.integers(6, 8)),
        _rows(rng, 4, 2, 1, W=np.array([[rng.uniform(0.5, 2.0), 0.0]])),
        _whole_rows(rng, 7, 3),
        _fits(rng, 2 * rng.integers(510, 550) + 1, 3),
    ]


def _with_known_weights(answers, data):
    turns = itertools.cycle(data["W"])
    return {"selection_frequency": _shares(answers, data, lambda X, y: next(turns).copy())}


@SELECTION_FREQUENCY.property(
    "a weight counts whenever it is not 0, whatever its sign and size",
    draw=_counted,
    call=_with_known_weights,
    aspect="counting",
)
def nonzero(data, out):
    expected, got = np.mean(data["W"] != 0, axis=0), out["selection_frequency"]
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    weights = ", ".join(number(w) for w in data["W"][:7, where[0]])
    more = ", ..." if len(data["W"]) > 7 else ""
    return failed(
        "Call fit once for each sample. Count the samples in which a weight is not 0, and divide "
        "by the number of samples.",
        f"w[{where[0]}] = {weights}{more} in {len(data['W'])} samples: expected "
        f"{number(expected[where])}, got {number(got[where])}",
    )


def _target_among_columns(rng):
    p = int(rng.integers(4, 7))
    data = _rows(rng, rng.integers(6, 13), p, rng.integers(3, 8))
    X, j = data["X"].copy(), int(rng.integers(2, p - 1))
    X[:, j] = data["y"]
    return {**data, "X": X, "column": j}


def _with_mismatches(answers, data):
    p, j = data["X"].shape[1], data["column"]

    def fit(X, y):  # weight j is 0 if X[:, j] is y, the others are 1
        return np.where(np.arange(p) == j, np.sum(np.abs(X[:, j] - y)), 1.0)

    return {"selection_frequency": _shares(answers, data, fit)}


@SELECTION_FREQUENCY.property(
    "a row of X keeps its y",
    draw=_target_among_columns,
    call=_with_mismatches,
    aspect="pairs",
)
def paired_rows(data, out):
    share, j = out["selection_frequency"], data["column"]
    others = np.delete(share, j)
    wrong = others[~np.isclose(others, 1.0)]  # their weights are 1 in each fit
    if abs(share[j]) > 1e-9:
        return failed(
            "Draw row numbers once for a sample, and take the same rows from X and y.",
            f"X[:, {j}] equal to y: expected equality in every sample, but it failed in "
            f"{share[j]:.0%} of them",
        )
    if len(wrong):
        return failed(
            "A weight that is never 0 is kept in each sample, so its share is 1.",
            f"a weight that is never 0: expected 1, got {number(wrong[0])}",
        )
    return PASSED


def _numbered_rows(rng):
    """Column 0 of X has the number of the row; there are as many columns as `_facts` has."""
    n = int(rng.integers(15, 18))
    n_facts = 3 * n + n * (n - 1) // 2 + 3 + 4
    data = _rows(rng, n, n_facts, rng.integers(240, 281))
    X = data["X"].copy()
    X[:, 0] = np.arange(n)
    return {**data, "X": X}


class _Witness:
    """A fit whose weights are facts about its sample, 1 if they hold and 0 if not.

    For each row: is it there, is it there twice, was it also in the last sample? For each pair of
    rows: are both there? Are there so many different rows? And four facts about the whole sample.
    """

    def __init__(self, n, n_boot):
        self.n, self.n_boot, self.calls = n, n_boot, 0
        self.total, self.last, self.seen = np.zeros(n), np.zeros(n), set()
        self.pairs = np.triu_indices(n, 1)
        turns = (np.arange(n)[:, None] + np.arange(n)) % n
        # A sum with these weights differs for any two samples that we will see.
        self.weights = np.sqrt(2.0 + np.arange(n))[np.concatenate([turns, turns[:, ::-1]])]

    def __call__(self, X, y):
        rows = X[:, 0].astype(int)
        count = np.bincount(rows, minlength=self.n)
        there = (count > 0).astype(float)
        # A sample that was rotated or reflected counts as the same one.
        name = round(float(np.max(self.weights @ count)), 9)
        self.calls, self.total = self.calls + 1, self.total + count
        whole = [
            name in self.seen,
            np.all(count == 1),
            len(rows) == self.n and np.all(rows == np.arange(self.n)),
            self.calls == self.n_boot and np.ptp(self.total) <= 3,
        ]
        both = there[self.pairs[0]] * there[self.pairs[1]]
        many = there.sum() >= [self.n * 2 // 3 - 1, self.n * 2 // 3, self.n * 2 // 3 + 1]
        facts = [there, count > 1, there * self.last, both, many, whole]
        self.last = there
        self.seen.add(name)
        return np.concatenate(facts).astype(float)


def _with_witness(answers, data):
    fit = _Witness(len(data["y"]), data["n_boot"])
    return {"selection_frequency": _shares(answers, data, fit)}


def _drawn(n):
    """The probability that a row is in a bootstrap sample."""
    return 1 - (1 - 1 / n) ** n


def _different(n):
    """The probability of k different rows in a bootstrap sample, for k from 0 to n."""
    chances = np.zeros(n + 1)
    chances[0] = 1.0
    for _ in range(n):
        known = np.arange(n + 1) / n  # the next row is one of those drawn before
        chances = chances * known + np.append(0.0, (chances * (1 - known))[:-1])
    return chances


def _facts(n, n_boot):
    """What the facts about rows and pairs say, and how probable they are."""
    none, neither = (1 - 1 / n) ** n, (1 - 2 / n) ** n
    rows, pairs = range(n), list(itertools.combinations(range(n), 2))
    once = (1 - 1 / n) ** (n - 1)
    said = [f"row {i}" for i in rows] + [f"row {i} twice or more" for i in rows]
    said += [f"row {i} there and in the sample before" for i in rows]
    said += [f"rows {i} and {k} together" for i, k in pairs]
    chances = np.repeat(
        [1 - none, 1 - none - once, (1 - none) ** 2 * (1 - 1 / n_boot), 1 - 2 * none + neither],
        [n, n, n, len(pairs)],
    )
    for k in (n * 2 // 3 - 1, n * 2 // 3, n * 2 // 3 + 1):
        said.append(f"{k} or more different rows")
        chances = np.append(chances, _different(n)[k:].sum())
    return said, chances


def _of_samples(share, n_boot):
    """Check that each share is a multiple of 1 / n_boot."""
    where = first_difference(np.round(share * n_boot) / n_boot, share)
    if where is None:
        return PASSED
    return failed(
        "Count the samples in which a weight is not 0, and divide by the number of samples.",
        f"{n_boot} samples: expected a multiple of 1/{n_boot}, got {number(share[where])}",
    )


@SELECTION_FREQUENCY.property(
    "rows are drawn with replacement, all of them independently",
    draw=_numbered_rows,
    call=_with_witness,
    after="paired_rows",
    aspect="samples",
    statistical=True,
)
def with_replacement(data, out):
    n, n_boot = len(data["y"]), data["n_boot"]
    verdict = _of_samples(out["selection_frequency"], n_boot)
    if not verdict.passed:
        return verdict
    share, (again, every, _, even) = np.split(out["selection_frequency"], [-4])
    hint = "Draw n row numbers from 0 to n - 1 with replacement, again for each sample."
    case = f"n = {n}, {n_boot} samples"
    if every > 0:
        return failed(hint, f"{case}: each row exactly once in {every:.0%} of them (or a few)")
    if again > 0.05:
        return failed(
            hint, f"{case}: {again:.0%} of them repeat an earlier one, shifted or reversed at most"
        )
    if even > 0:
        return failed(hint, f"{case}: over all of them, each row was drawn equally often")
    said, chances = _facts(n, n_boot)
    excess = np.abs(share - chances) / np.sqrt(chances * (1 - chances) / n_boot)
    if np.all(excess < 5):
        return PASSED
    # A row itself is easier to understand than a pair of rows.
    j = int(np.argmax(excess[:n])) if np.any(excess[:n] >= 5) else int(np.argmax(excess))
    return failed(
        hint, f"{case}: expected {said[j]} in about {chances[j]:.0%} of them, got {share[j]:.0%}"
    )


def _more_columns_than_rows(rng):
    n = rng.integers(12, 17)
    return _rows(rng, n, n + 3, rng.integers(9, 12))  # n_boot is neither n nor n // 2


def _with_counted_rows(answers, data):
    calls, p = [], data["X"].shape[1]

    def size(X, y):  # weight k is kept if the sample has k rows
        calls.append(len(X))
        return (np.arange(p) == min(len(X), p - 1)).astype(float)

    return {"selection_frequency": _shares(answers, data, size), "calls": len(calls)}


@SELECTION_FREQUENCY.property(
    "each sample has n rows, and fit is called n_boot times",
    draw=_more_columns_than_rows,
    call=_with_counted_rows,
    returns={"selection_frequency": SHARES, "calls": Integer()},
    after="with_replacement",
    aspect="samples",
)
def sample_size(data, out):
    n, n_boot = len(data["y"]), data["n_boot"]
    if out["calls"] != n_boot:
        return failed(
            "Call fit once for each bootstrap sample.",
            f"n_boot = {n_boot}: expected {n_boot} calls of fit, got {out['calls']}",
        )
    share = out["selection_frequency"]
    if np.allclose(share, np.arange(len(share)) == n):
        return PASSED
    sizes = ", ".join(str(k) for k in np.flatnonzero(share))
    return failed(
        "A bootstrap sample is as large as the data: n rows, some of them more than once.",
        f"n = {n}: expected {n} rows in every sample, got {sizes or 'none'}",
    )


def _last_rows_witnessed(rng):
    """Column i of X is 0 but for row i + 5, so that its sum shows whether the row was drawn."""
    n = rng.integers(11, 17)
    X = np.zeros((n, n - 5))
    X[np.arange(5, n), np.arange(n - 5)] = rng.uniform(0.5, 3.0, size=n - 5)
    return _rows(rng, n, n - 5, rng.integers(40, 61), X=X)


def _with_generators(answers, data):
    def fit(X, y):
        return X.sum(axis=0)

    rng = np.random.default_rng(data["seed"])
    found = {"first": _shares(answers, data, fit, rng), "next": _shares(answers, data, fit, rng)}
    found["again"] = _shares(answers, data, fit)
    for i in range(1, 4):
        found[f"other {i}"] = _shares(answers, {**data, "seed": data["seed"] + i}, fit)
    return found


@SELECTION_FREQUENCY.property(
    "the rng that was passed decides, and nothing else",
    draw=_last_rows_witnessed,
    call=_with_generators,
    returns={name: SHARES for name in ("first", "next", "again", "other 1", "other 2", "other 3")},
    after="with_replacement",
    aspect="samples",
)
def own_rng(data, out):
    if np.any(out["first"] != out["again"]):
        return failed(
            "Draw from rng only, not from another generator.",
            "two calls with equal generators: expected equal answers, got different ones",
        )
    if np.all(out["first"] == out["next"]):
        return failed(
            "Draw from rng itself, so that its next numbers are different.",
            "two calls with one generator: expected different samples, got the same",
        )
    calls = [out["first"], *(out[f"other {i}"] for i in range(1, 4))]
    if any(np.all(one == two) for one, two in itertools.combinations(calls, 2)):
        return failed(
            "Draw from rng as it is, without a seed inside the function.",
            "calls with different generators: expected different samples, got the same",
        )
    # Over at least 6 rows and 40 samples, the mean share varies by less than .03.
    n, n_boot = len(data["y"]), data["n_boot"]
    for share in (*calls, out["next"]):
        verdict = _of_samples(share, n_boot)
        if not verdict.passed:
            return verdict
        if abs(share.mean() - _drawn(n)) > 0.15:
            return failed(
                "Draw n row numbers from 0 to n - 1 with replacement, for every sample.",
                f"n = {n}, {n_boot} samples: expected a row in about {_drawn(n):.0%} of them, "
                f"got {share.mean():.0%}",
            )
    return PASSED
