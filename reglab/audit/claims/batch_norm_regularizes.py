"""Batch norm regularizes: it makes networks more accurate on new images."""

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import EIGHT_RATES, NOISE, compare_networks, plain, split

RECIPES = {
    "batch norm": nn.Recipe((nn.Dense(128), nn.BatchNorm(), nn.ReLU(), nn.Dense(10))),
    "plain": nn.Recipe(plain()),
}
TUNE = {name: {"lr": EIGHT_RATES} for name in RECIPES}


def experiment(regime, seeds):
    """Test accuracy with 200 training images."""
    return compare_networks(RECIPES, TUNE, split(200, NOISE[regime], seeds), seeds)


CLAIM = Claim(
    number=30,
    plan=Plan(
        claim="Batch norm regularizes, and so makes networks more accurate on new data.",
        metric="accuracy on test rows",
        unit="points",
        margin=1.0,
        regimes=tuple(NOISE),
        primary=("batch norm", "plain"),
        expects="more",
    ),
    source="001",
    taught="09_batch_norm",
    how="Networks with 128 hidden units learn from 200 images of digits for 60 epochs, in batches "
    "of 50. Both choose among eight learning rates on validation rows.",
    not_tested="Convolutional networks, for which lesson 09 finds a gain, and other batch sizes.",
    experiment=experiment,
)
