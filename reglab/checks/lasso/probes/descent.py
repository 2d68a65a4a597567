"""Exercise 3.4, coordinate descent: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Integer, ListOf, Number, Tuple
from ...core.columns import with_largest_lam
from ..designs import correlated, orthonormal, small_to_large, wide

LASSO_CD = Exercise(
    "lasso.lasso_cd",
    title="3.4 lasso_cd",
    points=5,
    uses=("lasso.soft_threshold", "lasso.lambda_max", "lasso.kkt_violation"),
    forbid=(
        "reglab.linear.lasso:lasso_cd",
        "reglab.linear.path",
        "reglab.linear.elastic_net",
        "sklearn.linear_model",
    ),
)

SWEEPS = 500  # ample: plain coordinate descent needs fewer than 250 on every case drawn here


def _columns(data):
    return data["X"].shape[1:]


_WEIGHTS, _INTERCEPT = Array(_columns, rtol=1e-4, atol=1e-6), Number(rtol=1e-4, atol=1e-6)
# How many sweeps a solver needs is its own affair, except where they are what is asked for.
FIT = Tuple(w=_WEIGHTS, b=_INTERCEPT, n_iter=Integer(compare=False))
COUNTED_FIT = Tuple(w=_WEIGHTS, b=_INTERCEPT, n_iter=Integer())


def _fit(answers, data, **options):
    return answers.lasso_cd(data["X"], data["y"], data["lam"], **{"max_iter": SWEEPS, **options})


@LASSO_CD.property(
    "the solution meets the optimality conditions",
    draw=small_to_large,
    returns={"lasso_cd": FIT},
)
def optimal(answers, data):
    return {"lasso_cd": _fit(answers, data)}


@LASSO_CD.property(
    "more columns than samples: it still converges",
    draw=wide,
    returns={"lasso_cd": FIT},
)
def wide_data(answers, data):
    # Such columns are drawn with any correlation: a few cases need many sweeps.
    return {"lasso_cd": _fit(answers, data, max_iter=4 * SWEEPS)}


@LASSO_CD.property(
    "strongly correlated columns: it still converges",
    draw=lambda rng: [correlated(rng, 3), correlated(rng, 4)],
    returns={"lasso_cd": FIT},
)
def correlated_columns(answers, data):
    return {"lasso_cd": _fit(answers, data, tol=1e-7)}


@LASSO_CD.property(
    "the objective never rises from one sweep to the next",
    draw=lambda rng: [correlated(rng, 3), correlated(rng, 4)],
    returns={"lasso_cd": ListOf(FIT, length=6)},
    after="optimal",
)
def monotone(answers, data):
    # tol=0 keeps an early stop from hiding a rise. Each sweep starts where the last one ended, so
    # that a solver may visit the columns in any order, a new one each time.
    w, fits = np.zeros(data["X"].shape[1]), []
    for _ in range(6):
        fits.append(_fit(answers, data, tol=0.0, max_iter=1, w0=w))
        w = np.array(fits[-1][0], dtype=float)
    return {"lasso_cd": fits}


@LASSO_CD.property(
    "orthonormal columns: one soft threshold gives the answer",
    draw=lambda rng: [
        orthonormal(rng, rng.integers(6, 10), 2),
        orthonormal(rng, rng.integers(20, 40), int(rng.integers(4, 8))),
    ],
    returns={"lasso_cd": FIT},
    after="optimal",
)
def orthonormal_columns(answers, data):
    return {"lasso_cd": _fit(answers, data)}


@LASSO_CD.property(
    "above lambda_max all weights are exactly 0, just below not",
    draw=lambda rng: [with_largest_lam(case) for case in small_to_large(rng)],
    returns={"above": FIT, "below": FIT},
    after="optimal",
)
def lambda_max_limit(answers, data):
    largest = data["largest"]
    return {
        "above": _fit(answers, {**data, "lam": largest * (1 + 1e-10)}),
        "below": _fit(answers, {**data, "lam": 0.99 * largest}),
    }


@LASSO_CD.property(
    "a start at the solution is done within one sweep",
    draw=lambda rng: correlated(rng, 3),
    returns={"cold": FIT, "warm": FIT, "short": FIT},
    after="optimal",
)
def warm_start(answers, data):
    # Closer than the second run has to come: columns may be visited in another order there.
    cold = _fit(answers, data, tol=1e-10)
    w0 = np.array(cold[0], dtype=float)
    # The number of sweeps is what the answer says; the weights after one sweep are the proof of it.
    short = _fit(answers, data, w0=w0, max_iter=1)
    return {"cold": cold, "warm": _fit(answers, data, w0=w0), "short": short}


def _little_overlap(rng):
    # Enough for two sweeps not to do, so little that weights may even move all at once: that shows
    # elsewhere.
    return {**correlated(rng, 3, rho=(0.3, 0.38)), "lam": float(rng.uniform(0.005, 0.02))}


@LASSO_CD.property(
    "max_iter limits the sweeps",
    draw=_little_overlap,
    returns={"two": COUNTED_FIT},
    after="optimal",
)
def sweep_limit(answers, data):
    return {"two": _fit(answers, data, tol=0.0, max_iter=2)}


def _with_constant_column(rng):
    data = small_to_large(rng)[-1]
    data["X"][:, 1] = rng.integers(4, 17) / 4  # in quarters: exactly 0 when it is centred
    return data


@LASSO_CD.property(
    "a constant column gets the weight 0",
    draw=_with_constant_column,
    returns={"lasso_cd": FIT},
    after="optimal",
)
def constant_column(answers, data):
    return {"lasso_cd": _fit(answers, data, w0=np.ones(data["X"].shape[1]))}


def _tiny_units(rng):
    # An absolute tolerance of 1e-8 would stop here after a sweep or two.
    data = small_to_large(rng)[-1]
    unit = 10 ** rng.uniform(-7, -6)
    return {**data, "X": unit * data["X"], "lam": unit * data["lam"]}


@LASSO_CD.property(
    "tol counts relative to lambda_max: tiny units of X change nothing",
    draw=_tiny_units,
    returns={"lasso_cd": FIT},
    after="optimal",
)
def tiny_units(answers, data):
    return {"lasso_cd": _fit(answers, data)}


@LASSO_CD.property(
    "adding 100 to y changes the intercept and nothing else",
    draw=small_to_large,
    returns={"plain": FIT, "shifted": FIT},
    after="optimal",
)
def shifted_target(answers, data):
    return {
        "plain": _fit(answers, data),
        "shifted": _fit(answers, {**data, "y": data["y"] + 100.0}),
    }


@LASSO_CD.property(
    "it agrees with scikit-learn's Lasso",
    draw=lambda rng: correlated(rng, 3),
    returns={"lasso_cd": FIT},
    after="optimal",
)
def library(answers, data):
    return {"lasso_cd": _fit(answers, data)}
