"""Exercise 6.1, the penalty of a network."""

import numpy as np

from reglab.checks.judging.stock import agrees
from reglab.checks.model import PASSED, Exercise, Number, failed, number
from reglab.exercises.libraries import KERAS
from reglab.exercises.weight_penalties.inputs import (
    deep_network,
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
    returns=Number(),
    forbid=("reglab.nn.penalties", "reglab.nn._epoch", *KERAS),
    reference=penalty,
)


def _one_layer_then_two(rng):
    small, more = quarters(rng, 1, 4, size=2)
    one = {"W1": np.array([[small, -small - more]]), "b1": quarters(rng, 0.5, 2, size=2)}
    l1, l2 = (float(v) for v in rng.permutation([0.25, 0.5, 0.75, 1.5])[:2])
    return [
        {"params": params, "l1": on_l1 * l1, "l2": on_l2 * l2}
        for params in (one, tiny_network(rng))
        for on_l1, on_l2 in ((1, 0), (0, 1), (1, 1))
    ]


def _entries(array):
    """A small array in words: 1, -3 or [[1, -3], [2, 0]]."""
    if np.ndim(array) == 0:
        return number(array)
    return "[" + ", ".join(map(_entries, array)) + "]"


def _strengths(data):
    return f"l1 = {number(data['l1'])}, l2 = {number(data['l2'])}"


def _case(data):
    arrays = ", ".join(f"{name} = {_entries(value)}" for name, value in data["params"].items())
    return f"{arrays}, {_strengths(data)}"


PENALTY.property(
    "small networks by hand",
    name="by_hand",
    draw=_one_layer_then_two,
    judge=agrees(
        PENALTY,
        "Add l1 times the sum of |w| and l2/2 times the sum of w^2, over all weights.",
        _case,
    ),
)


def _shapes(data):
    shapes = ", ".join(f"{name} {value.shape}" for name, value in data["params"].items())
    return f"params of shapes {shapes}; {_strengths(data)}"


PENALTY.property(
    "two layers: all weights count, and nothing else",
    name="all_weights",
    draw=lambda rng: {"params": network(rng, *sizes(rng)), **strengths(rng)},
    after="by_hand",
    judge=agrees(
        PENALTY, "Sum over every matrix whose name starts with W and nothing else.", _shapes
    ),
)


def _one_hidden_unit(rng):
    # Each matrix is a row or a column, as in the small networks.
    n_in, _, n_out = sizes(rng)
    return {"params": network(rng, n_in, 1, n_out), **strengths(rng)}


def _scaling(answers, data):
    params, l1, l2 = data["params"], data["l1"], data["l2"]
    twice = {name: 2 * value if name[0] == "W" else value for name, value in params.items()}
    return {
        "l1": answers.penalty(params, l1, 0.0),
        "l1_twice": answers.penalty(twice, l1, 0.0),
        "l2": answers.penalty(params, 0.0, l2),
        "l2_twice": answers.penalty(twice, 0.0, l2),
    }


@PENALTY.property(
    "twice the weights: the L1 part doubles, the L2 part is four times as large",
    draw=_one_hidden_unit,
    call=_scaling,
    returns={"l1": Number(), "l1_twice": Number(), "l2": Number(), "l2_twice": Number()},
    after="by_hand",
)
def scaling(data, out):
    for part, factor in (("l1", 2), ("l2", 4)):
        before, after = out[part], out[f"{part}_twice"]
        alone = {**data, "l1": 0.0, "l2": 0.0, part: data[part]}
        hint = f"Check the {part} part alone."
        verdict = agrees(PENALTY, hint, _shapes, {part: ""})(alone, out)
        if not verdict.passed:
            return verdict
        if not np.isclose(after, factor * before, rtol=1e-6, atol=1e-9):
            return failed(
                "|2w| = 2|w|, and (2w)^2 = 4 w^2.",
                f"only {part}, all weights doubled: expected {number(factor * before)}, "
                f"got {number(after)}",
            )
    return PASSED


PENALTY.property(
    "four layers: the name alone decides",
    name="names_decide",
    draw=lambda rng: {"params": deep_network(rng), **strengths(rng)},
    after="by_hand",
    judge=agrees(
        PENALTY,
        "Check only whether each name in params starts with W.",
        _shapes,
    ),
)
