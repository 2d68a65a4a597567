"""Batch norm works by reducing internal covariate shift."""

from reglab.audit import Claim, Plan
from reglab.audit.experiments.deep import Moving, epochs_to_target, stack

SIZES = {"moved by half of their spread": 0.5, "moved by a quarter of their spread": 0.25}


def experiment(regime, seeds):
    """Epochs until 85 % of new images are right, in networks with five hidden layers."""
    moving = (Moving(SIZES[regime]),)
    return {
        "batch norm, then moved": epochs_to_target(stack(5, norm=True, after=moving), 400, seeds),
        "no batch norm": epochs_to_target(stack(5, norm=False), 400, seeds),
        "batch norm": epochs_to_target(stack(5, norm=True), 400, seeds),
    }


CLAIM = Claim(
    number=28,
    plan=Plan(
        claim="Batch norm works because it reduces internal covariate shift.",
        metric="the number of epochs until 85 % of new images are right",
        unit="epochs",
        margin=0.5,
        regimes=tuple(SIZES),
        primary=("batch norm, then moved", "no batch norm"),
        expects="same",
    ),
    source="001",
    taught="09_batch_norm",
    how="After each batch norm, the values are scaled and shifted at random, with new numbers for "
    "each unit and step: the distribution of the inputs of the next layer moves more than without "
    "batch norm. If steady inputs were the reason for the speed, it would be lost. Networks with "
    "five hidden layers learn from 400 images of digits; learning rates are chosen as for claim "
    "27.",
    not_tested="What the reason is. Santurkar and others (2018) made this experiment with large "
    "networks, and point to a smoother loss.",
    experiment=experiment,
)
