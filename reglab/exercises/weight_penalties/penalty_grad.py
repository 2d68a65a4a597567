"""Exercise 6.2, the gradient of the penalty."""

from dataclasses import dataclass

import numpy as np

from reglab import nn
from reglab.checks.model import PASSED, Array, Exercise, Tuple, failed, first_difference, number
from reglab.checks.model.encoding import type_name
from reglab.checks.model.schema import SchemaError
from reglab.exercises.libraries import KERAS
from reglab.exercises.weight_penalties.inputs import (
    away_from_zero,
    deep_network,
    network,
    sizes,
    strengths,
    tiny_network,
)
from reglab.nn import penalty_grad

# In most cases: two layers, and the scale of a normalization between them.
NAMES = ("W1", "b1", "gamma1", "W2", "b2")
# For the property in which only the name decides, not the number of layers or axes.
MORE_NAMES = ("W1", "gamma1", "W2", "W3", "W_out", "b_out")
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


PENALTY_GRAD = Exercise(
    "weight_penalties.penalty_grad",
    title="6.2 penalty_grad",
    points=2,
    returns=Gradients(),
    forbid=("reglab.nn.penalties", "reglab.nn._epoch", *KERAS),
    reference=penalty_grad,
)


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
    return {"penalty_grad": _in_order(grads, tuple(data["params"]))}


def _on_paper(rng):
    params = tiny_network(rng)
    l1, l2 = (float(v) for v in rng.permutation([0.25, 0.5, 0.75, 1.5])[:2])
    return [{"params": params, "l1": a, "l2": b} for a, b in ((0.0, l2), (l1, 0.0), (l1, l2))]


def _same_grads(hint, slopes=nn.penalty_grad, *, rtol=1e-6, atol=1e-9):
    def judge(data, out):
        expected = slopes(data["params"], data["l1"], data["l2"])
        for name, got in zip(data["params"], out["penalty_grad"], strict=True):
            where = first_difference(expected[name], got, rtol=rtol, atol=atol)
            if where is None:
                continue
            value = number(data["params"][name][where])
            index = ", ".join(map(str, where))
            return failed(
                hint,
                f"{name}[{index}] = {value}, l1 = {number(data['l1'])}, "
                f"l2 = {number(data['l2'])}: expected gradient {number(expected[name][where])}, "
                f"got {number(got[where])}",
            )
        return PASSED

    return judge


PENALTY_GRAD.property(
    "a small network by hand",
    name="by_hand",
    draw=_on_paper,
    call=_call,
    judge=_same_grads(
        "For weights the gradient is l1*sign(w) + l2*w. Parameters without penalty have gradient 0."
    ),
)


STEP = 1e-4  # away from 0 central differences are exact here, up to rounding


def _slopes(params, l1, l2):
    """Central differences of the penalty."""
    slopes = {name: np.zeros(value.shape) for name, value in params.items()}
    for name, value in params.items():
        for index in np.ndindex(value.shape):
            ends = []
            for step in (STEP, -STEP):
                moved = value.copy()
                moved[index] += step
                ends.append(nn.penalty({**params, name: moved}, l1, l2))
            slopes[name][index] = (ends[0] - ends[1]) / (2 * STEP)
    return slopes


PENALTY_GRAD.property(
    "it is the slope of the penalty in every parameter",
    name="slope",
    draw=lambda rng: {"params": network(rng, *sizes(rng)), **strengths(rng)},
    call=_call,
    after="by_hand",
    judge=_same_grads(
        "Change one parameter a little: the penalty changes by its gradient times the change.",
        _slopes,
        atol=1e-7,
    ),
)


def _with_zeros(rng):
    params = network(rng, *sizes(rng))
    W = params["W1"]
    W[np.arange(len(W)), rng.integers(W.shape[1], size=len(W))] = 0.0  # one in each row
    return {"params": params, **strengths(rng)}


PENALTY_GRAD.property(
    "where a weight is 0, its gradient is 0",
    name="at_zero",
    draw=_with_zeros,
    call=_call,
    after="by_hand",
    judge=_same_grads(
        "At 0, |w| has a kink. We use slope 0 there, as np.sign does, so a weight of 0 stays 0."
    ),
)


def _tiny_weights(rng):
    params = network(rng, *sizes(rng))
    for name in ("W1", "W2"):
        params[name] = 1e-4 * away_from_zero(rng, *params[name].shape)
    return {"params": params, **strengths(rng)}


PENALTY_GRAD.property(
    "L1 pulls at a tiny weight as hard as at a large one",
    name="tiny_weights",
    draw=_tiny_weights,
    call=_call,
    returns={"penalty_grad": Gradients(rtol=1e-3)},
    after="by_hand",
    # A guard such as w / (|w| + 1e-8) makes no difference for weights that occur in training.
    judge=_same_grads(
        "However small a weight is, sign(w) is 1 or -1. It is 0 only for a weight of 0.", rtol=1e-3
    ),
)

PENALTY_GRAD.property(
    "four layers: the name alone decides",
    name="names_decide",
    draw=lambda rng: {"params": deep_network(rng), **strengths(rng)},
    call=_call,
    returns={"penalty_grad": Gradients(MORE_NAMES)},
    after="by_hand",
    judge=_same_grads("Check only whether each name in params starts with W."),
)
