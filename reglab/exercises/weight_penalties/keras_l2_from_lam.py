"""Exercise 6.5, our lam for Keras."""

import numpy as np

from reglab.checks.model import PASSED, Exercise, Number, failed, number
from reglab.exercises.weight_penalties.inputs import away_from_zero, quarters
from reglab.nn import keras_l2_from_lam

KERAS_L2_FROM_LAM = Exercise(
    "weight_penalties.keras_l2_from_lam",
    title="6.5 keras_l2_from_lam",
    points=1,
    arguments=("lam",),
    returns=Number(rtol=1e-6, atol=0.0),
    forbid=(
        "reglab.nn.penalties",
        "reglab.nn.dropout:vanilla_predict",  # its formula contains the same product
    ),
    reference=keras_l2_from_lam,
)


def _strengths(rng):
    # Not 1 or 2, where some wrong formulas are right; the first has few digits.
    lams = [quarters(rng, 0.25, 0.75), 10.0 ** rng.uniform(-4, -1), rng.uniform(2.2, 9.0)]
    W = away_from_zero(rng, int(rng.integers(2, 5)), 3)
    return [{"W": W, "lam": float(lam)} for lam in lams]


@KERAS_L2_FROM_LAM.property("L2(c) of Keras adds what lam adds here", draw=_strengths)
def same_penalty(data, out):
    # What keras.regularizers.L2(c) computes; the tests compare this with Keras itself.
    theirs = out["keras_l2_from_lam"] * np.sum(data["W"] ** 2)
    ours = data["lam"] / 2 * np.sum(data["W"] ** 2)
    if np.isclose(theirs, ours, rtol=1e-6, atol=0.0):  # float32 is precise enough
        return PASSED
    return failed(
        "Ours is lam/2 * sum w^2, and L2(c) adds c * sum w^2: which c makes them equal?",
        f"lam = {number(data['lam'])}: c = {number(out['keras_l2_from_lam'])}; for one W our "
        f"penalty is {number(ours)}, that of L2(c) {number(theirs)}",
    )


# Known mistakes: every function below is wrong on purpose.

KERAS_L2_FROM_LAM.mistake(
    "lam itself", "L2(lam) is twice our penalty: Keras has no factor 1/2.", lambda lam: lam
)
KERAS_L2_FROM_LAM.mistake(
    "doubled",
    "You double lam, so the penalty is too strong by a factor of 4. Halve lam instead.",
    lambda lam: 2 * lam,
)


@KERAS_L2_FROM_LAM.mistake(
    "a regularizer instead of a number", "Return only the number c. L2(c) is made from it later."
)
def regularizer(lam):
    # Stands for keras.regularizers.L2, which travels by its name: no grader imports Keras for it.
    return type("L2", (), {})()


KERAS_L2_FROM_LAM.mistake(
    "squared", "You square lam. Both penalties square only the weights.", lambda lam: lam**2 / 2
)
KERAS_L2_FROM_LAM.mistake(
    "root",
    "Neither penalty has a square root: compare the factors in front of w^2.",
    lambda lam: (lam / 2) ** 0.5,
)
KERAS_L2_FROM_LAM.mistake(
    "inverse",
    "c must grow with lam. You use 1/lam, as for scikit-learn's C.",
    lambda lam: 1 / (2 * lam),
)
KERAS_L2_FROM_LAM.mistake(
    "divided by four",
    "You halve twice. One factor 1/2 makes the two penalties equal.",
    lambda lam: lam / 4,
)
KERAS_L2_FROM_LAM.mistake(
    "whole-number division", "// drops the decimals. Use /.", lambda lam: lam // 2
)
KERAS_L2_FROM_LAM.mistake(
    "a constant", "Your c is 0.5 for every lam. It must depend on lam.", lambda lam: 0.5
)
KERAS_L2_FROM_LAM.mistake(
    "divided by the number of rows",
    "You divide by the number of rows. Keras averages the cross-entropy as we do, so n does "
    "not appear.",
    lambda lam: lam / 200,
)
KERAS_L2_FROM_LAM.mistake(
    "halved and divided by the number of rows",
    "Your 1/2 is right, but do not divide by the number of rows: Keras averages the "
    "cross-entropy as we do.",
    lambda lam: lam / 400,
)
