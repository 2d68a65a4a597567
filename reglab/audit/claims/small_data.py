"""Dropout and L2 help with little data, and matter less with much."""

import numpy as np

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import EIGHT_RATES, FOUR_RATES, compare_networks, plain, split

LABELS = {"right labels": 0.0, "every fifth label wrong": 0.2}
RECIPES = {
    "dropout": nn.Recipe((nn.Dense(128), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10))),
    "L2": nn.Recipe(plain()),
    "plain": nn.Recipe(plain()),
}
TUNE = {
    "dropout": {"lr": FOUR_RATES, "rate": (0.25, 0.5)},
    "L2": {"lr": FOUR_RATES, "l2": (3e-3, 2e-2)},
    "plain": {"lr": EIGHT_RATES},
}
SIZES = {"gain with 50 images": 50, "gain with 500 images": 500}


def experiment(regime, seeds):
    """Gain of dropout or L2, the mean of both, over a tuned plain network."""
    gains = {}
    for name, n in SIZES.items():
        own = compare_networks(RECIPES, TUNE, split(n, LABELS[regime], seeds), seeds).values
        both = np.mean([own["dropout"], own["L2"]], axis=0)
        gains[name] = both - own["plain"]
    return gains


CLAIM = Claim(
    number=36,
    plan=Plan(
        claim="Dropout and L2 help most if there is little training data.",
        metric="the mean gain of dropout and L2 in accuracy",
        unit="points",
        margin=1.0,
        regimes=tuple(LABELS),
        primary=("gain with 50 images", "gain with 500 images"),
        expects="more",
    ),
    source="001",
    taught="12_audit",
    how="Networks with 128 hidden units learn from 50 or 500 images of digits for 60 epochs. "
    "Those with dropout or L2 choose among four learning rates and two strengths, the plain one "
    "among eight rates.",
    not_tested="More data than 500 images, and the article's advice for it: simpler techniques.",
    experiment=experiment,
)
