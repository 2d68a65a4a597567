"""Exercise 8.5, label smoothing: what is drawn and called."""

import numpy as np

from ...core import Array, Exercise
from ..designs import shares

SMOOTH_LABELS = Exercise(
    "augmentation.smooth_labels",
    title="8.5 smooth_labels",
    points=1,
    forbid=("reglab.augment.labels",),
)

LABELS = {"smooth_labels": Array(lambda data: data["Y"].shape, rtol=1e-5)}


def _call(answers, data):
    return {"smooth_labels": answers.smooth_labels(data["Y"], data["eps"])}


def _one_hot(rng):
    cases = [{"Y": np.array([[1.0, 0.0, 0.0, 0.0]]), "eps": 0.2}]
    for n, k, eps in ((6, 3, 0.3), (5, 10, 0.1)):
        cases.append({"Y": np.eye(k)[rng.integers(k, size=n)], "eps": eps})
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


@SMOOTH_LABELS.property(
    "labels that are shares already are smoothed the same way, and still sum to 1",
    draw=lambda rng: [
        {"Y": np.array([[0.75, 0.25]]), "eps": 0.2},
        {"Y": shares(rng, 7, 5), "eps": 0.3},
    ],
    returns=LABELS,
    after="true_class",
)
def soft_labels(answers, data):
    return _call(answers, data)


@SMOOTH_LABELS.property(
    "eps = 0 changes nothing",
    draw=lambda rng: {"Y": shares(rng, 3, 4), "eps": 0.0},
    returns=LABELS,
    after="true_class",
)
def eps_zero(answers, data):
    return _call(answers, data)
