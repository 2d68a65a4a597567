"""Exercise 2.3, degrees of freedom: what is drawn and called."""

import numpy as np

from ...core import Exercise, ListOf, Number
from ..designs import dummies, few_directions, one_feature, small_to_large, wide

EFFECTIVE_DF = Exercise(
    "ridge.effective_df",
    title="2.3 effective_df",
    points=2,
    forbid=("reglab.linear.ridge:effective_df",),
)

N_LAMS = 9

# Not smaller: singular values that should be 0 are rounding errors, which lam must outweigh.
TINY = 1e-8


def _first_case(rng):
    # A share and its complement must differ: 3/4 and 1/4, say.
    X = one_feature(rng)["X"]
    return {"X": X, "lam": float(X.var() * rng.choice([1 / 3, 2 / 3, 3 / 2, 4.0]))}


def _problems(rng):
    others = [*small_to_large(rng)[1:], wide(rng)]
    return [_first_case(rng), *({"X": d["X"], "lam": d["lam"]} for d in others)]


@EFFECTIVE_DF.property(
    "it adds up what ridge leaves of each direction",
    draw=_problems,
    returns={"effective_df": Number()},
)
def shares(answers, data):
    return {"effective_df": answers.effective_df(data["X"], data["lam"])}


def _ranks(rng):
    grouped = [dummies(rng, int(groups)) for groups in rng.integers([2, 4], [4, 7])]
    return [_first_case(rng), *grouped, wide(rng), few_directions(rng)]


@EFFECTIVE_DF.property(
    "for a tiny lam it is the rank of the centred X",
    draw=_ranks,
    returns={"effective_df": Number()},
    after="shares",
)
def rank(answers, data):
    return {"effective_df": answers.effective_df(data["X"], TINY)}


def _with_rising_lams(rng):
    """From almost no penalty to almost nothing else, for columns with variances near 1."""
    low, high = 10.0 ** rng.uniform([-3.5, 2.5], [-2.5, 3.5])
    return [{**data, "lams": np.geomspace(low, high, N_LAMS)} for data in _problems(rng)]


@EFFECTIVE_DF.property(
    "it falls towards 0 as lam grows",
    draw=_with_rising_lams,
    returns={"effective_df": ListOf(Number(), length=N_LAMS)},
    after="shares",
)
def falls(answers, data):
    return {"effective_df": [answers.effective_df(data["X"], float(lam)) for lam in data["lams"]]}


def _to_shift(rng):
    return [{**d, "shift": rng.uniform(9.0, 20.0, size=d["X"].shape[1])} for d in _problems(rng)]


@EFFECTIVE_DF.property(
    "adding a constant to a column does not change it",
    draw=_to_shift,
    returns={"plain": Number(), "shifted": Number()},
    after="shares",
)
def shifted_columns(answers, data):
    X, lam = data["X"], data["lam"]
    return {
        "plain": answers.effective_df(X, lam),
        "shifted": answers.effective_df(X + data["shift"], lam),
    }
