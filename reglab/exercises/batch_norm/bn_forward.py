"""Exercise 9.1, batch normalization forward, in training."""

from contextlib import suppress
from types import SimpleNamespace

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, ListOf, failed, first_difference, number
from reglab.exercises.batch_norm.comparing import RTOL, SMALL, compare, difference, vector, written
from reglab.exercises.batch_norm.inputs import (
    affine,
    batch,
    n_columns,
    n_rows,
    on_paper,
    quarters,
    small_affine,
)
from reglab.exercises.batch_norm.returned import OUT, STATE, column_shape, sent
from reglab.exercises.libraries import KERAS
from reglab.nn import bn_forward

BN_FORWARD = Exercise(
    "batch_norm.bn_forward",
    title="9.1 bn_forward",
    points=4,
    returns=OUT,
    forbid=("reglab.nn.batch_norm:bn_forward", "reglab.nn.batch_norm", *KERAS),
    reference=bn_forward,
)


def _case(x, gamma=None, beta=None, state=None, **options):
    """Arguments of a call; by default gamma and beta leave x_hat unchanged."""
    d = x.shape[-1]
    gamma = np.ones(d) if gamma is None else gamma
    beta = np.zeros(d) if beta is None else beta
    return {"x": x, "gamma": gamma, "beta": beta, "state": state, "options": options}


def _forward(answers, data, *, training, **changed):
    """What one call returns."""
    args = {**data, **changed}
    return answers.bn_forward(
        args["x"], args["gamma"], args["beta"], args["state"], training=training, **args["options"]
    )


def _call_in_training(answers, data):
    return {"bn_forward": sent(_forward(answers, data, training=True))}


def _call_at_inference(answers, data):
    return {"bn_forward": sent(_forward(answers, data, training=False))}


def _eps(data):
    return data["options"].get("eps", 1e-5)


def _momentum(data):
    return data["options"].get("momentum", 0.9)


def _batch(x):
    return x.mean(axis=0), np.mean((x - x.mean(axis=0)) ** 2, axis=0)


def _out(data, mean, var):
    return data["gamma"] * (data["x"] - mean) / np.sqrt(var + _eps(data)) + data["beta"]


def _in_words(data, *, training=True, momentum=False):
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


def _normalized(hint):
    """The judge of an output in training."""
    return lambda data, out: compare(
        _out(data, *_batch(data["x"])), out["bn_forward"][0], _in_words(data), hint
    )


def _compare_states(expected, got, case, hint):
    for what, wanted, came in zip(("mean", "variance"), expected, got, strict=True):
        verdict = compare(wanted, came, case, hint, what=f"the {what}")
        if not verdict.passed:
            return verdict
    return PASSED


def _far_state(rng, d):
    """Running statistics far from those of every batch here."""
    return rng.uniform(20.0, 30.0, d), rng.uniform(40.0, 50.0, d)


def _plain(rng):
    x, eps = on_paper(rng)
    n, d = int(rng.integers(4, 7)), n_columns(rng)
    return [
        _case(x, eps=eps),
        _case(batch(rng, n_rows(rng), n_columns(rng)), eps=rng.uniform(0.3, 0.7)),
        _case(batch(rng, n_rows(rng), d), state=_far_state(rng, d), eps=rng.uniform(1.5, 3.0)),
        # As many columns as rows, so that statistics over the wrong axis have the right shape.
        _case(batch(rng, n, n), eps=rng.uniform(5e-4, 2e-3)),
    ]


@BN_FORWARD.property(
    "in training every feature gets mean 0 and variance var / (var + eps)",
    draw=_plain,
    call=_call_in_training,
)
def standardized(data, out):
    if data["x"].size > SMALL:  # statistics are more informative than single entries
        got, (mean, var) = out["bn_forward"][0], _batch(data["x"])
        for what, wanted, came, hint in (
            ("mean", np.zeros_like(mean), got.mean(axis=0), "Subtract the mean of every column."),
            (
                "variance",
                var / (var + _eps(data)),
                got.var(axis=0),
                "Divide every column once by the root of its variance plus eps.",
            ),
        ):
            where = first_difference(wanted, came, rtol=RTOL, atol=RTOL)
            if where is not None:
                return failed(
                    hint,
                    f"{_in_words(data)}; feature {where[0]} of out: expected the {what} "
                    f"{number(wanted[where])}, got {number(came[where])}",
                )
    hint = (
        "Compute (x - mean) / sqrt(var + eps), with the mean and the variance of every column of x."
    )
    return _normalized(hint)(data, out)


