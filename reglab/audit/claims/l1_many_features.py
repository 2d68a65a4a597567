"""L1 has trouble if there are more features than samples."""

import numpy as np

from reglab.audit import Claim, Plan
from reglab.audit.experiments.drawn import equicorrelated, in_parts
from reglab.audit.experiments.regression import (
    choose,
    lasso_models,
    over_seeds,
    r2,
    ridge_models,
)

ACTIVE = {"5 of 200 features matter": 5, "60 of 200 features matter": 60}


def experiment(regime, seeds):
    """R² on 1,000 test rows after training on 40."""

    def measure(rng):
        X, y, w = equicorrelated(1080, 200, ACTIVE[regime], 0.0, 0.0, rng)
        y = y + 0.5 * np.linalg.norm(w) * rng.normal(size=1080)
        train, validation, test = in_parts(X, y, 40, 40)
        return {
            "lasso": r2(choose(lasso_models(train), validation), test),
            "ridge": r2(choose(ridge_models(train), validation), test),
        }

    return over_seeds(measure, seeds)


CLAIM = Claim(
    number=7,
    plan=Plan(
        claim="L1 stumbles when there are far more features than samples.",
        metric="R² on test rows",
        unit="",
        margin=0.02,
        regimes=tuple(ACTIVE),
        primary=("lasso", "ridge"),
        expects="less",
    ),
    source="001",
    taught="03_lasso",
    how="There are 40 training rows and 200 independent features; the noise has half the size of "
    "the signal. Lasso and ridge each choose among 16 strengths on 40 validation rows.",
    not_tested="Correlated features, and other losses.",
    experiment=experiment,
)
