"""Exercise 10.1, early stopping: what is drawn and called.

A run is a script: what the metric is in each epoch is fixed beforehand, and so are the parameters.
"""

from dataclasses import dataclass

import numpy as np

from ...core import Array, Exercise, ListOf, Number
from ...core.encoding import type_name
from ...core.schema import SchemaError
from ..designs import scale, script
from .training import Epoch, Params, Run, log_shape, sent

_OURS, _KERAS = "reglab.nn.early_stopping", "keras.src.callbacks.early_stopping"
EARLY_STOPPER = Exercise(
    "early_stopping.EarlyStopper",
    title="10.1 EarlyStopper",
    points=5,
    # The classes for whoever reads the answer's text, their methods for whoever watches it run.
    forbid=(
        f"{_OURS}:EarlyStopper",
        f"{_OURS}:EarlyStopper.update",
        f"{_OURS}:EarlyStopper.final_params",
        "keras.callbacks:EarlyStopping",
        f"{_KERAS}:EarlyStopping.on_epoch_end",
    ),
)

LOG = {"log": Array(log_shape)}
NAN = float("nan")

# Sent with every later property: a mistake that shows in so plain a run explains nothing there.
_PLAIN = script(np.random.default_rng(0), [3, 2, 2.5, 2.25, 2.75, 3, 3.5], 2)
_BESIDE = {"plain": Array(lambda data: _PLAIN["metrics"].shape)}


def _log(answers, data):
    return {"log": Run(answers, data).all_epochs().log}


def _plain(answers):
    return {"plain": Run(answers, _PLAIN).all_epochs().log}


def _stops(rng):
    fluctuating = [5, 4, 2, 3, 2.5, 3.5, 2.75, 4, 2.25]
    return [
        script(rng, [3, 2, 2.5, 2.25, 2.75, 3, 3.5], 2),
        script(rng, [2, 1, 1.5, 1.25, 3, 2], 1),
        script(rng, scale(rng, fluctuating), 4),
    ]


@EARLY_STOPPER.property(
    "it stops after exactly patience epochs that are not better than the best",
    draw=_stops,
    returns=LOG,
)
def stops(answers, data):
    return _log(answers, data)


def _starts_anew(rng):
    return [
        script(rng, [3, 3.5, 2, 2.5, 1, 1.5, 1.25, 2], 2),
        script(rng, scale(rng, [4, 5, 5, 3, 4, 4, 2, 3, 3, 3, 3]), 3),
    ]


@EARLY_STOPPER.property(
    "after a better epoch, the count starts anew",
    draw=_starts_anew,
    returns={**LOG, **_BESIDE},
    after="stops",
)
def starts_anew(answers, data):
    return {**_log(answers, data), **_plain(answers)}


def _ties(rng):
    return [
        script(rng, [2, 2, 2, 2, 2], 3),
        script(rng, scale(rng, [3, 2, 2.5, 2, 2.5, 2, 2.5]), 3),
    ]


@EARLY_STOPPER.property(
    "an epoch as good as the best is no improvement",
    draw=_ties,
    returns={**LOG, **_BESIDE},
    after="stops",
)
def ties(answers, data):
    return {**_log(answers, data), **_plain(answers)}


def _best_epochs(rng):
    first = int(rng.integers(20, 90))
    return [
        script(rng, [1, 2, 3], 5),
        script(rng, [3, 2, 1], 5),
        script(rng, [2, 1, 3, 2], 5, first_epoch=10),
        script(rng, scale(rng, [4, 2, 3, 2, 5, 3]), 4, first_epoch=first),
        script(rng, [3e12, 2e12, 4e12], 5),
        script(rng, [-1, -3, -2], 5),
    ]


@EARLY_STOPPER.property(
    "best_epoch is the epoch of the best metric, as update was told",
    draw=_best_epochs,
    returns={"best_epoch": Epoch(), **_BESIDE},
    after="stops",
)
def best_epoch(answers, data):
    best = Run(answers, data).all_epochs().stopper.best_epoch
    return {"best_epoch": best, **_plain(answers)}


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
    returns={"best_params": Params(), **_BESIDE},
    after="stops",
)
def best_params(answers, data):
    best = Run(answers, data).all_epochs().stopper.best_params
    return {"best_params": sent(best), **_plain(answers)}


@EARLY_STOPPER.property(
    "they stay as they were while the network goes on learning",
    draw=lambda rng: [*_best_params(rng, "in place"), *_best_params(rng, "replaced")],
    returns={"best_params": Params(), **_BESIDE},
    after="best_params",
)
def copied(answers, data):
    return best_params(answers, data)


def _finals(rng):
    return [
        script(rng, [2, 1, 3, 3], 2),
        script(rng, [3, 1, 2], 5),
        script(rng, [3, 2, 1], 5),
        script(rng, scale(rng, [4, 3, 5, 2, 3, 4]), 3),
    ]


def _final(answers, data):
    return {"final_params": sent(Run(answers, data).all_epochs().final()), **_plain(answers)}


