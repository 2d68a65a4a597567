"""Exercise 6.2, the gradient of the penalty: what is drawn and called."""

from dataclasses import dataclass

import numpy as np

from ...core import Array, Exercise, Tuple
from ...core.encoding import type_name
from ...core.libraries import KERAS
from ...core.schema import SchemaError
from ..designs import (
    MORE_NAMES,
    NAMES,
    away_from_zero,
    deep_network,
    network,
    sizes,
    strengths,
    tiny_network,
)

PENALTY_GRAD = Exercise(
    "weight_penalties.penalty_grad",
    title="6.2 penalty_grad",
    points=2,
    forbid=("reglab.nn.penalties", "reglab.nn._epoch", *KERAS),
)

NO_ENTRY = "no entry"


def _shape_of(key):
    return lambda data: data["params"][key].shape


@dataclass(frozen=True, init=False)
class Gradients(Tuple):
    """A dict of arrays with the keys of params, put in their order by `_in_order`."""

    def __init__(self, names=NAMES, rtol=1e-6):
        super().__init__(**{key: Array(_shape_of(key), rtol=rtol) for key in names})

    def validate(self, value, data, name):
        if not isinstance(value, tuple):
            kind = "None (is there a return?)" if value is None else value
            kind = kind if isinstance(kind, str) else getattr(kind, "type", type(kind).__name__)
            raise SchemaError(f"{name}: expected a dict with the keys of params, got {kind}")
        if len(value) != len(self.parts):
            raise SchemaError(f"{name}: expected {len(self.parts)} entries, got {len(value)}")
        for key, part in zip(self.parts, value, strict=True):
            if isinstance(part, str) and part == NO_ENTRY:
                raise SchemaError(
                    f"{name}: expected the keys {', '.join(self.parts)}, got no {key}"
                )
        return super().validate(value, data, name)


def _in_order(grads, names):
    """The entries of a dict in the order of params, so that two dicts can be compared."""
    if isinstance(grads, tuple | list | str):
        return f"a {type_name(grads)}"
    if not isinstance(grads, dict):
        return grads
    others = [key for key in grads if key not in names]
    if others and all(key in grads for key in names):
        return f"one with the key {str(others[0])[:40]!r}, too"
    return tuple(grads.get(key, NO_ENTRY) for key in names)


def _call(answers, data):
    grads = answers.penalty_grad(data["params"], data["l1"], data["l2"])
    return _in_order(grads, tuple(data["params"]))


def _on_paper(rng):
    params = tiny_network(rng)
    l1, l2 = (float(v) for v in rng.permutation([0.25, 0.5, 0.75, 1.5])[:2])
    return [{"params": params, "l1": a, "l2": b} for a, b in ((0.0, l2), (l1, 0.0), (l1, l2))]


@PENALTY_GRAD.property(
    "a small network by hand",
    draw=_on_paper,
    returns={"penalty_grad": Gradients()},
)
def by_hand(answers, data):
    return {"penalty_grad": _call(answers, data)}


@PENALTY_GRAD.property(
    "it is the slope of the penalty in every parameter",
    draw=lambda rng: {"params": network(rng, *sizes(rng)), **strengths(rng)},
    returns={"penalty_grad": Gradients()},
    after="by_hand",
)
def slope(answers, data):
    return {"penalty_grad": _call(answers, data)}


def _with_zeros(rng):
    params = network(rng, *sizes(rng))
    W = params["W1"]
    W[np.arange(len(W)), rng.integers(W.shape[1], size=len(W))] = 0.0  # one in each row
    return {"params": params, **strengths(rng)}


@PENALTY_GRAD.property(
    "where a weight is 0, its gradient is 0",
    draw=_with_zeros,
    returns={"penalty_grad": Gradients()},
    after="by_hand",
)
def at_zero(answers, data):
    return {"penalty_grad": _call(answers, data)}


def _tiny_weights(rng):
    params = network(rng, *sizes(rng))
    for name in ("W1", "W2"):
        params[name] = 1e-4 * away_from_zero(rng, *params[name].shape)
    return {"params": params, **strengths(rng)}


@PENALTY_GRAD.property(
    "L1 pulls at a tiny weight as hard as at a large one",
    draw=_tiny_weights,
    returns={"penalty_grad": Gradients(rtol=1e-3)},
    after="by_hand",
)
def tiny_weights(answers, data):
    return {"penalty_grad": _call(answers, data)}


@PENALTY_GRAD.property(
    "four layers: the name alone decides",
    draw=lambda rng: {"params": deep_network(rng), **strengths(rng)},
    returns={"penalty_grad": Gradients(MORE_NAMES)},
    after="by_hand",
)
def names_decide(answers, data):
    return {"penalty_grad": _call(answers, data)}
