"""Exercise 6.1, the penalty of a network: what is drawn and called."""

import numpy as np

from ...core import Exercise, Number
from ...core.libraries import KERAS
from ..designs import deep_network, network, quarters, sizes, strengths, tiny_network

PENALTY = Exercise(
    "weight_penalties.penalty",
    title="6.1 penalty",
    points=2,
    forbid=("reglab.nn.penalties", "reglab.nn._epoch", *KERAS),
)


def _value(answers, data, **changes):
    d = {**data, **changes}
    return answers.penalty(d["params"], d["l1"], d["l2"])


def _one_layer_then_two(rng):
    small, more = quarters(rng, 1, 4, size=2)
    one = {"W1": np.array([[small, -small - more]]), "b1": quarters(rng, 0.5, 2, size=2)}
    l1, l2 = (float(v) for v in rng.permutation([0.25, 0.5, 0.75, 1.5])[:2])
    return [
        {"params": params, "l1": on_l1 * l1, "l2": on_l2 * l2}
        for params in (one, tiny_network(rng))
        for on_l1, on_l2 in ((1, 0), (0, 1), (1, 1))
    ]


@PENALTY.property(
    "small networks by hand",
    draw=_one_layer_then_two,
    returns={"penalty": Number()},
)
def by_hand(answers, data):
    return {"penalty": _value(answers, data)}


@PENALTY.property(
    "two layers: all weights count, and nothing else",
    draw=lambda rng: {"params": network(rng, *sizes(rng)), **strengths(rng)},
    returns={"penalty": Number()},
    after="by_hand",
)
def all_weights(answers, data):
    return {"penalty": _value(answers, data)}


def _one_hidden_unit(rng):
    # Each matrix is a row or a column, as in the small networks.
    n_in, _, n_out = sizes(rng)
    return {"params": network(rng, n_in, 1, n_out), **strengths(rng)}


@PENALTY.property(
    "twice the weights: the L1 part doubles, the L2 part is four times as large",
    draw=_one_hidden_unit,
    returns={"l1": Number(), "l1_twice": Number(), "l2": Number(), "l2_twice": Number()},
    after="by_hand",
)
def scaling(answers, data):
    twice = {name: 2 * value if name[0] == "W" else value for name, value in data["params"].items()}
    return {
        "l1": _value(answers, data, l2=0.0),
        "l1_twice": _value(answers, data, l2=0.0, params=twice),
        "l2": _value(answers, data, l1=0.0),
        "l2_twice": _value(answers, data, l1=0.0, params=twice),
    }


@PENALTY.property(
    "four layers: the name alone decides",
    draw=lambda rng: {"params": deep_network(rng), **strengths(rng)},
    returns={"penalty": Number()},
    after="by_hand",
)
def names_decide(answers, data):
    return {"penalty": _value(answers, data)}
