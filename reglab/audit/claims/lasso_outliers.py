"""The lasso is not robust to outliers: the loss decides, not the penalty."""

import numpy as np

from reglab import datasets, linear
from reglab.audit import Claim, Plan
from reglab.audit.experiments.drawn import equicorrelated, in_parts
from reglab.audit.experiments.regression import choose, lasso_models, over_seeds, ridge_models

SHARES = {"2 % of the labels off by 30": 0.02, "10 % of the labels off by 30": 0.1}


def error(w, truth):
    """Decimal logarithm of the squared error of the coefficients."""
    return float(np.log10(np.sum((w - truth) ** 2)))


def experiment(regime, seeds):
    """Error of the coefficients with outliers in training and validation rows, and without."""

    def measure(rng):
        X, clean, truth = equicorrelated(200, 20, 5, 1.0, 0.0, rng)
        y, _ = datasets.add_outliers(clean, SHARES[regime], 30.0, rng=rng)
        train, validation = in_parts(X, y, 100)
        clean_train, clean_validation = in_parts(X, clean, 100)
        huber, _ = linear.huber_fit(*train, 1.345)
        return {
            "lasso with outliers": error(choose(lasso_models(train), validation)[0], truth),
            "lasso without outliers": error(
                choose(lasso_models(clean_train), clean_validation)[0], truth
            ),
            "least squares with outliers": error(linear.fit_ols(*train)[0], truth),
            "ridge with outliers": error(choose(ridge_models(train), validation)[0], truth),
            "Huber loss with outliers": error(huber, truth),
        }

    return over_seeds(measure, seeds)


CLAIM = Claim(
    number=9,
    plan=Plan(
        claim="The lasso is quite robust to outliers.",
        metric="the decimal logarithm of the squared error of the coefficients",
        unit="",
        margin=0.3,
        regimes=tuple(SHARES),
        primary=("lasso with outliers", "lasso without outliers"),
        expects="same",
    ),
    source="004",
    taught="04_elastic_net",
    how="5 of 20 features matter; there are 100 training rows, and 100 validation rows on which "
    "the strength is chosen. In training and validation rows, some labels are far off. Robust "
    "would mean that the error does not become larger, up to a factor of 2 (0.3 on the log "
    "scale). The Huber loss is the remedy.",
    not_tested="Outliers among the features.",
    experiment=experiment,
)
