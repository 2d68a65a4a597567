"""L1 keeps one of several correlated features, and drops the others."""

import numpy as np

from reglab.audit import Claim, Plan
from reglab.audit.experiments.drawn import in_parts
from reglab.audit.experiments.regression import choose, lasso_models, over_seeds

CORRELATIONS = {"correlation 0.9": 0.9, "correlation 0.99": 0.99}
DRAWS = 20


def experiment(regime, seeds):
    """Share of 20 data sets in which one of two equally useful features is dropped."""
    rho = CORRELATIONS[regime]

    def one(rng):
        shared = rng.normal(size=(100, 1))
        twins = np.sqrt(rho) * shared + np.sqrt(1 - rho) * rng.normal(size=(100, 2))
        X = np.hstack([twins, rng.normal(size=(100, 18))])
        y = X[:, 0] + X[:, 1] + 2 * rng.normal(size=100)
        train, validation = in_parts(X, y, 50)
        dropped = {}
        for name, l1_ratio in (("lasso", 1.0), ("elastic net", 0.5)):
            w, _ = choose(lasso_models(train, l1_ratio=l1_ratio), validation)
            dropped[name] = np.sum(w[:2] != 0) == 1
        return dropped

    def measure(rng):
        found = [one(rng) for _ in range(DRAWS)]
        return {name: 100 * np.mean([own[name] for own in found]) for name in found[0]}

    return over_seeds(measure, seeds)


CLAIM = Claim(
    number=6,
    plan=Plan(
        claim="Among correlated features, L1 picks one and ignores the others.",
        metric="the share of data sets in which exactly one of two equal features is kept",
        unit="%",
        margin=5.0,
        regimes=tuple(CORRELATIONS),
        primary=("lasso", "elastic net"),
        expects="more",
    ),
    source="001",
    taught="04_elastic_net",
    how="Two correlated features have the weight 1, and 18 others the weight 0; there are 50 "
    "training rows. The lasso is compared with an elastic net whose penalty is half L1 and half "
    "L2; both choose among 16 strengths on 50 validation rows. Each seed is the mean of 20 data "
    "sets.",
    not_tested="Groups of more than two features.",
    experiment=experiment,
)
