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
)


def _shares(answers, data, fit):
    rng = np.random.default_rng(data["seed"])
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
    # From the third feature on: kept by the first fit and not by the last, or the reverse.
    for j in range(2, p):
        some = rng.permutation(np.arange(1, n_boot - 1))[: rng.integers(1, n_boot - 1)]
        W[some, j] = 0.0
        W[-1 if j % 2 == 0 else 0, j] = 0.0
        W[:, j] *= -1.0 if j % 2 == 0 else 1e-9
    return _rows(rng, rng.integers(3, n_boot), p, n_boot, W=W)


def _with_known_weights(answers, data):
    turns = itertools.cycle(data["W"])
    return {"selection_frequency": _shares(answers, data, lambda X, y: next(turns).copy())}


@SELECTION_FREQUENCY.property(
    "a weight counts whenever it is not 0, whatever its sign and size",
    draw=lambda rng: [_fits(rng, 5, 4), _fits(rng, 2 * rng.integers(3, 6) + 1, rng.integers(5, 8))],
    call=_with_known_weights,
)
def nonzero(data, out):
    expected, got = np.mean(data["W"] != 0, axis=0), out["selection_frequency"]
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    weights = ", ".join(number(w) for w in data["W"][:, where[0]])
    return failed(
        "Count the samples in which a weight is not 0, and divide by the number of samples.",
        f"w[{where[0]}] = {weights} in {len(data['W'])} samples: expected "
        f"{number(expected[where])}, got {number(got[where])}",
    )


def _target_first(rng):
    data = _rows(rng, rng.integers(6, 13), rng.integers(2, 6), rng.integers(3, 8))
    return {**data, "X": np.column_stack([data["y"], data["X"][:, 1:]])}


def _mismatch(X, y):
    """A fit that gives the first weight 0 if X[:, 0] is y, and the others 1."""
    return np.append(np.sum(np.abs(X[:, 0] - y)), np.ones(X.shape[1] - 1))


@SELECTION_FREQUENCY.property(
    "a row of X keeps its y",
    draw=_target_first,
    call=lambda answers, data: {"selection_frequency": _shares(answers, data, _mismatch)},
    after="nonzero",
)
def paired_rows(data, out):
    share, *others = out["selection_frequency"]
    wrong = [other for other in others if other != 1]  # their weights are 1 in each fit
    hint = "Draw row numbers once, and take the same rows from X and y."
    if share != 0:
        return failed(
            hint,
            "X[:, 0] equal to y: expected equality in every sample, but it failed in "
            f"{share:.0%} of them",
        )
    if wrong:
        return failed(hint, f"a weight that is never 0: expected 1, got {number(wrong[0])}")
    return PASSED


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
    after="nonzero",
)
def sample_size(data, out):
    n, n_boot = len(data["y"]), data["n_boot"]
    if out["calls"] != n_boot:
        return failed(
            "Call fit once for each bootstrap sample.",
            f"n_boot = {n_boot}: expected {n_boot} calls of fit, got {out['calls']}",
        )
    share = out["selection_frequency"]
    if share[n] == 1 and np.count_nonzero(share) == 1:
        return PASSED
    sizes = ", ".join(str(k) for k in np.flatnonzero(share))
    return failed(
        "A bootstrap sample is as large as the data: n rows, some of them more than once.",
        f"n = {n}: expected {n} rows in every sample, got {sizes or 'none'}",
    )


def _witnesses(rng, n, p, n_boot):
    """Columns with one nonzero row each; the first and the last row are among these rows."""
    rows = np.sort(rng.choice(np.arange(1, n - 1), size=p - 2, replace=False))
    rows = np.concatenate([[0], rows, [n - 1]])
    X = np.zeros((n, p))
    X[rows, np.arange(p)] = rng.uniform(0.5, 3.0, size=p)
    return _rows(rng, n, p, n_boot, X=X, rows=rows)


def _drawn(n):
    """The probability that a row is in a bootstrap sample."""
    return 1 - (1 - 1 / n) ** n


def _of_samples(share, n_boot):
    """Check that each share is a multiple of 1 / n_boot."""
    where = first_difference(np.round(share * n_boot) / n_boot, share)
    if where is None:
        return PASSED
    return failed(
        "Count the samples in which a weight is not 0, and divide by the number of samples.",
        f"{n_boot} samples: expected a multiple of 1/{n_boot}, got {number(share[where])}",
    )


def _column_sums(X, y):
    return X.sum(axis=0)


@SELECTION_FREQUENCY.property(
    "rows are drawn with replacement, anew for each sample",
    draw=lambda rng: _witnesses(rng, rng.integers(14, 19), 12, rng.integers(350, 451)),
    call=lambda answers, data: {"selection_frequency": _shares(answers, data, _column_sums)},
    after="nonzero",
    statistical=True,
)
def with_replacement(data, out):
    n, n_boot = len(data["y"]), data["n_boot"]
    share, expected = out["selection_frequency"], _drawn(n)
    verdict = _of_samples(share, n_boot)
    if not verdict.passed:
        return verdict
    error = np.sqrt(expected * (1 - expected) / n_boot)
    if np.all(np.abs(share - expected) < 5 * error):
        return PASSED
    j = int(np.argmax(np.abs(share - expected)))
    return failed(
        "Draw n row numbers from 0 to n - 1 with replacement, inside the loop.",
        f"n = {n}, {n_boot} samples: expected a row in about {expected:.0%} of them, got row "
        f"{data['rows'][j]} in {share[j]:.0%}",
    )


def _all_rows_witnessed(rng):
    n = rng.integers(11, 17)
    return _witnesses(rng, n, n, rng.integers(40, 61))


@SELECTION_FREQUENCY.property(
    "the rng that was passed decides, and nothing else",
    draw=_all_rows_witnessed,
    call=lambda answers, data: {
        "first": _shares(answers, data, _column_sums),
        "again": _shares(answers, data, _column_sums),
        "other": _shares(answers, {**data, "seed": data["seed"] + 1}, _column_sums),
    },
    returns={name: SHARES for name in ("first", "again", "other")},
    after="with_replacement",
)
def own_rng(data, out):
    if np.any(out["first"] != out["again"]):
        return failed(
            "Draw from rng only, not from another generator.",
            "two calls with equal generators: expected equal answers, got different ones",
        )
    if np.all(out["first"] == out["other"]):
        return failed(
            "Draw from rng as it is: with a seed inside the function you repeat the same samples.",
            "two calls with different generators: expected different samples, got the same",
        )
    # Over all rows and at least 40 samples, the mean share varies by less than .02.
    n, n_boot = len(data["y"]), data["n_boot"]
    for share in (out["first"], out["other"]):
        verdict = _of_samples(share, n_boot)
        if not verdict.passed:
            return verdict
        if abs(share.mean() - _drawn(n)) > 0.1:
            return failed(
                "Draw n row numbers from 0 to n - 1 with replacement, for every sample.",
                f"n = {n}, {n_boot} samples: expected a row in about {_drawn(n):.0%} of them, "
                f"got {share.mean():.0%}",
            )
    return PASSED
