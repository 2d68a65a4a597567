"""Exercise 4.3: the known wrong answers."""

import numpy as np

from ..probes import SELECTION_FREQUENCY


def _share(fit, samples):
    return np.mean([fit(X, y) != 0 for X, y in samples], axis=0)


def _rows(rng, n, n_boot):
    return [rng.integers(n, size=n) for _ in range(n_boot)]


@SELECTION_FREQUENCY.misconception(
    "X and y resampled independently",
    hint="X and y are drawn apart, so a row loses its y. Draw row numbers once and use them for "
    "both.",
    signature=("paired_rows", lambda data, out: out["selection_frequency"][0] > 0.2),
)
def unpaired(fit, X, y, n_boot, rng):
    n = len(y)
    samples = [(X[rng.integers(n, size=n)], y[rng.integers(n, size=n)]) for _ in range(n_boot)]
    return _share(fit, samples)


def _all_rows_once(data, out):
    return bool(np.all(out["selection_frequency"] == 1))


@SELECTION_FREQUENCY.misconception(
    "drawn without replacement",
    hint="Every sample holds every row once: without replacement, n of n rows are the data in "
    "another order.",
    signature=("with_replacement", _all_rows_once),
)
def permuted(fit, X, y, n_boot, rng):
    n = len(y)
    samples = [rng.permutation(n) for _ in range(n_boot)]
    return _share(fit, [(X[rows], y[rows]) for rows in samples])


def _same_rows(data, out):
    share = out["selection_frequency"]
    return bool(np.all((share == 0) | (share == 1)) and np.any(share == 0))


@SELECTION_FREQUENCY.misconception(
    "one sample for all fits",
    hint="All fits see the same sample: draw the rows inside the loop.",
    signature=("with_replacement", _same_rows),
)
def drawn_once(fit, X, y, n_boot, rng):
    rows = rng.integers(len(y), size=len(y))
    return _share(fit, [(X[rows], y[rows])] * n_boot)


