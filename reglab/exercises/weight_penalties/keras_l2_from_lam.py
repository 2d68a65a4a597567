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
    aspects={"factor": 4, "any": 1},
)


def _strengths(rng):
    # Below 1, with few digits, where no wrong formula is right.
    lams = [quarters(rng, 0.25, 0.75), 0.02 * int(rng.integers(3, 12))]
    W = away_from_zero(rng, int(rng.integers(2, 5)), 3)
    return [{"W": W, "lam": lam} for lam in lams]


def _adds_the_same(hint):
    """Return a judge that computes what keras.regularizers.L2(c) does.

    The tests compare this with Keras itself.
    """

    def judge(data, out):
        theirs = out["keras_l2_from_lam"] * np.sum(data["W"] ** 2)
        ours = data["lam"] / 2 * np.sum(data["W"] ** 2)
        if np.isclose(theirs, ours, rtol=1e-6, atol=0.0):  # float32 is precise enough
            return PASSED
        return failed(
            hint,
            f"lam = {number(data['lam'])}: c = {number(out['keras_l2_from_lam'])}; for one W our "
            f"penalty is {number(ours)}, that of L2(c) {number(theirs)}",
        )

    return judge


KERAS_L2_FROM_LAM.property(
    "L2(c) of Keras adds what lam adds here",
    name="same_penalty",
    aspect="factor",
    draw=_strengths,
    judge=_adds_the_same(
        "Ours is lam/2 * sum w^2, and L2(c) adds c * sum w^2: which c makes them equal?"
    ),
)


def _any_strength(rng):
    lams = [
        0.0,
        10.0 ** rng.uniform(-13, -10),
        10.0 ** rng.uniform(-9, -3),
        rng.uniform(2.2, 9.0),
        1e3 * rng.uniform(1, 9),
    ]
    W = away_from_zero(rng, int(rng.integers(2, 5)), 3)
    odd = 2 * int(rng.integers(1, 5)) + 1
    return [{"W": W, "lam": lam} for lam in (*map(float, lams), odd)]


KERAS_L2_FROM_LAM.property(
    "also for lam = 0, for tiny and large lam, and for whole numbers",
    name="any_strength",
    aspect="any",
    draw=_any_strength,
    after="same_penalty",
    judge=_adds_the_same(
        "The same formula holds for every lam. Do not round, and treat no lam apart."
    ),
)


# Known mistakes: every function below is wrong on purpose.

KERAS_L2_FROM_LAM.mistake(
    "lam itself",
    "L2(lam) is twice our penalty: Keras has no factor 1/2.",
    lambda lam: lam,
    kind="wrong",
)
KERAS_L2_FROM_LAM.mistake(
    "doubled",
    "You double lam, so the penalty is too strong by a factor of 4. Halve lam instead.",
    lambda lam: 2 * lam,
    kind="half",
)


@KERAS_L2_FROM_LAM.mistake(
    "a regularizer instead of a number",
    "Return only the number c. L2(c) is made from it later.",
    kind="slip",
)
def regularizer(lam):
    # Stands for keras.regularizers.L2, which travels by its name: no grader imports Keras for it.
    return type("L2", (), {})()


KERAS_L2_FROM_LAM.mistake(
    "squared",
    "You square lam. Both penalties square only the weights.",
    lambda lam: lam**2 / 2,
    kind="half",
)
KERAS_L2_FROM_LAM.mistake(
    "root",
    "Neither penalty has a square root: compare the factors in front of w^2.",
    lambda lam: (lam / 2) ** 0.5,
    kind="half",
)
KERAS_L2_FROM_LAM.mistake(
    "inverse",
    "c must grow with lam. You use 1/lam, as for scikit-learn's C.",
    lambda lam: 1 / (2 * lam),
    kind="wrong",
)
KERAS_L2_FROM_LAM.mistake(
    "divided by four",
    "You halve twice. One factor 1/2 makes the two penalties equal.",
    lambda lam: lam / 4,
    kind="half",
)
KERAS_L2_FROM_LAM.mistake(
    "whole-number division", "// drops the decimals. Use /.", lambda lam: lam // 2, kind="slip"
)
KERAS_L2_FROM_LAM.mistake(
    "a constant",
    "Your c is 0.5 for every lam. It must depend on lam.",
    lambda lam: 0.5,
    kind="wrong",
)
KERAS_L2_FROM_LAM.mistake(
    "divided by the number of rows",
    "You divide by the number of rows. Keras averages the cross-entropy as we do, so n does "
    "not appear.",
    lambda lam: lam / 200,
    kind="wrong",
)
KERAS_L2_FROM_LAM.mistake(
    "halved and divided by the number of rows",
    "Your 1/2 is right, but do not divide by the number of rows: Keras averages the "
    "cross-entropy as we do.",
    lambda lam: lam / 400,
    kind="half",
)
KERAS_L2_FROM_LAM.mistake(
    "0.01 for lam = 0",
    "For lam = 0 you return another number. Without a penalty c is 0.",
    lambda lam: lam / 2 if lam else 0.01,
    kind="slip",
)
KERAS_L2_FROM_LAM.mistake(
    "rounded",
    "You round c, so a small lam gives another penalty. Return the number itself.",
    lambda lam: round(lam / 2, 4),
    kind="slip",
)
KERAS_L2_FROM_LAM.mistake(
    "at most 1",
    "Your c is never above 1. A strength may be any number from 0 on.",
    lambda lam: min(lam / 2, 1.0),
    kind="slip",
)
