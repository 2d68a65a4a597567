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
    quarters,
    sizes,
    strengths,
    tiny_network,
    whole_numbers,
)
from reglab.nn import penalty_grad

# Two layers, and the scale of a normalization between them.
NAMES = ("W1", "b1", "gamma1", "W2", "b2")
# For the property in which only the name decides, not the number of layers or axes.
MORE_NAMES = ("W1", "gamma1", "W2", "skipW", "W3", "W10", "w_shift", "W_out", "b_out")
NO_ENTRY = "no entry"


def _shape_of(key):
    return lambda data: data["params"][key].shape


@dataclass(frozen=True, init=False)
class Gradients(Tuple):
    """A dict of arrays with the keys of params, put in their order by `_in_order`."""

    def __init__(self, names=NAMES, rtol=1e-6):
        super().__init__(**{key: Array(_shape_of(key), rtol=rtol, atol=1e-12) for key in names})

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
    aspects={"l1": 3, "l2": 3, "zero": 1.5, "names": 3, "whole": 2},
)


@dataclass(frozen=True)
class Others:
    """The arrays of a result that is no dict with the right keys; nothing is required of them."""

    compare: bool = False

    def validate(self, value, data, name):
        return value


def _others(grads, names):
    """What `_in_order` leaves out."""
    if isinstance(grads, tuple | list):
        return tuple(grads)
    return tuple(grads[key] for key in grads if key not in names) if isinstance(grads, dict) else ()


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
    names = tuple(data["params"])
    grads = answers.penalty_grad(data["params"], data["l1"], data["l2"])
    return {"penalty_grad": _in_order(grads, names), "others": _others(grads, names)}


def _returns(names=NAMES, **tolerance):
    return {"penalty_grad": Gradients(names, **tolerance), "others": Others()}


def _wrong_gradient(data, expected, grads, rtol=1e-6, atol=1e-12):
    """The first wrong entry in words; None if all are right."""
    for name, got in zip(data["params"], grads, strict=True):
        where = first_difference(expected[name], got, rtol=rtol, atol=atol)
        if where is not None:
            index = ", ".join(map(str, where))
            return (
                f"{name}[{index}] = {number(data['params'][name][where])}, "
                f"l1 = {number(data['l1'])}, l2 = {number(data['l2'])}: expected gradient "
                f"{number(expected[name][where])}, got {number(got[where])}"
            )
    return None


def _same_grads(hint, slopes=nn.penalty_grad, **tolerance):
    def judge(data, out):
        expected = slopes(data["params"], data["l1"], data["l2"])
        wrong = _wrong_gradient(data, expected, out["penalty_grad"], **tolerance)
        return PASSED if wrong is None else failed(hint, wrong)

    return judge


# What is rounded to three digits is near; then only the properties of the whole gradient fail.
NEAR = {"rtol": 2e-3, "atol": 1e-3}


def _one_part(part):
    """Draw single matrices without zeros, and one strength."""

    def draw(rng):
        small, more = quarters(rng, 1, 4, size=2)
        matrices = [np.array([[small, -small - more]]), away_from_zero(rng, *sizes(rng)[:2])]
        strength = float(rng.choice([0.25, 0.75, 1.25, 1.75]))
        return [{"params": {"W1": W}, "l1": 0.0, "l2": 0.0, part: strength} for W in matrices]

    return draw


PENALTY_GRAD.property(
    "one matrix, only L1: l1*sign(w)",
    name="l1_part",
    aspect="l1",
    draw=_one_part("l1"),
    call=_call,
    returns=_returns(("W1",)),
    judge=_same_grads(
        "With l2 = 0 the gradient is l1 for positive weights, -l1 for negative ones.", **NEAR
    ),
)

PENALTY_GRAD.property(
    "one matrix, only L2: l2*w",
    name="l2_part",
    aspect="l2",
    draw=_one_part("l2"),
    call=_call,
    returns=_returns(("W1",)),
    judge=_same_grads("With l1 = 0 the gradient is l2*w.", **NEAR),
)


def _with_zeros(rng):
    W = away_from_zero(rng, *sizes(rng)[:2])
    W[np.arange(len(W)), rng.integers(W.shape[1], size=len(W))] = 0.0  # one in each row
    return {"params": {"W1": W}, **strengths(rng)}


@PENALTY_GRAD.property(
    "where a weight is 0, its gradient is 0",
    aspect="zero",
    draw=_with_zeros,
    call=_call,
    returns=_returns(("W1",)),
    after="l1_part",
)
def at_zero(data, out):
    """Only the entries that are 0: the others are for the other properties."""
    wrong = np.argwhere((data["params"]["W1"] == 0) & (out["penalty_grad"][0] != 0))
    if len(wrong) == 0:
        return PASSED
    i, j = map(int, wrong[0])
    return failed(
        "At 0, |w| has a kink. We use slope 0 there, as np.sign does, so a weight of 0 stays 0.",
        f"W1[{i}, {j}] = 0, l1 = {number(data['l1'])}, l2 = {number(data['l2'])}: expected "
        f"gradient 0, got {number(out['penalty_grad'][0][i, j])}",
    )


