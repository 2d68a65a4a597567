"""L1 does not emphasize features that are known to matter."""

import numpy as np

from reglab import linear
from reglab.audit import Claim, Plan
from reglab.audit.experiments.drawn import in_parts
from reglab.audit.experiments.regression import (
    FRACTIONS,
    choose,
    lasso_lams,
    lasso_models,
    over_seeds,
)

WEIGHTS = {"weak feature beside a strong correlated one": 0.3, "strong feature": 2.0}
DRAWS = 20
SCALE = 1e3


def experiment(regime, seeds):
    """Share of 20 data sets in which the known feature is kept."""

    def one(rng):
        X = rng.normal(size=(120, 20))
        X[:, 1] = 0.8 * X[:, 0] + 0.6 * X[:, 1]
        y = WEIGHTS[regime] * X[:, 0] + 2 * X[:, 1] + 2 * rng.normal(size=120)
        train, validation = in_parts(X, y, 60)
        # A column times 1,000 needs a weight of a thousandth, so it is hardly penalized.
        scale = np.where(np.arange(20) == 0, SCALE, 1.0)
        free = (train[0] * scale, train[1])
        fractions = lasso_lams(train, FRACTIONS) / linear.lambda_max(*free)
        freed = choose(lasso_models(free, fractions), (validation[0] * scale, validation[1]))
        lasso = choose(lasso_models(train), validation)
        return {
            "lasso": lasso[0][0] != 0,
            "lasso that does not penalize the known feature": freed[0][0] != 0,
        }

    def measure(rng):
        found = [one(rng) for _ in range(DRAWS)]
        return {name: 100 * np.mean([own[name] for own in found]) for name in found[0]}

    return over_seeds(measure, seeds)


CLAIM = Claim(
    number=35,
    plan=Plan(
        claim="If you know which features matter, L1 emphasizes them.",
        metric="the share of data sets in which the known feature is kept",
        unit="%",
        margin=5.0,
        regimes=tuple(WEIGHTS),
        primary=("lasso", "lasso that does not penalize the known feature"),
        expects="same",
    ),
    source="001",
    taught="04_elastic_net",
    how="One feature is known to matter. In the first regime it has a small weight, and "
    "correlates with a feature that has a large one; in the second its weight is large, too. "
    "There are 18 useless features and 60 training rows, and the strength is chosen among 16 on "
    "60 validation rows. Each seed is the mean of 20 data sets.",
    not_tested="Other ways to use such knowledge, such as the adaptive lasso.",
    experiment=experiment,
)