@EARLY_STOPPER.property(
    "final_params are those of the best epoch, also if no stop came",
    draw=_finals,
    returns={"final_params": Params(), **_BESIDE},
    after="best_params",
)
def final_params(answers, data):
    return _final(answers, data)


@EARLY_STOPPER.property(
    "with restore=False final_params are the last ones",
    draw=lambda rng: [
        script(rng, [3, 1, 2], 5, restore=False),
        script(rng, [3, 1, 2, 2.5, 2.25], 3, restore=False),
    ],
    returns={"final_params": Params(), **_BESIDE},
    after="stops",
)
def not_restored(answers, data):
    return _final(answers, data)


def _min_deltas(rng):
    unit = int(rng.integers(33, 128)) / 64
    slow = np.array([3, 2.875, 2.625, 2.375, 2.25, 2.125, 2.125])
    return [
        script(rng, [3, 2.875, 2.75, 2.625, 2.5], 2, min_delta=0.25),
        script(rng, [3, 3.125, 3.25, 3.375, 3.5], 2, min_delta=0.25),
        script(rng, [8, 7, 6, 5, 6, 6, 6], 2, min_delta=0.5),
        script(rng, slow * unit, 3, min_delta=0.25 * unit),
    ]


@EARLY_STOPPER.property(
    "min_delta: what counts is to be better than the best by more than that",
    draw=_min_deltas,
    returns={**LOG, **_BESIDE},
    after="stops",
)
def min_delta(answers, data):
    return {**_log(answers, data), **_plain(answers)}


def _max_modes(rng):
    return [
        script(rng, [0.5, 0.75, 0.625, 0.625, 0.5], 2, mode="max"),
        script(rng, [-3, -2, -2.5, -2.25, -4], 2, mode="max"),
        script(rng, [0.5, 0.625, 0.75, 0.875, 1], 2, mode="max", min_delta=0.25),
        script(rng, scale(rng, [1, 2, 1.5, 4, 3, 2, 3.5, 1]), 3, mode="max"),
    ]


@EARLY_STOPPER.property(
    'mode="max": more is better',
    draw=_max_modes,
    returns={**LOG, **_BESIDE},
    after="stops",
)
def max_mode(answers, data):
    return {**_log(answers, data), **_plain(answers)}


def _with_nan(rng):
    return [
        script(rng, [3, NAN, NAN, 2, 2.5], 2),
        script(rng, [NAN, 3, 2, NAN, 2.5, 2.5], 2),
        script(rng, [3, NAN, 2, 2.5, NAN, 1], 2),
        script(rng, [3, 3.5, NAN, 3.5, 4, 3.5, 4], 3),
        script(rng, scale(rng, [0.5, NAN, 0.25, 0.75, NAN, NAN, NAN]), 3, mode="max"),
    ]


@EARLY_STOPPER.property(
    "an epoch whose metric is NaN has failed, also if it is the first",
    draw=_with_nan,
    returns={**LOG, **_BESIDE},
    after="stops",
)
def nan_has_failed(answers, data):
    return {**_log(answers, data), **_plain(answers)}


@EARLY_STOPPER.property(
    "if all metrics are NaN, final_params are the last ones",
    draw=lambda rng: [script(rng, [NAN, NAN], 3), script(rng, [NAN, NAN, NAN], 5)],
    returns={"final_params": Params(), **_BESIDE},
    after="stops",
)
def nothing_best(answers, data):
    return _final(answers, data)


def _two_runs(rng):
    one = script(rng, [3, 2, 2.5, 2.25, 2.75, 3], 3)
    return {**one, "others": scale(rng, [1, 2, 0.5, 1, 2, 3])}


@EARLY_STOPPER.property(
    "two stoppers at the same time do not disturb each other",
    draw=_two_runs,
    returns={**LOG, **_BESIDE},
    after="stops",
)
def two_at_once(answers, data):
    one = Run(answers, data)
    other = Run(answers, {**data, "metrics": data["others"], "first_epoch": 50})
    for i in range(len(data["metrics"])):
        if one.epoch(i):
            break
        other.epoch(i)
    return {"log": one.log, **_plain(answers)}


@dataclass(frozen=True)
class Answered(ListOf):
    """What update returned in each epoch: booleans, Python's or NumPy's."""

    item: object = Number()
    length: int = 0

    def validate(self, value, data, name):
        for i, one in enumerate(value):
            if one is not True and one is not False:
                came = "None (is there a return?)" if one is None else type_name(one)
                raise SchemaError(
                    f"update, epoch {data['first_epoch'] + i}: expected True or False, got {came}"
                )
        return value


@EARLY_STOPPER.property(
    "update answers True or False, in every epoch",
    draw=lambda rng: script(rng, [3, 2, 2.5, 1, 1.5, 2], 2),
    returns={"update": Answered()},
    after="stops",
)
def true_or_false(answers, data):
    return {"update": Run(answers, data).all_epochs().answered}
