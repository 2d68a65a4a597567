"""Scaling by the keep probability gives the mean over all masks: exactly for linear layers."""

import itertools

import numpy as np

from reglab.audit import Claim, Plan
from reglab.audit.experiments.regression import over_seeds

LINEAR, NONLINEAR = "linear layer", "two layers with ReLU"
UNITS, RATE = 10, 0.5


def output(x, mask, weights, regime):
    """Output of a small network whose units are multiplied by `mask`."""
    first, second = weights
    dropped = x * mask
    return dropped @ first if regime == LINEAR else np.maximum(dropped @ first, 0) @ second


def experiment(regime, seeds):
    """Distance of the scaled output from the mean over all 1,024 masks."""

    def measure(rng):
        x = rng.normal(size=UNITS)
        weights = rng.normal(size=(UNITS, 50)), rng.normal(size=50)
        masks = itertools.product((0.0, 1.0), repeat=UNITS)
        outputs = [output(x, np.array(mask), weights, regime) for mask in masks]
        scaled = output(x, 1 - RATE, weights, regime)
        # Their spread says how large a distance is.
        spread = np.sqrt(np.mean(np.var(outputs, axis=0)))
        distance = np.sqrt(np.mean((np.mean(outputs, axis=0) - scaled) ** 2))
        return {"scaled by 1 - rate": 100 * distance / spread, "mean over all masks": 0.0}

    return over_seeds(measure, seeds)


CLAIM = Claim(
    number=16,
    plan=Plan(
        claim="Multiplying by the keep probability at inference gives the mean over all dropout "
        "masks.",
        metric="the distance from the mean over all masks",
        unit="% of the spread between masks",
        margin=1.0,
        regimes=(LINEAR, NONLINEAR),
        primary=("scaled by 1 - rate", "mean over all masks"),
        expects="same",
    ),
    source="004",
    taught="07_dropout",
    how="Ten units are dropped with rate 0.5, so there are 1,024 equally likely masks, and their "
    "mean is computed exactly. The weights are drawn for each seed.",
    not_tested="Trained weights. That inverted dropout needs no factor at inference is the same "
    "statement, divided by 1 - rate.",
    experiment=experiment,
)
