"""Batch norm makes training faster: counted in epochs."""

from reglab.audit import Claim, Plan
from reglab.audit.experiments.deep import epochs_to_target, stack

DEPTHS = {"one hidden layer": 1, "five hidden layers": 5}


def experiment(regime, seeds):
    """Epochs until 85 % of new images are right."""
    depth = DEPTHS[regime]
    return {
        "batch norm": epochs_to_target(stack(depth, norm=True), 400, seeds),
        "no batch norm": epochs_to_target(stack(depth, norm=False), 400, seeds),
    }


CLAIM = Claim(
    number=27,
    plan=Plan(
        claim="Batch norm speeds up training.",
        metric="the number of epochs until 85 % of new images are right",
        unit="epochs",
        margin=0.5,
        regimes=tuple(DEPTHS),
        primary=("batch norm", "no batch norm"),
        expects="less",
    ),
    source="001",
    taught="09_batch_norm",
    how="Networks with layers of 64 units learn from 400 images of digits, with five learning "
    "rates. For each seed, the rate counts with which the other seeds are fastest.",
    not_tested="Seconds: an epoch with batch norm takes longer (lesson 09). Networks that do not "
    "reach the goal within 40 epochs count as 40.",
    experiment=experiment,
)
