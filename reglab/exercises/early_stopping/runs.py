"""Runs for Exercise 10.1, the smallest first: a list for each property.

The first functions draw runs about when to stop; those after LONG are about what is kept.
"""

import numpy as np

from reglab.exercises.draws import whole
from reglab.exercises.early_stopping.inputs import quarters
from reglab.exercises.early_stopping.metrics import (
    NAN,
    falling,
    gains,
    in_blocks,
    kept,
    mirrored,
    numbers,
    stopping,
    tied,
    worse,
)
from reglab.exercises.early_stopping.training import script


def stops(rng):
    patience, long = whole(rng, 2, 4), whole(rng, 4, 6)
    return [
        script(rng, numbers(rng, stopping(rng, patience)), patience),
        script(rng, numbers(rng, stopping(rng, 1)), 1),
        script(rng, numbers(rng, stopping(rng, long), scaled=True), long),
    ]


def in_blocks_of_failures(rng):
    patience = whole(rng, 3, 4)
    return [
        script(rng, numbers(rng, in_blocks(rng, 2)), 2),
        script(rng, numbers(rng, in_blocks(rng, patience), scaled=True), patience),
    ]


def ties(rng):
    one, two = whole(rng, 2, 4), whole(rng, 2, 4)
    return [
        script(rng, numbers(rng, [0] * (one + 2)), one),
        script(rng, numbers(rng, tied(rng, two), scaled=True), two),
    ]


def small_gains(rng):
    """Gains that are tiny, or tiny beside the metric: a tolerance would take them for ties."""
    one, two, three = (whole(rng, 2, 3) for _ in range(3))
    return [
        script(rng, 2.0**-40 * numbers(rng, stopping(rng, one)), one),
        script(rng, 1 + 2.0**-40 * numbers(rng, stopping(rng, two)), two),
        script(rng, 2.0**100 * numbers(rng, stopping(rng, three)), three),
    ]


def _small_gains(rng, patience, delta):
    """No gain on the first epoch is larger than delta, and the last one is all of it."""
    return np.array([0, *gains(rng, patience - 1, delta), delta, 1.5 * delta, 2 * delta])


def _large(rng):
    """Clear gains that are small relative to the metrics themselves, then three failures."""
    drops = np.cumsum([0, *(quarters(rng, 0.75, 1.25) for _ in range(whole(rng, 3, 4)))])
    failed = drops[-1] - np.array([quarters(rng, 0.25, 1.5) for _ in range(3)])
    return quarters(rng, 9.0, 14.0) - np.array([*drops, *failed])


def _slow(rng):
    """Every gain is within a delta of 1, but every second epoch beats the best by more than 1."""
    eighths = [
        gain for _ in range(whole(rng, 2, 4)) for gain in (whole(rng, 3, 6), whole(rng, 6, 8))
    ]
    return quarters(rng, 7.25, 9.0) - np.cumsum([0, *eighths]) / 8


def min_deltas(rng):
    unit = int(rng.integers(33, 128)) / 64
    firsts = [quarters(rng, 2.25, 5.0) for _ in range(3)]
    patience = [whole(rng, 2, 4) for _ in range(3)]
    deltas = rng.choice([0.5, 1.0], size=3).tolist()
    losses = np.cumsum(rng.integers(1, 8, size=patience[2] + 2)) * deltas[2] / 8
    within = firsts[0] - np.array([0, *gains(rng, patience[0], deltas[0])])
    exact = firsts[1] - _small_gains(rng, patience[1], deltas[1])
    return [
        script(rng, within, patience[0], min_delta=deltas[0]),
        script(rng, exact, patience[1], min_delta=deltas[1]),
        script(rng, firsts[2] + np.array([0, *losses]), patience[2], min_delta=deltas[2]),
        script(rng, _large(rng), 2, min_delta=0.5),
        script(rng, unit * _slow(rng), 2, min_delta=unit),
    ]