@SELECTION_FREQUENCY.misconception(
    "half samples",
    hint="You draw half of the rows. A bootstrap sample has n rows, drawn with replacement.",
)
def half_samples(fit, X, y, n_boot, rng):
    samples = [rng.permutation(len(y))[: len(y) // 2] for _ in range(n_boot)]
    return _share(fit, [(X[rows], y[rows]) for rows in samples])


@SELECTION_FREQUENCY.misconception(
    "as many rows as samples",
    hint="Your samples have n_boot rows. n_boot is the number of samples; each has as many rows as "
    "the data.",
)
def n_boot_rows(fit, X, y, n_boot, rng):
    samples = [rng.integers(len(y), size=n_boot) for _ in range(n_boot)]
    return _share(fit, [(X[rows], y[rows]) for rows in samples])


def _several_sizes(data, out):
    share = out["selection_frequency"]
    return bool(np.count_nonzero(share) > 1 and np.all(share[len(data["y"]) + 1 :] == 0))


@SELECTION_FREQUENCY.misconception(
    "repeated rows left out",
    hint="Your samples are of different sizes: rows drawn twice seem to be left out. They must "
    "stay in twice.",
    signature=("sample_size", _several_sizes),
)
def unique_rows(fit, X, y, n_boot, rng):
    samples = [np.unique(rows) for rows in _rows(rng, len(y), n_boot)]
    return _share(fit, [(X[rows], y[rows]) for rows in samples])


@SELECTION_FREQUENCY.misconception(
    "columns counted instead of rows",
    hint="You draw numbers up to the number of columns, so the later rows are never in a sample: "
    "n is len(y).",
)
def from_columns(fit, X, y, n_boot, rng):
    samples = [rng.integers(min(X.shape), size=len(y)) for _ in range(n_boot)]
    return _share(fit, [(X[rows], y[rows]) for rows in samples])


@SELECTION_FREQUENCY.misconception(
    "first row never drawn",
    hint="Row 0 is in no sample: row numbers start at 0.",
    signature=("with_replacement", lambda data, out: out["selection_frequency"][0] == 0),
)
def first_row_missing(fit, X, y, n_boot, rng):
    n = len(y)
    samples = [rng.integers(1, n, size=n) for _ in range(n_boot)]
    return _share(fit, [(X[rows], y[rows]) for rows in samples])


@SELECTION_FREQUENCY.misconception(
    "per cent",
    hint="These are per cent. A share lies between 0 and 1.",
)
def percent(fit, X, y, n_boot, rng):
    return 100 * counts(fit, X, y, n_boot, rng) / n_boot


@SELECTION_FREQUENCY.misconception(
    "last row never drawn",
    hint="The last row is in no sample: rng.integers(n) leaves out n by itself, so n - 1 is one "
    "too few.",
    signature=("with_replacement", lambda data, out: out["selection_frequency"][-1] == 0),
)
def last_row_missing(fit, X, y, n_boot, rng):
    n = len(y)
    samples = [rng.integers(n - 1, size=n) for _ in range(n_boot)]
    return _share(fit, [(X[rows], y[rows]) for rows in samples])


@SELECTION_FREQUENCY.misconception(
    "mean weight instead of frequency",
    hint="You average the weights. Average whether they are 0 or not: w != 0.",
)
def mean_weight(fit, X, y, n_boot, rng):
    return np.mean([fit(X[rows], y[rows]) for rows in _rows(rng, len(y), n_boot)], axis=0)


@SELECTION_FREQUENCY.misconception(
    "only positive weights counted",
    hint="A negative weight is selected too: count w != 0, not w > 0.",
)
def positive_only(fit, X, y, n_boot, rng):
    rows = _rows(rng, len(y), n_boot)
    return np.mean([fit(X[r], y[r]) > 0 for r in rows], axis=0)


@SELECTION_FREQUENCY.misconception(
    "small weights not counted",
    hint="You leave out small weights. The lasso's zeros are exact, so whatever is not 0 is "
    "selected.",
)
def above_threshold(fit, X, y, n_boot, rng):
    rows = _rows(rng, len(y), n_boot)
    return np.mean([np.abs(fit(X[r], y[r])) > 1e-6 for r in rows], axis=0)


@SELECTION_FREQUENCY.misconception(
    "zeros counted",
    hint="You count how often a weight is 0. The frequency of selection is the rest: w != 0.",
)
def zeros(fit, X, y, n_boot, rng):
    rows = _rows(rng, len(y), n_boot)
    return np.mean([fit(X[r], y[r]) == 0 for r in rows], axis=0)


@SELECTION_FREQUENCY.misconception(
    "not divided by n_boot",
    hint="These are counts. Divide by n_boot.",
)
def counts(fit, X, y, n_boot, rng):
    rows = _rows(rng, len(y), n_boot)
    return np.sum([fit(X[r], y[r]) != 0 for r in rows], axis=0).astype(float)


@SELECTION_FREQUENCY.misconception(
    "divided by the number of rows",
    hint="You divide by the number of rows. Divide by the number of samples, n_boot.",
)
def divided_by_n(fit, X, y, n_boot, rng):
    return counts(fit, X, y, n_boot, rng) / len(y)


@SELECTION_FREQUENCY.misconception(
    "last sample only",
    hint="Only one sample counts in your answer. Add up over all of them before you divide.",
)
def last_only(fit, X, y, n_boot, rng):
    for rows in _rows(rng, len(y), n_boot):
        w = fit(X[rows], y[rows])
    return (w != 0) / n_boot


@SELECTION_FREQUENCY.misconception(
    "first sample only",
    hint="Only the first sample counts in your answer. Is the return inside the loop?",
)
def first_only(fit, X, y, n_boot, rng):
    rows = _rows(rng, len(y), 1)[0]
    return (fit(X[rows], y[rows]) != 0) / n_boot


@SELECTION_FREQUENCY.misconception(
    "majority instead of share",
    hint="You round to kept or not kept. Return the share itself: it tells how sure the selection "
    "is.",
)
def majority(fit, X, y, n_boot, rng):
    rows = _rows(rng, len(y), n_boot)
    return np.round(_share(fit, [(X[r], y[r]) for r in rows]))


@SELECTION_FREQUENCY.misconception(
    "shares that sum to 1",
    hint="You divide by the sum of all counts. Each feature's count is divided by n_boot.",
)
def normalized(fit, X, y, n_boot, rng):
    kept = counts(fit, X, y, n_boot, rng)
    return kept / kept.sum()


@SELECTION_FREQUENCY.misconception(
    "an own generator, seeded",
    hint="A seed is set inside the function, so every call draws the same samples. Use the rng "
    "that is passed in.",
    signature=("own_rng", lambda data, out: bool(np.all(out["first"] == out["other"]))),
)
def seeded(fit, X, y, n_boot, rng):
    rows = _rows(np.random.default_rng(0), len(y), n_boot)
    return _share(fit, [(X[r], y[r]) for r in rows])


@SELECTION_FREQUENCY.misconception(
    "an own generator, unseeded",
    hint="Equal generators give different answers: you draw from another one than rng.",
    signature=("own_rng", lambda data, out: bool(np.any(out["first"] != out["again"]))),
)
def unseeded(fit, X, y, n_boot, rng):
    rows = _rows(np.random.default_rng(), len(y), n_boot)
    return _share(fit, [(X[r], y[r]) for r in rows])
