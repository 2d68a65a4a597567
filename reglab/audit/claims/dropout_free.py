"""Dropout and early stopping need no additional computations."""

import time

import numpy as np

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import plain, split

DROPOUT, STOPPING = "dropout", "early stopping, 200 validation rows"
EPOCHS = 20


def seconds(layers, train, seed, **options):
    """Processor time of training one network."""
    rng = np.random.default_rng(seed)
    network = nn.Network(layers, 64, rng=rng)
    began = time.process_time()
    nn.fit(
        network, *train, optimizer=nn.Adam(1e-3), epochs=EPOCHS, batch_size=50, rng=rng,
        progress=False, threads=1, **options,
    )  # fmt: skip
    return time.process_time() - began


def experiment(regime, seeds):
    """Processor time of an epoch, as a share of that without the technique."""
    train, validation, _ = split(500, 0.0, seeds)
    with_it, without = [], []
    for j, seed in enumerate(seeds):
        rows, held = (train[0][j], train[1][j]), (validation[0][j], validation[1][j])
        if regime == DROPOUT:
            layers, options = (nn.Dense(256), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10)), {}
        else:
            layers = plain(256)
            # A patience that is never exhausted: both networks are trained for equally many epochs.
            options = {"validation": held, "early_stopping": nn.EarlyStopping(EPOCHS)}
        # In turns, and the least of three: other programs make a measurement longer, never shorter.
        times = [
            (seconds(layers, rows, seed, **options), seconds(plain(256), rows, seed))
            for _ in range(3)
        ]
        least = np.min(times, axis=0)
        with_it.append(100 * least[0] / least[1])
        without.append(100.0)
    return {"with the technique": with_it, "without": without}


CLAIM = Claim(
    number=21,
    plan=Plan(
        claim="Dropout and early stopping do not require additional computations.",
        metric="the processor time of an epoch",
        unit="%",
        margin=5.0,
        regimes=(DROPOUT, STOPPING),
        primary=("with the technique", "without"),
        expects="same",
        n_seeds=10,
    ),
    source="001",
    taught="07_dropout",
    how="Networks with 256 hidden units are trained with NumPy on images of digits for 20 epochs, "
    "in turns with the technique and without; the least of three times counts.",
    not_tested="Other hardware and libraries, and the epochs that early stopping saves: this is "
    "the cost of one epoch.",
    experiment=experiment,
)
