"""Exercise 9.1, batch normalization forward, in training: what is drawn and called."""

import numpy as np

from ...core import Exercise, ListOf
from ...core.libraries import KERAS
from ..designs import (
    affine,
    batch,
    far_state,
    n_columns,
    n_rows,
    on_paper,
    quarters,
    small_affine,
)
from .returned import OUT, STATE, sent

BN_FORWARD = Exercise(
    "batch_norm.bn_forward",
    title="9.1 bn_forward",
    points=4,
    forbid=("reglab.nn.batch_norm:bn_forward", "reglab.nn.batch_norm", *KERAS),
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


def _plain(rng):
    x, eps = on_paper(rng)
    n, d = int(rng.integers(4, 7)), n_columns(rng)
    return [
        case(x, eps=eps),
        case(batch(rng, n_rows(rng), n_columns(rng)), eps=rng.uniform(0.3, 0.7)),
        case(batch(rng, n_rows(rng), d), state=far_state(rng, d), eps=rng.uniform(1.5, 3.0)),
        # As many columns as rows: statistics of the wrong ones have the right shape.
        case(batch(rng, n, n), eps=rng.uniform(5e-4, 2e-3)),
    ]


@BN_FORWARD.property(
    "in training every feature gets mean 0 and variance var / (var + eps)",
    draw=_plain,
    returns={"bn_forward": OUT},
)
def standardized(answers, data):
    return {"bn_forward": sent(call(answers, data, training=True))}


def _scaled(rng):
    x, eps = on_paper(rng)
    sizes = (n_rows(rng), n_columns(rng)), (4, 4)
    return [
        case(x, *small_affine(rng), eps=eps),
        *(case(batch(rng, m, d), *affine(rng, d), eps=rng.uniform(0.3, 0.7)) for m, d in sizes),
    ]


@BN_FORWARD.property(
    "gamma scales it, and beta is added",
    draw=_scaled,
    returns={"bn_forward": OUT},
    after="standardized",
)
def scaled(answers, data):
    return {"bn_forward": sent(call(answers, data, training=True))}


def _constant(rng):
    x = batch(rng, n_rows(rng), 2)
    x[:, 0] = quarters(rng, -6.0, 6.0)
    return [
        case(np.array([[quarters(rng, 1.0, 6.0)]]), *small_affine(rng)),
        case(x, *affine(rng, 2), eps=rng.uniform(0.3, 0.7)),
    ]


@BN_FORWARD.property(
    "a batch of one gives beta, and so does a feature that never changes",
    draw=_constant,
    returns={"bn_forward": OUT},
    after="standardized",
)
def nothing_varies(answers, data):
    return {"bn_forward": sent(call(answers, data, training=True))}


def _small(rng):
    return [
        case(np.array([[0.0], [int(rng.integers(4, 10)) / 1000]])),
        case(0.002 * batch(rng, n_rows(rng), 3), *affine(rng, 3)),
    ]


@BN_FORWARD.property(
    "eps is 1e-5 if nobody says otherwise",
    draw=_small,
    returns={"bn_forward": OUT},
    after="standardized",
)
def default_eps(answers, data):
    return {"bn_forward": sent(call(answers, data, training=True))}


def _two_scales(rng):
    d = n_columns(rng)
    one = case(batch(rng, n_rows(rng), d), eps=rng.uniform(0.3, 0.7))
    return {**one, "a": float(rng.choice([0.1, 0.2, 5.0, 10.0, 20.0]))}


@BN_FORWARD.property(
    "a times x, with a^2 times eps, gives the same output",
    draw=_two_scales,
    returns={"one": OUT, "other": OUT},
    after="standardized",
)
def scale_free(answers, data):
    a, eps = data["a"], data["options"]["eps"]
    other = call(answers, data, training=True, x=a * data["x"], options={"eps": a**2 * eps})
    return {"one": sent(call(answers, data, training=True)), "other": sent(other)}


def _first(rng):
    return [
        case(on_paper(rng)[0], momentum=float(rng.choice([0.6, 0.7, 0.75, 0.8]))),
        case(batch(rng, n_rows(rng), n_columns(rng)), momentum=rng.uniform(0.55, 0.7), eps=0.5),
        case(batch(rng, n_rows(rng), n_columns(rng))),  # with the default momentum
    ]


@BN_FORWARD.property(
    "the first batch moves the state away from (0, 1), with momentum on the old",
    draw=_first,
    returns={"bn_forward": STATE},
)
def first_batch(answers, data):
    return {"bn_forward": sent(call(answers, data, training=True))}


def _steps(rng):
    d, small = n_columns(rng), [on_paper(rng)[0] for _ in range(N_STEPS)]
    three = [batch(rng, n_rows(rng), d) for _ in range(N_STEPS)]
    return [
        {**case(small[0], momentum=float(rng.choice([0.5, 0.6, 0.75]))), "batches": small},
        {**case(three[0], *affine(rng, d), momentum=rng.uniform(0.6, 0.8)), "batches": three},
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
