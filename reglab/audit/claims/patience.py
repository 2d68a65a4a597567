"""With a patience of five, training stops five epochs after the best one."""

import numpy as np

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import NOISE, plain, split

PATIENCE = 5
REGIMES = ("right labels", "every fifth label wrong")


def experiment(regime, seeds):
    """Epochs between the best epoch and the last one."""
    train, validation, _ = split(200, NOISE[regime], seeds)
    rngs = [np.random.default_rng(seed) for seed in seeds]
    network = nn.Network(plain(), 64, rng=rngs)
    history = nn.fit(
        network, *train, optimizer=nn.Adam(1e-2), epochs=300, batch_size=50, rng=rngs,
        validation=validation, early_stopping=nn.EarlyStopping(PATIENCE), progress=False,
    )  # fmt: skip
    waited = history.epochs_run - 1 - history.best_epoch  # best_epoch counts from 0
    return {"epochs after the best": waited, "patience": np.full(len(rngs), PATIENCE)}


CLAIM = Claim(
    number=25,
    plan=Plan(
        claim="With a patience of 5, training stops 5 epochs after the best epoch.",
        metric="the number of epochs after the best one",
        unit="epochs",
        margin=0.5,
        regimes=REGIMES,
        primary=("epochs after the best", "patience"),
        expects="same",
    ),
    source="002",
    taught="10_early_stopping",
    how="Networks with 128 hidden units learn from 200 images of digits until the validation loss "
    "has not fallen for five epochs.",
    not_tested="The name that the article monitors, 'val_err': Keras 3 refuses it (lesson 10).",
    experiment=experiment,
)
