"""Exercise 9.1, batch normalization forward, in training."""

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, ListOf, failed, first_difference, number
from reglab.exercises.batch_norm.comparing import RTOL, SMALL, compare, vector, written
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
    aspects={"normalizing": 3, "gamma and beta": 1, "state": 2, "inference": 4},
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


def _moved(state, data):
    """The state after a batch; None stands for (0, 1)."""
    keep = _momentum(data)
    old = (0.0, 1.0) if state is None else state
    return [keep * o + (1 - keep) * new for o, new in zip(old, _batch(data["x"]), strict=True)]


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
    aspect="normalizing",
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


def _call_with_and_without(training):
    """The output, and x_hat: the output with a gamma of 1 and a beta of 0."""

    def call(answers, data):
        plain = {"gamma": np.ones_like(data["gamma"]), "beta": np.zeros_like(data["beta"])}
        return {
            "x_hat": sent(_forward(answers, data, training=training, **plain)),
            "out": sent(_forward(answers, data, training=training)),
        }

    return call


def _is_affine(training):
    """The judge of gamma and beta: x_hat, which may be wrong, has its own properties."""

    def judge(data, out):
        x_hat, got = out["x_hat"][0], out["out"][0]
        expected = data["gamma"] * x_hat + data["beta"]
        return compare(
            expected,
            got,
            f"{_in_words(data, training=training)}, your x_hat = {_first_of(x_hat)}",
            "The last step is gamma * x_hat + beta, with a gamma and a beta for each column.",
        )

    return judge


def _first_of(x_hat):
    return vector(x_hat) if x_hat.size <= SMALL else f"{number(x_hat[0, 0])}, ..."


def _scaled(rng):
    x, eps = on_paper(rng)
    sizes = (n_rows(rng), n_columns(rng)), (4, 4)
    found = [
        _case(x, *small_affine(rng), eps=eps),
        *(_case(batch(rng, m, d), *affine(rng, d), eps=rng.uniform(0.3, 0.7)) for m, d in sizes),
    ]
    found[-1]["gamma"][rng.integers(4)] = 0.0
    return found


BN_FORWARD.property(
    "gamma scales x_hat, and beta is added",
    name="scaled",
    draw=_scaled,
    call=_call_with_and_without(training=True),
    returns={"x_hat": OUT, "out": OUT},
    judge=_is_affine(training=True),
    aspect="gamma and beta",
)


def _constant(rng):
    x = batch(rng, n_rows(rng), 2)
    x[:, 0] = quarters(rng, -6.0, 6.0)
    return [
        _case(np.array([[quarters(rng, 1.0, 6.0)]])),
        _case(x, eps=rng.uniform(0.3, 0.7)),
    ]


BN_FORWARD.property(
    "a batch of one row gets x_hat = 0, and so does a feature that never changes",
    name="nothing_varies",
    draw=_constant,
    call=_call_in_training,
    judge=_normalized("There x equals its mean, so x_hat is 0 / sqrt(0 + eps) = 0."),
    after="standardized",
    aspect="normalizing",
)

BN_FORWARD.property(
    "without an eps in the call, eps is 1e-5",
    name="default_eps",
    draw=lambda rng: [
        _case(np.array([[0.0], [int(rng.integers(4, 10)) / 1000]])),
        _case(0.002 * batch(rng, n_rows(rng), 3)),
    ],
    call=_call_in_training,
    judge=_normalized(
        "Here the variance is small, so eps matters: add 1e-5, the default, and nothing else."
    ),
    after="standardized",
    aspect="normalizing",
)


def _other_scales(rng):
    d = n_columns(rng)
    outlier = batch(rng, 150, d)
    outlier[rng.integers(150)] += 200.0
    return [
        _case(1e-5 * batch(rng, n_rows(rng), d), eps=rng.uniform(1e-10, 2e-10)),
        _case(1e4 * batch(rng, n_rows(rng), d), eps=rng.uniform(1e7, 2e7)),
        _case(1e-3 * outlier, eps=0.0),
    ]


