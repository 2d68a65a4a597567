"""Regularization does not improve the fit to the training rows."""

import numpy as np

from reglab import linear, nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import plain, split
from reglab.audit.experiments.drawn import equicorrelated

RIDGE, LASSO = "ridge regression, exact minimum", "lasso, exact minimum"
L2, NORM = "network, L2 and five epochs", "network, batch norm and five epochs"


def linear_loss(regime, seeds):
    """Half the mean squared error on the training rows."""
    values = {"with regularization": [], "without": []}
    for seed in seeds:
        X, y, _ = equicorrelated(100, 30, 5, 1.0, 0.5, np.random.default_rng(seed))
        if regime == RIDGE:
            penalized = linear.ridge_closed_form(X, y, 0.1)
        else:
            penalized = linear.lasso_cd(X, y, 0.1 * linear.lambda_max(X, y))[:2]
        for name, (w, b) in (("with regularization", penalized), ("without", linear.fit_ols(X, y))):
            values[name].append(np.mean((y - X @ w - b) ** 2) / 2)
    return values


def network_loss(regime, seeds):
    """Mean negative log-likelihood of the training rows, at the best of five learning rates."""
    train, _, _ = split(200, 0.0, seeds)
    normed = (nn.Dense(128), nn.BatchNorm(), nn.ReLU(), nn.Dense(10))
    values = {}
    for name in ("with regularization", "without"):
        regularized = name == "with regularization"
        layers = normed if regularized and regime == NORM else plain()
        l2 = 1e-3 if regularized and regime == L2 else 0.0
        found = []
        for lr in (3e-4, 1e-3, 3e-3, 1e-2, 3e-2):
            rngs = [np.random.default_rng(seed) for seed in seeds]
            network = nn.Network(layers, 64, rng=rngs)
            nn.fit(
                network, *train, optimizer=nn.Adam(lr), epochs=5, batch_size=20, rng=rngs, l2=l2,
                progress=False,
            )  # fmt: skip
            found.append(nn.negative_log_likelihood(network(train[0]), train[1]))
        values[name] = np.min(found, axis=0)
    return values


def experiment(regime, seeds):
    """Training loss without the penalty, with regularization and without."""
    return (linear_loss if regime in (RIDGE, LASSO) else network_loss)(regime, seeds)


CLAIM = Claim(
    number=13,
    plan=Plan(
        claim="Regularization does not improve the fit to the training data: it makes the "
        "training loss larger.",
        metric="the training loss without the penalty",
        unit="",
        margin=0.001,
        regimes=(RIDGE, LASSO, L2, NORM),
        primary=("with regularization", "without"),
        expects="more",
    ),
    source="004",
    taught="02_ridge",
    how="The linear models have 30 correlated features and 100 rows. The networks learn from 200 "
    "images of digits for five epochs, each at the learning rate with the smallest training loss.",
    not_tested="Training until the loss no longer falls.",
    experiment=experiment,
)
