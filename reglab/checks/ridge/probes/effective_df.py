"""Exercise 2.3, degrees of freedom: what is drawn and called."""

import numpy as np

from ...core import Exercise, ListOf, Number
from ..designs import dummies, small_to_large, smallest, wide

EFFECTIVE_DF = Exercise(
    "ridge.effective_df",
    title="2.3 effective_df",
    points=2,
    forbid=("reglab.linear.ridge:effective_df",),
)

# From almost no penalty to almost nothing else, for columns with variances near 1.
LAMS = tuple(np.geomspace(1e-3, 1e3, 9).tolist())

# Not smaller: singular values that should be 0 are rounding errors, which lam must outweigh.
TINY = 1e-8


def _first_case():
    # lam = 2 leaves 3/4: a share and its complement must differ.
    return {"X": smallest()["X"], "lam": 2.0}


def _problems(rng):
    others = [*small_to_large(rng)[1:], wide(rng)]
    return [_first_case(), *({"X": d["X"], "lam": d["lam"]} for d in others)]


@EFFECTIVE_DF.property(
    "it adds up what ridge leaves of each direction",
    draw=_problems,
    returns={"effective_df": Number()},
)
def shares(answers, data):
    return {"effective_df": answers.effective_df(data["X"], data["lam"])}


@EFFECTIVE_DF.property(
    "for a tiny lam it is the rank of the centred X",
    draw=lambda rng: [_first_case(), dummies(rng, 2), dummies(rng, 4), wide(rng)],
    returns={"effective_df": Number()},
    after="shares",
)
def rank(answers, data):
    return {"effective_df": answers.effective_df(data["X"], TINY)}


@EFFECTIVE_DF.property(
    "it falls towards 0 as lam grows",
    draw=_problems,
    returns={"effective_df": ListOf(Number(), length=len(LAMS))},
    after="shares",
)
def falls(answers, data):
    return {"effective_df": [answers.effective_df(data["X"], lam) for lam in LAMS]}


@EFFECTIVE_DF.property(
    "adding a constant to a column does not change it",
    draw=_problems,
    returns={"plain": Number(), "shifted": Number()},
    after="shares",
)
def shifted_columns(answers, data):
    X, lam = data["X"], data["lam"]
    return {
        "plain": answers.effective_df(X, lam),
        "shifted": answers.effective_df(X + 10.0, lam),
    }
