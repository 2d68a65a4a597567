"""Exercise 10.1, early stopping, when it stops.

A run is a script: the metric and the parameters of each epoch are fixed in advance.
"""

from types import SimpleNamespace

import numpy as np

from reglab import nn
from reglab.checks.model import PASSED, Array, Exercise, failed, number
from reglab.exercises.early_stopping import runs
from reglab.exercises.early_stopping.training import (
    NAMES,
    NOT_ASKED,
    Answered,
    Epoch,
    Params,
    Run,
    script,
    sent,
)
from reglab.nn import EarlyStopper

_OURS, _KERAS = "reglab.nn.early_stopping", "keras.src.callbacks.early_stopping"


EARLY_STOPPER = Exercise(
    "early_stopping.EarlyStopper",
    title="10.1 EarlyStopper",
    points=5,
    forbid=(
        f"{_OURS}:EarlyStopper",
        f"{_OURS}:EarlyStopper.update",
        f"{_OURS}:EarlyStopper.final_params",
        "keras.callbacks:EarlyStopping",
        f"{_KERAS}:EarlyStopping.on_epoch_end",
    ),
    reference=EarlyStopper,
    aspects={"stopping": 5, "keeping": 2, "copying": 2.5, "final": 1.5},
)

# Sent with every later property: a mistake that already shows in this plain run is not reported
# there.
_PLAIN = script(np.random.default_rng(0), [3, 2, 2.5, 2.25, 2.75, 3, 3.5], 2)
LOG = {"log": Array(lambda data: data["metrics"].shape)}
PLAIN = {"plain": Array(lambda data: _PLAIN["metrics"].shape)}
BEST_PARAMS = {"best_params": Params(), **PLAIN}
FINAL_PARAMS = {"final_params": Params(), **PLAIN}


def _log(answers, data):
    return {"log": Run(answers, data).all_epochs().log}


def _plain(answers):
    """The log of a run without ties, NaN or options."""
    return {"plain": Run(answers, _PLAIN).all_epochs().log}


def _log_and_plain(answers, data):
    return {**_log(answers, data), **_plain(answers)}


def _expected(data):
    """The run with the reference."""
    return Run(SimpleNamespace(EarlyStopper=nn.EarlyStopper, mutated=[]), data).all_epochs()


def _apart(metrics):
    """Numbers in words, with all digits where short numbers would look alike."""
    short = [number(metric) for metric in metrics]
    if len(set(short)) == len({str(metric) for metric in metrics}):
        return short
    return [repr(float(metric)) for metric in metrics]


def _case(data, metrics=None):
    """The script in words: metrics 3, 2, 2.5 with patience 2."""
    shown = data["metrics"] if metrics is None else metrics
    text = "metrics " + ", ".join(_apart(shown))
    if data["first_epoch"]:
        text += f" from epoch {data['first_epoch']} on"
    options = [
        f'{name} "{value}"' if isinstance(value, str) else f"{name} {value:g}"
        for name, value in data["options"].items()
        if name != "restore"
    ]
    restore = "" if data["options"].get("restore", True) else " and restore=False"
    return f"{text} with {', '.join(options)}{restore}"


def _stop(data, log):
    """The index of the epoch at which the stopper stopped, or None."""
    found = np.flatnonzero(log == 1)
    return int(found[0]) if found.size else None


def _in_words(data, stop):
    return "no stop" if stop is None else f"stop at epoch {data['first_epoch'] + stop}"


def _compare_logs(data, log, hint):
    expected, got = _stop(data, _expected(data).log), _stop(data, log)
    if expected == got:
        return PASSED
    last = len(log) - 1 if None in (expected, got) else max(expected, got)
    return failed(
        hint,
        f"{_case(data, data['metrics'][: last + 1])}: expected {_in_words(data, expected)}, "
        f"got {_in_words(data, got)}",
    )


def _same_stop(hint):
    return lambda data, out: _compare_logs(data, out["log"], hint)


EARLY_STOPPER.property(
    "it stops after exactly patience epochs that are not better than the best",
    name="stops",
    aspect="stopping",
    draw=runs.stops,
    call=_log,
    returns=LOG,
    judge=_same_stop(
        "Count the epochs since the best one, and stop when the count reaches patience. Print "
        "metric, best and count in each epoch."
    ),
)

EARLY_STOPPER.property(
    "after a better epoch, the count starts at 0 again",
    name="starts_anew",
    aspect="stopping",
    draw=runs.in_blocks_of_failures,
    call=_log_and_plain,
    returns={**LOG, **PLAIN},
    after="stops",
    judge=_same_stop("patience counts epochs in a row: a better epoch resets the count to 0."),
)

