"""Exercise 9.4, new running statistics.

The checks build the networks. The guest sends the running statistics and the predictions of the
returned network.
"""

from dataclasses import dataclass

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, Tuple, failed, first_difference, number
from reglab.checks.model.encoding import type_name
from reglab.checks.model.schema import SchemaError
from reglab.nn import recalibrate_bn


@dataclass(frozen=True, init=False)
class Running(Tuple):
    """The running statistics of a network; anything else is sent as a description."""

    def validate(self, value, data, name):
        if isinstance(value, str):
            raise SchemaError(f"{name}: expected a network, got {value}")
        return super().validate(value, data, name)


def _width(layer):
    return Array(lambda data: (data["widths"][layer],))


ONE = {"mean1": _width(0), "var1": _width(0)}
SEVERAL_LAYERS = 3
MANY = {
    f"{name}{layer + 1}": _width(layer)
    for layer in range(SEVERAL_LAYERS)
    for name in ("mean", "var")
}
P_HAT = Array(lambda data: (len(data["X"]), 2))

RECALIBRATE_BN = Exercise(
    "batch_norm.recalibrate_bn",
    title="9.4 recalibrate_bn",
    points=3,
    returns=Running(**ONE),
    forbid=("reglab.nn.running_statistics:recalibrate_bn", "reglab.nn.running_statistics"),
    reference=recalibrate_bn,
    aspects={"network": 3, "averages": 4, "last batch": 2, "layers": 1},
)


def _drifting_rows(rng, n, d):
    """Rows (n, d) whose mean and spread grow with the row number, so that all batches differ."""
    return np.linspace(1.0, 4.0, n)[:, None] * rng.uniform(0.5, 2.0, (n, d))


def _case(rng, batch_size, n, *, layers=1):
    """`n` rows in order, and a network with batch norm after each hidden layer."""
    return {
        "X": _drifting_rows(rng, n, int(rng.integers(2, 5))),
        "batch_size": batch_size,
        "widths": tuple(int(width) for width in rng.integers(3, 7, size=layers)),
        "seed": int(rng.integers(2**31)),
    }


def _full(rng, batches, **options):
    """Batches of one size."""
    batch_size = int(rng.integers(3, 7))
    return _case(rng, batch_size, batches * batch_size, **options)


def _with_a_rest(rng, batches):
    """Full batches, and a last one of two rows or more, at least two fewer than the others."""
    batch_size = int(rng.integers(5, 8))
    return _case(rng, batch_size, batches * batch_size + int(rng.integers(2, batch_size - 1)))


def _with_one_row_left(rng):
    batch_size = int(rng.integers(4, 7))
    return _case(rng, batch_size, _several(rng) * batch_size + 1)


def _too_few(rng):
    """Fewer rows than batch_size."""
    batch_size = int(rng.integers(6, 11))
    return _case(rng, batch_size, int(rng.integers(3, batch_size)))


def _several(rng):
    """A number of batches."""
    return int(rng.integers(3, 6))


def _given(data):
    """A network with batch norm after a dense layer of each width, none at its initial values."""
    from reglab import nn

    hidden = [(nn.Dense(width, bias=False), nn.BatchNorm(), nn.ReLU()) for width in data["widths"]]
    layers = (*(layer for block in hidden for layer in block), nn.Dense(2))
    rng = np.random.default_rng(data["seed"])
    made = nn.Network(layers, data["X"].shape[1], rng=rng, dtype=np.float64)
    rng = np.random.default_rng([data["seed"], 1])
    for name, values in (*made.params.items(), *made.running.items()):
        if not name.startswith("W"):
            values[...] = rng.uniform(0.5, 1.5, values.shape)
    return made


def _recalibrated(answers, data, given):
    return answers.recalibrate_bn(given, data["X"], data["batch_size"])


def _running(made):
    """Running statistics in the order of their layers, or a description if there is no network."""
    if made is None:
        return "None (is there a return?)"
    running = getattr(made, "running", None)
    return list(running.values()) if isinstance(running, dict) else f"a {type_name(made)}"


def _call_running(answers, data):
    return {"recalibrate_bn": _running(_recalibrated(answers, data, _given(data)))}


def _call_with_predictions(answers, data):
    made = _recalibrated(answers, data, _given(data))
    running = _running(made)
    return {"recalibrate_bn": running, "p": None if isinstance(running, str) else made(data["X"])}


def _expected(data):
    return recalibrate_bn(_given(data), data["X"], data["batch_size"])


def _in_words(data):
    words = f"{len(data['X'])} rows, batch_size = {data['batch_size']}"
    layers = len(data["widths"])
    return words if layers == 1 else f"{words}, {layers} batch-norm layers"


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


