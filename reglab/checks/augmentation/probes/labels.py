"""Exercise 8.5, label smoothing: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise
from ...core.libraries import KERAS
from ..designs import decimal, shares, whole

SMOOTH_LABELS = Exercise(
    "augmentation.smooth_labels",
    title="8.5 smooth_labels",
    points=1,
    forbid=(
        "reglab.augment.labels",
        "reglab.nn.losses:cross_entropy",  # its gradient holds the smoothed labels
        "reglab.nn._epoch",
        *KERAS,
    ),
)

LABELS = {"smooth_labels": Array(lambda data: data["Y"].shape, rtol=1e-5)}


def _call(answers, data):
    return {"smooth_labels": answers.smooth_labels(data["Y"], data["eps"])}


def _eps(rng):
    """A share that is far from one half."""
    return float(rng.uniform(0.05, 0.45) if rng.random() < 0.5 else rng.uniform(0.55, 0.95))


def _one_hot(rng):
    # Four or five classes: shares of tenths stay short.
    cases = [{"Y": np.eye(whole(rng, 4, 5))[[whole(rng, 0, 3)]], "eps": decimal(rng, 0.1, 0.4)}]
    for n, k in ((whole(rng, 5, 8), whole(rng, 2, 4)), (whole(rng, 4, 7), whole(rng, 8, 12))):
        cases.append({"Y": np.eye(k)[rng.integers(k, size=n)], "eps": _eps(rng)})
    return cases


@SMOOTH_LABELS.property("the true class keeps 1 - eps + eps/K", draw=_one_hot, returns=LABELS)
def true_class(answers, data):
    return _call(answers, data)


@SMOOTH_LABELS.property(
    "every other class gets eps/K",
    draw=_one_hot,
    returns=LABELS,
    after="true_class",
)
def other_classes(answers, data):
    return _call(answers, data)


def _parts(rng):
    """One label of two unequal shares, in twentieths."""
    share = rng.choice([2, 3, 4, 5, 6, 7, 8]) / 20
    return rng.permutation([[share, 1 - share]], axis=1)


@SMOOTH_LABELS.property(
    "labels that are shares already are smoothed the same way, and still sum to 1",
    draw=lambda rng: [
        {"Y": _parts(rng), "eps": decimal(rng, 0.1, 0.4)},
        {"Y": shares(rng, whole(rng, 5, 8), whole(rng, 3, 6)), "eps": _eps(rng)},
    ],
    returns=LABELS,
    after="true_class",
)
def soft_labels(answers, data):
    return _call(answers, data)


@SMOOTH_LABELS.property(
    "eps = 0 changes nothing",
    draw=lambda rng: {"Y": shares(rng, whole(rng, 2, 5), whole(rng, 2, 6)), "eps": 0.0},
    returns=LABELS,
    after="true_class",
)
def eps_zero(answers, data):
    return _call(answers, data)
