"""Lesson 03, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this file is all that a sandbox holds.
"""

import numpy as np

from ..core import Array, Exercise, Integer, ListOf, Number, Prediction, Tuple
from .designs import correlated, largest_lam, orthonormal, small_to_large, wide

_REFERENCE = "reglab.linear"
_LIBRARY = "sklearn.linear_model"

# --- 3.1 ---------------------------------------------------------------------

SOFT_THRESHOLD = Exercise(
    "lasso.soft_threshold",
    title="3.1 soft_threshold",
    points=2,
    forbid=(f"{_REFERENCE}.prox:soft_threshold",),
)


def _simple_values(rng):
    # No z of 0 and none equal to t: there a mistake's spelling (> or >=) would hide which it is.
    pairs = [(2.0, 0.5), (-2.0, 0.5), (0.25, 0.5), (-0.25, 0.5)]
    z = np.round(rng.normal(scale=2.0, size=9), 1)
    z = np.where(z == 0, 0.1, z)
    cases = [*pairs, (z, 0.75), (z.reshape(3, 3), 0.75)]
    return [{"z": z, "t": t} for z, t in cases]


def _arrays(rng):
    return [{"z": rng.normal(scale=3.0, size=n), "t": float(rng.uniform(0.3, 2))} for n in (3, 40)]


def _like_z(data):
    return np.shape(data["z"])


@SOFT_THRESHOLD.property(
    "it minimizes (x - z)^2 / 2 + t |x|",
    draw=_simple_values,
    returns={"soft_threshold": Array(_like_z)},
)
def minimizes(answers, data):
    return {"soft_threshold": answers.soft_threshold(data["z"], data["t"])}


@SOFT_THRESHOLD.property(
    "where |z| <= t it is exactly 0, not just small",
    draw=_arrays,
    returns={"soft_threshold": Array(_like_z)},
    after="minimizes",
)
def exact_zeros(answers, data):
    return {"soft_threshold": answers.soft_threshold(data["z"], data["t"])}


@SOFT_THRESHOLD.property(
    "it is odd: changing the sign of z changes the sign of the result",
    draw=_arrays,
    returns={"plus": Array(_like_z), "minus": Array(_like_z)},
    after="minimizes",
)
def odd(answers, data):
    z, t = data["z"], data["t"]
    return {"plus": answers.soft_threshold(z, t), "minus": answers.soft_threshold(-z, t)}


@SOFT_THRESHOLD.property(
    "it is non-expansive: two inputs never move further apart",
    draw=_arrays,
    returns={"at_z": Array(_like_z), "at_shifted": Array(_like_z)},
    after="minimizes",
)
def non_expansive(answers, data):
    z, t = data["z"], data["t"]
    return {
        "at_z": answers.soft_threshold(z, t),
        "at_shifted": answers.soft_threshold(z + 0.3, t),
    }


def _with_zero(rng):
    # A 0 among them: z / |z| is no sign.
    return [{**data, "z": np.append(0.0, data["z"])} for data in _arrays(rng)]


@SOFT_THRESHOLD.property(
    "a threshold of 0 changes nothing",
    draw=_with_zero,
    returns={"soft_threshold": Array(_like_z)},
    after="minimizes",
)
def zero_threshold(answers, data):
    return {"soft_threshold": answers.soft_threshold(data["z"], 0.0)}


# --- 3.2 ---------------------------------------------------------------------

LAMBDA_MAX = Exercise(
    "lasso.lambda_max",
    title="3.2 lambda_max",
    points=1,
    forbid=(f"{_REFERENCE}.optimality:lambda_max", _LIBRARY),
)


@LAMBDA_MAX.property(
    "it is the smallest lam at which every weight is 0",
    draw=lambda rng: [*small_to_large(rng), wide(rng)],
    returns={"lambda_max": Number()},
)
def smallest(answers, data):
    return {"lambda_max": answers.lambda_max(data["X"], data["y"])}


