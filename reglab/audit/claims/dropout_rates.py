"""The advised rates of dropout, 0.1 to 0.2 for inputs and 0.4 to 0.5 for hidden units."""

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import FOUR_RATES, NOISE, compare_networks, split

LAYERS = (nn.Dropout(0.2), nn.Dense(128), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10))
RECIPES = {name: nn.Recipe(LAYERS) for name in ("advised rates", "other rates")}
ADVISED = ((0.1, 0.4), (0.2, 0.5))
OTHER = ((0.0, 0.2), (0.0, 0.5))


def grid(pairs):
    """Every pair of rates with every learning rate."""
    return [{"lr": lr, "rate": pair} for pair in pairs for lr in FOUR_RATES]


TUNE = {"advised rates": grid(ADVISED), "other rates": grid(OTHER)}


def experiment(regime, seeds):
    """Test accuracy with 200 training images."""
    return compare_networks(RECIPES, TUNE, split(200, NOISE[regime], seeds), seeds)


CLAIM = Claim(
    number=20,
    plan=Plan(
        claim="Dropout works best with rates of 0.1 to 0.2 for inputs and 0.4 to 0.5 for hidden "
        "units.",
        metric="accuracy on test rows",
        unit="points",
        margin=1.0,
        regimes=tuple(NOISE),
        primary=("advised rates", "other rates"),
        expects="more",
    ),
    source="001",
    taught="07_dropout",
    how="Networks with 128 hidden units learn from 200 images of digits for 60 epochs. One "
    "chooses between the advised pairs (0.1, 0.4) and (0.2, 0.5), the other between (0, 0.2) and "
    "(0, 0.5), which drop no inputs; each with four learning rates.",
    not_tested="Large networks and inputs with more redundancy than 64 pixels have.",
    experiment=experiment,
)
