"""Dropout is an ensemble: of its own masks, and of networks that are trained apart."""

import numpy as np

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import split

MASKS, NETWORKS = "the mean over 100 masks of the same network", "the mean of five networks"
LAYERS = (nn.Dense(128), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10))
PLAIN = tuple(layer for layer in LAYERS if not isinstance(layer, nn.Dropout))


def trained(layers, train, seeds, start):
    """Networks for all seeds; `start` sets their initial weights and batches apart."""
    rngs = [np.random.default_rng([seed, start]) for seed in seeds]
    network = nn.Network(layers, 64, rng=rngs)
    nn.fit(
        network, *train, optimizer=nn.Adam(3e-3), epochs=60, batch_size=50, rng=rngs,
        progress=False,
    )  # fmt: skip
    return network


def experiment(regime, seeds):
    """Test accuracy of one network with dropout, and of an ensemble."""
    train, _, (X, y) = split(200, 0.2, seeds)
    network = trained(LAYERS, train, seeds, 0)
    if regime == MASKS:
        rngs = [np.random.default_rng([seed, 99]) for seed in seeds]
        mean, _ = nn.mc_predict(network, X, 100, rngs)
    else:
        mean = np.mean([trained(PLAIN, train, seeds, start)(X) for start in range(1, 6)], axis=0)
    return {
        "one network with dropout": 100 * nn.accuracy(network(X), y),
        "ensemble": 100 * nn.accuracy(mean, y),
    }


CLAIM = Claim(
    number=18,
    plan=Plan(
        claim="A network with dropout is an ensemble of networks.",
        metric="accuracy on test rows",
        unit="points",
        margin=1.0,
        regimes=(MASKS, NETWORKS),
        primary=("one network with dropout", "ensemble"),
        expects="same",
    ),
    source="001, 002 and 003",
    taught="07_dropout",
    how="Networks with 128 hidden units learn from 200 images of digits, of which every fifth has "
    "a wrong label, for 60 epochs at the learning rate 0.003. A network with dropout at rate 0.5, "
    "used once without masks, is compared with the mean prediction over 100 masks, and with the "
    "mean of five networks without dropout.",
    not_tested="Tuned networks: this claim is about what dropout is, not about its gain (see "
    "claims 17 and 32).",
    experiment=experiment,
)
