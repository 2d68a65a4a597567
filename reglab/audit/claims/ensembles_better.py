"""Ensembles are usually better than single models."""

import numpy as np

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import EIGHT_RATES, NOISE, plain, split

SIZE = 5
DROPOUT = (nn.Dense(128), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10))


def predictions(layers, lr, train, seeds, rows):
    """Probabilities of `SIZE` networks for each seed, for each of some parts of the data."""
    members = [np.random.default_rng([seed, member]) for seed in seeds for member in range(SIZE)]
    network = nn.Network(layers, 64, rng=members)
    nn.fit(
        network, *(np.repeat(part, SIZE, axis=0) for part in train), optimizer=nn.Adam(lr),
        epochs=60, batch_size=50, rng=members, progress=False,
    )  # fmt: skip
    found = []
    for X, _ in rows:
        p = network(np.repeat(X, SIZE, axis=0))
        found.append(p.reshape(len(seeds), SIZE, *p.shape[1:]))
    return found


def experiment(regime, seeds):
    """Test accuracy of one network and of the mean of five, each with the rate that it chooses."""
    train, validation, test = split(200, NOISE[regime], seeds)
    scores = {"mean of five networks": [], "one network": [], "one network with dropout": []}
    for lr in EIGHT_RATES:
        plain_p = predictions(plain(), lr, train, seeds, (validation, test))
        dropout_p = predictions(DROPOUT, lr, train, seeds, (validation, test))
        for name, (known, new) in (
            ("mean of five networks", [p.mean(axis=1) for p in plain_p]),
            ("one network", [p[:, 0] for p in plain_p]),
            ("one network with dropout", [p[:, 0] for p in dropout_p]),
        ):
            scores[name].append((nn.accuracy(known, validation[1]), nn.accuracy(new, test[1])))
    found = {}
    for name, own in scores.items():
        known, right = np.array(own).swapaxes(0, 1)
        found[name] = 100 * right[known.argmax(axis=0), np.arange(len(seeds))]
    return found


CLAIM = Claim(
    number=32,
    plan=Plan(
        claim="An ensemble is usually better than a single model.",
        metric="accuracy on test rows",
        unit="points",
        margin=0.5,
        regimes=tuple(NOISE),
        primary=("mean of five networks", "one network"),
        expects="more",
    ),
    source="002 and 003",
    taught="11_ensembles",
    how="Networks with 128 hidden units learn from 200 images of digits for 60 epochs. Five "
    "networks differ in their initial weights and batches, and their probabilities are averaged. "
    "The ensemble, the single network and one with dropout each choose among eight learning rates.",
    not_tested="Bagging, boosting and stacking, which lesson 11 has. The ensemble costs five "
    "trainings.",
    experiment=experiment,
)
