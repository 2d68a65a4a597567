"""Small batches give less reliable statistics, and batch norm suffers from it."""

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import EIGHT_RATES, compare_networks, split

BATCHES = {"batches of 4 against 32": (4, 32), "batches of 16 against 32": (16, 32)}
LAYERS = (nn.Dense(128), nn.BatchNorm(), nn.ReLU(), nn.Dense(10))
TUNE = {"lr": EIGHT_RATES}


def experiment(regime, seeds):
    """Test accuracy with 200 training images, after equally many epochs."""
    parts, values = split(200, 0.0, seeds), {}
    for name, size in zip(("smaller batches", "larger batches"), BATCHES[regime], strict=True):
        own = compare_networks(
            {name: nn.Recipe(LAYERS)}, {name: TUNE}, parts, seeds, epochs=20, batch_size=size
        )
        values |= own.values
    return values


CLAIM = Claim(
    number=31,
    plan=Plan(
        claim="With small batches, the statistics of batch norm are less reliable, and the "
        "network is less accurate.",
        metric="accuracy on test rows",
        unit="points",
        margin=1.0,
        regimes=tuple(BATCHES),
        primary=("smaller batches", "larger batches"),
        expects="less",
    ),
    source="001",
    taught="09_batch_norm",
    how="Networks with 128 hidden units and batch norm learn from 200 images of digits for 20 "
    "epochs. Both batch sizes choose among eight learning rates on validation rows. That the mean "
    "of m rows has a variance of 1/m needs no experiment; whether it matters does.",
    not_tested="The number of steps apart from the size of batches: lesson 09 separates the two.",
    experiment=experiment,
)
