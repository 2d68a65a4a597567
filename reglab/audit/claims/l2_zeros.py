"""An L2 penalty makes weights small, and not exactly zero."""

import numpy as np

from reglab import datasets, linear, nn
from reglab.audit import Claim, Plan
from reglab.audit.claims.l1_zeros import zeros
from reglab.audit.experiments.digits import plain, split

RIDGE, NETWORK = "ridge regression, exact minimum", "network, L2 in the gradient of Adam"


def experiment(regime, seeds):
    """Share of weights that are exactly 0, at several strengths together."""
    if regime == RIDGE:
        values = {"L2": [], "no penalty": []}
        for seed in seeds:
            X, y, _ = datasets.make_sparse_regression(
                100, 30, 5, 1.0, rng=np.random.default_rng(seed)
            )
            W, _ = linear.ridge_svd_path(X, y, np.geomspace(1e-3, 1e3, 7))
            values["L2"].append(zeros(W))
            values["no penalty"].append(zeros(linear.fit_ols(X, y)[0]))
        return values
    train, _, _ = split(200, 0.0, seeds)
    shares = {}
    for name, strengths in (("L2", (1e-4, 1e-3, 1e-2)), ("no penalty", (0.0,))):
        found = []
        for l2 in strengths:
            rngs = [np.random.default_rng(seed) for seed in seeds]
            network = nn.Network(plain(), 64, rng=rngs)
            nn.fit(
                network, *train, optimizer=nn.Adam(3e-3), epochs=60, batch_size=50, rng=rngs,
                l2=l2, progress=False,
            )  # fmt: skip
            found.append([zeros(own) for own in network.params["W1"]])
        shares[name] = np.mean(found, axis=0)
    return shares


CLAIM = Claim(
    number=4,
    plan=Plan(
        claim="An L2 penalty does not make weights exactly zero.",
        metric="the share of weights that are exactly 0",
        unit="%",
        margin=0.5,
        regimes=(RIDGE, NETWORK),
        primary=("L2", "no penalty"),
        expects="same",
    ),
    source="000, 002 and 004",
    taught="02_ridge",
    how="Ridge regression has 30 features, 100 rows, and seven strengths from 0.001 to 1,000. The "
    "networks have 128 hidden units, and learn from 200 images of digits for 60 epochs with three "
    "strengths from 0.0001 to 0.01. A network without a penalty has zeros, too: weights that are "
    "stored with 32 bits can be 0 by chance.",
    not_tested="Weights that are so small that they are stored as 0.",
    experiment=experiment,
)
