"""Exercise 4.3: the known mistakes. Every function is wrong on purpose, except `_frequency`."""

import copy

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.elastic_net.selection_frequency import SELECTION_FREQUENCY


def _frequency(fit, X, y, n_boot, rng):
    n = len(y)
    kept = []
    for _ in range(n_boot):
        rows = rng.integers(n, size=n)
        kept.append(fit(X[rows], y[rows]) != 0)
    return np.mean(kept, axis=0)


SELECTION_FREQUENCY.mistake(
    "X and y resampled independently",
    "You draw rows of X and y separately, so a row loses its y. Draw row numbers once and use "
    "them for both.",
    edited(_frequency, ("y[rows]", "y[rng.integers(n, size=n)]")),
    signature=("paired_rows", lambda data, out: out["selection_frequency"][data["column"]] > 0.2),
    kind="half",
)


SELECTION_FREQUENCY.mistake(
    "each fit gets the data as they are",
    "Each fit gets all rows in their old order: there is no bootstrap. Draw row numbers, and fit "
    "on X[rows] and y[rows].",
    edited(_frequency, ("fit(X[rows], y[rows])", "fit(X, y)")),
    signature=("with_replacement", lambda data, out: out["selection_frequency"][-2] == 1),
    kind="half",
)
SELECTION_FREQUENCY.mistake(
    "a single fit to the data",
    "You fit once, to the data as they are: there is no bootstrap. Draw n_boot samples, fit to "
    "each, and return the share of the fits that keep a feature.",
    lambda fit, X, y, n_boot, rng: (fit(X, y) != 0).astype(float),
    kind="wrong",
)


def _all_rows_once(data, out):
    _, every, in_order, _ = out["selection_frequency"][-4:]
    return every == 1 and in_order < 1


SELECTION_FREQUENCY.mistake(
    "drawn without replacement",
    "Every sample has each row exactly once. Draw with replacement: then some rows come twice or "
    "more, and some not at all.",
    edited(_frequency, ("rng.integers(n, size=n)", "rng.permutation(n)")),
    signature=("with_replacement", _all_rows_once),
    kind="half",
)


def _same_rows(data, out):
    share = out["selection_frequency"][: len(data["y"])]
    return bool(np.all((share == 0) | (share == 1)) and np.any(share == 0))


SELECTION_FREQUENCY.mistake(
    "one sample for all fits",
    "All your fits get the same sample: draw the rows inside the loop.",
    edited(
        _frequency,
        ("        rows = rng.integers(n, size=n)\n", ""),
        ("    for _ in", "    rows = rng.integers(n, size=n)\n    for _ in"),
    ),
    signature=("with_replacement", _same_rows),
    kind="half",
)
SELECTION_FREQUENCY.mistake(
    "one sample too few",
    "You fit to n_boot - 1 samples and divide by n_boot. range(n_boot) already runs from 0 to "
    "n_boot - 1.",
    edited(
        _frequency,
        ("range(n_boot)", "range(n_boot - 1)"),
        # For n_boot = 1 there is no sample at all.
        ("np.mean(kept, axis=0)", "np.zeros(X.shape[1]) + np.sum(kept, axis=0) / n_boot"),
    ),
    kind="slip",
)

SELECTION_FREQUENCY.mistake(
    "half samples",
    "You draw half of the rows. A bootstrap sample has n rows, drawn with replacement.",
    edited(_frequency, ("rng.integers(n, size=n)", "rng.permutation(n)[: n // 2]")),
    kind="half",
)
SELECTION_FREQUENCY.mistake(
    "as many rows as samples",
    "Your samples have n_boot rows. n_boot is the number of samples; each has as many rows as "
    "the data.",
    edited(_frequency, ("size=n)", "size=n_boot)")),
    kind="slip",
)


def _several_sizes(data, out):
    share = out["selection_frequency"]
    return bool(np.count_nonzero(share) > 1 and np.all(share[len(data["y"]) + 1 :] == 0))


