"""Exercise 10.4, the penalty that t steps resemble."""

import math

import numpy as np

from reglab.checks.judging.stock import agrees
from reglab.checks.model import Exercise, Number, failed, number
from reglab.exercises.early_stopping.inputs import hundredths
from reglab.linear import equivalent_lambda

EQUIVALENT_LAMBDA = Exercise(
    "early_stopping.equivalent_lambda",
    title="10.4 equivalent_lambda",
    points=1,
    arguments=("eta", "t"),
    returns=Number(atol=0.0),  # some penalties are tiny
    forbid=("reglab.linear.gradient_descent:equivalent_lambda", "reglab.linear.gradient_descent"),
    reference=equivalent_lambda,
)


def _ways(rng):
    """Cases with eta*t above and below 1. No t occurs in another case, except in `_in_turn`."""
    return [
        {"eta": hundredths(rng, 0.2, 0.5), "t": int(rng.integers(8, 21))},
        {"eta": float(rng.uniform(0.02, 0.08)), "t": int(rng.integers(61, 200))},
        {"eta": float(rng.uniform(0.01, 0.03)), "t": int(rng.integers(2, 8))},
    ]


def _case(data):
    return f"eta = {number(data['eta'])}, t = {data['t']}"


EQUIVALENT_LAMBDA.property(
    "where eta*s*t is small, ridge with this lam leaves what t steps reach",
    name="first_order",
    draw=_ways,
    judge=agrees(
        EQUIVALENT_LAMBDA,
        "Where both filters are small, one is eta*t*s and the other s/lam: set them equal.",
        _case,
        rtol=1e-4,  # what is rounded shows below, where six digits of a message differ
        atol=0.0,
    ),
)


@EQUIVALENT_LAMBDA.property(
    "half the step, twice the steps: the same penalty",
    draw=lambda rng: {"eta": float(rng.uniform(0.1, 0.4)), "t": int(rng.integers(21, 30))},
    call=lambda answers, data: {
        "one": answers.equivalent_lambda(data["eta"], data["t"]),
        "other": answers.equivalent_lambda(data["eta"] / 2, 2 * data["t"]),
    },
    returns={"one": Number(), "other": Number()},
    after="first_order",
)
def same_way(data, out):
    one, other = out["one"], out["other"]
    hint = "Use only the product eta*t."
    if np.isclose(one, other, rtol=1e-4):
        return agrees(EQUIVALENT_LAMBDA, hint, _case, {"one": ""}, rtol=1e-4)(data, out)
    return failed(
        hint,
        f"{_case(data)}, then half the step and twice the steps: "
        f"expected equal penalties, got {number(one)} and {number(other)}",
    )


def _ends(rng):
    """One step, very many, very short ones, and very long ones (for a tiny X)."""
    return [
        {"eta": hundredths(rng, 0.05, 0.5), "t": 1},
        {"eta": float(rng.uniform(5e-4, 2e-3)), "t": int(rng.integers(10**6, 10**7))},
        {"eta": float(rng.uniform(1e-10, 9e-10)), "t": int(rng.integers(31, 40))},
        {"eta": float(rng.uniform(1e5, 9e5)), "t": int(rng.integers(10**5, 10**6))},
    ]


EQUIVALENT_LAMBDA.property(
    "a single step, and very many, very short or very long ones",
    name="one_and_many",
    draw=_ends,
    after="first_order",
    judge=agrees(
        EQUIVALENT_LAMBDA,
        "Use the same rule for every eta and t, without rounding, a limit or a small number added.",
        _case,
        atol=0.0,
    ),
)


def _in_turn(rng):
    """Each case has the t, or the eta, of the one before."""
    eta, other = float(rng.uniform(0.1, 0.2)), float(rng.uniform(0.3, 0.4))
    t, more = int(rng.integers(200, 300)), int(rng.integers(300, 400))
    return [{"eta": e, "t": n} for e, n in ((eta, t), (other, t), (other, more), (eta, more))]


