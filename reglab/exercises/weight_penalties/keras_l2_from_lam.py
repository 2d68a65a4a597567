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
    aspects={"factor": 4, "exact": 1, "any": 2, "form": 1.5},
)


def _call(answers, data):
    """The number c, or that of a regularizer, so that only `a_number` fails for it."""
    c = answers.keras_l2_from_lam(data["lam"])
    return {"keras_l2_from_lam": float(c.l2) if hasattr(c, "l2") else c}


def _cases(rng, *lams):
    W = away_from_zero(rng, int(rng.integers(2, 5)), 3)
    return [{"W": W, "lam": lam} for lam in lams]


def _strengths(rng):
    # Below 1, with few digits, where no wrong formula is right.
    return _cases(rng, quarters(rng, 0.25, 0.75), 0.02 * int(rng.integers(4, 12)))


def _adds_the_same(hint, rtol=1e-6, atol=0.0):
    """Return a judge that computes what keras.regularizers.L2(c) does.

    The tests compare this with Keras itself. `atol` is for c.
    """

    def judge(data, out):
        squares = np.sum(data["W"] ** 2)
        theirs = out["keras_l2_from_lam"] * squares
        ours = data["lam"] / 2 * squares
        if np.isclose(theirs, ours, rtol=rtol, atol=atol * squares):  # float32 is precise enough
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
    call=_call,
    judge=_adds_the_same(
        "Ours is lam/2 * sum w^2, and L2(c) adds c * sum w^2: which c makes them equal?",
        rtol=2e-3,  # what is rounded to two or three digits fails below
        atol=6e-3,
    ),
)

KERAS_L2_FROM_LAM.property(
    "it is exact",
    name="exact",
    aspect="exact",
    draw=lambda rng: _cases(rng, *map(float, rng.uniform(0.2, 0.9, size=4))),
    call=_call,
    after="same_penalty",
    judge=_adds_the_same("You are near. Do not round, and add nothing: L2 takes any number c."),
)

SAME_FORMULA = "The same formula holds for every lam. Do not round, and treat no lam apart."

KERAS_L2_FROM_LAM.property(
    "also for lam = 0",
    name="no_penalty",
    aspect="any",
    draw=lambda rng: _cases(rng, 0.0, quarters(rng, 0.25, 0.75)),
    call=_call,
    after="same_penalty",
    judge=_adds_the_same("Without a penalty c is 0, by the same formula.", rtol=2e-3, atol=6e-3),
)

KERAS_L2_FROM_LAM.property(
    "also for small lam",
    name="small",
    aspect="any",
    draw=lambda rng: _cases(rng, *map(float, 10.0 ** rng.uniform([-9, -4], [-8, -3]))),
    call=_call,
    after="same_penalty",
    judge=_adds_the_same(SAME_FORMULA),
)

KERAS_L2_FROM_LAM.property(
    "also for a lam below 1e-10",
    name="tiny",
    aspect="any",
    draw=lambda rng: _cases(rng, float(10.0 ** rng.uniform(-13, -10)), 0.0),
    call=_call,
    after="same_penalty",
    judge=_adds_the_same(SAME_FORMULA),
)

KERAS_L2_FROM_LAM.property(
    "also for lam above 2",
    name="large",
    aspect="any",
    draw=lambda rng: _cases(rng, *map(float, rng.uniform([2.2, 1e3], [9.0, 9e3]))),
    call=_call,
    after="same_penalty",
    judge=_adds_the_same(
        "The same formula holds for every lam: set no limit.", rtol=2e-3, atol=6e-3
    ),
)

KERAS_L2_FROM_LAM.property(
    "also for whole numbers",
    name="whole_numbers",
    aspect="any",
    draw=lambda rng: _cases(rng, *(2 * int(k) + 1 for k in rng.integers(1, 5, size=2))),
    call=_call,
    after="same_penalty",
    judge=_adds_the_same("Half of an odd number has a fraction. Keep it.", rtol=2e-3),
)


@KERAS_L2_FROM_LAM.property(
    "c is a plain number",
    aspect="form",
    draw=_strengths,
    after="same_penalty",
)
def a_number(data, out):
    return PASSED  # the schema has judged


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
    return type("L2", (), {"l2": lam / 2})()


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
for _digits in (2, 3, 4, 6, 8, 10):
    KERAS_L2_FROM_LAM.mistake(
        f"rounded to {_digits} digits",
        "You round c, so a small lam gives another penalty. Return the number itself.",
        lambda lam, digits=_digits: round(lam / 2, digits),
        kind="slip",
    )
KERAS_L2_FROM_LAM.mistake(
    "half precision",
    "You use half precision (float16), which cannot hold most c. Keep double precision.",
    lambda lam: float(np.float16(lam / 2)),
    kind="slip",
)
for _size in ("1e-3", "1e-4", "1e-6", "1e-8", "1e-12"):
    KERAS_L2_FROM_LAM.mistake(
        f"{_size} added",
        "You add a small number to c. For lam = 0 that is a penalty where there is none.",
        lambda lam, eps=float(_size): lam / 2 + eps,
        kind="slip",
    )
    KERAS_L2_FROM_LAM.mistake(
        f"at least {_size}",
        "Your c has a least value, so a smaller lam gives another penalty. Set no limit.",
        lambda lam, eps=float(_size): max(lam / 2, eps),
        kind="slip",
    )
KERAS_L2_FROM_LAM.mistake(
    "negative",
    "Your c is negative, which rewards large weights. Check the sign.",
    lambda lam: -lam / 2,
    kind="slip",
)
KERAS_L2_FROM_LAM.mistake(
    "a third",
    "You divide lam by 3. Set lam/2 * sum w^2 and c * sum w^2 equal.",
    lambda lam: lam / 3,
    kind="half",
)
KERAS_L2_FROM_LAM.mistake(
    "the square, not halved",
    "You square lam. Both penalties square only the weights: compare the factors in front of w^2.",
    lambda lam: lam**2,
    kind="wrong",
)
KERAS_L2_FROM_LAM.mistake(
    "half of the root",
    "You take the root of lam. Neither penalty has a root: compare the factors in front of w^2.",
    lambda lam: lam**0.5 / 2,
    kind="half",
)
KERAS_L2_FROM_LAM.mistake(
    "an array",
    "You return an array that holds c. Return the number alone.",
    lambda lam: np.array([lam / 2]),
    kind="slip",
)
KERAS_L2_FROM_LAM.mistake(
    "nothing for lam = 0",
    "For lam = 0 you return None. Without a penalty c is 0.",
    lambda lam: lam / 2 if lam else None,
    kind="slip",
)
KERAS_L2_FROM_LAM.mistake(
    "at most 1",
    "Your c is never above 1. A strength may be any number from 0 on.",
    lambda lam: min(lam / 2, 1.0),
    kind="slip",
)
KERAS_L2_FROM_LAM.mistake(
    "lam at most 1",
    "Your c is never above 0.5. A strength may be any number from 0 on.",
    lambda lam: min(lam, 1.0) / 2,
    kind="slip",
)
