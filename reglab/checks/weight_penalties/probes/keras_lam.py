"""Exercise 6.5, our lam for Keras: what is drawn and called."""

from ...core import Exercise, Number
from ..designs import away_from_zero

KERAS_L2_FROM_LAM = Exercise(
    "weight_penalties.keras_l2_from_lam",
    title="6.5 keras_l2_from_lam",
    points=1,
    forbid=("reglab.nn.penalties",),
)


@KERAS_L2_FROM_LAM.property(
    "L2(c) of Keras adds what lam adds here",
    draw=lambda rng: [{"W": away_from_zero(rng, 2, 3), "lam": lam} for lam in (0.5, 0.01, 3.0)],
    returns={"keras_l2_from_lam": Number(rtol=1e-6, atol=0.0)},
)
def same_penalty(answers, data):
    return {"keras_l2_from_lam": answers.keras_l2_from_lam(data["lam"])}
