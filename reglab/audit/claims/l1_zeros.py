"""An L1 penalty makes weights exactly zero: only with the right algorithm."""

import numpy as np

from reglab import datasets, linear, nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import plain, split

LASSO, GRADIENT, PROX = (
    "linear regression, exact minimum",
    "network, L1 in the gradient of Adam",
    "network, proximal steps after Adam",
)


def zeros(weights):
    """Percentage of weights that are exactly 0."""
    return 100 * np.mean(np.asarray(weights) == 0)


def linear_models(seeds):
    """Weights of the lasso at a tenth of the largest useful strength, and of least squares."""
    values = {"L1": [], "no penalty": []}
    for seed in seeds:
        X, y, _ = datasets.make_sparse_regression(100, 30, 5, 1.0, rng=np.random.default_rng(seed))
        lasso, _, _ = linear.lasso_cd(X, y, 0.1 * linear.lambda_max(X, y))
        values["L1"].append(zeros(lasso))
        values["no penalty"].append(zeros(linear.fit_ols(X, y)[0]))
    return values


def networks(seeds, **penalty):
    """First weights of networks after 60 epochs, with and without a penalty."""
    train, _, _ = split(200, 0.0, seeds)
    values = {}
    for name, own in (("L1", penalty), ("no penalty", {})):
        rngs = [np.random.default_rng(seed) for seed in seeds]
        network = nn.Network(plain(), 64, rng=rngs)
        nn.fit(
            network, *train, optimizer=nn.Adam(3e-3), epochs=60, batch_size=50, rng=rngs,
            progress=False, **own,
        )  # fmt: skip
        values[name] = [zeros(own) for own in network.params["W1"]]
    return values


def experiment(regime, seeds):
    """Share of weights that are exactly 0."""
    if regime == LASSO:
        return linear_models(seeds)
    return networks(seeds, **({"l1": 1e-3} if regime == GRADIENT else {"prox_l1": 1e-3}))


CLAIM = Claim(
    number=3,
    plan=Plan(
        claim="An L1 penalty makes weights exactly zero.",
        metric="the share of weights that are exactly 0",
        unit="%",
        margin=1.0,
        regimes=(LASSO, GRADIENT, PROX),
        primary=("L1", "no penalty"),
        expects="more",
    ),
    source="all five articles",
    taught="03_lasso",
    how="The linear models have 30 features, of which 5 matter, and 100 rows. The networks have "
    "128 hidden units, and learn from 200 images of digits for 60 epochs; their first weights "
    "count. The strength is fixed: it is the algorithm that is tested.",
    not_tested="Other optimizers and strengths; whether zeros can be had without a loss of "
    "accuracy.",
    experiment=experiment,
)
