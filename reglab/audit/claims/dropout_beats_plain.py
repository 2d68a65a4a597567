"""Dropout beats a plain network."""

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import (
    EIGHT_RATES,
    FOUR_RATES,
    NOISE,
    compare_networks,
    plain,
    split,
)

RECIPES = {
    "dropout": nn.Recipe((nn.Dense(128), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10))),
    "plain": nn.Recipe(plain()),
}
TUNE = {"dropout": {"lr": FOUR_RATES, "rate": (0.25, 0.5)}, "plain": {"lr": EIGHT_RATES}}


def experiment(regime, seeds):
    """Test accuracy with 200 training images."""
    return compare_networks(RECIPES, TUNE, split(200, NOISE[regime], seeds), seeds)


CLAIM = Claim(
    number=17,
    plan=Plan(
        claim="A network with dropout is more accurate than one without.",
        metric="accuracy on test rows",
        unit="points",
        margin=1.0,
        regimes=tuple(NOISE),
        primary=("dropout", "plain"),
        expects="more",
    ),
    source="002 and 003",
    taught="07_dropout",
    how="Networks with 128 hidden units learn from 200 images of digits, for 60 epochs of Adam. "
    "The plain network chooses among eight learning rates, the one with dropout among four, each "
    "with rate 0.25 or 0.5.",
    not_tested="Large networks, long training, and data other than small images.",
    experiment=experiment,
)
