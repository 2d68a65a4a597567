"""Exercise 6.3, a step of Adam with an L2 penalty or decay: what is drawn and called.

What an answer keeps in `state` is its own affair: the probe hands it on and sends none of it.
"""

from dataclasses import dataclass

import numpy as np

from ...core import Array, Exercise, ListOf, Number, Tuple
from ...core.encoding import type_name
from ...core.libraries import KERAS
from ...core.schema import SchemaError
from ..adam_designs import (
    decayed,
    growing_runs,
    one_step,
    penalized,
    small,
    two_runs,
    without_gradient,
)

ADAM_STEP = Exercise(
    "weight_penalties.adam_step",
    title="6.3 adam_step",
    points=4,
    forbid=(
        "reglab.nn.steps",
        "reglab.nn.optimizers",
        *KERAS,
        "sklearn.neural_network",
    ),
)


def _like_p(data):
    return data["p"].shape


@dataclass(frozen=True)
class State(Number):
    """Whatever an answer carries from step to step: sent as 1, or as None if there is none."""

    def validate(self, value, data, name):
        if value is None:
            raise SchemaError(f"{name}: expected what the next step needs, got None")
        return value


@dataclass(frozen=True, init=False)
class Pair(Tuple):
    """The new p and state; anything else was sent in words."""

    def validate(self, value, data, name):
        if isinstance(value, str):
            raise SchemaError(f"{name}: expected (p, state), got {value}")
        return super().validate(value, data, name)


@dataclass(frozen=True)
class Path(ListOf):
    """What came back from each step: as many as there are gradients."""

    # Wide enough for either place of eps: beside gradients of 0.1 and more it hardly matters.
    item: object = Pair(p=Array(_like_p, rtol=1e-5, atol=1e-5), state=State())
    length: int = 0

    def validate(self, value, data, name):
        return ListOf(self.item, len(data["grads"])).validate(value, data, name)


@dataclass(frozen=True)
class Further(Path):
    """What more is sent for telling mistakes apart. Nothing is demanded of it."""

    def validate(self, value, data, name):
        return value


def _sent(result):
    """One result as it is sent: of the state, only that there is one."""
    if isinstance(result, tuple | list):
        if len(result) != 2:
            return f"{len(result)} values"
        p, state = result
        if isinstance(p, tuple | list):
            return f"a {type_name(p)} of {len(p)} values in the place of p"
        return (p, None if state is None else 1.0)
    return "one array" if isinstance(result, np.ndarray) else result


def _step(answers, p, g, state, data):
    return answers.adam_step(p, g, state, data["lr"], l2=data["l2"], wd=data["wd"])


def _run(answers, data):
    """The results of all steps; one that cannot be continued stands for those after it."""
    p, state, sent = data["p"], None, []
    for g in data["grads"]:
        result = _step(answers, p, g, state, data)
        sent.append(_sent(result))
        if not isinstance(sent[-1], tuple) or not isinstance(result[0], np.ndarray):
            return sent + sent[-1:] * (len(data["grads"]) - len(sent))
        p, state = result
    return sent


def _further(answers, data):
    """Four steps with this g: many mistakes have the same first step."""
    try:
        return _run(answers, {**data, "grads": np.repeat(data["grads"], 4, axis=0)})
    except Exception:  # the next property reports it
        return "no further steps"


@ADAM_STEP.property(
    "the first step has length lr, against the sign of the gradient",
    draw=one_step,
    returns={"adam_step": Path(), "again": Further(), "further": Further()},
)
def first_step(answers, data):
    return {
        "adam_step": _run(answers, data),
        "again": _run(answers, data),
        "further": _further(answers, data),
    }


@ADAM_STEP.property(
    "five steps: both moments, and their correction",
    draw=growing_runs,
    returns={"adam_step": Path()},
    after="first_step",
)
def five_steps(answers, data):
    return {"adam_step": _run(answers, data)}


@ADAM_STEP.property(
    "small gradients: eps is tiny, and added to the root, not under it",
    draw=small,
    returns={"adam_step": Path()},
    after="five_steps",
)
def small_gradients(answers, data):
    return {"adam_step": _run(answers, data)}


@ADAM_STEP.property(
    "l2: the penalty's gradient goes through the moments",
    draw=penalized,
    returns={"adam_step": Path()},
    after="five_steps",
)
def l2_penalty(answers, data):
    return {"adam_step": _run(answers, data)}


@ADAM_STEP.property(
    "wd: without a gradient, every step multiplies p by 1 - lr*wd",
    draw=without_gradient,
    returns={"adam_step": Path()},
    after="small_gradients",
)
def decay_alone(answers, data):
    return {"adam_step": _run(answers, data)}


@ADAM_STEP.property(
    "wd beside a gradient: the moments know nothing of it",
    draw=decayed,
    returns={"adam_step": Path()},
    after="five_steps",
)
def decay_and_gradient(answers, data):
    return {"adam_step": _run(answers, data)}


@ADAM_STEP.property(
    "two arrays, each with its own state, do not disturb each other",
    draw=two_runs,
    returns={"adam_step": Path()},
    after="five_steps",
)
def two_arrays(answers, data):
    p, state = data["p"], None
    other, other_state = data["p_other"], None
    sent = []
    for g in data["grads"]:
        result = _step(answers, p, g, state, data)
        sent.append(_sent(result))
        p, state = result
        other, other_state = _step(answers, other, data["factor"] * g, other_state, data)
    return {"adam_step": sent}