BN_FORWARD.property(
    "x and eps may be tiny or large, and eps may be 0",
    name="other_scales",
    draw=_other_scales,
    call=_call_in_training,
    judge=_normalized("Use x and eps as they are: nothing is rounded, cut off or replaced."),
    after="standardized",
    aspect="normalizing",
)


def _whole(rng, m, d):
    """Whole numbers; every column varies."""
    return rng.permuted(np.arange(m)[:, None] * rng.integers(1, 4, d), axis=0) - 3


BN_FORWARD.property(
    "x may hold whole numbers",
    name="whole_numbers",
    draw=lambda rng: _case(_whole(rng, n_rows(rng), n_columns(rng)), eps=rng.uniform(0.3, 0.7)),
    call=_call_in_training,
    judge=_normalized("out has fractions: an array made with the dtype of x cannot hold them."),
    after="standardized",
    aspect="normalizing",
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
    aspect="normalizing",
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
        _case(1e3 * batch(rng, n_rows(rng), n_columns(rng)), momentum=rng.uniform(0.8, 0.9)),
    ]


@BN_FORWARD.property(
    "the first batch moves the state away from (0, 1): momentum weights the old state",
    draw=_first,
    call=_call_in_training,
    returns={"bn_forward": STATE},
    aspect="state",
)
def first_batch(data, out):
    expected = _moved(None, data)
    hint = "new = momentum * old + (1 - momentum) * batch; the old state is mean 0, variance 1."
    case = _in_words(data, momentum=True)
    return _compare_states(expected, out["bn_forward"][2], case, hint)


def _no_average(rng):
    x = batch(rng, n_rows(rng), n_columns(rng))
    return [
        _case(np.array([[quarters(rng, 1.0, 6.0)]]), momentum=0.75),
        _case(x, momentum=0.0),
        _case(x, state=_far_state(rng, x.shape[1]), momentum=0.0),
        _case(_whole(rng, n_rows(rng), n_columns(rng)), momentum=rng.uniform(0.55, 0.7)),
    ]


BN_FORWARD.property(
    "one row, whole numbers and momentum = 0: the state moves by the same formula",
    name="other_batches",
    draw=_no_average,
    call=_call_in_training,
    returns={"bn_forward": STATE},
    judge=lambda data, out: _compare_states(
        _moved(data["state"], data),
        out["bn_forward"][2],
        _in_words(data, momentum=True),
        "The same formula holds: one row has variance 0, and momentum = 0 leaves nothing of the "
        "old state.",
    ),
    after="first_batch",
    aspect="state",
)

N_STEPS = 3


def _steps(rng):
    d, small = n_columns(rng), [on_paper(rng)[0] for _ in range(N_STEPS)]
    three, more = ([batch(rng, n_rows(rng), d) for _ in range(N_STEPS)] for _ in range(2))
    keep, (gamma, beta) = float(rng.choice([0.5, 0.6, 0.75])), affine(rng, d)
    gamma[0] = 0.0  # for a start that is computed from gamma
    return [
        {**_case(small[0], momentum=keep), "batches": small},
        {**_case(three[0], gamma, beta, momentum=rng.uniform(0.6, 0.8)), "batches": three},
        {**_case(more[0], state=_far_state(rng, d), momentum=0.9), "batches": more},
    ]


def _call_three_steps(answers, data):
    results, state = [], data["state"]
    for x in data["batches"]:
        result = _forward(answers, data, training=True, x=x, state=state)
        results.append(sent(result))
        state = result[2]
    return {"bn_forward": results}


