"""The rule of thumb: L1 for many irrelevant features, L2 for correlated ones."""

from reglab.audit import Claim, Plan
from reglab.audit.experiments.drawn import equicorrelated, in_parts
from reglab.audit.experiments.regression import (
    choose,
    lasso_models,
    over_seeds,
    r2,
    ridge_models,
)

# Number of features that matter, correlation, and which penalty the rule recommends.
DESIGNS = {
    "5 of 50 features matter, independent": (5, 0.0, "L1"),
    "all 50 features matter, correlation 0.8": (50, 0.8, "L2"),
    "5 of 50 features matter, correlation 0.8": (5, 0.8, "L2"),
}


def experiment(regime, seeds):
    """R² on 1,000 test rows of the penalty that the rule recommends, and of the other."""
    active, rho, advice = DESIGNS[regime]

    def measure(rng):
        noise = active**0.5
        train, validation, test = in_parts(
            *equicorrelated(1150, 50, active, noise, rho, rng)[:2], 75, 75
        )
        found = {
            "L1": r2(choose(lasso_models(train), validation), test),
            "L2": r2(choose(ridge_models(train), validation), test),
        }
        return {"recommended": found.pop(advice), "other": found.popitem()[1]}

    return over_seeds(measure, seeds)


CLAIM = Claim(
    number=34,
    plan=Plan(
        claim="Use L1 if many features are irrelevant, and L2 if features are correlated.",
        metric="R² on test rows",
        unit="",
        margin=0.02,
        regimes=tuple(DESIGNS),
        primary=("recommended", "other"),
        expects="more",
    ),
    source="001",
    taught="04_elastic_net",
    how="There are 50 features, 75 training rows and 75 validation rows, on which lasso and ridge "
    "each choose among 16 strengths. In the third regime features are correlated and most are "
    "irrelevant; there the rule's second half is tested.",
    not_tested="Groups of correlated features, for which lesson 04 has the elastic net.",
    experiment=experiment,
)
