"""L2 regularization is weight decay: for SGD without momentum."""

import numpy as np

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import plain, split

LR, STRENGTH = 0.05, 1e-2
STEPS = {
    "SGD": lambda **decay: nn.SGD(LR, **decay),
    "SGD with momentum 0.9": lambda **decay: nn.SGD(LR / 10, momentum=0.9, **decay),
    "Adam": lambda **decay: nn.Adam(1e-3, **decay),
}


def weights(optimizer, train, seeds, l2):
    """All first weights after ten epochs, one row for each seed."""
    rngs = [np.random.default_rng(seed) for seed in seeds]
    network = nn.Network(plain(), 64, rng=rngs, dtype=np.float64)
    nn.fit(
        network, *train, optimizer=optimizer, epochs=10, batch_size=50, rng=rngs, l2=l2,
        progress=False,
    )  # fmt: skip
    return network.params["W1"].reshape(len(rngs), -1)


def experiment(regime, seeds):
    """Distance of the weights with L2 from those with weight decay, as a share of their size."""
    make, (train, _, _) = STEPS[regime], split(200, 0.0, seeds)
    with_l2 = weights(make(), train, seeds, STRENGTH)
    decayed = weights(make(weight_decay=STRENGTH), train, seeds, 0.0)
    size = np.linalg.norm(with_l2, axis=1)
    return {
        "L2 in the loss": 100 * np.linalg.norm(with_l2 - decayed, axis=1) / size,
        "weight decay": np.zeros(len(size)),
    }


CLAIM = Claim(
    number=10,
    plan=Plan(
        claim="L2 regularization is the same as weight decay.",
        metric="the distance from the weights under weight decay",
        unit="% of their norm",
        margin=0.1,
        regimes=tuple(STEPS),
        primary=("L2 in the loss", "weight decay"),
        expects="same",
    ),
    source="001, 002 and 003",
    taught="06_weight_penalties",
    how="Networks with 128 hidden units learn from 200 images of digits for ten epochs, once with "
    "the penalty 0.01/2 times the squared weights in the loss, and once with weights that shrink "
    "by the learning rate times 0.01 in each step. Everything else is the same.",
    not_tested="Whether one of them is more accurate: lesson 06 compares AdamW with Adam.",
    experiment=experiment,
)