SELECTION_FREQUENCY.mistake(
    "repeated rows left out",
    "Your samples have different sizes: you seem to leave out rows drawn twice. Keep them twice.",
    edited(_frequency, ("rng.integers(n, size=n)", "np.unique(rng.integers(n, size=n))")),
    signature=("sample_size", _several_sizes),
    kind="half",
)
SELECTION_FREQUENCY.mistake(
    "columns counted instead of rows",
    "You draw numbers below the number of columns, so later rows are never in a sample: n is "
    "len(y).",
    edited(_frequency, ("rng.integers(n, size=n)", "rng.integers(min(X.shape), size=n)")),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "first row never drawn",
    "Row 0 is never in a sample: row numbers start at 0.",
    edited(_frequency, ("rng.integers(n, size=n)", "rng.integers(1, n, size=n)")),
    signature=("with_replacement", lambda data, out: out["selection_frequency"][0] == 0),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "per cent",
    "You return percentages. A share is between 0 and 1.",
    edited(_frequency, ("np.mean(kept, axis=0)", "100 * np.mean(kept, axis=0)")),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "last row never drawn",
    "The last row is never in a sample. Row numbers go from 0 to n - 1, and rng.integers(n) draws "
    "from these.",
    edited(_frequency, ("rng.integers(n, size=n)", "rng.integers(n - 1, size=n)")),
    signature=(
        "with_replacement",
        lambda data, out: out["selection_frequency"][len(data["y"]) - 1] == 0,
    ),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "mean weight instead of frequency",
    "You average the weights. Average w != 0 instead.",
    edited(_frequency, ("fit(X[rows], y[rows]) != 0", "fit(X[rows], y[rows])")),
    kind="half",
)
SELECTION_FREQUENCY.mistake(
    "only positive weights counted",
    "A negative weight is selected too: count w != 0, not w > 0.",
    edited(_frequency, ("!= 0", "> 0")),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "small weights not counted",
    "You leave out small weights. The lasso's zeros are exact, so every weight that is not 0 "
    "is selected.",
    edited(_frequency, ("fit(X[rows], y[rows]) != 0", "np.abs(fit(X[rows], y[rows])) > 1e-6")),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "zeros counted",
    "You count how often a weight is 0. Count how often it is not: w != 0.",
    edited(_frequency, ("!= 0", "== 0")),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "not divided by n_boot",
    "You return counts. Divide by n_boot.",
    edited(_frequency, ("np.mean(kept, axis=0)", "np.sum(kept, axis=0, dtype=float)")),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "divided by the number of rows",
    "You divide by the number of rows. Divide by the number of samples, n_boot.",
    edited(_frequency, ("np.mean(kept, axis=0)", "np.sum(kept, axis=0) / n")),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "last sample only",
    "Your answer uses only one sample. Add up over all of them before you divide.",
    edited(_frequency, ("np.mean(kept, axis=0)", "kept[-1] / n_boot")),
    kind="half",
)
SELECTION_FREQUENCY.mistake(
    "first sample only",
    "Your answer uses only the first sample. Check whether the return is inside the loop.",
    edited(_frequency, ("    return np.mean(kept, axis=0)", "        return kept[0] / n_boot")),
    kind="half",
)
SELECTION_FREQUENCY.mistake(
    "majority instead of share",
    "You round to kept or not kept. Return the share itself: it shows how certain the "
    "selection is.",
    edited(_frequency, ("np.mean(kept, axis=0)", "np.round(np.mean(kept, axis=0))")),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "shares that sum to 1",
    "You divide by the sum of all counts. Divide each feature's count by n_boot.",
    edited(_frequency, ("np.mean(kept, axis=0)", "np.sum(kept, axis=0) / np.sum(kept)")),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "an own generator, seeded",
    "You set a seed inside the function, so every call draws the same samples. Use the rng "
    "that is passed in.",
    edited(
        _frequency, ("    n = len(y)\n", "    n = len(y)\n    rng = np.random.default_rng(0)\n")
    ),
    signature=("own_rng", lambda data, out: bool(np.all(out["first"] == out["other 1"]))),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "an own generator, unseeded",
    "Equal generators give different answers: you draw from a generator other than rng.",
    edited(_frequency, ("    n = len(y)\n", "    n = len(y)\n    rng = np.random.default_rng()\n")),
    signature=("own_rng", lambda data, out: bool(np.any(out["first"] != out["again"]))),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "a copy of the generator",
    "Two calls in a row draw the same samples: you draw from a copy of rng. Draw from rng itself.",
    lambda fit, X, y, n_boot, rng: _frequency(fit, X, y, n_boot, copy.deepcopy(rng)),
    signature=("own_rng", lambda data, out: bool(np.all(out["first"] == out["next"]))),
    kind="slip",
)
SELECTION_FREQUENCY.mistake(
    "shares cut to whole numbers",
    "Your shares are 0 or 1 only: an array of whole numbers cuts off the decimals.",
    edited(_frequency, ("np.mean(kept, axis=0)", "np.floor(np.mean(kept, axis=0))")),
    kind="slip",
)
