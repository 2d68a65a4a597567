"""Exercise 6.3, a step of Adam with an L2 penalty or decay.

An answer may keep anything in `state`: the calls pass it on and do not send it.
"""

import numpy as np

from reglab import nn
from reglab.checks.model import PASSED, Exercise, failed, first_difference, number
from reglab.exercises.libraries import KERAS
from reglab.exercises.weight_penalties import adam_inputs
from reglab.exercises.weight_penalties.adam_outputs import Further, Path, sent_result
from reglab.nn import adam_step

ADAM_STEP = Exercise(
    "weight_penalties.adam_step",
    title="6.3 adam_step",
    points=4,
    returns=Path(),
    forbid=("reglab.nn.steps", "reglab.nn.optimizers", *KERAS, "sklearn.neural_network"),
    reference=adam_step,
)


def _step(answers, p, g, state, data):
    return answers.adam_step(p, g, state, data["lr"], l2=data["l2"], wd=data["wd"])


def _run(answers, data):
    """The results of all steps; one that cannot be continued is repeated for later ones."""
    p, state, sent = data["p"], None, []
    for g in data["grads"]:
        result = _step(answers, p, g, state, data)
        sent.append(sent_result(result))
        if not isinstance(sent[-1], tuple) or not isinstance(result[0], np.ndarray):
            return sent + sent[-1:] * (len(data["grads"]) - len(sent))
        p, state = result
    return sent


def _path(answers, data):
    return {"adam_step": _run(answers, data)}


def _further(answers, data):
    """Four steps with the same g, because many mistakes have the same first step."""
    try:
        return _run(answers, {**data, "grads": np.repeat(data["grads"], 4, axis=0)})
    except Exception:  # the next property reports it
        return "no further steps"


# The paper adds eps after the correction, Keras before it; both are right. Relative to lr, the two
# differ by 3e-6 for gradients of 1, by 3e-4 for 0.01, and by 0.03 for 1e-4.
PLACE_OF_EPS = 1e-4
SMALL_PLACE_OF_EPS = 2e-3
TINY_PLACE_OF_EPS = 0.06


def _first_wrong(data, steps, allowed):
    """The first step with a wrong p: its index, the entry, the expected and the returned value."""
    p, state = data["p"], None
    for step, (g, (got, _)) in enumerate(zip(data["grads"], steps, strict=True)):
        p, state = nn.adam_step(p, g, state, data["lr"], l2=data["l2"], wd=data["wd"])
        where = first_difference(p, got, rtol=0.0, atol=allowed * data["lr"])
        if where is not None:
            return step, where, number(p[where]), number(got[where])
    return None


def _case(data, step, where):
    """The numbers that lead to an entry, in one line."""
    index = (slice(None), *where)
    grads = ", ".join(number(g) for g in data["grads"][index][: step + 1])
    parts = [f"p = {number(data['p'][where])}", f"g = {grads}", f"lr = {number(data['lr'])}"]
    parts += [f"{name} = {number(data[name])}" for name in ("l2", "wd") if data[name]]
    return ", ".join(parts)


def _same_steps(hint, allowed=lambda data: PLACE_OF_EPS):
    def judge(data, out):
        wrong = _first_wrong(data, out["adam_step"], allowed(data))
        if wrong is None:
            return PASSED
        step, where, expected, got = wrong
        after = f"after step {step + 1} p" if step else "p"
        return failed(hint, f"{_case(data, step, where)}: expected {after} = {expected}, got {got}")

    return judge


ADAM_STEP.property(
    "the first step has length lr, against the sign of the gradient",
    name="first_step",
    draw=adam_inputs.one_step,
    call=lambda answers, data: {
        "adam_step": _run(answers, data),
        "again": _run(answers, data),
        "further": _further(answers, data),
    },
    returns={"adam_step": Path(), "again": Further(), "further": Further()},
    judge=_same_steps(
        "After one step the corrected m is g and the corrected v is g^2: the step is lr * g/|g|. "
        "Print m, v and t after one step, and compare."
    ),
)

ADAM_STEP.property(
    "five steps: both moments, and their correction",
    name="five_steps",
    draw=adam_inputs.growing_runs,
    call=_path,
    after="first_step",
    judge=_same_steps(
        "From the second step on you need the old m, v and t. Print them after two steps and "
        "compare with (6.4)."
    ),
)


def _allowed_if_small(data):
    return TINY_PLACE_OF_EPS if np.max(np.abs(data["grads"])) < 1e-3 else SMALL_PLACE_OF_EPS


ADAM_STEP.property(
    "small gradients: eps is tiny, and added to the root, not under it",
    name="small_gradients",
    draw=adam_inputs.small,
    call=_path,
    after="five_steps",
    judge=_same_steps(
        "For small gradients eps matters: it is 1e-7, and you add it to the root of v, not "
        "under it.",
        _allowed_if_small,
    ),
)

ADAM_STEP.property(
    "l2: the penalty's gradient goes through the moments",
    name="l2_penalty",
    draw=adam_inputs.penalized,
    call=_path,
    after="five_steps",
    judge=_same_steps("Add l2*p to the gradient first. Both moments average that sum."),
)


@ADAM_STEP.property(
    "wd: without a gradient, every step multiplies p by 1 - lr*wd",
    draw=adam_inputs.without_gradient,
    call=_path,
    after="small_gradients",
)
def decay_alone(data, out):
    p = data["p"]
    for step, (got, _) in enumerate(out["adam_step"], start=1):
        factor = (1 - data["lr"] * data["wd"]) ** step
        where = first_difference(factor * p, got, rtol=1e-6, atol=1e-9)
        if where is not None:
            return failed(
                "Decay subtracts lr*wd*p from p in every step, whatever the gradient is.",
                f"p = {number(p[where])}, g = 0, lr = {number(data['lr'])}, "
                f"wd = {number(data['wd'])}: expected {number(factor * p[where])} after step "
                f"{step}, got {number(got[where])}",
            )
    return PASSED


ADAM_STEP.property(
    "wd beside a gradient: the moments know nothing of it",
    name="decay_and_gradient",
    draw=adam_inputs.decayed,
    call=_path,
    after="five_steps",
    judge=_same_steps(
        "The new p is the old one, minus lr*wd times the old one, minus the step of Adam."
    ),
)


def _two_arrays(answers, data):
    p, state = data["p"], None
    other, other_state = data["p_other"], None
    sent = []
    for g in data["grads"]:
        result = _step(answers, p, g, state, data)
        sent.append(sent_result(result))
        p, state = result
        other, other_state = _step(answers, other, data["factor"] * g, other_state, data)
    return {"adam_step": sent}


@ADAM_STEP.property(
    "two arrays, each with its own state, do not disturb each other",
    draw=adam_inputs.two_runs,
    call=_two_arrays,
    after="five_steps",
)
def two_arrays(data, out):
    wrong = _first_wrong(data, out["adam_step"], PLACE_OF_EPS)
    if wrong is None:
        return PASSED
    step, _, expected, got = wrong
    return failed(
        "Keep everything that a step needs in the state that it gets and returns: a network "
        "has many arrays, each with its own state.",
        "while a second array takes its own steps: expected p = "
        f"{expected} after step {step + 1}, got {got}",
    )
