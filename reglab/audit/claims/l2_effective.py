"""L2 is particularly effective: compared with a tuned network, and with L1."""

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

RECIPES = {name: nn.Recipe(plain()) for name in ("L2", "plain", "L1")}
TUNE = {
    "L2": {"lr": FOUR_RATES, "l2": (3e-3, 2e-2)},
    "plain": {"lr": EIGHT_RATES},
    "L1": {"lr": FOUR_RATES, "l1": (1e-4, 1e-3)},
}


def experiment(regime, seeds):
    """Test accuracy with 200 training images."""
    return compare_networks(RECIPES, TUNE, split(200, NOISE[regime], seeds), seeds)


CLAIM = Claim(
    number=11,
    plan=Plan(
        claim="L2 is particularly effective against overfitting.",
        metric="accuracy on test rows",
        unit="points",
        margin=1.0,
        regimes=tuple(NOISE),
        primary=("L2", "plain"),
        expects="more",
    ),
    source="001; 002 and 003 prefer L2 to L1",
    taught="06_weight_penalties",
    how="Networks with 128 hidden units learn from 200 images of digits for 60 epochs of Adam. "
    "The plain network chooses among eight learning rates, those with a penalty among four, each "
    "with two strengths.",
    not_tested="Large networks, long training, and data other than small images.",
    experiment=experiment,
)
