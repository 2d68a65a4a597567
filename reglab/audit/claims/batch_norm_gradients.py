"""Batch norm prevents exploding and vanishing gradients."""

import numpy as np

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.deep import stack
from reglab.audit.experiments.digits import split

# Depth, and a factor for the initial weights (1: the default of Keras).
STARTS = {
    "20 layers, usual initial weights": (20, 1.0),
    "20 layers, initial weights doubled": (20, 2.0),
    "20 layers, initial weights for ReLU": (20, np.sqrt(2)),
}


def unevenness(depth, factor, seeds, *, norm):
    """How many powers of ten are between the gradients of the first and the last hidden layer."""
    (X, y), *_ = split(200, 0.0, seeds)
    rngs = [np.random.default_rng(seed) for seed in seeds]
    network = nn.Network(stack(depth, norm=norm), 64, rng=rngs, dtype=np.float64)
    names = [name for name in network.params if name.startswith("W")]
    for name in names:
        network.params[name][...] *= factor
    _, grads = network.loss_and_gradients(X, y, training=True)
    first, last = (
        np.sqrt(np.mean(grads[name] ** 2, axis=(1, 2))) for name in (names[0], names[-2])
    )
    return np.abs(np.log10(first / last))


def experiment(regime, seeds):
    """Unevenness of the gradients at the start of training."""
    depth, factor = STARTS[regime]
    return {
        "batch norm": unevenness(depth, factor, seeds, norm=True),
        "no batch norm": unevenness(depth, factor, seeds, norm=False),
    }


CLAIM = Claim(
    number=29,
    plan=Plan(
        claim="Batch norm prevents exploding and vanishing gradients.",
        metric="the distance between the gradients of the first and the last hidden layer",
        unit="powers of ten",
        margin=0.1,
        regimes=tuple(STARTS),
        primary=("batch norm", "no batch norm"),
        expects="less",
    ),
    source="001",
    taught="09_batch_norm",
    how="The gradients of 200 images of digits are computed before any training, in networks with "
    "20 hidden layers of 64 units. The size of a gradient is its root mean square.",
    not_tested="Gradients later in training.",
    experiment=experiment,
)