@LAMBDA_MAX.property(
    "adding a constant to y or to a column of X does not change it",
    draw=small_to_large,
    returns={"plain": Number(), "shifted": Number()},
    after="smallest",
)
def shifted(answers, data):
    X, y = data["X"], data["y"]
    return {
        "plain": answers.lambda_max(X, y),
        "shifted": answers.lambda_max(X - 4.0, y + 100.0),
    }


@LAMBDA_MAX.property(
    "it follows the scale of y, whatever its sign",
    draw=small_to_large,
    returns={"plain": Number(), "scaled": Number()},
    after="smallest",
)
def scaled(answers, data):
    X, y = data["X"], data["y"]
    return {"plain": answers.lambda_max(X, y), "scaled": answers.lambda_max(X, -3.0 * y)}


# --- 3.3 ---------------------------------------------------------------------

KKT_VIOLATION = Exercise(
    "lasso.kkt_violation",
    title="3.3 kkt_violation",
    points=2,
    uses=("lasso.soft_threshold",),
    forbid=(f"{_REFERENCE}.optimality:kkt_violation",),
)


def _with_weights(rng):
    """Weights of which in each case another one violates its condition most.

    On orthonormal columns the pull is g = c - w, so each violation can be set.
    """
    cases = []
    for wrong_weight, wrong_zero in ((0.0, 0.4), (0.05, -0.2), (0.05, -0.6), (0.3, 0.1)):
        data = orthonormal(rng, 12, 3)
        X, lam = data["X"], data["lam"]
        c = np.array([2.0, lam + wrong_zero, -1.6])
        y = 3.0 + X @ c
        w = np.array([c[0] - lam + wrong_weight, 0.0, c[2] + lam])
        # Shifted columns, another b: the same residual.
        cases.append({**data, "X": X + 2.0, "y": y, "w": w, "b": float(3.0 - 2.0 * np.sum(w))})
    for data in (*small_to_large(rng), wide(rng)):
        X, y = data["X"], data["y"]
        w = 0.5 * rng.normal(size=X.shape[1])
        w[1::2] = 0.0
        cases.append({**data, "w": w, "b": float(np.mean(y - X @ w))})
    return cases


def _call_kkt(answers, data, **changes):
    d = {**data, **changes}
    return answers.kkt_violation(d["X"], d["y"], d["w"], d["b"], d["lam"])


@KKT_VIOLATION.property(
    "at any weights it is the largest violation of a condition",
    draw=_with_weights,
    returns={"kkt_violation": Number()},
)
def any_weights(answers, data):
    return {"kkt_violation": _call_kkt(answers, data)}


@KKT_VIOLATION.property(
    "all weights 0: it falls to 0 as lam reaches lambda_max",
    draw=_with_weights,
    returns={"below": Number(), "above": Number()},
    after="any_weights",
)
def at_zero(answers, data):
    zero, mean = np.zeros_like(data["w"]), float(np.mean(data["y"]))
    largest = largest_lam(data["X"], data["y"])
    return {
        "below": _call_kkt(answers, data, w=zero, b=mean, lam=0.5 * largest),
        "above": _call_kkt(answers, data, w=zero, b=mean, lam=1.5 * largest),
    }


@KKT_VIOLATION.property(
    "an intercept that is off is a violation too",
    draw=_with_weights,
    returns={"too_large": Number(), "too_small": Number()},
    after="any_weights",
)
def intercept(answers, data):
    # Without weights and with a large lam, the intercept is the only thing that is wrong.
    zero, mean = np.zeros_like(data["w"]), float(np.mean(data["y"]))
    lam = 1e3 * largest_lam(data["X"], data["y"])
    return {
        "too_large": _call_kkt(answers, data, w=zero, b=mean + 0.25, lam=lam),
        "too_small": _call_kkt(answers, data, w=zero, b=mean - 0.25, lam=lam),
    }


# --- 3.4 ---------------------------------------------------------------------

