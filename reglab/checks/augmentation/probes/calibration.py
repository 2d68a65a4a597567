"""Exercise 8.7, the expected calibration error: what is drawn and called."""

import numpy as np

from ...core import Exercise, Number

ECE = Exercise(
    "augmentation.ece",
    title="8.7 ece",
    points=2,
    forbid=("reglab.nn.calibration",),
)

NUMBER = {"ece": Number()}


def _call(answers, data):
    return {"ece": answers.ece(data["p"], data["y"], data["bins"])}


def _pairs(confidences):
    """Probabilities of two classes, the first of which is chosen."""
    confidences = np.asarray(confidences, dtype=float)
    return np.column_stack([confidences, 1 - confidences])


def _drawn(rng, n, k, bins, right):
    """Confidences from little above 1/k to nearly 1, right with a chance that ignores them."""
    p = rng.dirichlet(np.full(k, 0.6), size=n)
    chosen = p.argmax(axis=1)
    hit = rng.random(n) < right
    hit[:3] = True, False, True
    return {"p": p, "y": np.where(hit, chosen, (chosen + 1) % k), "bins": bins}


def _gaps(rng):
    return [
        {"p": _pairs([0.9, 0.9, 0.9, 0.6]), "y": np.array([0, 0, 1, 1]), "bins": 4},
        # Too shy in lower bins, too sure in upper ones, and few rows in each: gaps of both signs.
        _drawn(rng, 30, 3, 7, right=0.6),
        _drawn(rng, 80, 5, 15, right=0.6),
    ]


@ECE.property(
    "the gaps of the bins, each with its share of the rows",
    draw=_gaps,
    returns=NUMBER,
)
def weighted_gaps(answers, data):
    return _call(answers, data)


@ECE.property(
    "with one bin it is the gap between accuracy and mean confidence",
    draw=lambda rng: _drawn(rng, 25, 4, 1, right=0.25),
    returns=NUMBER,
    after="weighted_gaps",
)
def one_bin(answers, data):
    return _call(answers, data)


@ECE.property(
    "a confidence of 1 counts, in the last bin",
    draw=lambda rng: [
        {"p": _pairs([1.0, 1.0]), "y": np.array([0, 1]), "bins": 4},
        {"p": _pairs([1.0, 0.65, 1.0]), "y": np.array([1, 0, 1]), "bins": 10},
    ],
    returns=NUMBER,
    after="weighted_gaps",
)
def certainty(answers, data):
    return _call(answers, data)


@ECE.property(
    "a confidence on an edge belongs to the bin below it",
    draw=lambda rng: [
        {"p": _pairs([0.75, 0.625]), "y": np.array([0, 1]), "bins": 4},
        {"p": _pairs([0.75, 0.9375, 0.875]), "y": np.array([1, 0, 1]), "bins": 8},
    ],
    returns=NUMBER,
    after="weighted_gaps",
)
def edges(answers, data):
    return _call(answers, data)


@ECE.property(
    "a calibrated classifier has 0",
    draw=lambda rng: {
        "p": _pairs([0.75] * 4 + [1.0] * 3),
        "y": np.array([0, 0, 0, 1, 0, 0, 0]),
        "bins": 5,
    },
    returns=NUMBER,
    after="weighted_gaps",
)
def calibrated(answers, data):
    return _call(answers, data)
