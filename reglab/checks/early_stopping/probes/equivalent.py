"""Exercise 10.4, the penalty that t steps resemble: what is drawn and called."""

from ...core import Exercise, Number
from ..designs import hundredths

EQUIVALENT_LAMBDA = Exercise(
    "early_stopping.equivalent_lambda",
    title="10.4 equivalent_lambda",
    points=1,
    forbid=("reglab.linear.gradient_descent:equivalent_lambda", "reglab.linear.gradient_descent"),
)


def _call(answers, data):
    return {"equivalent_lambda": answers.equivalent_lambda(data["eta"], data["t"])}


def _ways(rng):
    """Ways eta*t beyond 1, and short of it."""
    return [
        {"eta": hundredths(rng, 0.2, 0.5), "t": int(rng.integers(8, 21))},
        {"eta": float(rng.uniform(0.02, 0.08)), "t": int(rng.integers(60, 200))},
        {"eta": float(rng.uniform(0.01, 0.03)), "t": int(rng.integers(2, 20))},
    ]


@EQUIVALENT_LAMBDA.property(
    "where eta*s*t is small, ridge with this lam leaves what t steps reach",
    draw=_ways,
    returns={"equivalent_lambda": Number()},
)
def first_order(answers, data):
    return _call(answers, data)


@EQUIVALENT_LAMBDA.property(
    "half the step, twice the steps: the same penalty",
    draw=lambda rng: {"eta": float(rng.uniform(0.1, 0.4)), "t": int(rng.integers(3, 20))},
    returns={"one": Number(), "other": Number()},
    after="first_order",
)
def same_way(answers, data):
    half = {"eta": data["eta"] / 2, "t": 2 * data["t"]}
    return {
        "one": _call(answers, data)["equivalent_lambda"],
        "other": _call(answers, half)["equivalent_lambda"],
    }


@EQUIVALENT_LAMBDA.property(
    "a single step, and very many",
    draw=lambda rng: [
        {"eta": hundredths(rng, 0.05, 0.5), "t": 1},
        {"eta": float(rng.uniform(5e-4, 2e-3)), "t": int(rng.integers(10**6, 10**7))},
    ],
    returns={"equivalent_lambda": Number()},
    after="first_order",
)
def one_and_many(answers, data):
    return _call(answers, data)
