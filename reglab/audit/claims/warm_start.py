"""Training stops after five epochs: because the network had been trained before."""

import numpy as np

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import plain, split

LAYERS = {
    "plain network": plain(),
    "network with dropout": (nn.Dense(128), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10)),
}


def experiment(regime, seeds):
    """Epochs until early stopping ends, for new networks and for networks that were trained."""
    train, validation, _ = split(400, 0.0, seeds)
    found = {}
    for name, epochs_before in (("trained before", 10), ("new network", 0)):
        rngs = [np.random.default_rng(seed) for seed in seeds]
        network = nn.Network(LAYERS[regime], 64, rng=rngs)
        options = {"optimizer": nn.Adam(3e-3), "batch_size": 50, "rng": rngs, "progress": False}
        if epochs_before:
            nn.fit(network, *train, epochs=epochs_before, **options)
        history = nn.fit(
            network, *train, epochs=200, validation=validation,
            early_stopping=nn.EarlyStopping(2, monitor="val_accuracy"), **options,
        )  # fmt: skip
        found[name] = history.epochs_run
    return found


CLAIM = Claim(
    number=26,
    plan=Plan(
        claim="Early stopping ends training after about five epochs, because the model has "
        "learned all it can by then.",
        metric="the number of epochs until training stops",
        unit="epochs",
        margin=1.0,
        regimes=tuple(LAYERS),
        primary=("trained before", "new network"),
        expects="same",
    ),
    source="002",
    taught="10_early_stopping",
    how="The article compiles a trained network again and trains it further; that keeps its "
    "weights. Here networks with 128 hidden units learn from 400 images of digits, with a "
    "patience of two epochs. If the number said something about early stopping, it would not "
    "matter whether the network had been trained for ten epochs before.",
    not_tested="The tutorial's own network and MNIST.",
    experiment=experiment,
)