EQUIVALENT_LAMBDA.property(
    "every call has its own result, also after one with the same t or the same eta",
    name="each_call",
    draw=_in_turn,
    after="first_order",
    judge=agrees(
        EQUIVALENT_LAMBDA,
        "Compute the result from both arguments in every call: keep nothing between calls.",
        _case,
        rtol=1e-4,
        atol=0.0,
    ),
)


# Known mistakes: every function below is wrong on purpose.

EQUIVALENT_LAMBDA.mistake(
    "upside down",
    "You return eta*t. More steps mean less penalty: use 1/(eta*t).",
    lambda eta, t: eta * t,
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "eta over t",
    "You divide eta by t. Longer steps mean less penalty, like more steps: divide by eta, too.",
    lambda eta, t: eta / t,
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "t over eta",
    "You divide t by eta. More steps mean less penalty: divide by t, too. (In Python 1/eta*t "
    "is (1/eta)*t.)",
    lambda eta, t: t / eta,
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "eta left out",
    "You leave out the step size eta: steps twice as long have the effect of twice as many.",
    lambda eta, t: 1 / t,
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "t left out",
    "You leave out the number of steps t: the penalty falls as training continues.",
    lambda eta, t: 1 / eta,
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "half of it",
    "You use 1/(2*eta*t). The penalty of this course has a 1/2 that already cancels.",
    lambda eta, t: 1 / (2 * eta * t),
    kind="slip",
)
EQUIVALENT_LAMBDA.mistake(
    "twice as much",
    "You use 2/(eta*t). The derivative of lam/2 ||w||^2 is lam*w, without a factor 2.",
    lambda eta, t: 2 / (eta * t),
    kind="slip",
)
EQUIVALENT_LAMBDA.mistake(
    "sum in place of product",
    "You add eta and t. Multiply them: t steps have size eta.",
    lambda eta, t: 1 / (eta + t),
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "one step more",
    "You count one step too many: use eta*t after t steps.",
    lambda eta, t: 1 / (eta * (t + 1)),
    kind="slip",
)
EQUIVALENT_LAMBDA.mistake(
    "root",
    "You take a root. To first order the filters are eta*t*s and s/lam, both linear.",
    lambda eta, t: 1 / np.sqrt(eta * t),
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "square of t",
    "You square t. To first order gradient descent has reached eta*t*s.",
    lambda eta, t: 1 / (eta * t**2),
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "square of eta",
    "You square eta. To first order gradient descent has reached eta*t*s.",
    lambda eta, t: 1 / (eta**2 * t),
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "decay in place of a penalty",
    "exp(-eta*t) is the share of a direction with s = 1 that is still missing. Return a penalty.",
    lambda eta, t: np.exp(-eta * t),
    kind="wrong",
)
EQUIVALENT_LAMBDA.mistake(
    "power in place of a penalty",
    "(1 - eta)^t is the share of a direction with s = 1 that is still missing. Return a penalty.",
    lambda eta, t: (1 - eta) ** t,
    kind="wrong",
)
EQUIVALENT_LAMBDA.mistake(
    "minus sign",
    "Your penalty is negative. Check the sign.",
    lambda eta, t: -1 / (eta * t),
    kind="slip",
)
EQUIVALENT_LAMBDA.mistake(
    "whole numbers",
    "// and int() round down to whole numbers. Return the exact number: use /.",
    lambda eta, t: 1 // (eta * t),
    kind="slip",
)
EQUIVALENT_LAMBDA.mistake(
    "a line between start and end",
    "You use 1 - eta*t, which may be negative. Use 1/(eta*t).",
    lambda eta, t: 1 - eta * t,
    kind="wrong",
)
EQUIVALENT_LAMBDA.mistake(
    "rounded",
    "You round the penalty, and after very many steps it is smaller than your last digit. Return "
    "it as it is.",
    lambda eta, t: round(1 / (eta * t), 6),
    kind="slip",
)
EQUIVALENT_LAMBDA.mistake(
    "one step fewer",
    "You count one step too few: use eta*t after t steps.",
    lambda eta, t: 1 / (eta * (t - 1)) if t > 1 else math.inf,
    kind="slip",
)
