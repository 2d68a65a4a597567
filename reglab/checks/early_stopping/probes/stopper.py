"""Exercise 10.1, early stopping, when it stops: what is drawn and called.

A run is a script: what the metric is in each epoch is fixed beforehand, and so are the parameters.
"""

from dataclasses import dataclass

import numpy as np

from ...core import Array, Exercise, ListOf, Number
from ...core.encoding import type_name
from ...core.schema import SchemaError
from ..designs import scale, script
from .training import Params, Run, log_shape, sent

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
BESIDE = {"plain": Array(lambda data: _PLAIN["metrics"].shape)}


def _log(answers, data):
    return {"log": Run(answers, data).all_epochs().log}


def plain(answers):
    """The log of a run without ties, NaN or options."""
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
    returns={**LOG, **BESIDE},
    after="stops",
)
def starts_anew(answers, data):
    return {**_log(answers, data), **plain(answers)}


def _ties(rng):
    return [
        script(rng, [2, 2, 2, 2, 2], 3),
        script(rng, scale(rng, [3, 2, 2.5, 2, 2.5, 2, 2.5]), 3),
    ]


@EARLY_STOPPER.property(
    "an epoch as good as the best is no improvement",
    draw=_ties,
    returns={**LOG, **BESIDE},
    after="stops",
)
def ties(answers, data):
    return {**_log(answers, data), **plain(answers)}


def _min_deltas(rng):
    unit = int(rng.integers(33, 128)) / 64
    slow = np.array([3, 2.875, 2.625, 2.375, 2.25, 2.125, 2.125])
    return [
        script(rng, [3, 2.9375, 2.875, 2.8125], 3, min_delta=0.25),
        script(rng, [3, 2.875, 2.75, 2.625, 2.5], 2, min_delta=0.25),
        script(rng, [3, 3.125, 3.25, 3.375, 3.5], 2, min_delta=0.25),
        script(rng, [8, 7, 6, 5, 6, 6, 6], 2, min_delta=0.5),
        script(rng, slow * unit, 3, min_delta=0.25 * unit),
    ]


@EARLY_STOPPER.property(
    "min_delta: what counts is to be better than the best by more than that",
    draw=_min_deltas,
    returns={**LOG, **BESIDE},
    after="stops",
)
def min_delta(answers, data):
    return {**_log(answers, data), **plain(answers)}


def _max_modes(rng):
    return [
        script(rng, [0.5, 0.75, 0.625, 0.625, 0.5], 2, mode="max"),
        script(rng, [-3, -2, -2.5, -2.25, -4], 2, mode="max"),
        script(rng, [0.5, 0.5625, 0.625, 0.6875], 3, mode="max", min_delta=0.25),
        script(rng, [0.5, 0.625, 0.75, 0.875, 1], 2, mode="max", min_delta=0.25),
        script(rng, scale(rng, [1, 2, 1.5, 4, 3, 2, 3.5, 1]), 3, mode="max"),
    ]


@EARLY_STOPPER.property(
    'mode="max": more is better',
    draw=_max_modes,
    returns={**LOG, **BESIDE},
    after="stops",
)
def max_mode(answers, data):
    return {**_log(answers, data), **plain(answers)}


def _with_nan(rng):
    return [
        script(rng, [3, NAN, NAN, 2, 2.5], 2),
        script(rng, [NAN, NAN, 3], 2),
        script(rng, [NAN, NAN, 3], 2, first_epoch=10),
        script(rng, [NAN, 3, 2, NAN, 2.5, 2.5], 2),
        script(rng, [3, NAN, 2, 2.5, NAN, 1], 2),
        script(rng, [3, 3.5, NAN, 3.5, 4, 3.5, 4], 3),
        script(rng, scale(rng, [0.5, NAN, 0.25, 0.75, NAN, NAN, NAN]), 3, mode="max"),
    ]


@EARLY_STOPPER.property(
    "an epoch whose metric is NaN has failed, also if it is the first",
    draw=_with_nan,
    returns={**LOG, **BESIDE},
    after="stops",
)
def nan_has_failed(answers, data):
    return {**_log(answers, data), **plain(answers)}


def _two_runs(rng):
    one = script(rng, [3, 2, 2.5, 2.25, 2.75, 3], 3)
    falling, rising = [6, 5, 4, 3, 2, 1], [1, 2, 3, 4, 5, 6]
    return [{**one, "others": scale(rng, metrics)} for metrics in (falling, rising)]


@EARLY_STOPPER.property(
    "two stoppers at the same time do not disturb each other",
    draw=_two_runs,
    returns={**LOG, "final_params": Params(), **BESIDE},
    after="stops",
)
def two_at_once(answers, data):
    one = Run(answers, data)
    other = Run(answers, {**data, "metrics": data["others"], "first_epoch": 50})
    for i in range(len(data["metrics"])):
        if one.epoch(i):
            break
        other.epoch(i)
    return {"log": one.log, "final_params": sent(one.final()), **plain(answers)}


@dataclass(frozen=True)
class Answered(ListOf):
    """What update returned in each epoch: booleans, Python's or NumPy's."""

    item: object = Number()
    length: int = 0

    def validate(self, value, data, name):
        if not isinstance(value, list) or not 1 <= len(value) <= len(data["metrics"]):
            raise SchemaError("update: expected an answer in each epoch, got something else")
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
