"""Exercise 2.3: what is drawn and called."""

import numpy as np

from ...core import Exercise, ListOf, Number
from ..designs import regression, wide

EFFECTIVE_DF = Exercise(
    "ridge.effective_df",
    title="2.3 effective_df",
    points=2,
    forbid=("reglab.linear.ridge:effective_df",),
)


def _cases(rng):
    # On paper first: one column with mean 1 and variance 1, so that df = 1 / (1 + lam).
    paper = {"X": np.array([[0.0], [2.0]]), "lam": 1.0}
    other = {"X": np.array([[0.0], [2.0], [4.0]]), "lam": 4.0}
    drawn = [{"X": regression(rng, n, p)["X"], "lam": 0.3} for n, p in ((8, 2), (20, 5))]
    return [paper, other, *drawn]


@EFFECTIVE_DF.property(
    "it is the sum of the shrinkage factors of the centred X",
    draw=_cases,
    returns={"effective_df": Number()},
)
def sum_of_factors(answers, data):
    return {"effective_df": answers.effective_df(data["X"], data["lam"])}


@EFFECTIVE_DF.property(
    "it falls from the rank of the centred X to 0",
    draw=lambda rng: [{"X": regression(rng, 20, 4)["X"]}, {"X": wide(rng)["X"]}],
    returns={"effective_df": ListOf(Number(), length=5)},
    after="sum_of_factors",
)
def falls(answers, data):
    lams = (1e-9, 0.01, 0.1, 10.0, 1e9)
    return {"effective_df": [answers.effective_df(data["X"], lam) for lam in lams]}


@EFFECTIVE_DF.property(
    "moving the zero of a column changes nothing",
    draw=lambda rng: {"X": regression(rng, 12, 3)["X"], "lam": 0.2},
    returns={"here": Number(), "moved": Number()},
    after="sum_of_factors",
)
def moved_columns(answers, data):
    moved = data["X"] + np.array([273.0, -40.0, 5.0])
    return {
        "here": answers.effective_df(data["X"], data["lam"]),
        "moved": answers.effective_df(moved, data["lam"]),
    }
