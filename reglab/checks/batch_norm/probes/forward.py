"""Exercise 9.1, batch normalization forward: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, ListOf
from ..designs import affine, batch, on_paper
from .returned import OUT, STATE, batch_shape, column_shape, sent

# What is asked for, in our words and in Keras'.
LIBRARY = ("keras.layers", "keras.src.layers", "keras.ops", "tensorflow.nn")

BN_FORWARD = Exercise(
    "batch_norm.bn_forward",
    title="9.1 bn_forward",
    points=4,
    forbid=("reglab.nn.batch_norm:bn_forward", "reglab.nn.batch_norm", *LIBRARY),
)

N_STEPS = 3


def case(x, gamma=None, beta=None, state=None, **options):
    """Arguments of a call; gamma and beta leave x_hat as it is if not given."""
    d = x.shape[-1]
    gamma = np.ones(d) if gamma is None else gamma
    beta = np.zeros(d) if beta is None else beta
    return {"x": x, "gamma": gamma, "beta": beta, "state": state, "options": options}


def call(answers, data, *, training, **changed):
    """What one call returns."""
    args = {**data, **changed}
    return answers.bn_forward(
        args["x"], args["gamma"], args["beta"], args["state"], training=training, **args["options"]
    )


def _far_state(rng, d):
    """Running statistics that no batch here has."""
    return rng.uniform(20.0, 30.0, d), rng.uniform(40.0, 50.0, d)


def _plain(rng):
    return [
        case(on_paper(), eps=1.0),
        case(batch(rng, 7, 3), eps=0.5),
        case(batch(rng, 4, 6), state=_far_state(rng, 6), eps=2.0),
        case(batch(rng, 5, 5), eps=1e-3),
    ]


@BN_FORWARD.property(
    "in training every feature gets mean 0 and variance var / (var + eps)",
    draw=_plain,
    returns={"bn_forward": OUT},
)
def standardized(answers, data):
    return {"bn_forward": sent(call(answers, data, training=True))}


def _scaled(rng):
    on_this_paper = case(on_paper(), np.array([2.0]), np.array([10.0]), eps=1.0)
    return [on_this_paper, *(case(batch(rng, m, 4), *affine(rng, 4), eps=0.5) for m in (6, 4))]


@BN_FORWARD.property(
    "gamma scales it, and beta is added",
    draw=_scaled,
    returns={"bn_forward": OUT},
    after="standardized",
)
def scaled(answers, data):
    return {"bn_forward": sent(call(answers, data, training=True))}


@BN_FORWARD.property(
    "a batch of one gives beta, and so does a feature that never changes",
    draw=lambda rng: [
        case(np.array([[4.0]]), np.array([2.0]), np.array([10.0])),
        case(np.array([[3.0, 1.0], [3.0, 5.0]]), *affine(rng, 2), eps=0.5),
    ],
    returns={"bn_forward": OUT},
    after="standardized",
)
def nothing_varies(answers, data):
    return {"bn_forward": sent(call(answers, data, training=True))}


def _small(rng):
    return [
        case(np.array([[0.0], [0.008]])),
        {**case(0.002 * batch(rng, 6, 3), *affine(rng, 3))},
    ]


@BN_FORWARD.property(
    "eps is 1e-5 if nobody says otherwise",
    draw=_small,
    returns={"bn_forward": OUT},
    after="standardized",
)
def default_eps(answers, data):
    return {"bn_forward": sent(call(answers, data, training=True))}


@BN_FORWARD.property(
    "a times x, with a^2 times eps, gives the same output",
    draw=lambda rng: {**case(batch(rng, 6, 3), *affine(rng, 3), eps=0.5), "a": 10.0},
    returns={"one": OUT, "other": OUT},
    after="standardized",
)
def scale_free(answers, data):
    a, eps = data["a"], data["options"]["eps"]
    other = call(answers, data, training=True, x=a * data["x"], options={"eps": a**2 * eps})
    return {"one": sent(call(answers, data, training=True)), "other": sent(other)}


def _first(rng):
    return [
        case(on_paper(), momentum=0.9),
        case(batch(rng, 4, 3), momentum=0.6, eps=0.5),
        case(batch(rng, 7, 3)),
    ]


@BN_FORWARD.property(
    "the first batch moves the state away from (0, 1), with momentum on the old",
    draw=_first,
    returns={"bn_forward": STATE},
)
def first_batch(answers, data):
    return {"bn_forward": sent(call(answers, data, training=True))}


def _steps(rng):
    d, on_this_paper = 3, [on_paper(), 2 * on_paper(), 6 - on_paper()]
    three = [batch(rng, m, d) for m in (6, 4, 5)]
    return [
        {**case(on_this_paper[0], momentum=0.5), "batches": on_this_paper},
        {**case(three[0], *affine(rng, d), momentum=0.7), "batches": three},
    ]


@BN_FORWARD.property(
    "three batches, one after the other, average exactly",
    draw=_steps,
    returns={"bn_forward": ListOf(STATE, N_STEPS)},
    after="first_batch",
)
def three_steps(answers, data):
    results, state = [], None
    for x in data["batches"]:
        result = call(answers, data, training=True, x=x, state=state)
        results.append(sent(result))
        state = result[2]
    return {"bn_forward": results}


def _at_inference(rng):
    d = 4
    known = np.array([3.0]), np.array([3.0])
    gamma, beta = np.array([2.0]), np.array([10.0])
    return [
        case(np.array([[7.0]]), gamma, beta, known, eps=1.0),
        case(batch(rng, 5, d), *affine(rng, d), _far_state(rng, d), eps=2.0, momentum=0.6),
        case(batch(rng, 3, d), *affine(rng, d), None, eps=2.0),
    ]


@BN_FORWARD.property(
    "at inference the state normalizes; None stands for (0, 1)",
    draw=_at_inference,
    returns={"bn_forward": OUT},
)
def inference(answers, data):
    return {"bn_forward": sent(call(answers, data, training=False))}


@BN_FORWARD.property(
    "at inference a row does not depend on the other rows",
    draw=lambda rng: [one for one in _at_inference(rng) if len(one["x"]) > 1 and one["state"]],
    returns={"batch": OUT, "alone": ListOf(Array(lambda data: (1, *column_shape(data))), 5)},
)
def row_alone(answers, data):
    rows = [
        call(answers, data, training=False, x=data["x"][i : i + 1]) for i in range(len(data["x"]))
    ]
    return {
        "batch": sent(call(answers, data, training=False)),
        "alone": [out for out, _, _ in rows],
    }


@BN_FORWARD.property(
    "at inference the state comes back as it is",
    draw=lambda rng: [one for one in _at_inference(rng) if one["state"]],
    returns={"bn_forward": STATE},
)
def inference_state(answers, data):
    return {"bn_forward": sent(call(answers, data, training=False))}


__all__ = ["BN_FORWARD", "LIBRARY", "batch_shape", "call", "case"]