WRITE = (
    "Its running statistics are the old ones: write the result for the batches into the running of "
    "network.copy()."
)


def _averages(hint):
    """A judge: the running statistics are averages over the batches."""
    return lambda data, out: _compare(
        _expected(data).running, out["recalibrate_bn"], _in_words(data), hint
    )


@RECALIBRATE_BN.property(
    "the new network has other statistics, and predicts with them and the old weights",
    draw=lambda rng: [_full(rng, 1), _full(rng, _several(rng))],
    call=_call_with_predictions,
    returns={"recalibrate_bn": Running(**ONE), "p": P_HAT},
    aspect="network",
)
def predicts(data, out):
    """Whether the statistics are right is judged by other properties."""
    own, case = _given(data), _in_words(data)
    came = dict(zip(own.running, out["recalibrate_bn"], strict=True))
    if all(np.allclose(came[name], old, rtol=1e-9) for name, old in own.running.items()):
        return _compare(_expected(data).running, came.values(), case, WRITE)
    for name, values in own.running.items():
        values[...] = came[name]
    expected = own(data["X"])
    where = first_difference(expected, out["p"], rtol=1e-5)
    if where is None:
        return PASSED
    return failed(
        "The layers must use the statistics in running, so write into its arrays. Nothing else "
        "may change.",
        f"{case}, with your statistics: expected p[{where[0]}, {where[1]}] = "
        f"{number(expected[where])}, got {number(out['p'][where])}",
    )


def _call_given_stays(answers, data):
    given = _given(data)
    new = _recalibrated(answers, data, given)
    running = [values.copy() for values in _running(given)]
    for values in new.params.values():
        values += 1.0
    return {"running": running, "p": np.array(given(data["X"]))}


@RECALIBRATE_BN.property(
    "the network that was given stays as it was, whatever the new one learns",
    draw=lambda rng: _full(rng, 2),
    call=_call_given_stays,
    returns={"running": Running(**ONE), "p": P_HAT},
    after="predicts",
    aspect="network",
)
def given_stays(data, out):
    given = _given(data)
    hint = "Change network.copy(), a copy that shares no array with the given network."
    verdict = _compare(given.running, out["running"], "the network that was given", hint)
    if not verdict.passed:
        return verdict
    if np.allclose(given(data["X"]), out["p"], rtol=1e-6):
        return PASSED
    return failed(
        hint, "weights of the new network changed: expected those of the given one to stay the same"
    )


RECALIBRATE_BN.property(
    "with one batch, its statistics are the running ones",
    name="one_batch",
    draw=lambda rng: _full(rng, 1),
    call=_call_running,
    judge=_averages("With one batch there is nothing to average: its statistics are the result."),
    aspect="averages",
)

RECALIBRATE_BN.property(
    "with several batches of one size it is their average",
    name="equal_batches",
    draw=lambda rng: [_full(rng, 2), _full(rng, _several(rng)), _full(rng, 30)],
    call=_call_running,
    judge=_averages("Take the rows in order, batch_size at a time, and average over the batches."),
    after="one_batch",
    aspect="averages",
)

RECALIBRATE_BN.property(
    "a smaller last batch weighs as much as it has rows",
    name="last_batch",
    draw=lambda rng: [_with_a_rest(rng, 1), _with_a_rest(rng, _several(rng))],
    call=_call_running,
    judge=_averages("Weight each batch by its share of the rows: len(part) / len(X)."),
    after="equal_batches",
    aspect="last batch",
)

RECALIBRATE_BN.property(
    "so does a last batch of one row",
    name="one_row_left",
    draw=_with_one_row_left,
    call=_call_running,
    judge=_averages("Its mean is the row and its variance 0; its weight is 1 / len(X)."),
    after="last_batch",
    aspect="last batch",
)

RECALIBRATE_BN.property(
    "with fewer rows than batch_size they are one batch",
    name="fewer_rows",
    draw=_too_few,
    call=_call_running,
    judge=_averages("Then the only batch is a smaller one, with weight 1."),
    after="last_batch",
    aspect="last batch",
)

RECALIBRATE_BN.property(
    "several batch-norm layers, as in training",
    name="several_layers",
    draw=lambda rng: [
        _full(rng, 1, layers=SEVERAL_LAYERS),
        _full(rng, _several(rng), layers=SEVERAL_LAYERS),
    ],
    call=_call_running,
    returns={"recalibrate_bn": Running(**MANY)},
    judge=_averages("Average and write every name in batch_statistics, all in training mode."),
    after="equal_batches",
    aspect="layers",
)
