"""Exercise 6.3: what each property demands."""

import numpy as np

from reglab import nn

from ...core import PASSED, failed, first_difference, number
from ..probes import ADAM_STEP

# The paper adds eps after the correction, Keras before it; either is right. As a part of lr, the
# two differ by 3e-6 beside gradients of 1, by 3e-4 beside 0.01, and by 0.03 beside 1e-4.
PLACE_OF_EPS = 1e-4
SMALL_PLACE_OF_EPS = 2e-3
TINY_PLACE_OF_EPS = 0.06


def _path(data):
    p, state, path = data["p"], None, []
    for g in data["grads"]:
        p, state = nn.adam_step(p, g, state, data["lr"], l2=data["l2"], wd=data["wd"])
        path.append(p)
    return path


def _case(data, step, where):
    """The numbers that lead to an entry, as far as they fit into a line."""
    index = (slice(None), *where)
    grads = ", ".join(number(g) for g in data["grads"][index][: step + 1])
    parts = [f"p = {number(data['p'][where])}", f"g = {grads}", f"lr = {number(data['lr'])}"]
    parts += [f"{name} = {number(data[name])}" for name in ("l2", "wd") if data[name]]
    return ", ".join(parts)


def _compare(data, steps, hint, allowed=PLACE_OF_EPS):
    for step, (expected, (got, _)) in enumerate(zip(_path(data), steps, strict=True)):
        where = first_difference(expected, got, rtol=0.0, atol=allowed * data["lr"])
        if where is not None:
            after = f"after step {step + 1} p" if step else "p"
            return failed(
                hint,
                f"{_case(data, step, where)}: expected {after} = {number(expected[where])}, "
                f"got {number(got[where])}",
            )
    return PASSED


@ADAM_STEP.judge("first_step")
def first_step(data, out):
    hint = (
        "After one step the corrected m is g and the corrected v is g^2: the step is lr * g/|g|. "
        "Print m, v and t after one step, and compare."
    )
    return _compare(data, out["adam_step"], hint)


@ADAM_STEP.judge("five_steps")
def five_steps(data, out):
    hint = (
        "From the second step on the old m, v and t count. Print the three after two steps, and "
        "compare with (6.4)."
    )
    return _compare(data, out["adam_step"], hint)


@ADAM_STEP.judge("small_gradients")
def small_gradients(data, out):
    hint = (
        "Where gradients are small, eps shows: it is 1e-7, added to the root of v and not under it."
    )
    tiny = np.max(np.abs(data["grads"])) < 1e-3
    return _compare(data, out["adam_step"], hint, TINY_PLACE_OF_EPS if tiny else SMALL_PLACE_OF_EPS)


@ADAM_STEP.judge("l2_penalty")
def l2_penalty(data, out):
    hint = "Add l2*p to the gradient first. Both moments are averages of that sum."
    return _compare(data, out["adam_step"], hint)


@ADAM_STEP.judge("decay_alone")
def decay_alone(data, out):
    p = data["p"]
    for step, (got, _) in enumerate(out["adam_step"], start=1):
        factor = (1 - data["lr"] * data["wd"]) ** step
        where = first_difference(factor * p, got, rtol=1e-6, atol=1e-9)
        if where is not None:
            return failed(
                "Decay takes lr*wd*p off p in every step, whatever the gradient.",
                f"p = {number(p[where])}, g = 0, lr = {number(data['lr'])}, "
                f"wd = {number(data['wd'])}: expected {number(factor * p[where])} after step "
                f"{step}, got {number(got[where])}",
            )
    return PASSED


@ADAM_STEP.judge("decay_and_gradient")
def decay_and_gradient(data, out):
    hint = "The new p is the old one, minus lr*wd times the old one, minus the step of Adam."
    return _compare(data, out["adam_step"], hint)


@ADAM_STEP.judge("two_arrays")
def two_arrays(data, out):
    for step, (expected, (got, _)) in enumerate(zip(_path(data), out["adam_step"], strict=True)):
        where = first_difference(expected, got, rtol=0.0, atol=PLACE_OF_EPS * data["lr"])
        if where is not None:
            return failed(
                "Everything that a step remembers must be in the state that it gets and returns: a "
                "network has many arrays, each with a state of its own.",
                "while a second array takes steps of its own: expected p = "
                f"{number(expected[where])} after step {step + 1}, got {number(got[where])}",
            )
    return PASSED
