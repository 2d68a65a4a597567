"""Early stopping prevents overfitting: against a network with a tuned learning rate."""

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import EIGHT_RATES, NOISE, compare_networks, plain, split

RECIPES = {
    "early stopping": nn.Recipe(plain(), early_stopping=nn.EarlyStopping(5)),
    "all epochs": nn.Recipe(plain()),
}
TUNE = {name: {"lr": EIGHT_RATES} for name in RECIPES}


def experiment(regime, seeds):
    """Test accuracy with 200 training images."""
    return compare_networks(RECIPES, TUNE, split(200, NOISE[regime], seeds), seeds)


CLAIM = Claim(
    number=24,
    plan=Plan(
        claim="Early stopping prevents overfitting, so that the network is more accurate.",
        metric="accuracy on test rows",
        unit="points",
        margin=1.0,
        regimes=tuple(NOISE),
        primary=("early stopping", "all epochs"),
        expects="more",
    ),
    source="000, 001 and 002",
    taught="10_early_stopping",
    how="Networks with 128 hidden units learn from 200 images of digits for at most 60 epochs. "
    "Both choose among eight learning rates; early stopping has a patience of five epochs, and "
    "goes back to the best one. It uses the validation rows a second time, which the rival does "
    "not.",
    not_tested="Fixed learning rates: without a choice of the rate the gain is larger (lesson 10).",
    experiment=experiment,
)
