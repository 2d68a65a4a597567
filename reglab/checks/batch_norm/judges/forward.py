"""Exercise 9.1: what each property demands."""

from contextlib import suppress
from types import SimpleNamespace

import numpy as np

from ...core import PASSED, failed, first_difference, number
from ..probes import BN_FORWARD
from ..probes.forward import call
from .shared import RTOL, SMALL, compare, difference, vector, written


def _eps(data):
    return data["options"].get("eps", 1e-5)


def _momentum(data):
    return data["options"].get("momentum", 0.9)


def _batch(x):
    return x.mean(axis=0), np.mean((x - x.mean(axis=0)) ** 2, axis=0)


def _out(data, mean, var):
    return data["gamma"] * (data["x"] - mean) / np.sqrt(var + _eps(data)) + data["beta"]


def _case(data, *, training=True, momentum=False):
    x = data["x"]
    parts = [written(x)]
    if x.size <= SMALL and (np.any(data["gamma"] != 1) or np.any(data["beta"] != 0)):
        parts.append(f"gamma = {vector(data['gamma'])}, beta = {vector(data['beta'])}")
    if not training:
        state = data["state"]
        parts.append("state = None" if state is None else "a state")
        if x.size <= SMALL and state is not None:
            parts[-1] = f"state = ({vector(state[0])}, {vector(state[1])})"
    if momentum:
        parts.append(f"momentum = {number(_momentum(data))}")
    else:
        parts.append(f"eps = {number(_eps(data))}")
    return ("" if training else "training = False, ") + ", ".join(parts)


@BN_FORWARD.judge("standardized")
def standardized(data, out):
    out, (mean, var) = out["bn_forward"][0], _batch(data["x"])
    expected = _out(data, mean, var)
    case = _case(data)
    if data["x"].size > SMALL:  # statistics say more than single entries
        for what, wanted, got, hint in (
            ("mean", np.zeros_like(mean), out.mean(axis=0), "Take the mean of every column away."),
            (
                "variance",
                var / (var + _eps(data)),
                out.var(axis=0),
                "Divide every column by the root of its variance plus eps, once.",
            ),
        ):
            where = first_difference(wanted, got, rtol=RTOL, atol=RTOL)
            if where is not None:
                return failed(
                    hint,
                    f"{case}; feature {where[0]} of out: expected the {what} "
                    f"{number(wanted[where])}, got {number(got[where])}",
                )
    hint = "(x - mean) / sqrt(var + eps), with the mean and the variance of every column of x."
    return compare(expected, out, case, hint)


@BN_FORWARD.judge("scaled")
def scaled(data, out):
    hint = "out = gamma * x_hat + beta, with one gamma and one beta for each column."
    return compare(_out(data, *_batch(data["x"])), out["bn_forward"][0], _case(data), hint)


@BN_FORWARD.judge("nothing_varies")
def nothing_varies(data, out):
    hint = "x equals its mean there, so x_hat is 0 / sqrt(0 + eps) = 0, and beta is left."
    return compare(_out(data, *_batch(data["x"])), out["bn_forward"][0], _case(data), hint)


@BN_FORWARD.judge("default_eps")
def default_eps(data, out):
    hint = "The default of eps in the first line of the function is 1e-5."
    return compare(_out(data, *_batch(data["x"])), out["bn_forward"][0], _case(data), hint)


@BN_FORWARD.judge("scale_free")
def scale_free(data, out):
    a, eps, expected = number(data["a"]), number(data["a"] ** 2), _out(data, *_batch(data["x"]))
    hint = "eps belongs to the variance, under the root: then a^2 is a common factor there."
    verdict = compare(expected, out["one"][0], _case(data), hint)
    if not verdict.passed:
        return verdict
    return compare(expected, out["other"][0], f"{a} x and {eps} eps", hint)


@BN_FORWARD.judge("first_batch")
def first_batch(data, out):
    keep, (mean, var) = _momentum(data), _batch(data["x"])
    got = out["bn_forward"][2]
    case = _case(data, momentum=True)
    hint = "new = momentum * old + (1 - momentum) * batch; the old state is mean 0, variance 1."
    verdict = compare((1 - keep) * mean, got[0], case, hint, what="the mean")
    if not verdict.passed:
        return verdict
    return compare(keep + (1 - keep) * var, got[1], case, hint, what="the variance")


@BN_FORWARD.judge("three_steps")
def three_steps(data, out):
    keep, d = _momentum(data), data["x"].shape[1]
    state = np.zeros(d), np.ones(d)
    hint = "Every call starts from the state that it is given, and returns the moved one."
    for step, (x, result) in enumerate(zip(data["batches"], out["bn_forward"], strict=True)):
        state = [keep * old + (1 - keep) * new for old, new in zip(state, _batch(x), strict=True)]
        case = f"after {step + 1} of 3 batches, momentum = {number(keep)}"
        for what, wanted, got in zip(("mean", "variance"), state, result[2], strict=True):
            verdict = compare(wanted, got, case, hint, what=f"the {what}")
            if not verdict.passed:
                return verdict
    return PASSED


@BN_FORWARD.judge("inference")
def inference(data, out):
    d = data["x"].shape[1]
    state = (np.zeros(d), np.ones(d)) if data["state"] is None else data["state"]
    hint = "Without training, mean and variance are those of the state; the rest is the same."
    case = _case(data, training=False)
    return compare(_out(data, *state), out["bn_forward"][0], case, hint)


def _known_at_inference(data):
    """Outputs at inference: the right one, and those of the known wrong forward passes."""
    yield _out(data, *data["state"])
    for mistake in BN_FORWARD.misconceptions:  # the bank has put them there
        with suppress(NameError):  # one of them never sets the state that it returns
            yield call(SimpleNamespace(**mistake.answers), data, training=False)[0]


@BN_FORWARD.judge("row_alone")
def row_alone(data, out):
    together, alone = out["batch"][0], np.concatenate(out["alone"])
    # Another mistake at inference costs its own property. Which one it is, the whole batch tells;
    # what the rows are to be is computed here.
    for expected in _known_at_inference(data):
        if difference(expected, together) is None:
            case = f"training = False, a row alone and the same row among {len(together)}"
            hint = (
                "At inference nothing is computed over the batch: the state is all that is needed."
            )
            return compare(expected, alone, case, hint)
    hint = "Every row is gamma * (x - mean) / sqrt(var + eps) + beta, with the state's numbers."
    return compare(_out(data, *data["state"]), together, _case(data, training=False), hint)


@BN_FORWARD.judge("inference_state")
def inference_state(data, out):
    case = _case(data, training=False)
    hint = "Only training moves the state. At inference return the one that came in."
    for what, wanted, got in zip(
        ("mean", "variance"), data["state"], out["bn_forward"][2], strict=True
    ):
        verdict = compare(wanted, got, case, hint, what=f"the {what}")
        if not verdict.passed:
            return verdict
    return PASSED