@BN_FORWARD.property(
    "three batches, one after the other, each move the state that came in",
    draw=_steps,
    call=_call_three_steps,
    returns={"bn_forward": ListOf(STATE, N_STEPS)},
    after="first_batch",
    aspect="state",
)
def three_steps(data, out):
    state = data["state"]
    hint = "Start from the state that is passed in, and return the updated one."
    start = "(0, 1)" if state is None else "another state"
    for step, (x, result) in enumerate(zip(data["batches"], out["bn_forward"], strict=True)):
        state = _moved(state, {**data, "x": x})
        keep = number(_momentum(data))
        case = f"from {start}, after {step + 1} of 3 batches, momentum = {keep}"
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
    return _case(x[None, :], state=state, eps=eps)


def _by_a_state(rng):
    """A batch, and a state far from its statistics."""
    d, options = n_columns(rng), {"eps": rng.uniform(1.5, 3.0), "momentum": rng.uniform(0.5, 0.7)}
    return _case(batch(rng, N_ROWS, d), state=_far_state(rng, d), **options)


def _at_inference(rng):
    d = n_columns(rng)
    mean, var = _far_state(rng, d)
    tiny = _case(batch(rng, N_ROWS, d), state=(mean, 1e-6 * var), eps=rng.uniform(1e-5, 3e-5))
    return [_on_paper_at_inference(rng), _by_a_state(rng), tiny]


@BN_FORWARD.property(
    "at inference the state normalizes",
    draw=_at_inference,
    call=_call_at_inference,
    aspect="inference",
)
def inference(data, out):
    hint = "Without training, use the mean and variance of the state; the rest is the same."
    case = _in_words(data, training=False)
    return compare(_out(data, *data["state"]), out["bn_forward"][0], case, hint)


def _whole_by_a_state(rng):
    d = n_columns(rng)
    return _case(_whole(rng, N_ROWS, d), state=_far_state(rng, d), eps=rng.uniform(1.5, 3.0))


BN_FORWARD.property(
    "at inference, too, x may hold whole numbers",
    name="whole_at_inference",
    draw=_whole_by_a_state,
    call=_call_at_inference,
    judge=inference,
    after="inference",
    aspect="inference",
)


def _by_the_start(rng):
    d = n_columns(rng)
    return _case(batch(rng, 3, d), eps=rng.uniform(1.5, 3.0))


BN_FORWARD.property(
    "at inference, too, state = None stands for mean 0, variance 1",
    name="inference_none",
    draw=_by_the_start,
    call=_call_at_inference,
    judge=lambda data, out: compare(
        _out(data, 0.0, 1.0),
        out["bn_forward"][0],
        _in_words(data, training=False),
        "None stands for mean 0 and variance 1, at inference as in training.",
    ),
    after="inference",
    aspect="inference",
)


def _scaled_at_inference(rng):
    one, more = _on_paper_at_inference(rng), _by_a_state(rng)
    one["gamma"], one["beta"] = small_affine(rng)
    more["gamma"], more["beta"] = affine(rng, more["x"].shape[1])
    return [one, more]


BN_FORWARD.property(
    "at inference, too, gamma scales x_hat, and beta is added",
    name="inference_scaled",
    draw=_scaled_at_inference,
    call=_call_with_and_without(training=False),
    returns={"x_hat": OUT, "out": OUT},
    judge=_is_affine(training=False),
    aspect="gamma and beta",
)


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
    after="inference",
    aspect="inference",
)
def row_alone(data, out):
    together, alone = out["batch"][0], np.concatenate(out["alone"])
    hint = "At inference compute nothing over the batch: use only the state."
    expected = _out(data, *data["state"])
    case = f"training = False, a row alone and the same row among {len(together)}"
    verdict = compare(expected, alone, case, hint)
    return verdict if not verdict.passed else compare(expected, together, case, hint)


@BN_FORWARD.property(
    "at inference the state comes back as it is",
    draw=lambda rng: [_on_paper_at_inference(rng), _by_a_state(rng)],
    call=_call_at_inference,
    returns={"bn_forward": STATE},
    after="inference",
    aspect="inference",
)
def inference_state(data, out):
    hint = "Only training updates the state. At inference return the state that was passed in."
    case = _in_words(data, training=False)
    return _compare_states(data["state"], out["bn_forward"][2], case, hint)
