"""Exercise 9.4: what each property demands."""

import numpy as np

from reglab import nn

from ...core import PASSED, failed, first_difference, number
from ..designs import network
from ..probes import RECALIBRATE_BN


def _given(data):
    return network(data["X"].shape[1], data["widths"], data["seed"])


def _expected(data):
    return nn.recalibrate_bn(_given(data), data["X"], data["batch_size"])


def _case(data):
    return f"{len(data['X'])} rows, batch_size = {data['batch_size']}"


def _compare(running, got, case, hint):
    for (name, expected), came in zip(running.items(), got, strict=True):
        where = first_difference(expected, came)
        if where is not None:
            return failed(
                hint,
                f'{case}: expected running["{name}"][{where[0]}] = {number(expected[where])}, '
                f"got {number(came[where])}",
            )
    return PASSED


@RECALIBRATE_BN.judge("one_batch")
def one_batch(data, out):
    hint = "Copy the network; write what network.batch_statistics(X) gives into the copy's running."
    verdict = _compare(_expected(data).running, out["recalibrate_bn"], _case(data), hint)
    return predicts(data, out) if verdict.passed else verdict


@RECALIBRATE_BN.judge("equal_batches")
def equal_batches(data, out):
    hint = "Take the rows in their order, batch_size at a time, and average over the batches."
    return _compare(_expected(data).running, out["recalibrate_bn"], _case(data), hint)


@RECALIBRATE_BN.judge("last_batch")
def last_batch(data, out):
    hint = "A batch's weight is its share of the rows: len(part) / len(X)."
    return _compare(_expected(data).running, out["recalibrate_bn"], _case(data), hint)


@RECALIBRATE_BN.judge("fewer_rows")
def fewer_rows(data, out):
    hint = "The first batch is the last one, and smaller: its weight is 1."
    return _compare(_expected(data).running, out["recalibrate_bn"], _case(data), hint)


@RECALIBRATE_BN.judge("two_layers")
def two_layers(data, out):
    hint = "Every name in batch_statistics is averaged and written, as it is in training mode."
    case = f"{_case(data)}, two batch-norm layers"
    return _compare(_expected(data).running, out["recalibrate_bn"], case, hint)


@RECALIBRATE_BN.judge("predicts")
def predicts(data, out):
    expected = _expected(data)(data["X"])
    where = first_difference(expected, out["p"])
    if where is None:
        return PASSED
    return failed(
        "The layers have to see the new numbers, and nothing else may change.",
        f"{_case(data)}: expected p[{where[0]}, {where[1]}] = {number(expected[where])}, "
        f"got {number(out['p'][where])}",
    )


@RECALIBRATE_BN.judge("given_stays")
def given_stays(data, out):
    given = _given(data)
    hint = "Change a copy, network.copy(), which shares no array with the network that was given."
    verdict = _compare(given.running, out["running"], "the network that was given", hint)
    if not verdict.passed:
        return verdict
    if np.allclose(given(data["X"]), out["p"], rtol=1e-6):
        return PASSED
    return failed(
        hint, "weights of the new network changed: expected those of the given one to stay"
    )
