"""Dropout makes units redundant: networks survive the loss of units."""

import numpy as np

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import NOISE, plain, split

REGIMES = ("right labels", "every fifth label wrong")
LAYERS = {
    "dropout": (nn.Dense(128), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10)),
    "plain": plain(),
}
SHARES = (0.1, 0.3, 0.5, 0.7)


def experiment(regime, seeds):
    """Mean accuracy lost when 10 to 70 % of the hidden units are removed at random."""
    train, _, (X, y) = split(200, NOISE[regime], seeds)
    lost = {}
    for name, layers in LAYERS.items():
        rngs = [np.random.default_rng(seed) for seed in seeds]
        network = nn.Network(layers, 64, rng=rngs)
        nn.fit(
            network, *train, optimizer=nn.Adam(3e-3), epochs=60, batch_size=50, rng=rngs,
            progress=False,
        )  # fmt: skip
        whole, weights, left = nn.accuracy(network(X), y), network.params["W2"].copy(), []
        for share in SHARES:
            for repeat in range(5):
                # The same units are removed from both kinds of network.
                draws = [np.random.default_rng([seed, repeat]).random((128, 1)) for seed in seeds]
                kept = np.array(draws) >= share
                # The remaining units are scaled, as dropout does.
                network.params["W2"][...] = weights * kept / (1 - share)
                left.append(nn.accuracy(network(X), y))
        lost[name] = 100 * (whole - np.mean(left, axis=0))
    return lost


CLAIM = Claim(
    number=19,
    plan=Plan(
        claim="Dropout makes a network learn redundant representations, which do not depend on "
        "single units.",
        metric="accuracy lost when hidden units are removed",
        unit="points",
        margin=1.0,
        regimes=REGIMES,
        primary=("dropout", "plain"),
        expects="less",
    ),
    source="000 and 001",
    taught="07_dropout",
    how="Networks with 128 hidden units learn from 200 images of digits for 60 epochs at the "
    "learning rate 0.003, with dropout at rate 0.5 and without. Then 10, 30, 50 or 70 % of their "
    "hidden units are removed, five times each, the same ones in both networks.",
    not_tested="What the units represent.",
    experiment=experiment,
)
