"""The elastic net is better than lasso and ridge."""

from reglab.audit import Claim, Plan
from reglab.audit.experiments.drawn import equicorrelated, in_parts
from reglab.audit.experiments.regression import (
    choose,
    lasso_models,
    over_seeds,
    r2,
    ridge_models,
)
from reglab.datasets import make_grouped_regression

SPARSE, GROUPED, DENSE = (
    "few features matter, all independent",
    "groups of five equal features",
    "all features matter a little",
)


def drawn(regime, rng):
    """Rows of one data set."""
    if regime == GROUPED:
        X, y, _, _ = make_grouped_regression(1100, 8, 5, 3, 6.0, rho=0.95, rng=rng)
        return X, y
    active, noise = (5, 2.0) if regime == SPARSE else (40, 5.0)
    return equicorrelated(1100, 40, active, noise, 0.0, rng)[:2]


def experiment(regime, seeds):
    """R² on 1,000 test rows after training on 50."""

    def measure(rng):
        train, validation, test = in_parts(*drawn(regime, rng), 50, 50)
        both = [*lasso_models(train), *ridge_models(train)]
        mixed = [own for ratio in (0.5, 0.9) for own in lasso_models(train, l1_ratio=ratio)]
        return {
            "elastic net": r2(choose(mixed, validation), test),
            "lasso or ridge": r2(choose(both, validation), test),
        }

    return over_seeds(measure, seeds)


CLAIM = Claim(
    number=33,
    plan=Plan(
        claim="Combining L1 and L2 in an elastic net gives better predictions.",
        metric="R² on test rows",
        unit="",
        margin=0.02,
        regimes=(SPARSE, GROUPED, DENSE),
        primary=("elastic net", "lasso or ridge"),
        expects="more",
        n_seeds=40,
    ),
    source="001 and 002",
    taught="04_elastic_net",
    how="There are 40 features, 50 training rows and 50 validation rows. The elastic net chooses "
    "among 16 strengths with the ratios 0.5 and 0.9, and the rival among 16 strengths of the "
    "lasso and 16 of ridge: both have 32 candidates.",
    not_tested="Networks with both penalties.",
    experiment=experiment,
)
