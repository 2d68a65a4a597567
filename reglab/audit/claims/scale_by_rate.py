"""At test time activations are scaled by the dropout rate: by the keep probability, in fact."""

import numpy as np

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import split

RATES = {"rate 0.2": 0.2, "rate 0.5": 0.5}


def experiment(regime, seeds):
    """Negative log-likelihood of test rows with two factors at test time."""
    rate = RATES[regime]
    train, _, (X, y) = split(200, 0.0, seeds)
    layers = (nn.Dense(128), nn.ReLU(), nn.Dropout(rate), nn.Dense(10))
    rngs = [np.random.default_rng(seed) for seed in seeds]
    network = nn.Network(layers, 64, rng=rngs)
    nn.fit(
        network, *train, optimizer=nn.Adam(3e-3), epochs=60, batch_size=50, rng=rngs,
        progress=False,
    )  # fmt: skip
    # Inverted dropout divides in training by 1 - rate. Without that, the last weights would be
    # larger by 1 / (1 - rate), and test time has to make up for it by a factor: which one?
    weights, found = network.params["W2"].copy(), {}
    for name, factor in (("scaled by the rate", rate), ("scaled by 1 - rate", 1 - rate)):
        network.params["W2"][...] = weights * factor / (1 - rate)
        found[name] = nn.negative_log_likelihood(network(X), y)
    return found


CLAIM = Claim(
    number=15,
    plan=Plan(
        claim="At test time, activations are scaled by the dropout rate to compensate for dropped "
        "units.",
        metric="the negative log-likelihood of test rows",
        unit="nats",
        margin=0.02,
        regimes=tuple(RATES),
        primary=("scaled by the rate", "scaled by 1 - rate"),
        expects="same",
    ),
    source="000",
    taught="07_dropout",
    how="Networks with 128 hidden units learn from 200 images of digits for 60 epochs, with "
    "dropout that does not divide in training. At test time the hidden units are multiplied by "
    "the rate, or by the keep probability 1 - rate. With rate 0.5 these are the same number.",
    not_tested="Deep networks, and the effect on accuracy.",
    experiment=experiment,
)
