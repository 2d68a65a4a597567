"""Exercise 5.5: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Number, Tuple
from ..designs import classes

LOGREG_PROX = Exercise(
    "choosing_lambda.logreg_prox",
    title="5.5 logreg_prox",
    points=4,
    forbid=(
        "reglab.linear.logistic:logreg_prox",
        "sklearn.linear_model",
        # A network without a hidden layer is a logistic regression.
        "reglab.nn._epoch",
        "reglab.nn.losses:cross_entropy",
    ),
)

FIT = Tuple(
    w=Array(lambda data: data["X"].shape[1:], rtol=1e-4, atol=1e-6),
    b=Number(rtol=1e-4, atol=1e-6),
)
# On the way to a solution two correct answers may differ: only its form is compared.
ROUGH_FIT = Tuple(w=Array(lambda data: data["X"].shape[1:], compare=False), b=Number(compare=False))


def _fit(answers, data, **changes):
    d = {**data, **changes}
    return answers.logreg_prox(d["X"], d["y"], d["lam"], d["l1_ratio"], d["lr"], d["n_steps"])


@LOGREG_PROX.property(
    "l1_ratio = 0: the solution meets the optimality conditions",
    draw=lambda rng: [classes(rng, 10, 1, 0.2, 0.0), classes(rng, 40, 3, 0.1, 0.0)],
    returns={"logreg_prox": FIT},
)
def ridge(answers, data):
    return {"logreg_prox": _fit(answers, data)}


@LOGREG_PROX.property(
    "l1_ratio = 1: the solution meets the optimality conditions",
    draw=lambda rng: [classes(rng, 10, 1, 0.06, 1.0), classes(rng, 40, 3, 0.05, 1.0)],
    returns={"logreg_prox": FIT},
)
def lasso(answers, data):
    return {"logreg_prox": _fit(answers, data)}


@LOGREG_PROX.property(
    "in between: the solution meets the optimality conditions",
    draw=lambda rng: [classes(rng, 40, 4, 0.06, ratio) for ratio in (0.3, 0.8)],
    returns={"logreg_prox": FIT},
)
def mixed(answers, data):
    return {"logreg_prox": _fit(answers, data)}


@LOGREG_PROX.property(
    "a strong L1 penalty: every weight is exactly 0, b is free",
    draw=lambda rng: [classes(rng, 10, 1, 1.0, 1.0), classes(rng, 40, 3, 0.8, 1.0)],
    returns={"logreg_prox": FIT},
    after="lasso",
)
def all_zero(answers, data):
    return {"logreg_prox": _fit(answers, data)}


def _large(rng):
    """Two groups that lie thousands of steps apart, on both sides of 0."""
    y = np.repeat([0, 1], 4)
    X = 4000.0 * ((2 * y - 1)[:, None] + 0.2 * rng.uniform(-1, 1, size=(8, 2)))
    return {"X": X, "y": y, "lam": 0.001, "l1_ratio": 1.0, "lr": 1.0, "n_steps": 20}


@LOGREG_PROX.property(
    "margins of millions: nothing overflows",
    draw=_large,
    returns={"logreg_prox": ROUGH_FIT},
    after="ridge",
)
def large_margins(answers, data):
    return {"logreg_prox": _fit(answers, data)}


@LOGREG_PROX.property(
    "it agrees with scikit-learn at C = 1 / (n * lam)",
    draw=lambda rng: [classes(rng, 40, 3, 0.05, ratio) for ratio in (0.0, 0.5, 1.0)],
    returns={"logreg_prox": FIT},
    after="mixed",
)
def library(answers, data):
    return {"logreg_prox": _fit(answers, data)}