def max_modes(rng):
    patience = [whole(rng, 2, 4) for _ in range(5)]
    # Below 1, so that a min_delta taken as a share of the best is smaller than min_delta.
    firsts, delta = [quarters(rng, 0.25, 0.75) for _ in range(2)], float(rng.choice([0.25, 0.5]))
    accuracies = mirrored(numbers(rng, stopping(rng, patience[0])))
    within = firsts[0] + np.array([0, *gains(rng, patience[2], delta)])
    exact = firsts[1] + _small_gains(rng, patience[3], delta)
    blocks = mirrored(numbers(rng, in_blocks(rng, patience[4]), scaled=True))
    return [
        script(rng, accuracies, patience[0], mode="max"),
        script(rng, -numbers(rng, stopping(rng, patience[1])), patience[1], mode="max"),
        script(rng, within, patience[2], mode="max", min_delta=delta),
        script(rng, exact, patience[3], mode="max", min_delta=delta),
        script(rng, blocks, patience[4], mode="max"),
        script(rng, mirrored(numbers(rng, tied(rng, 2))), 2, mode="max"),
        script(rng, -(2.0**100) * numbers(rng, stopping(rng, 3)), 3, mode="max"),
    ]


def with_nan(rng):
    """Levels as in `metrics`, and the patience with which a right answer stops."""
    n, m = whole(rng, 2, 4), whole(rng, 3, 4)
    failed = [NAN, *worse(rng, n - 1, 0, 2)]
    runs = [
        ([2, *[NAN] * n, 0, 1], n),
        ([*[NAN] * n, 0], n),
        ([*[NAN] * (n - 1), 2, 0, *failed, 1], n),
        ([2, *[NAN] * (n - 1), 0, *rng.permutation(failed), 1], n),
        ([0, 1, *[NAN] * (m - 2), *worse(rng, 3, 1, 4)], m),
    ]
    late = script(rng, numbers(rng, [*[NAN] * n, 0]), n, first_epoch=whole(rng, 10, 60))
    more = mirrored(numbers(rng, [1, *[NAN] * (m - 2), 2, 0, *[NAN] * (m + 1)], scaled=True))
    cases = [script(rng, numbers(rng, levels), patience) for levels, patience in runs]
    # The first ones are NaN in mode "max", and all other metrics are negative.
    first = [-numbers(rng, levels) for levels, _ in runs[1:3]]
    return [
        *cases,
        late,
        script(rng, more, m, mode="max"),
        script(rng, first[0], n, mode="max"),
        script(rng, first[1], n, mode="max", min_delta=0.125),
        script(rng, numbers(rng, runs[2][0]), n, min_delta=0.125),
    ]


def pairs(rng):
    """A run at the same time as one that is always better, and as one that gets worse.

    The other one, with options of its own, never stops.
    """
    patience = whole(rng, 2, 4)
    levels = stopping(rng, patience)
    n = len(levels)
    cases = []
    for others, mode in ((-np.arange(1.0, n + 1), "min"), (n + np.arange(1.0, n + 1), "max")):
        both = numbers(rng, [*levels, *others], scaled=True)
        one = script(rng, both[:n], patience)
        options = {"mode": mode, "min_delta": 0.125, "restore": False}
        other = script(rng, both[n:], 50, first_epoch=whole(rng, 20, 60), **options)
        cases.append({**one, "other": {**other, "params": _like(rng, one["params"])}})
    return cases


def pairs_without_a_stop(rng):
    """The same with a patience that the first one does not reach either."""
    return [{**data, "options": {"patience": 49}} for data in pairs(rng)]


def _like(rng, params):
    return {name: rng.normal(size=values.shape) for name, values in params.items()}


def one_stop(rng):
    patience = whole(rng, 2, 4)
    return script(rng, numbers(rng, stopping(rng, patience)), patience)


LONG = 9  # a patience that no run here reaches; no run here goes on after a stop


def _with_zero(rng):
    """The best metric is 0, and later ones are worse."""
    values = numbers(rng, kept(rng, whole(rng, 2, 3), whole(rng, 1, 3)))
    return values - values.min()


