"""The test error rises with complexity: up to the point where the model fits every row."""

import numpy as np

from reglab.audit import Claim, Plan
from reglab.audit.experiments.regression import over_seeds
from reglab.ensembles import min_norm_fit, random_relu_features, relu_map

WIDTHS = {
    "from 30 to 100 features, 100 rows": (30, 100),
    "from 100 to 1,000 features, 100 rows": (100, 1000),
}
DIMENSIONS = 20


def experiment(regime, seeds):
    """Test error of the least-norm fit with few and with many random features."""
    few, many = WIDTHS[regime]

    def measure(rng):
        w = rng.normal(size=DIMENSIONS) / np.sqrt(DIMENSIONS)
        X, X_test = (rng.normal(size=(n, DIMENSIONS)) for n in (100, 1000))
        y = X @ w + 0.5 * rng.normal(size=100)
        found = {}
        for name, width in (("more features", many), ("fewer features", few)):
            F, W = random_relu_features(X, width, rng=rng)
            predicted = relu_map(X_test, W) @ min_norm_fit(F, y)
            found[name] = np.log10(np.mean((predicted - X_test @ w) ** 2))
        return found

    return over_seeds(measure, seeds)


CLAIM = Claim(
    number=2,
    plan=Plan(
        claim="The more complex a model is, the larger is its test error.",
        metric="the decimal logarithm of the mean squared test error",
        unit="",
        margin=0.1,
        regimes=tuple(WIDTHS),
        primary=("more features", "fewer features"),
        expects="more",
    ),
    source="002",
    taught="11_ensembles",
    how="A linear function of 20 inputs is learned from 100 noisy rows with random ReLU features. "
    "Among the weights with the least training error, those with the smallest norm are taken. The "
    "error is that for labels without noise.",
    not_tested="Complexity by other means than width, and models with a tuned penalty, which show "
    "no peak (lesson 11).",
    experiment=experiment,
)
