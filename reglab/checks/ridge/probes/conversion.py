"""Exercise 2.4: what is drawn and called."""

from ...core import Exercise, Number
from ..designs import regression

TO_SKLEARN_ALPHA = Exercise(
    "ridge.to_sklearn_alpha",
    title="2.4 to_sklearn_alpha",
    points=1,
    forbid=("reglab.linear.ridge:to_sklearn_alpha",),
)


def _pairs(rng):
    # lam and n are never such that two wrong conversions agree (n = 2 doubles and squares alike).
    drawn = {"lam": float(rng.uniform(0.2, 0.8)), "n": int(rng.integers(30, 90))}
    return [{"lam": 0.5, "n": 10}, drawn]


@TO_SKLEARN_ALPHA.property(
    "summed and averaged objective have the same minimum",
    draw=_pairs,
    returns={"to_sklearn_alpha": Number()},
)
def same_minimum(answers, data):
    return {"to_sklearn_alpha": answers.to_sklearn_alpha(data["lam"], data["n"])}


@TO_SKLEARN_ALPHA.property(
    "Ridge with this alpha gives the weights of the course's ridge",
    draw=lambda rng: regression(rng, 15, 3),
    returns={"to_sklearn_alpha": Number()},
    after="same_minimum",
)
def library(answers, data):
    return {"to_sklearn_alpha": answers.to_sklearn_alpha(data["lam"], len(data["y"]))}
