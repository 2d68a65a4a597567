"""Exercise 8.4, ZCA whitening: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise, Tuple
from ..designs import decimal, spread_rows, whole

ZCA_FIT = Exercise(
    "augmentation.zca_fit",
    title="8.4 zca_fit and zca_apply",
    points=3,
    names=("zca_fit", "zca_apply"),
    forbid=("reglab.augment.whitening", "sklearn.decomposition", "sklearn.covariance"),
)


def _vector(data):
    return data["X"].shape[1:]


def _matrix(data):
    return data["X"].shape[1:] * 2


def _rows(data):
    return data["X"].shape


FITTED = {"zca_fit": Tuple(mu=Array(_vector), W=Array(_matrix, rtol=1e-5, atol=1e-7))}


def _on_paper(rng):
    """Four rows around a mean of whole numbers, and what is known of their covariance.

    Its eigenvalues are squares of powers of 2: one along (1, 1), the other along (1, -1).
    """
    mu = rng.permutation(np.arange(2.0, 30.0))[:2]
    a, b = rng.permutation([0.5, 1.0, 2.0, 4.0])[:2]
    along, across = np.array([a, a]), np.array([b, -b])
    return {"X": mu + np.array([along, -along, across, -across]), "eps": 0.0}


def _training(rng):
    return [
        _on_paper(rng),
        {"X": spread_rows(rng, whole(rng, 9, 14), 3), "eps": decimal(rng, 0.3, 0.9)},
        {
            "X": spread_rows(rng, whole(rng, 25, 50), whole(rng, 4, 7)),
            "eps": decimal(rng, 0.01, 0.1, digits=3),
        },
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
    "W is symmetric, and reverses no direction",
    draw=_training,
    returns=FITTED,
    after="covariance",
)
def symmetric(answers, data):
    return _fit(answers, data)


def _with_constants(rng):
    """A column that never changes, and fewer rows than columns: C is singular."""
    constant = spread_rows(rng, whole(rng, 9, 14), 3)
    constant[:, whole(rng, 0, 2)] = decimal(rng, 2, 9)
    n, d = whole(rng, 3, 5), whole(rng, 20, 26)
    few = spread_rows(rng, 30, d)[:n]
    return [
        {"X": constant, "eps": decimal(rng, 0.05, 0.2, digits=2)},
        {"X": few, "eps": decimal(rng, 0.3, 0.8)},
    ]


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
    a, b, c = (whole(rng, 1, 7) / 2 for _ in range(3))
    on_paper = {
        "X": rng.integers(1, 12, size=(2, 2)) / 2,
        "mu": rng.integers(1, 12, size=2) / 2,
        "W": np.array([[a + c, -c], [-c, b + c]]),
    }
    cases = [on_paper]
    for n, d in ((whole(rng, 5, 9), whole(rng, 3, 6)), (1, whole(rng, 2, 5))):
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
