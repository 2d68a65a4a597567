"""Exercise 6.5, our lam for Keras: what is drawn and called."""

from ...core import Exercise, Number
from ..designs import away_from_zero, quarters

KERAS_L2_FROM_LAM = Exercise(
    "weight_penalties.keras_l2_from_lam",
    title="6.5 keras_l2_from_lam",
    points=1,
    forbid=(
        "reglab.nn.penalties",
        "reglab.nn.dropout:vanilla_predict",  # a product in disguise
    ),
)


def _strengths(rng):
    # Neither 1 nor 2, where wrong formulas are right; the first one is short.
    lams = [quarters(rng, 0.25, 0.75), 10.0 ** rng.uniform(-4, -1), rng.uniform(2.2, 9.0)]
    W = away_from_zero(rng, int(rng.integers(2, 5)), 3)
    return [{"W": W, "lam": float(lam)} for lam in lams]


@KERAS_L2_FROM_LAM.property(
    "L2(c) of Keras adds what lam adds here",
    draw=_strengths,
    returns={"keras_l2_from_lam": Number(rtol=1e-6, atol=0.0)},
)
def same_penalty(answers, data):
    return {"keras_l2_from_lam": answers.keras_l2_from_lam(data["lam"])}
