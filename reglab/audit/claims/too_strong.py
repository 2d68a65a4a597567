"""A penalty can be too strong: then the model underfits."""

import numpy as np

from reglab import datasets, linear, nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import plain, split

LOGISTIC, NETWORK = "logistic regression, breast cancer", "network, digits"
STRENGTHS = (1e-4, 1e-3, 1e-2, 1e-1)
FACTOR = 100


def logistic(seeds):
    """Accuracy on 300 test rows after training on 100."""
    data = datasets.load_breast_cancer()
    parts = datasets.split_seeds(data.X, data.y, (100, 100, 300), seeds=seeds)
    values = {"100 times the chosen strength": [], "chosen strength": []}
    for train, validation, test in zip(*(zip(*part, strict=True) for part in parts), strict=True):
        mean, sd = train[0].mean(axis=0), train[0].std(axis=0)
        rows = [((X - mean) / sd, y) for X, y in (train, validation, test)]

        def right(lam, part, train=rows[0]):
            w, b = linear.logreg_prox(*train, lam, 0.0, 0.2, 1000)
            X, y = part
            return 100 * np.mean((X @ w + b > 0) == y)

        best = max(STRENGTHS, key=lambda lam: right(lam, rows[1]))
        values["100 times the chosen strength"].append(right(FACTOR * best, rows[2]))
        values["chosen strength"].append(right(best, rows[2]))
    return values


def experiment(regime, seeds):
    """Accuracy at the strength that validation rows choose, and at a hundred times of it."""
    if regime == LOGISTIC:
        return logistic(seeds)
    train, validation, test = split(200, 0.0, seeds)
    strengths = [*STRENGTHS, *(FACTOR * l2 for l2 in STRENGTHS)]
    right, known = [], []
    for l2 in strengths:
        rngs = [np.random.default_rng(seed) for seed in seeds]
        network = nn.Network(plain(), 64, rng=rngs)
        nn.fit(
            network, *train, optimizer=nn.Adam(3e-3), epochs=60, batch_size=50, rng=rngs, l2=l2,
            progress=False,
        )  # fmt: skip
        known.append(nn.accuracy(network(validation[0]), validation[1]))
        right.append(100 * nn.accuracy(network(test[0]), test[1]))
    best = np.argmax(known[: len(STRENGTHS)], axis=0)
    right = np.array(right)
    pick = np.arange(len(best))
    return {
        "100 times the chosen strength": right[best + len(STRENGTHS), pick],
        "chosen strength": right[best, pick],
    }


CLAIM = Claim(
    number=14,
    plan=Plan(
        claim="If the penalty is much too strong, the model underfits.",
        metric="accuracy on test rows",
        unit="points",
        margin=1.0,
        regimes=(LOGISTIC, NETWORK),
        primary=("100 times the chosen strength", "chosen strength"),
        expects="less",
    ),
    source="000 and 002",
    taught="02_ridge",
    how="Logistic regression with L2 learns from 100 rows of breast cancer data, and a network "
    "with 128 hidden units from 200 images of digits. One of four strengths is chosen on "
    "validation rows; it is compared with a hundred times that strength.",
    not_tested="Smaller factors, and other penalties.",
    experiment=experiment,
)
