"""Exercise 4.3: the known mistakes. Every function is wrong on purpose, except `_frequency`."""

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
    signature=("paired_rows", lambda data, out: out["selection_frequency"][0] > 0.2),
)


def _all_rows_once(data, out):
    return bool(np.all(out["selection_frequency"] == 1))


SELECTION_FREQUENCY.mistake(
    "drawn without replacement",
    "You draw without replacement, so every sample holds each row once. Draw with replacement.",
    edited(_frequency, ("rng.integers(n, size=n)", "rng.permutation(n)")),
    signature=("with_replacement", _all_rows_once),
)


def _same_rows(data, out):
    share = out["selection_frequency"]
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
)
SELECTION_FREQUENCY.mistake(
    "half samples",
    "You draw half of the rows. A bootstrap sample has n rows, drawn with replacement.",
    edited(_frequency, ("rng.integers(n, size=n)", "rng.permutation(n)[: n // 2]")),
)
SELECTION_FREQUENCY.mistake(
    "as many rows as samples",
    "Your samples have n_boot rows. n_boot is the number of samples; each has as many rows as "
    "the data.",
    edited(_frequency, ("size=n)", "size=n_boot)")),
)


def _several_sizes(data, out):
    share = out["selection_frequency"]
    return bool(np.count_nonzero(share) > 1 and np.all(share[len(data["y"]) + 1 :] == 0))


SELECTION_FREQUENCY.mistake(
    "repeated rows left out",
    "Your samples have different sizes: you seem to leave out rows drawn twice. Keep them twice.",
    edited(_frequency, ("rng.integers(n, size=n)", "np.unique(rng.integers(n, size=n))")),
    signature=("sample_size", _several_sizes),
)
SELECTION_FREQUENCY.mistake(
    "columns counted instead of rows",
    "You draw numbers below the number of columns, so later rows are never in a sample: n is "
    "len(y).",
    edited(_frequency, ("rng.integers(n, size=n)", "rng.integers(min(X.shape), size=n)")),
)
SELECTION_FREQUENCY.mistake(
    "first row never drawn",
    "Row 0 is never in a sample: row numbers start at 0.",
    edited(_frequency, ("rng.integers(n, size=n)", "rng.integers(1, n, size=n)")),
    signature=("with_replacement", lambda data, out: out["selection_frequency"][0] == 0),
)
SELECTION_FREQUENCY.mistake(
    "per cent",
    "You return percentages. A share is between 0 and 1.",
    edited(_frequency, ("np.mean(kept, axis=0)", "100 * np.mean(kept, axis=0)")),
)
SELECTION_FREQUENCY.mistake(
    "last row never drawn",
    "The last row is never in a sample: rng.integers(n) already excludes n, so do not use n - 1.",
    edited(_frequency, ("rng.integers(n, size=n)", "rng.integers(n - 1, size=n)")),
    signature=("with_replacement", lambda data, out: out["selection_frequency"][-1] == 0),
)
SELECTION_FREQUENCY.mistake(
    "mean weight instead of frequency",
    "You average the weights. Average w != 0 instead.",
    edited(_frequency, ("fit(X[rows], y[rows]) != 0", "fit(X[rows], y[rows])")),
)
SELECTION_FREQUENCY.mistake(
    "only positive weights counted",
    "A negative weight is selected too: count w != 0, not w > 0.",
    edited(_frequency, ("!= 0", "> 0")),
)
SELECTION_FREQUENCY.mistake(
    "small weights not counted",
    "You leave out small weights. The lasso's zeros are exact, so every weight that is not 0 "
    "is selected.",
    edited(_frequency, ("fit(X[rows], y[rows]) != 0", "np.abs(fit(X[rows], y[rows])) > 1e-6")),
)
SELECTION_FREQUENCY.mistake(
    "zeros counted",
    "You count how often a weight is 0. Count how often it is not: w != 0.",
    edited(_frequency, ("!= 0", "== 0")),
)
SELECTION_FREQUENCY.mistake(
    "not divided by n_boot",
    "You return counts. Divide by n_boot.",
    edited(_frequency, ("np.mean(kept, axis=0)", "np.sum(kept, axis=0, dtype=float)")),
)
SELECTION_FREQUENCY.mistake(
    "divided by the number of rows",
    "You divide by the number of rows. Divide by the number of samples, n_boot.",
    edited(_frequency, ("np.mean(kept, axis=0)", "np.sum(kept, axis=0) / n")),
)
SELECTION_FREQUENCY.mistake(
    "last sample only",
    "Your answer uses only one sample. Add up over all of them before you divide.",
    edited(_frequency, ("np.mean(kept, axis=0)", "kept[-1] / n_boot")),
)
SELECTION_FREQUENCY.mistake(
    "first sample only",
    "Your answer uses only the first sample. Check whether the return is inside the loop.",
    edited(_frequency, ("    return np.mean(kept, axis=0)", "        return kept[0] / n_boot")),
)
SELECTION_FREQUENCY.mistake(
    "majority instead of share",
    "You round to kept or not kept. Return the share itself: it shows how certain the "
    "selection is.",
    edited(_frequency, ("np.mean(kept, axis=0)", "np.round(np.mean(kept, axis=0))")),
)
SELECTION_FREQUENCY.mistake(
    "shares that sum to 1",
    "You divide by the sum of all counts. Divide each feature's count by n_boot.",
    edited(_frequency, ("np.mean(kept, axis=0)", "np.sum(kept, axis=0) / np.sum(kept)")),
)
SELECTION_FREQUENCY.mistake(
    "an own generator, seeded",
    "You set a seed inside the function, so every call draws the same samples. Use the rng "
    "that is passed in.",
    edited(
        _frequency, ("    n = len(y)\n", "    n = len(y)\n    rng = np.random.default_rng(0)\n")
    ),
    signature=("own_rng", lambda data, out: bool(np.all(out["first"] == out["other"]))),
)
SELECTION_FREQUENCY.mistake(
    "an own generator, unseeded",
    "Equal generators give different answers: you draw from a generator other than rng.",
    edited(_frequency, ("    n = len(y)\n", "    n = len(y)\n    rng = np.random.default_rng()\n")),
    signature=("own_rng", lambda data, out: bool(np.any(out["first"] != out["again"]))),
)
