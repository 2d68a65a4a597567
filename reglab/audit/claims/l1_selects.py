"""L1 keeps the relevant features: how well its selection agrees with the truth."""

import numpy as np

from reglab.audit import Claim, Plan
from reglab.audit.experiments.drawn import equicorrelated, in_parts
from reglab.audit.experiments.regression import choose, lasso_models, over_seeds

CORRELATIONS = {"independent features": 0.0, "correlation 0.5": 0.5, "correlation 0.95": 0.95}
N, P, ACTIVE = 100, 50, 5


def f1(w, truth):
    """Harmonic mean of precision and recall of the selected features, in percent."""
    both = np.sum((w != 0) & truth)
    return 200 * both / (np.sum(w != 0) + np.sum(truth))


def experiment(regime, seeds):
    """F1 of the lasso's selection, with the strength chosen on validation rows."""

    def measure(rng):
        X, y, w = equicorrelated(2 * N, P, ACTIVE, 1.0, CORRELATIONS[regime], rng)
        train, validation = in_parts(X, y, N)
        models = lasso_models(train)
        return {
            "lasso": f1(choose(models, validation)[0], w != 0),
            "right selection": 100.0,
            "lasso, best strength in hindsight": max(f1(own, w != 0) for own, _ in models),
        }

    return over_seeds(measure, seeds)


CLAIM = Claim(
    number=5,
    plan=Plan(
        claim="L1 selects the features that matter, and sets the others to zero.",
        metric="F1 (the harmonic mean of precision and recall) of the selected features",
        unit="%",
        margin=10.0,
        regimes=tuple(CORRELATIONS),
        primary=("lasso", "right selection"),
        expects="same",
    ),
    source="001 and 004",
    taught="03_lasso",
    how="5 of 50 features matter, all equally; there are 100 training rows, and the lasso's "
    "strength is chosen among 16 by its predictions for 100 validation rows.",
    not_tested="Other rules for the strength, such as one standard error, and stability selection.",
    experiment=experiment,
)
