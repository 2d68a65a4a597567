"""Exercise 9.1, batch normalization forward, at inference: what is drawn and called."""

import numpy as np

from ...core import Array, ListOf
from ..designs import affine, batch, far_state, n_columns, quarters, small_affine
from .forward import BN_FORWARD, call, case
from .returned import OUT, STATE, column_shape, sent

N_ROWS = 5  # of a batch that is sent row by row, too


def _on_paper_at_inference(rng):
    """One number, with a state and an eps that give a short root."""
    root, eps = float(rng.choice([2.0, 2.5, 3.0])), quarters(rng, 0.5, 2.0)
    state = np.array([quarters(rng, 1.0, 6.0)]), np.array([root**2 - eps])
    x = state[0] + rng.choice([-1.0, 1.0]) * root * quarters(rng, 0.5, 2.0)
    return case(x[None, :], *small_affine(rng), state, eps=eps)


def _by_a_state(rng):
    """A batch, and a state that is far from its own statistics."""
    d, options = n_columns(rng), {"eps": rng.uniform(1.5, 3.0), "momentum": rng.uniform(0.5, 0.7)}
    return case(batch(rng, N_ROWS, d), *affine(rng, d), far_state(rng, d), **options)


def _at_inference(rng):
    d = n_columns(rng)
    by_the_start = case(batch(rng, 3, d), *affine(rng, d), None, eps=rng.uniform(1.5, 3.0))
    return [_on_paper_at_inference(rng), _by_a_state(rng), by_the_start]


@BN_FORWARD.property(
    "at inference the state normalizes; None stands for (0, 1)",
    draw=_at_inference,
    returns={"bn_forward": OUT},
)
def inference(answers, data):
    return {"bn_forward": sent(call(answers, data, training=False))}


@BN_FORWARD.property(
    "at inference a row does not depend on the other rows",
    draw=_by_a_state,
    returns={"batch": OUT, "alone": ListOf(Array(lambda data: (1, *column_shape(data))), N_ROWS)},
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
    draw=lambda rng: [_on_paper_at_inference(rng), _by_a_state(rng)],
    returns={"bn_forward": STATE},
)
def inference_state(answers, data):
    return {"bn_forward": sent(call(answers, data, training=False))}