LASSO_CD = Exercise(
    "lasso.lasso_cd",
    title="3.4 lasso_cd",
    points=5,
    uses=("lasso.soft_threshold", "lasso.lambda_max", "lasso.kkt_violation"),
    forbid=(f"{_REFERENCE}.lasso:lasso_cd", f"{_REFERENCE}.lasso:lasso_path", _LIBRARY),
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
    return {"lasso_cd": _fit(answers, data)}


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
    draw=lambda rng: [orthonormal(rng, 8, 2), orthonormal(rng, 30, 6)],
    returns={"lasso_cd": FIT},
    after="optimal",
)
def orthonormal_columns(answers, data):
    return {"lasso_cd": _fit(answers, data)}


@LASSO_CD.property(
    "above lambda_max all weights are exactly 0, just below not",
    draw=small_to_large,
    returns={"above": FIT, "below": FIT},
    after="optimal",
)
def lambda_max_limit(answers, data):
    largest = largest_lam(data["X"], data["y"])
    return {
        "above": _fit(answers, {**data, "lam": largest * (1 + 1e-10)}),
        "below": _fit(answers, {**data, "lam": 0.99 * largest}),
    }


@LASSO_CD.property(
    "a start at the solution is done within one sweep",
    draw=lambda rng: correlated(rng, 3),
    returns={"cold": FIT, "warm": FIT},
    after="optimal",
)
def warm_start(answers, data):
    cold = _fit(answers, data)
    return {"cold": cold, "warm": _fit(answers, data, w0=np.array(cold[0], dtype=float))}


@LASSO_CD.property(
    "max_iter limits the sweeps",
    draw=lambda rng: {**correlated(rng, 4), "lam": 0.01},
    returns={"two": COUNTED_FIT},
    after="optimal",
)
def sweep_limit(answers, data):
    return {"two": _fit(answers, data, tol=0.0, max_iter=2)}


def _with_constant_column(rng):
    data = small_to_large(rng)[-1]
    data["X"][:, 1] = 2.0
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
    return {**data, "X": 1e-6 * data["X"], "lam": 1e-6 * data["lam"]}


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


# --- 3.5 ---------------------------------------------------------------------

LASSO_PATH = Exercise(
    "lasso.lasso_path",
    title="3.5 lasso_path",
    points=2,
    uses=("lasso.lasso_cd",),
    forbid=(f"{_REFERENCE}.lasso:lasso_path", f"{_REFERENCE}.lasso:lasso_cd", _LIBRARY),
)

PATH = Tuple(
    W=Array(lambda d: (len(d["lams"]), d["X"].shape[1]), rtol=1e-4, atol=1e-6),
    b=Array(lambda d: (len(d["lams"]),), rtol=1e-4, atol=1e-6),
)


def _paths(rng):
    cases = []
    for data, k in zip(small_to_large(rng)[1:], (3, 8), strict=True):
        data["lams"] = largest_lam(data["X"], data["y"]) * np.geomspace(1.1, 0.05, k)
        cases.append(data)
    return cases


def _shuffled_paths(rng):
    cases = _paths(rng)
    for data in cases:
        # In a cycle: an order that undoes itself would hide that it was not undone.
        data["lams"] = np.roll(data["lams"], 1)
    return cases


def _path(answers, data):
    return {"lasso_path": answers.lasso_path(data["X"], data["y"], data["lams"])}


@LASSO_PATH.property(
    "every row solves the lasso at its lam",
    draw=_paths,
    returns={"lasso_path": PATH},
)
def every_row(answers, data):
    return _path(answers, data)


@LASSO_PATH.property(
    "the rows follow the order of lams as given",
    draw=_shuffled_paths,
    returns={"lasso_path": PATH},
    after="every_row",
)
def order(answers, data):
    return _path(answers, data)


@LASSO_PATH.property(
    "a path of a single lam is one fit",
    draw=lambda rng: {**small_to_large(rng)[1], "lams": np.array([0.1])},
    returns={"lasso_path": PATH},
    after="every_row",
)
def single(answers, data):
    return _path(answers, data)


# --- predictions -------------------------------------------------------------

SUPPORT_GROWS = Prediction(
    "lasso.support_grows",
    "As lam falls from lambda_max to 0, what can happen to the set of nonzero weights?",
    {
        "a": "It only grows: a feature that has entered stays in.",
        "b": "It can also lose features again.",
        "c": "It is full as soon as lam is below lambda_max.",
    },
)