EARLY_STOPPER.property(
    "an epoch that is only as good as the best has failed",
    name="ties",
    aspect="stopping",
    draw=runs.ties,
    call=_log_and_plain,
    returns={**LOG, **PLAIN},
    after="stops",
    judge=_same_stop(
        "An epoch with the same metric as the best is not better: count it as failed."
    ),
)

EARLY_STOPPER.property(
    "the smallest gain counts, if min_delta is 0",
    name="small_gains",
    aspect="stopping",
    draw=runs.small_gains,
    call=_log_and_plain,
    returns={**LOG, **PLAIN},
    after="stops",
    judge=_same_stop(
        "Compare with < or > alone: without rounding, a tolerance or a fixed first best."
    ),
)

EARLY_STOPPER.property(
    "min_delta: an epoch is better only if its gain is more than that",
    name="min_delta",
    aspect="stopping",
    draw=runs.min_deltas,
    call=_log_and_plain,
    returns={**LOG, **PLAIN},
    after="stops",
    judge=_same_stop("An epoch counts as better only if it beats the best by more than min_delta."),
)

EARLY_STOPPER.property(
    'mode="max": more is better',
    name="max_mode",
    aspect="stopping",
    draw=runs.max_modes,
    call=_log_and_plain,
    returns={**LOG, **PLAIN},
    after="stops",
    judge=_same_stop(
        'Mode "max" is mode "min" for the negative metric: larger is better by more than '
        "min_delta, and metrics may be negative."
    ),
)

EARLY_STOPPER.property(
    "an epoch whose metric is NaN has failed, also if it is the first",
    name="nan_has_failed",
    aspect="stopping",
    draw=runs.with_nan,
    call=_log_and_plain,
    returns={**LOG, **PLAIN},
    after="stops",
    judge=_same_stop(
        "An epoch with NaN adds to the count and is never the best. Every comparison with NaN is "
        "False."
    ),
)


def _epoch_of(data, params):
    """The epoch with these parameters, in words, or None if there is none."""
    for i in range(len(data["metrics"])):
        expected = (data["params"][name][i] for name in NAMES)
        if all(np.array_equal(one, two) for one, two in zip(expected, params, strict=True)):
            return f"those of epoch {data['first_epoch'] + i}"
    return None


def _compare_params(data, expected, got, hint):
    expected = tuple(expected[name] for name in NAMES)
    wrong = [
        name
        for name, one, two in zip(NAMES, expected, got, strict=True)
        if not np.array_equal(one, two)
    ]
    if not wrong:
        return PASSED
    asked = data["metrics"][_expected(data).log != NOT_ASKED]
    came = _epoch_of(data, got) or f"another {wrong[0]}"
    return failed(hint, f"{_case(data, asked)}: expected {_epoch_of(data, expected)}, got {came}")


def _same_best(hint):
    def judge(data, out):
        expected = _expected(data).stopper.best_params
        return _compare_params(data, expected, out["best_params"], hint)

    return judge


def _same_final(hint):
    def judge(data, out):
        return _compare_params(data, _expected(data).final(), out["final_params"], hint)

    return judge


def _two_at_once(answers, data, until_stopped=True):
    one, other = Run(answers, data), Run(answers, data["other"])
    for i in range(len(data["metrics"])):
        if one.epoch(i) and until_stopped:
            break
        other.epoch(i)
    return one


_SELF = "Keep everything that a stopper needs in self, and set it up in __init__."

EARLY_STOPPER.property(
    "two stoppers at the same time do not disturb each other",
    name="two_at_once",
    aspect="stopping",
    draw=runs.pairs,
    call=lambda answers, data: {"log": _two_at_once(answers, data).log, **_plain(answers)},
    returns={**LOG, **PLAIN},
    after="stops",
    judge=_same_stop(_SELF),
)


@EARLY_STOPPER.property(
    "update answers True or False, in every epoch",
    draw=runs.one_stop,
    call=lambda answers, data: {"update": Run(answers, data).all_epochs().answered},
    returns={"update": Answered()},
    after="stops",
    aspect="stopping",
)
def true_or_false(data, out):
    expected = _expected(data)
    log = np.full(expected.log.shape, NOT_ASKED)
    log[: len(out["update"])] = out["update"]
    return _compare_logs(data, log, "Return False until it is time to stop, and then True.")


def _compare_epochs(data, got, hint):
    expected = _expected(data).stopper.best_epoch
    if expected == got:
        return PASSED
    return failed(hint, f"{_case(data)}: expected best_epoch = {expected}, got {got}")


