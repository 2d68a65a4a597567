"""Complex networks overfit more, above all with little or noisy data."""

import numpy as np

from reglab import nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import EIGHT_RATES, plain, split

DATA = {
    "100 images, right labels": (100, 0.0),
    "100 images, every fifth label wrong": (100, 0.2),
    "500 images, right labels": (500, 0.0),
    "500 images, every fifth label wrong": (500, 0.2),
}


def experiment(regime, seeds):
    """Accuracy on training rows minus accuracy on test rows, in points."""
    train, validation, test = split(*DATA[regime], seeds)
    gaps = {}
    for name, width in (("512 hidden units", 512), ("8 hidden units", 8)):
        table = nn.run_table(
            {name: nn.Recipe(plain(width))}, train, test, validation=validation,
            tune={name: {"lr": EIGHT_RATES}}, seeds=list(seeds), epochs=60, batch_size=50,
            progress=False,
        )  # fmt: skip
        fitted = nn.accuracy(table[name].network(train[0]), train[1])
        gaps[name] = 100 * (np.asarray(fitted) - table[name].accuracy)
    return gaps


CLAIM = Claim(
    number=1,
    plan=Plan(
        claim="Complex networks overfit more than simple ones.",
        metric="training accuracy minus test accuracy",
        unit="points",
        margin=1.0,
        regimes=tuple(DATA),
        primary=("512 hidden units", "8 hidden units"),
        expects="more",
    ),
    source="001 and 002",
    taught="01_overfitting",
    how="Networks with one hidden layer learn from images of digits for 60 epochs; each width "
    "chooses among eight learning rates on validation rows. Wrong labels are among training and "
    "validation rows only, so a network that learns them falls behind on test rows.",
    not_tested="Depth. A larger gap does not mean more errors on test rows.",
    experiment=experiment,
)
