"""Exercise 9.2, batch normalization backward: what is drawn and called.

What the cache holds is up to the answer, so `bn_backward` gets what the student's own `bn_forward`
kept. The output of that forward pass is sent as well, so that a mistake in it does not cost twice.
"""

import numpy as np

from ...core import Array, Exercise, Tuple
from ...core.encoding import type_name
from ...core.libraries import KERAS
from ..designs import affine, batch, n_columns, n_rows, on_paper, small_affine
from .returned import Anything, batch_shape, column_shape

BN_BACKWARD = Exercise(
    "batch_norm.bn_backward",
    title="9.2 bn_backward, with your bn_forward",
    points=4,
    names=("bn_backward", "bn_forward"),
    forbid=(
        "reglab.nn.batch_norm:bn_backward",
        "reglab.nn.batch_norm:bn_forward",
        "reglab.nn.batch_norm",
        *KERAS,
    ),
)

SHAPES = {"dx": batch_shape, "dgamma": column_shape, "dbeta": column_shape}


def _returns(part):
    """What a property about one of the three gradients asks for."""
    parts = {name: Anything() for name in SHAPES} | {part: Array(SHAPES[part])}
    return {
        "bn_backward": Tuple(**parts),
        "bn_forward": Array(batch_shape, finite=False, compare=False),
    }


def _case(x, gamma, beta, dout, eps):
    return {"x": x, "gamma": gamma, "beta": beta, "dout": dout, "eps": eps}


def _drawn(rng, m, d, eps):
    return _case(batch(rng, m, d), *affine(rng, d), rng.normal(1.0, 2.0, (m, d)), eps)


def _by_hand(rng):
    x, eps = on_paper(rng)
    # One entry: no sum of a constant and a multiple of x, so that the error shows which term is
    # wrong. With a row between the ends, and away from the mean, no gradient is 0.
    dout = np.zeros(x.shape)
    rows = np.flatnonzero((x != x.mean()) & (x != x.min()) & (x != x.max()))
    dout[rng.choice(rows)] = rng.choice([-6.0, -4.0, 4.0, 6.0])
    return _case(x, *small_affine(rng), dout, eps)


def _cases(rng):
    d, n = n_columns(rng), int(rng.integers(3, 6))
    return [
        _by_hand(rng),
        _drawn(rng, d + int(rng.integers(1, 4)), d, rng.uniform(0.3, 0.7)),
        # As many columns as rows: sums over the wrong ones have the right shape.
        _drawn(rng, n, n, rng.uniform(5e-4, 2e-3)),
    ]


def _forward(answers, data, **changed):
    args = {**data, **changed}
    try:
        result = answers.bn_forward(
            args["x"], args["gamma"], args["beta"], None, training=True, eps=args["eps"]
        )
    except NotImplementedError:
        if _unwritten(answers, data):
            raise
        raise ValueError("bn_forward: not written yet; see 9.1") from None
    if not isinstance(result, tuple | list) or len(result) != 3:
        raise ValueError(
            f"bn_forward: expected (out, cache, state), got {type_name(result)}; see 9.1"
        )
    return result


def _unwritten(answers, data):
    """Whether bn_backward itself has nothing in it yet."""
    try:
        answers.bn_backward(data["dout"], None)
    except NotImplementedError:
        return True
    except Exception:
        return False
    return False


def _probe(answers, data):
    out, cache, _ = _forward(answers, data)
    out = np.array(out, dtype=float)  # a copy: what comes later may change the array
    if "later" in data:
        _forward(answers, data, x=data["later"])
    return {"bn_backward": answers.bn_backward(data["dout"], cache), "bn_forward": out}


@BN_BACKWARD.property(
    "dx is the slope of the loss in every entry of x",
    draw=_cases,
    returns=_returns("dx"),
)
def dx(answers, data):
    return _probe(answers, data)


@BN_BACKWARD.property(
    "dgamma is the slope in gamma",
    draw=_cases,
    returns=_returns("dgamma"),
)
def dgamma(answers, data):
    return _probe(answers, data)


@BN_BACKWARD.property(
    "dbeta is the slope in beta",
    draw=_cases,
    returns=_returns("dbeta"),
)
def dbeta(answers, data):
    return _probe(answers, data)


def _two_batches(rng):
    m, d = n_rows(rng), n_columns(rng)
    return {**_drawn(rng, m, d, rng.uniform(0.3, 0.7)), "later": batch(rng, m, d)}


@BN_BACKWARD.property(
    "the cache belongs to its batch, whatever came after it",
    draw=_two_batches,
    returns=_returns("dx"),
    after="dx",
)
def own_cache(answers, data):
    return _probe(answers, data)
