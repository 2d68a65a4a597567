"""Exercise 10.1, early stopping, what it keeps and hands back: what is drawn and called.

No property here reads when a run stops. The scripts end where a right answer stops, or before.
"""

import numpy as np

from ..designs import quarters, script, up_to
from ..metrics import NAN, falling, gains, kept, mirrored, numbers, worse
from .stopper import BESIDE, EARLY_STOPPER, LOG, plain
from .training import Epoch, Params, Run, sent

LONG = 9  # a patience that no run here reaches


def _with_zero(rng):
    """The best metric is 0, and what comes after it is worse."""
    values = numbers(rng, kept(rng, up_to(rng, 2, 3), up_to(rng, 1, 3)))
    return values - values.min()


def _with_a_tie(rng):
    """As good as the best one, later; and at the end an epoch that beats the first one only."""
    good = falling(rng, 2, 3)
    return [*good, *worse(rng, 1, 0, 3), 0, 4, *worse(rng, 1, 0, good[0])]


def _best_epochs(rng):
    up_and_down = [1, 0, 3, *worse(rng, 1, 0, 1)]
    first_epochs = rng.integers(10, 90, size=2).tolist()
    huge, negative = (numbers(rng, kept(rng, 2, up_to(rng, 1, 2))) for _ in range(2))
    return [
        script(rng, numbers(rng, kept(rng, 1, up_to(rng, 2, 3))), LONG),
        script(rng, numbers(rng, falling(rng, 3, 4)), LONG),
        script(rng, numbers(rng, up_and_down), LONG, first_epoch=first_epochs[0]),
        script(rng, numbers(rng, _with_a_tie(rng), scaled=True), LONG, first_epoch=first_epochs[1]),
        script(rng, 1e12 * huge, LONG),
        script(rng, -mirrored(negative), LONG),
        script(rng, _with_zero(rng), LONG),
    ]


@EARLY_STOPPER.property(
    "best_epoch is the epoch of the best metric, as update was told",
    draw=_best_epochs,
    returns={"best_epoch": Epoch(), **BESIDE},
)
def best_epoch(answers, data):
    best = Run(answers, data).whatever_it_says().stopper.best_epoch
    return {"best_epoch": best, **plain(answers)}


def _twice_better(rng, last):
    """Better epochs on both sides of one that is not, and `last` failures."""
    return numbers(rng, [1, 0.5, *worse(rng, 1, 0.5, 3), *kept(rng, 1, last)], scaled=True)


def _best_params(rng, style="fresh"):
    patience, good = up_to(rng, 2, 3), rng.integers(2, 4, size=2)
    return [
        script(rng, numbers(rng, kept(rng, good[0], patience)), patience, style=style),
        script(rng, numbers(rng, kept(rng, good[1], up_to(rng, 1, 3))), LONG, style=style),
        script(rng, numbers(rng, kept(rng, 1, up_to(rng, 2, 3))), LONG, style=style),
        script(rng, _twice_better(rng, patience - 1), patience, style=style),
    ]


@EARLY_STOPPER.property(
    "best_params are the parameters of the best epoch",
    draw=_best_params,
    returns={"best_params": Params(), **BESIDE},
)
def best_params(answers, data):
    best = Run(answers, data).whatever_it_says().stopper.best_params
    return {"best_params": sent(best), **plain(answers)}


def _by_the_rule(rng):
    """Better epochs, then as many failures; no best metric is a whole number like an epoch."""
    n, m = up_to(rng, 1, 3), int(rng.choice([1, 3]))
    accuracies = mirrored(numbers(rng, kept(rng, n + 1, n))) + 0.125
    # Each gain is more than min_delta, and not twice as much; then gains that do not count.
    drops = np.cumsum([0, *rng.integers(9, 17, size=m)]) / 32
    losses = quarters(rng, 6.5, 9.0) - np.array([*drops, *(drops[-1] + gains(rng, m, 0.25))])
    return [
        script(rng, accuracies, n, mode="max"),
        script(rng, losses, m, min_delta=0.25),
    ]


@EARLY_STOPPER.property(
    "mode and min_delta decide what is kept, too",
    draw=_by_the_rule,
    # The log is not judged: who stops by the rule has not forgotten it, and is not told so.
    returns={"best_epoch": Epoch(), "best_params": Params(), **LOG, **BESIDE},
    after="best_params",
)
def kept_by_the_rule(answers, data):
    stopper = Run(answers, data).whatever_it_says().stopper
    best = {"best_epoch": stopper.best_epoch, "best_params": sent(stopper.best_params)}
    return {**best, "log": Run(answers, data).all_epochs().log, **plain(answers)}


@EARLY_STOPPER.property(
    "they stay as they were while the network goes on learning",
    draw=lambda rng: [*_best_params(rng, "in place"), *_best_params(rng, "replaced")],
    returns={"best_params": Params(), **BESIDE},
    after="best_params",
)
def copied(answers, data):
    return best_params(answers, data)


def _finals(rng):
    return [
        *_best_params(rng),
        script(rng, numbers(rng, falling(rng, 3, 4)), LONG),
        script(rng, _with_zero(rng), LONG),
    ]


def _final(answers, data):
    final = Run(answers, data).whatever_it_says().final()
    return {"final_params": sent(final), **plain(answers)}


@EARLY_STOPPER.property(
    "final_params are those of the best epoch, also if no stop came",
    draw=_finals,
    returns={"final_params": Params(), **BESIDE},
    after="copied",
)
def final_params(answers, data):
    return _final(answers, data)


def _not_restored(rng):
    patience = up_to(rng, 2, 4)
    return [
        script(rng, numbers(rng, kept(rng, 2, up_to(rng, 1, 2))), LONG, restore=False),
        script(rng, numbers(rng, kept(rng, 2, patience)), patience, restore=False),
    ]


@EARLY_STOPPER.property(
    "with restore=False final_params are the last ones",
    draw=_not_restored,
    returns={"final_params": Params(), **BESIDE},
    after="final_params",
)
def not_restored(answers, data):
    return _final(answers, data)


@EARLY_STOPPER.property(
    "if all metrics are NaN, final_params are the last ones",
    draw=lambda rng: [script(rng, [NAN] * n, up_to(rng, n, LONG)) for n in (2, up_to(rng, 3, 5))],
    returns={"final_params": Params(), **BESIDE},
    after="final_params",
)
def nothing_best(answers, data):
    return _final(answers, data)