def _scaled(rng):
    x, eps = on_paper(rng)
    sizes = (n_rows(rng), n_columns(rng)), (4, 4)
    return [
        _case(x, *small_affine(rng), eps=eps),
        *(_case(batch(rng, m, d), *affine(rng, d), eps=rng.uniform(0.3, 0.7)) for m, d in sizes),
    ]


BN_FORWARD.property(
    "gamma scales it, and beta is added",
    name="scaled",
    draw=_scaled,
    call=_call_in_training,
    judge=_normalized("out = gamma * x_hat + beta, with one gamma and one beta for each column."),
    after="standardized",
)


def _constant(rng):
    x = batch(rng, n_rows(rng), 2)
    x[:, 0] = quarters(rng, -6.0, 6.0)
    return [
        _case(np.array([[quarters(rng, 1.0, 6.0)]]), *small_affine(rng)),
        _case(x, *affine(rng, 2), eps=rng.uniform(0.3, 0.7)),
    ]


BN_FORWARD.property(
    "a batch of one gives beta, and so does a feature that never changes",
    name="nothing_varies",
    draw=_constant,
    call=_call_in_training,
    judge=_normalized(
        "There x equals its mean, so x_hat is 0 / sqrt(0 + eps) = 0, and the output is beta."
    ),
    after="standardized",
)

BN_FORWARD.property(
    "eps is 1e-5 if nobody says otherwise",
    name="default_eps",
    draw=lambda rng: [
        _case(np.array([[0.0], [int(rng.integers(4, 10)) / 1000]])),
        _case(0.002 * batch(rng, n_rows(rng), 3), *affine(rng, 3)),
    ],
    call=_call_in_training,
    judge=_normalized("Set the default of eps to 1e-5 in the first line of the function."),
    after="standardized",
)


def _two_scales(rng):
    d = n_columns(rng)
    one = _case(batch(rng, n_rows(rng), d), eps=rng.uniform(0.3, 0.7))
    return {**one, "a": float(rng.choice([0.1, 0.2, 5.0, 10.0, 20.0]))}


def _call_two_scales(answers, data):
    a, eps = data["a"], data["options"]["eps"]
    other = _forward(answers, data, training=True, x=a * data["x"], options={"eps": a**2 * eps})
    return {"one": sent(_forward(answers, data, training=True)), "other": sent(other)}


@BN_FORWARD.property(
    "a times x, with a^2 times eps, gives the same output",
    draw=_two_scales,
    call=_call_two_scales,
    returns={"one": OUT, "other": OUT},
    after="standardized",
)
def scale_free(data, out):
    a, eps, expected = number(data["a"]), number(data["a"] ** 2), _out(data, *_batch(data["x"]))
    hint = "Add eps to the variance, under the root: then a^2 is a common factor there."
    verdict = compare(expected, out["one"][0], _in_words(data), hint)
    if not verdict.passed:
        return verdict
    return compare(expected, out["other"][0], f"{a} x and {eps} eps", hint)


def _first(rng):
    return [
        _case(on_paper(rng)[0], momentum=float(rng.choice([0.6, 0.7, 0.75, 0.8]))),
        _case(batch(rng, n_rows(rng), n_columns(rng)), momentum=rng.uniform(0.55, 0.7), eps=0.5),
        _case(batch(rng, n_rows(rng), n_columns(rng))),  # with the default momentum
    ]


@BN_FORWARD.property(
    "the first batch moves the state away from (0, 1), with momentum on the old",
    draw=_first,
    call=_call_in_training,
    returns={"bn_forward": STATE},
)
def first_batch(data, out):
    keep, (mean, var) = _momentum(data), _batch(data["x"])
    expected = (1 - keep) * mean, keep + (1 - keep) * var
    hint = "new = momentum * old + (1 - momentum) * batch; the old state is mean 0, variance 1."
    case = _in_words(data, momentum=True)
    return _compare_states(expected, out["bn_forward"][2], case, hint)


N_STEPS = 3


def _steps(rng):
    d, small = n_columns(rng), [on_paper(rng)[0] for _ in range(N_STEPS)]
    three = [batch(rng, n_rows(rng), d) for _ in range(N_STEPS)]
    keep = float(rng.choice([0.5, 0.6, 0.75]))
    return [
        {**_case(small[0], momentum=keep), "batches": small},
        {**_case(three[0], *affine(rng, d), momentum=rng.uniform(0.6, 0.8)), "batches": three},
    ]


def _call_three_steps(answers, data):
    results, state = [], None
    for x in data["batches"]:
        result = _forward(answers, data, training=True, x=x, state=state)
        results.append(sent(result))
        state = result[2]
    return {"bn_forward": results}


