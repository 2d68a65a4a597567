"""ZCA whitening brings a leap in accuracy."""

import numpy as np

from reglab import augment, nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import EIGHT_RATES, compare_networks, plain, split

EPSILON = {"eps = 0.000001, the tutorial's library": 1e-6, "eps = 0.1": 0.1}


def whitened(parts, eps):
    """All rows of each seed, whitened with the statistics of its training rows."""
    (X, _), *_ = parts
    fitted = [augment.zca_fit(own, eps) for own in X]
    return tuple(
        (np.stack([augment.zca_apply(own, *fit) for own, fit in zip(X, fitted, strict=True)]), y)
        for X, y in parts
    )


def experiment(regime, seeds):
    """Test accuracy with 200 training images."""
    parts = split(200, 0.0, seeds)
    recipe, tune = nn.Recipe(plain()), {"lr": EIGHT_RATES}
    raw = compare_networks({"raw": recipe}, {"raw": tune}, parts, seeds)
    white = compare_networks(
        {"whitened": recipe}, {"whitened": tune}, whitened(parts, EPSILON[regime]), seeds
    )
    return {**white.values, **raw.values}


CLAIM = Claim(
    number=23,
    plan=Plan(
        claim="Whitening the images (ZCA) makes a network much more accurate.",
        metric="accuracy on test rows",
        unit="points",
        margin=1.0,
        regimes=tuple(EPSILON),
        primary=("whitened", "raw"),
        expects="more",
    ),
    source="002, whose code never applies it",
    taught="08_augmentation",
    how="Networks with 128 hidden units learn from 200 images of digits, raw or whitened with the "
    "statistics of the training rows. Both choose among eight learning rates on validation rows.",
    not_tested="Colour images, and statistics from more images than are labelled.",
    experiment=experiment,
)