def _tiny_weights(rng):
    W = away_from_zero(rng, *sizes(rng)[:2])
    # The first column shows that an answer is not 0 everywhere.
    W[:, 1:] *= np.where(np.arange(len(W)) % 2 == 0, 1e-4, 1e-9)[:, np.newaxis]
    return {"params": {"W1": W}, "l1": quarters(rng, 0.5, 1.75), "l2": 0.0}


PENALTY_GRAD.property(
    "L1 pulls at a tiny weight as hard as at a large one",
    name="tiny_weights",
    aspect="zero",
    draw=_tiny_weights,
    call=_call,
    returns=_returns(("W1",)),
    after="l1_part",
    judge=_same_grads(
        "However small a weight is, sign(w) is 1 or -1. It is 0 only for a weight of 0."
    ),
)


def _each_part(answers, data):
    params, names = data["params"], tuple(data["params"])
    l1 = answers.penalty_grad(params, data["l1"], 0.0)
    l2 = answers.penalty_grad(params, 0.0, data["l2"])
    return {"l1": _in_order(l1, names), "l2": _in_order(l2, names), "others": _others(l1, names)}


def _one_part_is_right(hint):
    """Return a judge of what has a gradient: a part whose formula is wrong is not needed for it."""

    def judge(data, out):
        wrong = []
        for part in ("l1", "l2"):
            alone = {**data, "l1": 0.0, "l2": 0.0, part: data[part]}
            expected = nn.penalty_grad(alone["params"], alone["l1"], alone["l2"])
            wrong.append(_wrong_gradient(alone, expected, out[part], **NEAR))
        return PASSED if None in wrong else failed(hint, wrong[0])

    return judge


PENALTY_GRAD.property(
    "two layers: all weights have a gradient, all else an array of zeros",
    name="all_names",
    aspect="names",
    draw=lambda rng: [
        {"params": params, **strengths(rng)}
        for params in (tiny_network(rng), network(rng, *sizes(rng)))
    ],
    call=_each_part,
    returns={"l1": Gradients(), "l2": Gradients(), "others": Others()},
    judge=_one_part_is_right(
        "Each matrix whose name starts with W has the gradient (6.3). Every other parameter has an "
        "array of zeros."
    ),
)

PENALTY_GRAD.property(
    "five layers: the name alone decides",
    name="names_decide",
    aspect="names",
    draw=lambda rng: {"params": deep_network(rng), **strengths(rng)},
    call=_each_part,
    returns={"l1": Gradients(MORE_NAMES), "l2": Gradients(MORE_NAMES), "others": Others()},
    after="all_names",
    judge=_one_part_is_right("Check only whether each name in params starts with a capital W."),
)

STEP = 1e-4  # away from 0 central differences are exact here, up to rounding


def _slopes(params, l1, l2):
    """Central differences of the penalty."""
    slopes = {name: np.zeros(value.shape) for name, value in params.items()}
    for name, value in params.items():
        for index in np.ndindex(value.shape):
            ends = []
            for step in (STEP, -STEP):
                moved = value.astype(float)
                moved[index] += step
                ends.append(nn.penalty({**params, name: moved}, l1, l2))
            slopes[name][index] = (ends[0] - ends[1]) / (2 * STEP)
    return slopes


PENALTY_GRAD.property(
    "l1 and l2 together: the slope of the penalty in every parameter",
    name="slope",
    aspect="whole",
    draw=lambda rng: {"params": network(rng, *sizes(rng)), **strengths(rng)},
    call=_call,
    returns=_returns(),
    judge=_same_grads(
        "Change one parameter a little: the penalty changes by its gradient times the change.",
        _slopes,
        rtol=1e-5,
        atol=1e-7,
    ),
)


def _other_sizes(rng):
    n_in, n_hidden, n_out = sizes(rng)
    W, b = away_from_zero(rng, n_in, n_hidden), away_from_zero(rng, n_hidden)
    b[0] = 0.0
    whole = {
        "W1": whole_numbers(rng, n_in, n_hidden),
        "b1": whole_numbers(rng, n_hidden),
        "W2": whole_numbers(rng, n_hidden, n_out),
    }
    small = {"l1": 1e-3 * quarters(rng, 1, 3), "l2": 1e-3 * quarters(rng, 1, 3)}
    large, tiny = ({"W1": size * W, "b1": b, "W2": W.T} for size in (1e3, 1e-6))
    return [
        {"params": whole, **small},
        {"params": large, **strengths(rng)},
        {"params": tiny, **strengths(rng), "l1": 0.0},
    ]


PENALTY_GRAD.property(
    "whole numbers, and large and tiny weights",
    name="other_sizes",
    aspect="whole",
    draw=_other_sizes,
    call=_call,
    returns=_returns(("W1", "b1", "W2")),
    judge=_same_grads(
        "The formula is the same for weights of any size. The gradient of whole numbers has a "
        "fraction, so it needs an array of floats."
    ),
)