def _with_a_tie(rng):
    """A later epoch ties with the best one, and the last epoch beats only the first."""
    good = falling(rng, 2, 3)
    return [*good, *worse(rng, 1, 0, 3), 0, 4, *worse(rng, 1, 0, good[0])]


def best_epochs(rng):
    up_and_down = [1, 0, 3, *worse(rng, 1, 0, 1)]
    first_epochs = rng.integers(10, 90, size=2).tolist()
    huge, negative = (numbers(rng, kept(rng, 2, whole(rng, 1, 2))) for _ in range(2))
    return [
        script(rng, numbers(rng, kept(rng, 1, whole(rng, 2, 3))), LONG),
        script(rng, numbers(rng, falling(rng, 3, 4)), LONG),
        script(rng, numbers(rng, up_and_down), LONG, first_epoch=first_epochs[0]),
        script(rng, numbers(rng, _with_a_tie(rng), scaled=True), LONG, first_epoch=first_epochs[1]),
        script(rng, 2.0**100 * huge, LONG),
        script(rng, -mirrored(negative), LONG),
        script(rng, _with_zero(rng), LONG),
    ]


def _twice_better(rng, last):
    """Better epochs before and after one that is not, then `last` failures."""
    return numbers(rng, [1, 0.5, *worse(rng, 1, 0.5, 3), *kept(rng, 1, last)], scaled=True)


def best_params(rng, style="fresh"):
    patience, good = whole(rng, 2, 3), rng.integers(2, 4, size=2)
    return [
        script(rng, numbers(rng, kept(rng, good[0], patience)), patience, style=style),
        script(rng, numbers(rng, kept(rng, good[1], whole(rng, 1, 3))), LONG, style=style),
        script(rng, numbers(rng, kept(rng, 1, whole(rng, 2, 3))), LONG, style=style),
        script(rng, _twice_better(rng, patience - 1), patience, style=style),
    ]


def by_the_rule(rng):
    """Better epochs, then as many failures; no best metric is a whole number like an epoch."""
    n, m = whole(rng, 1, 3), int(rng.choice([1, 3]))
    accuracies = mirrored(numbers(rng, kept(rng, n + 1, n))) + 0.125
    # Each gain is more than min_delta but not twice as much; then gains that do not count.
    drops = np.cumsum([0, *rng.integers(9, 17, size=m)]) / 32
    losses = quarters(rng, 6.5, 9.0) - np.array([*drops, *(drops[-1] + gains(rng, m, 0.25))])
    return [
        script(rng, accuracies, n, mode="max"),
        script(rng, losses, m, min_delta=0.25),
    ]


def finals(rng):
    return [
        *best_params(rng),
        script(rng, numbers(rng, falling(rng, 3, 4)), LONG),
        script(rng, _with_zero(rng), LONG),
    ]


def nan_kept(rng):
    """NaN before, between and after better epochs, in both modes."""
    n = whole(rng, 1, 2)
    levels = [[NAN] * n + [2, NAN, 0, 1, NAN], [1, NAN, 0, NAN, 2], [NAN, NAN, 1, 0, NAN]]
    min_first, min_later, max_first = (numbers(rng, one, scaled=True) for one in levels)
    return [
        script(rng, min_first, LONG, first_epoch=whole(rng, 10, 90)),
        script(rng, min_later, LONG),
        script(rng, -max_first, LONG, mode="max"),
    ]


def not_restored(rng):
    patience = whole(rng, 2, 4)
    return [
        script(rng, numbers(rng, kept(rng, 2, whole(rng, 1, 2))), LONG, restore=False),
        script(rng, numbers(rng, kept(rng, 2, patience)), patience, restore=False),
    ]


def all_nan(rng):
    return [
        script(rng, [NAN] * n, whole(rng, n, LONG), mode=mode)
        for n, mode in ((2, "min"), (whole(rng, 3, 5), "max"))
    ]