@EARLY_STOPPER.property(
    "best_epoch is the number of the best epoch, as update gets it",
    draw=runs.best_epochs,
    call=lambda answers, data: {
        "best_epoch": Run(answers, data).whatever_it_says().stopper.best_epoch,
        **_plain(answers),
    },
    returns={"best_epoch": Epoch(), **PLAIN},
    aspect="keeping",
)
def best_epoch(data, out):
    hint = "Whenever the metric improves, keep the epoch that update was given."
    return _compare_epochs(data, out["best_epoch"], hint)


def _best(answers, data):
    best = Run(answers, data).whatever_it_says().stopper.best_params
    return {"best_params": sent(best), **_plain(answers)}


EARLY_STOPPER.property(
    "best_params are the parameters of the best epoch",
    name="best_params",
    aspect="keeping",
    draw=runs.best_params,
    call=_best,
    returns=BEST_PARAMS,
    judge=_same_best("Keep the parameters whenever, and only when, the metric improves."),
)


def _kept_by_the_rule(answers, data):
    stopper = Run(answers, data).whatever_it_says().stopper
    best = {"best_epoch": stopper.best_epoch, "best_params": sent(stopper.best_params)}
    return {**best, **_log_and_plain(answers, data)}


@EARLY_STOPPER.property(
    "mode and min_delta decide what is kept, too",
    draw=runs.by_the_rule,
    call=_kept_by_the_rule,
    returns={"best_epoch": Epoch(), "best_params": Params(), **LOG, **PLAIN},
    after="best_params",
    aspect="keeping",
)
def kept_by_the_rule(data, out):
    hint = (
        "Decide once, by (10.1), whether an epoch is better; if so, keep its number and its arrays."
    )
    verdict = _compare_epochs(data, out["best_epoch"], hint)
    return _same_best(hint)(data, out) if verdict.passed else verdict


@EARLY_STOPPER.property(
    "an epoch whose metric is NaN is never kept",
    draw=runs.nan_kept,
    call=_kept_by_the_rule,
    returns={"best_epoch": Epoch(), "best_params": Params(), **LOG, **PLAIN},
    after="best_params",
    aspect="keeping",
)
def nan_kept(data, out):
    hint = "NaN is never the best metric: keep the epoch with the best number, and its arrays."
    verdict = _compare_epochs(data, out["best_epoch"], hint)
    return _same_best(hint)(data, out) if verdict.passed else verdict


@EARLY_STOPPER.property(
    "restore=False changes nothing in what is kept",
    draw=runs.not_restored,
    call=_kept_by_the_rule,
    returns={"best_epoch": Epoch(), "best_params": Params(), **LOG, **PLAIN},
    after="best_params",
    aspect="keeping",
)
def kept_without_restore(data, out):
    hint = "Keep best_epoch and best_params with restore=False, too: only final_params differs."
    verdict = _compare_epochs(data, out["best_epoch"], hint)
    return _same_best(hint)(data, out) if verdict.passed else verdict


EARLY_STOPPER.property(
    "best_params stay as they were while the network goes on learning",
    name="copied",
    aspect="copying",
    draw=lambda rng: [*runs.best_params(rng, "in place"), *runs.best_params(rng, "replaced")],
    call=_best,
    returns=BEST_PARAMS,
    after="best_params",
    judge=_same_best(
        "The arrays that you keep change with the network: copy every array when you keep it."
    ),
)


def _final(answers, data):
    final = Run(answers, data).whatever_it_says().final()
    return {"final_params": sent(final), **_plain(answers)}


EARLY_STOPPER.property(
    "final_params returns those of the best epoch, also if no stop came",
    name="final_params",
    aspect="final",
    draw=runs.finals,
    call=_final,
    returns=FINAL_PARAMS,
    judge=_same_final("Return the best parameters, whether training was stopped or the run ended."),
)

EARLY_STOPPER.property(
    "with restore=False, final_params returns the last ones",
    name="not_restored",
    aspect="final",
    draw=runs.not_restored,
    call=_final,
    returns=FINAL_PARAMS,
    after="final_params",
    judge=_same_final("With restore=False return the parameters that final_params gets."),
)

EARLY_STOPPER.property(
    "if all metrics are NaN, final_params returns the last ones",
    name="nothing_best",
    aspect="final",
    draw=runs.all_nan,
    call=_final,
    returns=FINAL_PARAMS,
    after="final_params",
    judge=_same_final(
        "Without a best epoch there is nothing to restore: return the parameters that "
        "final_params gets."
    ),
)


EARLY_STOPPER.property(
    "two stoppers at the same time: each returns its own parameters",
    name="two_finals",
    aspect="final",
    draw=runs.pairs_without_a_stop,
    call=lambda answers, data: {
        "final_params": sent(_two_at_once(answers, data, until_stopped=False).final()),
        **_plain(answers),
    },
    returns=FINAL_PARAMS,
    after="final_params",
    judge=_same_final(_SELF),
)
