"""L1 is easier to interpret: fewer features, and how stable is the choice?"""

import numpy as np

from reglab import datasets
from reglab.audit import Claim, Plan
from reglab.audit.experiments.drawn import equicorrelated, in_parts
from reglab.audit.experiments.regression import choose, lasso_models, over_seeds, ridge_models

CANCER, INDEPENDENT = "breast cancer, correlated features", "drawn, independent features"


def overlap(one, other):
    """Features in both sets, as a percentage of those in any of them (Jaccard)."""
    union = np.sum(one | other)
    return 100 * np.sum(one & other) / union if union else 100.0


def largest(w, count):
    """The `count` features with the largest weights."""
    return np.isin(np.arange(len(w)), np.argsort(-np.abs(w))[:count])


def two_halves(regime, rng):
    """Two disjoint training sets of one population, and validation rows."""
    if regime == INDEPENDENT:
        X, y, _ = equicorrelated(450, 30, 10, 3.0, 0.0, rng)
    else:
        data = datasets.load_breast_cancer()
        rows = rng.permutation(len(data.y))[:450]
        X, y = data.X[rows], 2.0 * data.y[rows] - 1
        X = (X - X.mean(axis=0)) / X.std(axis=0)
    return in_parts(X, y, 150, 150)


def experiment(regime, seeds):
    """Agreement of the features that two models of the same kind rely on."""

    def measure(rng):
        *halves, validation = two_halves(regime, rng)
        lasso = [choose(lasso_models(half), validation)[0] for half in halves]
        ridge = [choose(ridge_models(half), validation)[0] for half in halves]
        counts = [int(np.sum(w != 0)) for w in lasso]
        return {
            "lasso": overlap(*(w != 0 for w in lasso)),
            "ridge, as many of its largest weights": overlap(
                *(largest(w, count) for w, count in zip(ridge, counts, strict=True))
            ),
        }

    return over_seeds(measure, seeds)


CLAIM = Claim(
    number=37,
    plan=Plan(
        claim="L1 models are easier to interpret: their selection of features can be relied on "
        "more than the largest weights of L2.",
        metric="the overlap of the features that two models use (Jaccard)",
        unit="%",
        margin=5.0,
        regimes=(CANCER, INDEPENDENT),
        primary=("lasso", "ridge, as many of its largest weights"),
        expects="more",
    ),
    source="001",
    taught="05_choosing_lambda",
    how="Two models of each kind learn from two disjoint sets of 150 rows of one population. An "
    "explanation that changes with the rows explains little, so their features are compared: "
    "those that the lasso keeps, and equally many with the largest weights of ridge. Strengths "
    "are chosen among 16 on 150 validation rows. The article speaks of interpretability in "
    "general; that a short list is easier to read than a long one needs no test.",
    not_tested="What people understand.",
    experiment=experiment,
)
