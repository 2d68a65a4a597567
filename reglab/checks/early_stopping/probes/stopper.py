"""Exercise 10.1, early stopping, when it stops: what is drawn and called.

A run is a script: what the metric is in each epoch is fixed beforehand, and so are the parameters.
"""

from dataclasses import dataclass

import numpy as np

from ...core import Array, Exercise, ListOf, Number
from ...core.encoding import type_name
from ...core.schema import SchemaError
from .. import stop_runs
from ..designs import script
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

# Sent with every later property: a mistake that shows in so plain a run explains nothing there.
_PLAIN = script(np.random.default_rng(0), [3, 2, 2.5, 2.25, 2.75, 3, 3.5], 2)
BESIDE = {"plain": Array(lambda data: _PLAIN["metrics"].shape)}


def _log(answers, data):
    return {"log": Run(answers, data).all_epochs().log}


def plain(answers):
    """The log of a run without ties, NaN or options."""
    return {"plain": Run(answers, _PLAIN).all_epochs().log}


@EARLY_STOPPER.property(
    "it stops after exactly patience epochs that are not better than the best",
    draw=stop_runs.stops,
    returns=LOG,
)
def stops(answers, data):
    return _log(answers, data)


@EARLY_STOPPER.property(
    "after a better epoch, the count starts anew",
    draw=stop_runs.in_blocks_of_failures,
    returns={**LOG, **BESIDE},
    after="stops",
)
def starts_anew(answers, data):
    return {**_log(answers, data), **plain(answers)}


@EARLY_STOPPER.property(
    "an epoch as good as the best is no improvement",
    draw=stop_runs.ties,
    returns={**LOG, **BESIDE},
    after="stops",
)
def ties(answers, data):
    return {**_log(answers, data), **plain(answers)}


@EARLY_STOPPER.property(
    "min_delta: what counts is to be better than the best by more than that",
    draw=stop_runs.min_deltas,
    returns={**LOG, **BESIDE},
    after="stops",
)
def min_delta(answers, data):
    return {**_log(answers, data), **plain(answers)}


@EARLY_STOPPER.property(
    'mode="max": more is better',
    draw=stop_runs.max_modes,
    returns={**LOG, **BESIDE},
    after="stops",
)
def max_mode(answers, data):
    return {**_log(answers, data), **plain(answers)}


@EARLY_STOPPER.property(
    "an epoch whose metric is NaN has failed, also if it is the first",
    draw=stop_runs.with_nan,
    returns={**LOG, **BESIDE},
    after="stops",
)
def nan_has_failed(answers, data):
    return {**_log(answers, data), **plain(answers)}


@EARLY_STOPPER.property(
    "two stoppers at the same time do not disturb each other",
    draw=stop_runs.pairs,
    returns={**LOG, "final_params": Params(), **BESIDE},
    after="stops",
)
def two_at_once(answers, data):
    one = Run(answers, data)
    other = Run(answers, {**data, "metrics": data["others"], "first_epoch": data["other_epoch"]})
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
    draw=stop_runs.one_stop,
    returns={"update": Answered()},
    after="stops",
)
def true_or_false(answers, data):
    return {"update": Run(answers, data).all_epochs().answered}
