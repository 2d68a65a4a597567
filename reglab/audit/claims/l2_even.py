"""L2 spreads weight evenly over features of equal scale."""

import numpy as np

from reglab.audit import Claim, Plan
from reglab.audit.experiments.drawn import in_parts
from reglab.audit.experiments.regression import choose, lasso_models, over_seeds, ridge_models

SCALES = {"equal scales": 1.0, "one feature in other units (a third of the scale)": 1 / 3}


def evenness(model):
    """Smaller weight of the two equally useful features, divided by the larger one, in percent."""
    w = np.maximum(model[0][:2], 0)
    return 100 * w.min() / w.max() if w.max() > 0 else 0.0


def experiment(regime, seeds):
    """How evenly ridge and lasso share a weight between two features with correlation 0.95."""

    def measure(rng):
        shared = rng.normal(size=(200, 1))
        twins = np.sqrt(0.95) * shared + np.sqrt(0.05) * rng.normal(size=(200, 2))
        X = np.hstack([twins * [1, SCALES[regime]], rng.normal(size=(200, 8))])
        y = twins.sum(axis=1) + rng.normal(size=200)
        train, validation = in_parts(X, y, 100)
        return {
            "ridge": evenness(choose(ridge_models(train), validation)),
            "lasso": evenness(choose(lasso_models(train), validation)),
            "equal weights": 100.0,
        }

    return over_seeds(measure, seeds)


CLAIM = Claim(
    number=8,
    plan=Plan(
        claim="L2 distributes weight evenly over correlated features, in contrast to L1.",
        metric="the smaller of two weights as a share of the larger",
        unit="%",
        margin=10.0,
        regimes=tuple(SCALES),
        primary=("ridge", "lasso"),
        expects="more",
    ),
    source="001",
    taught="04_elastic_net",
    how="Two features with correlation 0.95 are equally useful, and 8 others are useless; there "
    "are 100 training rows. Ridge and lasso each choose among 16 strengths on 100 validation "
    "rows. In the second regime one of the two features is measured in other units, and not "
    "standardized.",
    not_tested="Weights of networks.",
    experiment=experiment,
)
