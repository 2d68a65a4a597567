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
    aspects={"formula": 6, "exact": 1.5, "range": 4},
)


def _few(rng):
    """Cases with eta*t well below 1. No t occurs in another case, except in `_in_turn`."""
    return [
        {"eta": hundredths(rng, 0.02, 0.04), "t": int(rng.integers(9, 12))},
        {"eta": float(rng.uniform(0.03, 0.05)), "t": int(rng.integers(6, 9))},
    ]


def _more(rng):
    """Cases with eta*t above 1."""
    return [
        {"eta": hundredths(rng, 0.15, 0.25), "t": int(rng.integers(12, 14))},
        {"eta": float(rng.uniform(0.12, 0.2)), "t": int(rng.integers(14, 16))},
    ]


def _exactly(rng, counts):
    return [{"eta": float(rng.uniform(0.12, 0.16)), "t": t} for t in counts]


def _case(data):
    return f"eta = {number(data['eta'])}, t = {data['t']}"


# What is rounded to two digits is near; then only `exact` and the ranges fail.
NEAR, EXACT = {"rtol": 0.02, "atol": 0.0051}, {"rtol": 1e-5, "atol": 0.0}


def _penalty(hint, tolerance=NEAR):
    return agrees(EQUIVALENT_LAMBDA, hint, _case, **tolerance)


FIRST_ORDER = "Where both filters are small, one is eta*t*s and the other s/lam: set them equal."

EQUIVALENT_LAMBDA.property(
    "where eta*s*t is small, ridge with this lam leaves what t steps reach",
    name="first_order",
    aspect="formula",
    draw=_few,
    judge=_penalty(FIRST_ORDER),
)

EQUIVALENT_LAMBDA.property(
    "the same rule where eta*t is above 1, so that lam is below 1",
    name="more_steps",
    aspect="formula",
    draw=_more,
    judge=_penalty(FIRST_ORDER),
)


@EQUIVALENT_LAMBDA.property(
    "half the step, twice the steps: the same penalty",
    aspect="formula",
    draw=lambda rng: {"eta": float(rng.uniform(0.06, 0.08)), "t": int(rng.integers(21, 26))},
    call=lambda answers, data: {
        "one": answers.equivalent_lambda(data["eta"], data["t"]),
        "other": answers.equivalent_lambda(data["eta"] / 2, 2 * data["t"]),
    },
    returns={"one": Number(), "other": Number()},
)
def same_way(data, out):
    one, other = out["one"], out["other"]
    hint = "Use only the product eta*t."
    if np.isclose(one, other, **NEAR):
        hint = FIRST_ORDER
        return agrees(EQUIVALENT_LAMBDA, hint, _case, {"one": ""}, **NEAR)(data, out)
    return failed(
        hint,
        f"{_case(data)}, then half the step and twice the steps: "
        f"expected equal penalties, got {number(one)} and {number(other)}",
    )


def _in_turn(rng):
    """Each case has the t, or the eta, of the one before."""
    eta, other = float(rng.uniform(0.05, 0.07)), float(rng.uniform(0.1, 0.14))
    t, more = int(rng.integers(60, 70)), int(rng.integers(100, 120))
    return [{"eta": e, "t": n} for e, n in ((eta, t), (other, t), (other, more), (eta, more))]


EQUIVALENT_LAMBDA.property(
    "every call has its own result, also after one with the same t or the same eta",
    name="each_call",
    aspect="formula",
    draw=_in_turn,
    judge=_penalty(
        "Compute 1 / (eta*t) from both arguments in every call, and keep nothing between calls."
    ),
)

EQUIVALENT_LAMBDA.property(
    "it is exact where eta*t is below 1",
    name="exact_few",
    aspect="exact",
    draw=lambda rng: _exactly(rng, [2, 3, 4, 5]),
    after="first_order",
    judge=_penalty("You are near. Do not round, and add nothing to eta*t.", EXACT),
)

EQUIVALENT_LAMBDA.property(
    "it is exact where eta*t is above 1",
    name="exact_more",
    aspect="exact",
    draw=lambda rng: _exactly(rng, [16, 17, 18, 19]),
    after="more_steps",
    judge=_penalty("You are near. Do not round, and add nothing to eta*t.", EXACT),
)


# Each end alone: what goes wrong at one of them costs little.
EVERYWHERE = "Use the same rule for every eta and t, without rounding, a limit or a number added."

EQUIVALENT_LAMBDA.property(
    "a single step",
    name="single_step",
    aspect="range",
    draw=lambda rng: {"eta": hundredths(rng, 0.2, 0.5), "t": 1},
    after="first_order",
    judge=_penalty(EVERYWHERE),
)

