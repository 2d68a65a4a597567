"""Exercise 6.3, a step of Adam with an L2 penalty or decay.

An answer may keep anything in `state`: the calls pass it on and do not send it.
"""

import numpy as np

from reglab import nn
from reglab.checks.model import PASSED, Exercise, failed, first_difference, number, numbers
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
    aspects={
        **{"first step": 1, "averages": 4, "eps": 1, "l2": 2, "wd": 2},
        **{"together": 1, "state": 4, "details": 1},
    },
)


def _step(answers, p, g, state, data):
    return answers.adam_step(p, g, state, data["lr"], l2=data["l2"], wd=data["wd"])


def _run(answers, data):
    """The results of all steps; one that cannot be continued is repeated for later ones."""
    p, state, sent = data["p"], None, []
    for g in data["grads"]:
        result = _step(answers, p, g, state, data)
        sent.append(sent_result(result, first=state is None))
        if not isinstance(sent[-1], tuple) or not isinstance(result[0], np.ndarray):
            return sent + sent[-1:] * (len(data["grads"]) - len(sent))
        p, state = result
    return sent


def _path(answers, data):
    return {"adam_step": _run(answers, data)}


def _further(answers, data):
    """Four steps with the same g, because many mistakes have the same first step."""
    if np.size(data["p"]) == 1:
        return "no further steps"
    try:
        return _run(answers, {**data, "grads": np.repeat(data["grads"], 4, axis=0)})
    except Exception:  # the next property reports it
        return "no further steps"


# The text leaves open whether eps is added before the correction (Keras) or after it (the paper).
# A step of either kind is compared with that kind. What is allowed, relative to lr:
EXACT = 1e-6
# An eps that is wrong shows where eps is asked for, and not in every property.
WITHOUT_EPS, ONE_STEP = 1.2e-3, 4e-3


def _after_correction(p, g, state, lr, l2, wd):
    """A step with eps after the correction."""
    m, v, t = (0.0, 0.0, 0) if state is None else state
    h, t = g + l2 * p, t + 1
    m, v = 0.9 * m + 0.1 * h, 0.999 * v + 0.001 * h**2
    root = np.sqrt(v / (1 - 0.999**t))
    return p - lr * wd * p - lr * m / (1 - 0.9**t) / (root + 1e-7), (m, v, t)


def _first_wrong(data, steps, allowed):
    """The first step with a wrong p: its index, the entry, the expected and the returned value."""
    wrong = _differs(data, steps, allowed, nn.adam_step)
    if wrong is None or _differs(data, steps, allowed, _after_correction) is None:
        return None
    return wrong


def _differs(data, steps, allowed, rule):
    p, state = data["p"].astype(float), None
    for step, (g, (got, _)) in enumerate(zip(data["grads"], steps, strict=True)):
        p, state = rule(p, g, state, data["lr"], data["l2"], data["wd"])
        where = first_difference(p, got, rtol=0.0, atol=allowed * data["lr"])
        if where is not None:
            return step, where, *numbers(p[where], got[where])
    return None


def _case(data, step, where):
    """The numbers that lead to an entry, in one line."""
    index = (slice(None), *where)
    grads = ", ".join(number(g) for g in data["grads"][index][: step + 1])
    parts = [f"p = {number(data['p'][where])}", f"g = {grads}", f"lr = {number(data['lr'])}"]
    parts += [f"{name} = {number(data[name])}" for name in ("l2", "wd") if data[name]]
    return ", ".join(parts)


def _same_steps(hint, allowed):
    def judge(data, out):
        wrong = _first_wrong(data, out["adam_step"], allowed)
        if wrong is None:
            return PASSED
        step, where, expected, got = wrong
        after = f"after step {step + 1} p" if step else "p"
        return failed(hint, f"{_case(data, step, where)}: expected {after} = {expected}, got {got}")

    return judge


ADAM_STEP.property(
    "the first step has length lr, against the sign of the gradient",
    name="first_step",
    aspect="first step",
    draw=adam_inputs.one_step,
    call=lambda answers, data: {
        "adam_step": _run(answers, data),
        "again": _run(answers, data),
        "further": _further(answers, data),
    },
    returns={"adam_step": Path(), "again": Further(), "further": Further()},
    judge=_same_steps(
        "After one step the corrected m is g and the corrected v is g^2: the step is lr * g/|g|. "
        "Print m, v and t after one step, and compare.",
        ONE_STEP,
    ),
)

