"""Exercise 6.1, the penalty of a network."""

import numpy as np

from reglab.checks.judging.stock import agrees
from reglab.checks.model import (
    PASSED,
    Exercise,
    Number,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.exercises.libraries import KERAS
from reglab.exercises.weight_penalties.inputs import (
    away_from_zero,
    deep_network,
    many_sizes,
    network,
    quarters,
    sizes,
    strengths,
    tiny_network,
)
from reglab.nn import penalty

PENALTY = Exercise(
    "weight_penalties.penalty",
    title="6.1 penalty",
    points=2,
    arguments=("params", "l1", "l2"),
    returns=Number(atol=0.0),
    forbid=("reglab.nn.penalties", "reglab.nn._epoch", *KERAS),
    reference=penalty,
    aspects={"l1": 3, "l2": 3, "names": 3, "whole": 2},
)
# Rounding is for the last property.
ROUNDED, EXACT = 1e-3, 1e-6


def _one_part(part):
    """Draw single matrices and one strength: on paper, and of random numbers."""

    def draw(rng):
        small, more = quarters(rng, 1, 4, size=2)
        rows, columns = rng.integers(2, 5, size=2)
        matrices = [np.array([[small, -small - more]]), away_from_zero(rng, rows, columns)]
        strength = float(rng.choice([0.25, 0.75, 1.25, 1.75]))
        return [{"params": {"W1": W}, "l1": 0.0, "l2": 0.0, part: strength} for W in matrices]

    return draw


def _entries(array):
    """A small array in words: 1, -3 or [[1, -3], [2, 0]]."""
    if np.ndim(array) == 0:
        return number(array)
    return "[" + ", ".join(map(_entries, array)) + "]"


def _strengths(data):
    return f"l1 = {number(data['l1'])}, l2 = {number(data['l2'])}"


def _case(data):
    """A case in words: its entries if there are few, or else its shapes."""
    params = data["params"]
    if sum(value.size for value in params.values()) <= 12:
        arrays = ", ".join(f"{name} = {_entries(value)}" for name, value in params.items())
        return f"{arrays}, {_strengths(data)}"
    shapes = ", ".join(f"{name} {value.shape}" for name, value in params.items())
    return f"params of shapes {shapes}; {_strengths(data)}"


PENALTY.property(
    "one matrix, only L1: l1 times the sum of |w|",
    name="l1_part",
    aspect="l1",
    draw=_one_part("l1"),
    judge=agrees(
        PENALTY, "With l2 = 0, P is l1 times the sum of all |w|.", _case, rtol=ROUNDED, atol=0.0
    ),
)

PENALTY.property(
    "one matrix, only L2: l2/2 times the sum of w^2",
    name="l2_part",
    aspect="l2",
    draw=_one_part("l2"),
    judge=agrees(
        PENALTY, "With l1 = 0, P is l2/2 times the sum of all w^2.", _case, rtol=ROUNDED, atol=0.0
    ),
)


def _each_part(answers, data):
    params, l1, l2 = data["params"], data["l1"], data["l2"]
    return {"l1": answers.penalty(params, l1, 0.0), "l2": answers.penalty(params, 0.0, l2)}


def _one_part_is_right(hint):
    """Return a judge of what is counted: a part whose formula is wrong is not needed for it."""

    def judge(data, out):
        wrong = []
        for part in ("l1", "l2"):
            alone = {**data, "l1": 0.0, "l2": 0.0, part: data[part]}
            expected = penalty(alone["params"], alone["l1"], alone["l2"])
            if first_difference(expected, out[part], rtol=ROUNDED, atol=0.0) is None:
                return PASSED
            wrong.append(f"{_case(alone)}: {expected_got(expected, out[part])}")
        return failed(hint, wrong[0])

    return judge


PARTS = {"l1": Number(atol=0.0), "l2": Number(atol=0.0)}

PENALTY.property(
    "two layers: all weights count, and nothing else",
    name="all_weights",
    aspect="names",
    draw=lambda rng: [
        {"params": params, **strengths(rng)}
        for params in (tiny_network(rng), network(rng, *sizes(rng)))
    ],
    call=_each_part,
    returns=PARTS,
    judge=_one_part_is_right(
        "Include every matrix whose name starts with W, and no other parameter."
    ),
)

PENALTY.property(
    "five layers: the name alone decides",
    name="names_decide",
    aspect="names",
    draw=lambda rng: {"params": deep_network(rng), **strengths(rng)},
    call=_each_part,
    returns=PARTS,
    after="all_weights",
    judge=_one_part_is_right("Check only whether each name in params starts with a capital W."),
)


PENALTY.property(
    "l1 and l2 together: both parts are added",
    name="together",
    aspect="whole",
    draw=lambda rng: [
        {"params": params, **strengths(rng)} for params in (tiny_network(rng), deep_network(rng))
    ],
    judge=agrees(
        PENALTY,
        "Add l1 times the sum of |w| and l2/2 times the sum of w^2, over all weights.",
        _case,
        rtol=ROUNDED,
        atol=0.0,
    ),
)


def _other_sizes(rng):
    cases = [{"params": params, **strengths(rng)} for params in many_sizes(rng)]
    return [*cases, {"params": tiny_network(rng), "l1": 0.0, "l2": 0.0}]


PENALTY.property(
    "tiny, large and whole numbers, and zeros: no weight is left out, nothing is rounded",
    name="other_sizes",
    aspect="whole",
    draw=_other_sizes,
    judge=agrees(
        PENALTY, "The formula is the same for weights of any size.", _case, rtol=EXACT, atol=0.0
    ),
)
