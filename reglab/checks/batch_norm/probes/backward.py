"""Exercise 9.2, batch normalization backward: what is drawn and called.

The cache is the answer's own affair, so `bn_backward` gets what the student's own `bn_forward`
kept. That forward pass is measured as well, so that a mistake in it does not cost twice.
"""

import numpy as np

from ...core import Array, Exercise, Tuple
from ...core.encoding import type_name
from ..designs import affine, batch, on_paper
from .forward import LIBRARY
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
        *LIBRARY,
    ),
)

STEP = 1e-4  # of central differences
SHAPES = {"dx": batch_shape, "dgamma": column_shape, "dbeta": column_shape}
OF = {"dx": "x", "dgamma": "gamma", "dbeta": "beta"}


def _returns(part):
    """What a property about one of the three gradients asks for."""
    parts = {name: Anything() for name in SHAPES} | {part: Array(SHAPES[part])}
    own = {"finite": False, "compare": False}
    return {
        "bn_backward": Tuple(**parts),
        "own_slope": Array(SHAPES[part], **own),
        "own_outs": Array(lambda data: (2, *batch_shape(data)), **own),
    }


def _case(x, gamma, beta, dout, eps):
    return {"x": x, "gamma": gamma, "beta": beta, "dout": dout, "eps": eps}


def _drawn(rng, m, d, eps):
    return _case(batch(rng, m, d), *affine(rng, d), rng.normal(1.0, 2.0, (m, d)), eps)


def _cases(rng):
    # No sum of a constant and a multiple of x: which term is wrong shows in the error.
    dout = np.array([[0.0], [0.0], [4.0], [0.0]])
    by_hand = _case(on_paper(), np.array([2.0]), np.array([10.0]), dout, 1.0)
    return [by_hand, *(_drawn(rng, *size) for size in ((6, 3, 0.5), (4, 4, 1e-3)))]


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


def _out(answers, data, **changed):
    """The output of the student's own forward pass, or nan where it is none."""
    out = np.asarray(_forward(answers, data, **changed)[0], dtype=float)
    return out if out.shape == data["x"].shape else np.full(data["x"].shape, np.nan)


def _slope(answers, data, name):
    """The slope of ``sum(dout * out)`` in every entry of an argument, by central differences."""
    at = data[name]
    slope = np.empty(at.shape)
    for index in np.ndindex(at.shape):
        h = np.zeros(at.shape)
        h[index] = STEP
        up, down = (_out(answers, data, **{name: at + sign * h}) for sign in (1, -1))
        slope[index] = np.sum(data["dout"] * (up - down)) / (2 * STEP)
    return slope


def _probe(answers, data, part):
    _, cache, _ = _forward(answers, data)
    return {
        "bn_backward": answers.bn_backward(data["dout"], cache),
        "own_slope": _slope(answers, data, OF[part]),
        "own_outs": np.array([_out(answers, data), _out(answers, data, x=100 * data["x"] + 1e4)]),
    }


@BN_BACKWARD.property(
    "dx is the slope of the loss in every entry of x",
    draw=_cases,
    returns=_returns("dx"),
)
def dx(answers, data):
    return _probe(answers, data, "dx")


@BN_BACKWARD.property(
    "dgamma is the slope in gamma",
    draw=_cases,
    returns=_returns("dgamma"),
)
def dgamma(answers, data):
    return _probe(answers, data, "dgamma")


@BN_BACKWARD.property(
    "dbeta is the slope in beta",
    draw=_cases,
    returns=_returns("dbeta"),
)
def dbeta(answers, data):
    return _probe(answers, data, "dbeta")


@BN_BACKWARD.property(
    "the cache belongs to its batch, whatever came after it",
    draw=lambda rng: {**_drawn(rng, 5, 3, 0.5), "later": batch(rng, 5, 3)[::-1]},
    returns=_returns("dx"),
    after="dx",
)
def own_cache(answers, data):
    _, cache, _ = _forward(answers, data)
    _forward(answers, data, x=data["later"])
    late = answers.bn_backward(data["dout"], cache)
    return {**_probe(answers, data, "dx"), "bn_backward": late}
