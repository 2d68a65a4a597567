"""On the tutorial's network, L2 with 0.0001 improves the accuracy and L1 does not."""

import numpy as np

from reglab import datasets, nn
from reglab.audit import Claim, Plan

LAYERS = (*(layer for _ in range(5) for layer in (nn.Dense(500), nn.ReLU())), nn.Dense(10))
# Keras' L2(1e-4) adds 1e-4 times the squared weights, which is our l2 = 2e-4.
PENALTIES = {"L2(0.0001)": {"l2": 2e-4}, "L1(0.0001)": {"l1": 1e-4}, "no penalty": {}}


def experiment(regime, seeds):
    """Test accuracy after ten epochs with 1,000 images of digits."""
    data = datasets.load_digits()
    train, test = datasets.split_seeds(data.X / 16, data.y, (1000, 797), seeds=seeds)
    found = {}
    for name, penalty in PENALTIES.items():
        rngs = [np.random.default_rng(seed) for seed in seeds]
        network = nn.Network(LAYERS, 64, rng=rngs)
        nn.fit(
            network, *train, optimizer=nn.Adam(1e-3), epochs=10, batch_size=128, rng=rngs,
            progress=False, **penalty,
        )  # fmt: skip
        found[name] = 100 * nn.accuracy(network(test[0]), test[1])
    return found


CLAIM = Claim(
    number=12,
    plan=Plan(
        claim="With strength 0.0001, L2 gives a better result than L1.",
        metric="accuracy on test rows",
        unit="points",
        margin=0.5,
        regimes=("the tutorial's network on digits",),
        primary=("L2(0.0001)", "L1(0.0001)"),
        expects="more",
        n_seeds=10,
    ),
    source="002",
    taught="06_weight_penalties",
    how="The tutorial's network (five layers of 500 units), learning rate (0.001), batch size "
    "(128) and ten epochs, on 1,000 images of digits. Nothing is tuned, as in the tutorial.",
    not_tested="Other strengths: an equal number does not make two penalties equally strong. "
    "More data than 1,000 images.",
    experiment=experiment,
)
