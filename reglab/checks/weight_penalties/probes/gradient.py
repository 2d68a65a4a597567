"""Exercise 6.2, the gradient of the penalty: what is drawn and called."""

from dataclasses import dataclass

import numpy as np

from ...core import Array, Exercise, Tuple
from ...core.schema import SchemaError
from ..designs import NAMES, network, tiny_network

PENALTY_GRAD = Exercise(
    "weight_penalties.penalty_grad",
    title="6.2 penalty_grad",
    points=2,
    forbid=("reglab.nn.penalties", "keras.src.regularizers"),
)

NO_ENTRY = "no entry"


def _shape_of(key):
    return lambda data: data["params"][key].shape


@dataclass(frozen=True, init=False)
class Gradients(Tuple):
    """A dict of arrays with the keys of params, put in their order by `_in_order`."""

    def __init__(self):
        super().__init__(**{key: Array(_shape_of(key)) for key in NAMES})

    def validate(self, value, data, name):
        if isinstance(value, tuple | list) and len(value) == len(NAMES):
            for key, part in zip(NAMES, value, strict=True):
                if isinstance(part, str) and part == NO_ENTRY:
                    raise SchemaError(f"{name}: expected the keys {', '.join(NAMES)}, got no {key}")
        elif value is not None:
            kind = getattr(value, "type", type(value).__name__)
            raise SchemaError(f"{name}: expected a dict with the keys of params, got {kind}")
        return super().validate(value, data, name)


def _in_order(grads):
    """The entries of a dict in the order of NAMES, so that two dicts can be compared."""
    if not isinstance(grads, dict):
        return grads if not isinstance(grads, tuple | list) else "a list"
    return tuple(grads.get(key, NO_ENTRY) for key in NAMES)


def _call(answers, data, **changes):
    d = {**data, **changes}
    return _in_order(answers.penalty_grad(d["params"], d["l1"], d["l2"]))


@PENALTY_GRAD.property(
    "a small network by hand",
    draw=lambda rng: [
        {"params": tiny_network(), "l1": l1, "l2": l2}
        for l1, l2 in ((0.0, 0.5), (0.25, 0.0), (0.25, 0.5))
    ],
    returns={"penalty_grad": Gradients()},
)
def by_hand(answers, data):
    return {"penalty_grad": _call(answers, data)}


@PENALTY_GRAD.property(
    "it is the slope of the penalty in every parameter",
    draw=lambda rng: {
        "params": network(rng, 4, 3, 2),
        "l1": float(rng.uniform(0.1, 0.3)),
        "l2": float(rng.uniform(0.4, 0.8)),
    },
    returns={"penalty_grad": Gradients()},
    after="by_hand",
)
def slope(answers, data):
    return {"penalty_grad": _call(answers, data)}


def _with_zeros(rng):
    params = network(rng, 3, 3, 2)
    params["W1"] = params["W1"] * (1 - np.eye(3))
    return {"params": params, "l1": 0.3, "l2": 0.6}


@PENALTY_GRAD.property(
    "where a weight is 0, its gradient is 0",
    draw=_with_zeros,
    returns={"penalty_grad": Gradients()},
    after="by_hand",
)
def at_zero(answers, data):
    return {"penalty_grad": _call(answers, data)}