ADAM_STEP.property(
    "five steps: both moments, and their correction",
    name="five_steps",
    aspect="averages",
    draw=adam_inputs.growing_runs,
    call=_path,
    after="first_step",
    judge=_same_steps(
        "From the second step on you need the old m, v and t. Print them after two steps and "
        "compare with (6.4).",
        WITHOUT_EPS,
    ),
)

ADAM_STEP.property(
    "small gradients: eps is 1e-7, and added to the root, not under it",
    name="small_gradients",
    aspect="eps",
    draw=adam_inputs.small,
    call=_path,
    after="first_step",
    judge=_same_steps(
        "For small gradients a step is a little shorter than for large ones: divide by "
        "sqrt(v) + eps, with eps = 1e-7.",
        EXACT,
    ),
)


@ADAM_STEP.property(
    "l2: where g = -l2*p, p stays as it is; where g = 0, p moves towards 0",
    aspect="l2",
    draw=adam_inputs.balanced,
    call=_path,
)
def l2_alone(data, out):
    hint = "The penalty's gradient is l2*p. Add it to g, and use the sum in both moments."
    p = data["p"]
    for step, (got, _) in enumerate(out["adam_step"]):
        if np.any(data["grads"]):
            where, words = first_difference(p, got, rtol=0.0, atol=1e-6 * data["lr"]), "to stay"
        else:
            wrong = np.argwhere((p - got) * np.sign(p) <= 1e-3 * data["lr"])
            where = tuple(map(int, wrong[0])) if len(wrong) else None
            words = "to move towards 0"
        if where is not None:
            return failed(
                hint, f"{_case(data, step, where)}: expected p {words}, got {number(got[where])}"
            )
    return PASSED


ADAM_STEP.property(
    "l2: the penalty's gradient goes through the moments",
    name="l2_penalty",
    aspect="l2",
    draw=adam_inputs.penalized,
    call=_path,
    after="first_step",
    judge=_same_steps("Add l2*p to the gradient first. Both moments average that sum.", ONE_STEP),
)


@ADAM_STEP.property(
    "wd: without a gradient, every step multiplies p by 1 - lr*wd",
    aspect="wd",
    draw=adam_inputs.without_gradient,
    call=_path,
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
    "wd beside a gradient: lr*wd*p is subtracted, and the step of Adam stays the same",
    name="decay_and_gradient",
    aspect="wd",
    draw=adam_inputs.decayed,
    call=_path,
    after="first_step",
    judge=_same_steps(
        "The new p is the old one, minus lr*wd times the old one, minus the step of Adam.",
        ONE_STEP,
    ),
)

ADAM_STEP.property(
    "five steps with l2, with wd and with both",
    name="together",
    aspect="together",
    draw=adam_inputs.with_everything,
    call=_path,
    after="five_steps",
    judge=_same_steps(
        "Compare h, m, v, t and p with (6.4) and (6.5) after each step. Every p in them is the old "
        "one.",
        EXACT,
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
    aspect="state",
    draw=adam_inputs.two_runs,
    call=_two_arrays,
    after="five_steps",
)
def two_arrays(data, out):
    wrong = _first_wrong(data, out["adam_step"], ONE_STEP)
    if wrong is None:
        return PASSED
    step, _, expected, got = wrong
    return failed(
        "Keep everything that a step needs in the state that it gets and returns: a network "
        "has many arrays, each with its own state.",
        "while a second array takes its own steps: expected p = "
        f"{expected} after step {step + 1}, got {got}",
    )


ADAM_STEP.property(
    "p and g of whole numbers: the new p has fractions",
    name="of_whole_numbers",
    aspect="details",
    draw=adam_inputs.of_whole_numbers,
    call=_path,
    after="first_step",
    judge=_same_steps(
        "p and g may hold whole numbers. m, v and the new p have fractions, so they need arrays of "
        "floats.",
        ONE_STEP,
    ),
)

ADAM_STEP.property(
    "called without l2 and wd: no penalty and no decay",
    name="defaults",
    aspect="details",
    draw=adam_inputs.outweighed,
    call=lambda answers, data: {
        "adam_step": [sent_result(answers.adam_step(data["p"], data["grads"][0], None, data["lr"]))]
    },
    after="first_step",
    judge=_same_steps("Leave the defaults as they are: l2=0 and wd=0.", ONE_STEP),
)
