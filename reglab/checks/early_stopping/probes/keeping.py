"""Exercise 10.1, early stopping, what it keeps and hands back: what is drawn and called.

No property here reads when a run stops. The scripts end where a right answer stops, or before.
"""

from ..designs import scale, script
from .stopper import BESIDE, EARLY_STOPPER, LOG, NAN, plain
from .training import Epoch, Params, Run, sent


def _best_epochs(rng):
    first = int(rng.integers(20, 90))
    return [
        script(rng, [1, 2, 3], 5),
        script(rng, [3, 2, 1], 5),
        script(rng, [2, 1, 3, 2], 5, first_epoch=10),
        script(rng, scale(rng, [4, 2, 3, 2, 5, 3]), 4, first_epoch=first),
        script(rng, [3e12, 2e12, 4e12], 5),
        script(rng, [-1, -3, -2], 5),
        script(rng, [1, 0, 0.5], 5),
    ]


@EARLY_STOPPER.property(
    "best_epoch is the epoch of the best metric, as update was told",
    draw=_best_epochs,
    returns={"best_epoch": Epoch(), **BESIDE},
)
def best_epoch(answers, data):
    best = Run(answers, data).whatever_it_says().stopper.best_epoch
    return {"best_epoch": best, **plain(answers)}


def _best_params(rng, style="fresh"):
    return [
        script(rng, [2, 1, 3, 3], 2, style=style),
        script(rng, [3, 1, 2], 5, style=style),
        script(rng, [1, 2, 3], 5, style=style),
        script(rng, scale(rng, [4, 3, 5, 2, 3, 4]), 3, style=style),
    ]


@EARLY_STOPPER.property(
    "best_params are the parameters of the best epoch",
    draw=_best_params,
    returns={"best_params": Params(), **BESIDE},
)
def best_params(answers, data):
    best = Run(answers, data).whatever_it_says().stopper.best_params
    return {"best_params": sent(best), **plain(answers)}


@EARLY_STOPPER.property(
    "mode and min_delta decide what is kept, too",
    draw=lambda rng: [
        script(rng, [1, 3, 2], 1, mode="max"),
        script(rng, [3, 2.5, 2.375], 1, min_delta=0.25),
    ],
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
        script(rng, [2, 1, 3, 3], 2),
        script(rng, [3, 1, 2], 5),
        script(rng, [3, 2, 1], 5),
        script(rng, [1, 2, 3], 5),
        script(rng, [1, 0, 0.5], 5),
        script(rng, scale(rng, [4, 3, 5, 2, 3, 4]), 3),
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


@EARLY_STOPPER.property(
    "with restore=False final_params are the last ones",
    draw=lambda rng: [
        script(rng, [3, 1, 2], 5, restore=False),
        script(rng, [3, 1, 2, 2.5, 2.25], 3, restore=False),
    ],
    returns={"final_params": Params(), **BESIDE},
    after="final_params",
)
def not_restored(answers, data):
    return _final(answers, data)


@EARLY_STOPPER.property(
    "if all metrics are NaN, final_params are the last ones",
    draw=lambda rng: [script(rng, [NAN, NAN], 3), script(rng, [NAN, NAN, NAN], 5)],
    returns={"final_params": Params(), **BESIDE},
    after="final_params",
)
def nothing_best(answers, data):
    return _final(answers, data)