EQUIVALENT_LAMBDA.property(
    "very many steps",
    name="many_steps",
    aspect="range",
    draw=lambda rng: {"eta": float(rng.uniform(5e-4, 2e-3)), "t": int(rng.integers(10**6, 10**7))},
    after="more_steps",
    judge=_penalty(EVERYWHERE, EXACT),
)

EQUIVALENT_LAMBDA.property(
    "very short steps",
    name="short_steps",
    aspect="range",
    draw=lambda rng: {"eta": float(rng.uniform(1e-10, 9e-10)), "t": int(rng.integers(31, 40))},
    after="first_order",
    judge=_penalty(EVERYWHERE, EXACT),
)

EQUIVALENT_LAMBDA.property(
    "very many long steps, as for a tiny X",
    name="long_steps",
    aspect="range",
    draw=lambda rng: {"eta": float(rng.uniform(1e5, 9e5)), "t": int(rng.integers(10**5, 10**6))},
    after="more_steps",
    judge=_penalty(EVERYWHERE, EXACT),
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
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "a line between start and end",
    "You use 1 - eta*t, which may be negative. Use 1/(eta*t).",
    lambda eta, t: 1 - eta * t,
    kind="wrong",
)
for _digits in (2, 3, 4, 6, 10):
    EQUIVALENT_LAMBDA.mistake(
        f"rounded to {_digits} digits",
        "You round the penalty, and after very many steps it is smaller than your last digit. "
        "Return it as it is.",
        lambda eta, t, digits=_digits: round(1 / (eta * t), digits),
        kind="slip",
    )
EQUIVALENT_LAMBDA.mistake(
    "half precision",
    "You use half precision (float16), which has three digits. Keep double precision.",
    lambda eta, t: float(np.float16(1 / (eta * t))),
    kind="slip",
)
for _size in ("1e-3", "1e-6", "1e-8", "1e-10", "1e-12"):
    EQUIVALENT_LAMBDA.mistake(
        f"{_size} added to eta*t",
        "You add a small number to eta*t, which changes the penalty. eta*t is never 0.",
        lambda eta, t, eps=float(_size): 1 / (eta * t + eps),
        kind="slip",
    )
for _factor in (3, 4):
    EQUIVALENT_LAMBDA.mistake(
        f"divided by {_factor}",
        "Your penalty is too small by the same factor everywhere. Set eta*t*s and s/lam equal.",
        lambda eta, t, factor=_factor: 1 / (factor * eta * t),
        kind="slip",
    )
EQUIVALENT_LAMBDA.mistake(
    "four times as much",
    "Your penalty is four times too large. Set eta*t*s and s/lam equal.",
    lambda eta, t: 4 / (eta * t),
    kind="slip",
)
EQUIVALENT_LAMBDA.mistake(
    "in per cent",
    "Your penalty is 100 times too large. Return the penalty itself, not per cent.",
    lambda eta, t: 100 / (eta * t),
    kind="slip",
)
EQUIVALENT_LAMBDA.mistake(
    "1 added to the product",
    "You add 1 to eta*t. Use eta*t alone.",
    lambda eta, t: 1 / (1 + eta * t),
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "1 taken off",
    "You subtract 1 at the end. Where both filters are small, lam is 1/(eta*t).",
    lambda eta, t: 1 / (eta * t) - 1,
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "squared",
    "You square the product. To first order the filters are eta*t*s and s/lam, both linear.",
    lambda eta, t: 1 / (eta * t) ** 2,
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "equal filters for s = 1",
    "Your lam makes both filters equal for s = 1, so it is right only there. Make them equal where "
    "both are small.",
    lambda eta, t: (1 - eta) ** t / (1 - (1 - eta) ** t),
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "equal filters for s = 1, with exp",
    "Your lam makes both filters about equal for s = 1, so it is right only there. Make them equal "
    "where both are small.",
    lambda eta, t: 1 / np.expm1(eta * t),
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "equal filters for s = 1, with math.exp",
    "Your lam makes both filters about equal for s = 1, so it is right only there. Make them equal "
    "where both are small.",
    lambda eta, t: 1 / (math.exp(eta * t) - 1),
    kind="half",
)
EQUIVALENT_LAMBDA.mistake(
    "at most 1",
    "Your penalty is never above 1, but after few steps it is large. Set no limit.",
    lambda eta, t: min(1 / (eta * t), 1.0),
    kind="slip",
)
EQUIVALENT_LAMBDA.mistake(
    "at least one step fewer",
    "You count one step too few: use eta*t after t steps.",
    lambda eta, t: 1 / (eta * max(t - 1, 1)),
    kind="slip",
)
EQUIVALENT_LAMBDA.mistake(
    "one step fewer",
    "You count one step too few: use eta*t after t steps.",
    lambda eta, t: 1 / (eta * (t - 1)) if t > 1 else math.inf,
    kind="slip",
)
