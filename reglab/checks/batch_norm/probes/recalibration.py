"""Exercise 9.4, running statistics anew: what is drawn and called.

The networks are built here. Of what came back, their running statistics are sent, and what they
predict.
"""

from dataclasses import dataclass

import numpy as np

from ...core import Array, Exercise, Tuple
from ...core.encoding import type_name
from ...core.schema import SchemaError
from ..designs import drifting_rows, network

RECALIBRATE_BN = Exercise(
    "batch_norm.recalibrate_bn",
    title="9.4 recalibrate_bn",
    points=3,
    forbid=("reglab.nn.running_statistics:recalibrate_bn", "reglab.nn.running_statistics"),
)


@dataclass(frozen=True, init=False)
class Running(Tuple):
    """The running statistics of a network; anything else was sent in words."""

    def validate(self, value, data, name):
        if isinstance(value, str):
            raise SchemaError(f"{name}: expected a network, got {value}")
        return super().validate(value, data, name)


def _width(layer):
    return lambda data: (data["widths"][layer],)


ONE = {"mean1": Array(_width(0)), "var1": Array(_width(0))}
TWO = {**ONE, "mean2": Array(_width(1)), "var2": Array(_width(1))}


def _case(rng, batch_size, n, *, layers=1):
    """`n` rows in their order, and a network with batch norm behind each of its hidden layers."""
    return {
        "X": drifting_rows(rng, n, int(rng.integers(2, 5))),
        "batch_size": batch_size,
        "widths": tuple(int(width) for width in rng.integers(3, 7, size=layers)),
        "seed": int(rng.integers(2**31)),
    }


def _full(rng, batches, **options):
    """Batches of one size."""
    batch_size = int(rng.integers(3, 7))
    return _case(rng, batch_size, batches * batch_size, **options)


def _with_a_rest(rng, batches):
    """Full batches, and a last one that lacks two rows or more."""
    batch_size = int(rng.integers(4, 7))
    return _case(rng, batch_size, batches * batch_size + int(rng.integers(1, batch_size - 1)))


def _too_few(rng):
    """Fewer rows than a batch has."""
    batch_size = int(rng.integers(6, 11))
    return _case(rng, batch_size, int(rng.integers(3, batch_size)))


def _several(rng):
    """A number of batches."""
    return int(rng.integers(3, 6))


def _given(data):
    return network(data["X"].shape[1], data["widths"], data["seed"])


def _running(made):
    """Running statistics in the order of their layers, or what came instead of a network."""
    if made is None:
        return "None (is there a return?)"
    running = getattr(made, "running", None)
    return list(running.values()) if isinstance(running, dict) else f"a {type_name(made)}"


def _recalibrated(answers, data, given):
    return answers.recalibrate_bn(given, data["X"], data["batch_size"])


@RECALIBRATE_BN.property(
    "with one batch, its statistics are the running ones, with which the network predicts",
    draw=lambda rng: _full(rng, 1),
    returns={
        "recalibrate_bn": Running(**ONE),
        "p": Array(lambda data: (len(data["X"]), 2)),
    },
)
def one_batch(answers, data):
    made = _recalibrated(answers, data, _given(data))
    running = _running(made)
    return {"recalibrate_bn": running, "p": None if isinstance(running, str) else made(data["X"])}


@RECALIBRATE_BN.property(
    "with several batches of one size it is their average",
    draw=lambda rng: [_full(rng, 2), _full(rng, _several(rng))],
    returns={"recalibrate_bn": Running(**ONE)},
    after="one_batch",
)
def equal_batches(answers, data):
    return {"recalibrate_bn": _running(_recalibrated(answers, data, _given(data)))}


@RECALIBRATE_BN.property(
    "a smaller last batch weighs as much as it has rows",
    draw=lambda rng: [_with_a_rest(rng, 1), _with_a_rest(rng, _several(rng))],
    returns={"recalibrate_bn": Running(**ONE)},
    after="equal_batches",
)
def last_batch(answers, data):
    return {"recalibrate_bn": _running(_recalibrated(answers, data, _given(data)))}


@RECALIBRATE_BN.property(
    "with fewer rows than batch_size they are one batch",
    draw=_too_few,
    returns={"recalibrate_bn": Running(**ONE)},
    after="last_batch",
)
def fewer_rows(answers, data):
    return {"recalibrate_bn": _running(_recalibrated(answers, data, _given(data)))}


@RECALIBRATE_BN.property(
    "two batch-norm layers, as in training",
    draw=lambda rng: [_full(rng, 1, layers=2), _full(rng, _several(rng), layers=2)],
    returns={"recalibrate_bn": Running(**TWO)},
    after="equal_batches",
)
def two_layers(answers, data):
    return {"recalibrate_bn": _running(_recalibrated(answers, data, _given(data)))}


@RECALIBRATE_BN.property(
    "the new network predicts with them, and with the old weights",
    draw=lambda rng: [_full(rng, 1), _full(rng, _several(rng))],
    returns={"p": Array(lambda data: (len(data["X"]), 2))},
    after="equal_batches",
)
def predicts(answers, data):
    return {"p": _recalibrated(answers, data, _given(data))(data["X"])}


@RECALIBRATE_BN.property(
    "the network that was given stays as it was, whatever the new one learns",
    draw=lambda rng: _full(rng, 2),
    returns={"running": Running(**ONE), "p": Array(lambda data: (len(data["X"]), 2))},
    after="one_batch",
)
def given_stays(answers, data):
    given = _given(data)
    new = _recalibrated(answers, data, given)
    running = [values.copy() for values in _running(given)]
    for values in new.params.values():
        values += 1.0
    return {"running": running, "p": np.array(given(data["X"]))}
