"""Exercise 10.1: what each property demands."""

from types import SimpleNamespace

import numpy as np

from reglab import nn

from ...core import PASSED, failed, number
from ..designs import NAMES
from ..probes import EARLY_STOPPER
from ..probes.training import NOT_ASKED, Run


def _expected(data):
    """The run as it should be."""
    return Run(SimpleNamespace(EarlyStopper=nn.EarlyStopper, mutated=[]), data).all_epochs()


def _case(data, metrics=None):
    """The script in words: metrics 3, 2, 2.5 with patience 2."""
    shown = data["metrics"] if metrics is None else metrics
    text = "metrics " + ", ".join(number(metric) for metric in shown)
    if data["first_epoch"]:
        text += f" from epoch {data['first_epoch']} on"
    options = [
        f'{name} "{value}"' if isinstance(value, str) else f"{name} {value:g}"
        for name, value in data["options"].items()
        if name != "restore"
    ]
    return f"{text} with {', '.join(options)}"


def _stop(data, log):
    """The index of the epoch that said stop, or None."""
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


def _epoch_of(data, params):
    """The epoch that parameters belong to, in words, or None if to no single one."""
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
    restore = "" if data["options"].get("restore", True) else " and restore=False"
    return failed(
        hint,
        f"{_case(data, asked)}{restore}: expected {_epoch_of(data, expected)}, got {came}",
    )


@EARLY_STOPPER.judge("stops")
def stops(data, out):
    hint = (
        "Count the epochs since the best one, and stop when the count reaches patience. Print "
        "metric, best and count in each epoch."
    )
    return _compare_logs(data, out["log"], hint)


@EARLY_STOPPER.judge("starts_anew")
def starts_anew(data, out):
    hint = "patience is about epochs in a row: a better epoch sets the count back to 0."
    return _compare_logs(data, out["log"], hint)


@EARLY_STOPPER.judge("ties")
def ties(data, out):
    return _compare_logs(data, out["log"], "A tie is no improvement: it adds to the count.")


@EARLY_STOPPER.judge("best_epoch")
def best_epoch(data, out):
    expected, got = _expected(data).stopper.best_epoch, out["best_epoch"]
    if expected == got:
        return PASSED
    return failed(
        "Whenever the metric improves, keep the epoch that update was given.",
        f"{_case(data)}: expected best_epoch = {expected}, got {got}",
    )


@EARLY_STOPPER.judge("best_params")
def best_params(data, out):
    hint = "Keep the parameters whenever, and only when, the metric improves."
    return _compare_params(data, _expected(data).stopper.best_params, out["best_params"], hint)


@EARLY_STOPPER.judge("kept_by_the_rule")
def kept_by_the_rule(data, out):
    hint = (
        "Decide once, by (10.1), whether an epoch is better; keep its number and its arrays then."
    )
    expected, got = _expected(data).stopper.best_epoch, out["best_epoch"]
    if expected != got:
        return failed(hint, f"{_case(data)}: expected best_epoch = {expected}, got {got}")
    return _compare_params(data, _expected(data).stopper.best_params, out["best_params"], hint)


@EARLY_STOPPER.judge("copied")
def copied(data, out):
    hint = "What you keep changes with the network: copy every array when you keep it."
    return _compare_params(data, _expected(data).stopper.best_params, out["best_params"], hint)


@EARLY_STOPPER.judge("final_params")
def final_params(data, out):
    hint = "Hand back the best parameters, whether a stop came or the run just ended."
    return _compare_params(data, _expected(data).final(), out["final_params"], hint)


@EARLY_STOPPER.judge("not_restored")
def not_restored(data, out):
    hint = "With restore=False nothing is brought back: hand on what final_params was given."
    return _compare_params(data, _expected(data).final(), out["final_params"], hint)


@EARLY_STOPPER.judge("min_delta")
def min_delta(data, out):
    hint = "An epoch counts as better if it beats the best by more than min_delta."
    return _compare_logs(data, out["log"], hint)


@EARLY_STOPPER.judge("max_mode")
def max_mode(data, out):
    hint = 'In mode "max" larger is better, also where all metrics are negative.'
    return _compare_logs(data, out["log"], hint)


@EARLY_STOPPER.judge("nan_has_failed")
def nan_has_failed(data, out):
    hint = (
        "NaN is no improvement: it adds to the count, and is never the best. Every comparison with "
        "NaN is False."
    )
    return _compare_logs(data, out["log"], hint)


@EARLY_STOPPER.judge("nothing_best")
def nothing_best(data, out):
    hint = "Without any best epoch there is nothing to restore: hand on what you were given."
    return _compare_params(data, _expected(data).final(), out["final_params"], hint)


@EARLY_STOPPER.judge("two_at_once")
def two_at_once(data, out):
    hint = "Keep what a stopper remembers in self, and set it up in __init__."
    verdict = _compare_logs(data, out["log"], hint)
    if not verdict.passed:
        return verdict
    return _compare_params(data, _expected(data).final(), out["final_params"], hint)


@EARLY_STOPPER.judge("true_or_false")
def true_or_false(data, out):
    expected = _expected(data)
    log = np.full(expected.log.shape, NOT_ASKED)
    log[: len(out["update"])] = out["update"]
    return _compare_logs(data, log, "Answer False until it is time to stop, and then True.")
