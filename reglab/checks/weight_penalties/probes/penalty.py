"""Exercise 6.1, the penalty of a network: what is drawn and called."""

import numpy as np

from ...core import Exercise, Number
from ..designs import deep_network, network, tiny_network

PENALTY = Exercise(
    "weight_penalties.penalty",
    title="6.1 penalty",
    points=2,
    forbid=("reglab.nn.penalties", "keras.src.regularizers"),
)


def _value(answers, data, **changes):
    d = {**data, **changes}
    return answers.penalty(d["params"], d["l1"], d["l2"])


def _one_matrix(rng):
    # The smallest network, of one layer; then two layers.
    return [
        {"params": params, "l1": l1, "l2": l2}
        for params in ({"W1": np.array([[3.0, -4.0]]), "b1": np.zeros(2)}, tiny_network())
        for l1, l2 in ((0.5, 0.0), (0.0, 0.5), (0.25, 0.5))
    ]


@PENALTY.property(
    "small networks by hand",
    draw=_one_matrix,
    returns={"penalty": Number()},
)
def by_hand(answers, data):
    return {"penalty": _value(answers, data)}


def _drawn(rng):
    return {
        "params": network(rng, 4, 3, 2),
        "l1": float(rng.uniform(0.1, 0.3)),
        "l2": float(rng.uniform(0.4, 0.8)),
    }


@PENALTY.property(
    "two layers: all weights count, and nothing else",
    draw=_drawn,
    returns={"penalty": Number()},
    after="by_hand",
)
def all_weights(answers, data):
    return {"penalty": _value(answers, data)}


@PENALTY.property(
    "twice the weights: the L1 part doubles, the L2 part is four times as large",
    draw=_drawn,
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
    draw=lambda rng: {"params": deep_network(rng), "l1": 0.2, "l2": 0.6},
    returns={"penalty": Number()},
    after="by_hand",
)
def names_decide(answers, data):
    return {"penalty": _value(answers, data)}
