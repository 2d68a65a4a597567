"""Exercise 8.4, ZCA whitening: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Tuple
from ..designs import spread_rows

ZCA_FIT = Exercise(
    "augmentation.zca_fit",
    title="8.4 zca_fit and zca_apply",
    points=3,
    names=("zca_fit", "zca_apply"),
    forbid=("reglab.augment.whitening", "sklearn.decomposition"),
)


def _vector(data):
    return data["X"].shape[1:]


def _matrix(data):
    return data["X"].shape[1:] * 2


def _rows(data):
    return data["X"].shape


FITTED = {"zca_fit": Tuple(mu=Array(_vector), W=Array(_matrix, rtol=1e-5, atol=1e-7))}

# On paper: mean (10, 20), eigenvalues 4 along (1, -1) and 1 along (1, 1).
ON_PAPER = np.array([[11.0, 21.0], [9.0, 19.0], [12.0, 18.0], [8.0, 22.0]])


def _training(rng):
    return [
        {"X": ON_PAPER, "eps": 0.0},
        {"X": spread_rows(rng, 12, 3), "eps": 0.5},
        {"X": spread_rows(rng, 40, 6), "eps": 0.01},
    ]


def _fit(answers, data):
    return {"zca_fit": answers.zca_fit(data["X"], data["eps"])}


@ZCA_FIT.property(
    "mu is the mean of each column of the training rows",
    draw=_training,
    returns=FITTED,
)
def mean(answers, data):
    return _fit(answers, data)


@ZCA_FIT.property(
    "the whitened rows have covariance C (C + eps I)^-1",
    draw=_training,
    returns=FITTED,
    after="mean",
)
def covariance(answers, data):
    return _fit(answers, data)


@ZCA_FIT.property(
    "W is symmetric",
    draw=_training,
    returns=FITTED,
    after="covariance",
)
def symmetric(answers, data):
    return _fit(answers, data)


def _with_constants(rng):
    """A column that never changes, and fewer rows than columns: C is singular."""
    constant = spread_rows(rng, 12, 3)
    constant[:, 1] = 7.0
    return [{"X": constant, "eps": 0.1}, {"X": spread_rows(rng, 30, 24)[:4], "eps": 0.5}]


@ZCA_FIT.property(
    "directions without variance are stretched by 1 / sqrt(eps)",
    draw=_with_constants,
    returns=FITTED,
    after="covariance",
)
def no_variance(answers, data):
    return _fit(answers, data)


def _fitted(rng):
    """Rows, and a mean and a symmetric matrix that were fitted on others."""
    on_paper = {
        "X": np.array([[1.0, 2.0], [3.0, 5.0]]),
        "mu": np.array([1.0, 1.0]),
        "W": np.array([[2.0, -1.0], [-1.0, 3.0]]),
    }
    cases = [on_paper]
    for n, d in ((7, 4), (1, 3)):
        root = rng.normal(size=(d, d))
        mu = rng.choice([-5.0, 5.0], size=d) + rng.uniform(size=d)
        cases.append({"X": spread_rows(rng, 12, d)[:n], "mu": mu, "W": root @ root.T + np.eye(d)})
    return cases


@ZCA_FIT.property(
    "zca_apply whitens any rows with the mu and W that it is given",
    draw=_fitted,
    returns={"zca_apply": Array(_rows)},
)
def applied(answers, data):
    return {"zca_apply": answers.zca_apply(data["X"], data["mu"], data["W"])}


@ZCA_FIT.property(
    "a row is whitened alone as it is among others: nothing is fitted again",
    draw=_fitted,
    returns={"alone": Array(_rows)},
    after="applied",
)
def alone(answers, data):
    rows = [answers.zca_apply(row[None], data["mu"], data["W"]) for row in data["X"]]
    return {"alone": np.concatenate(rows)}