@BN_FORWARD.property(
    "three batches, one after the other, average exactly",
    draw=_steps,
    call=_call_three_steps,
    returns={"bn_forward": ListOf(STATE, N_STEPS)},
    after="first_batch",
)
def three_steps(data, out):
    keep, d = _momentum(data), data["x"].shape[1]
    state = np.zeros(d), np.ones(d)
    hint = "Start from the state that is passed in, and return the updated one."
    for step, (x, result) in enumerate(zip(data["batches"], out["bn_forward"], strict=True)):
        state = [keep * old + (1 - keep) * new for old, new in zip(state, _batch(x), strict=True)]
        case = f"after {step + 1} of 3 batches, momentum = {number(keep)}"
        verdict = _compare_states(state, result[2], case, hint)
        if not verdict.passed:
            return verdict
    return PASSED


N_ROWS = 5  # of a batch that is also sent row by row


def _on_paper_at_inference(rng):
    """One number, with a state and an eps that give a short root."""
    root, eps = float(rng.choice([2.0, 2.5, 3.0])), quarters(rng, 0.5, 2.0)
    state = np.array([quarters(rng, 1.0, 6.0)]), np.array([root**2 - eps])
    x = state[0] + rng.choice([-1.0, 1.0]) * root * quarters(rng, 0.5, 2.0)
    return _case(x[None, :], *small_affine(rng), state, eps=eps)


def _by_a_state(rng):
    """A batch, and a state far from its statistics."""
    d, options = n_columns(rng), {"eps": rng.uniform(1.5, 3.0), "momentum": rng.uniform(0.5, 0.7)}
    return _case(batch(rng, N_ROWS, d), *affine(rng, d), _far_state(rng, d), **options)


def _at_inference(rng):
    d = n_columns(rng)
    by_the_start = _case(batch(rng, 3, d), *affine(rng, d), None, eps=rng.uniform(1.5, 3.0))
    return [_on_paper_at_inference(rng), _by_a_state(rng), by_the_start]


@BN_FORWARD.property(
    "at inference the state normalizes; None stands for (0, 1)",
    draw=_at_inference,
    call=_call_at_inference,
)
def inference(data, out):
    d = data["x"].shape[1]
    state = (np.zeros(d), np.ones(d)) if data["state"] is None else data["state"]
    hint = "Without training, use the mean and variance of the state; the rest is the same."
    case = _in_words(data, training=False)
    return compare(_out(data, *state), out["bn_forward"][0], case, hint)


def _known_at_inference(data):
    """Outputs at inference: the right one, and those of the known mistakes."""
    yield _out(data, *data["state"])
    for mistake in BN_FORWARD.mistakes:
        with suppress(NameError):  # one of them never sets the state that it returns
            yield _forward(SimpleNamespace(**mistake.answers), data, training=False)[0]


def _call_rows_alone(answers, data):
    rows = [_forward(answers, data, training=False, x=row[None]) for row in data["x"]]
    return {
        "batch": sent(_forward(answers, data, training=False)),
        "alone": [out for out, _, _ in rows],
    }


@BN_FORWARD.property(
    "at inference a row does not depend on the other rows",
    draw=_by_a_state,
    call=_call_rows_alone,
    returns={"batch": OUT, "alone": ListOf(Array(lambda data: (1, *column_shape(data))), N_ROWS)},
)
def row_alone(data, out):
    together, alone = out["batch"][0], np.concatenate(out["alone"])
    # Another mistake at inference fails its own property. The output of the whole batch shows
    # which mistake it is; the expected rows are computed from it.
    for expected in _known_at_inference(data):
        if difference(expected, together) is None:
            case = f"training = False, a row alone and the same row among {len(together)}"
            hint = "At inference compute nothing over the batch: use only the state."
            return compare(expected, alone, case, hint)
    hint = (
        "Every row must be gamma * (x - mean) / sqrt(var + eps) + beta, with mean and var "
        "of the state."
    )
    return compare(_out(data, *data["state"]), together, _in_words(data, training=False), hint)


@BN_FORWARD.property(
    "at inference the state comes back as it is",
    draw=lambda rng: [_on_paper_at_inference(rng), _by_a_state(rng)],
    call=_call_at_inference,
    returns={"bn_forward": STATE},
)
def inference_state(data, out):
    hint = "Only training updates the state. At inference return the state that was passed in."
    case = _in_words(data, training=False)
    return _compare_states(data["state"], out["bn_forward"][2], case, hint)
