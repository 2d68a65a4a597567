"""Exercise 7.5: the known mistakes. Every answer that is declared here is wrong on purpose."""

import copy  # noqa: F401 - an edit uses it

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.dropout.mc_predict import MC_PREDICT


def _predict(net, X, n_samples, rng):
    """Correct. Most mistakes are this function with a few words exchanged."""
    passes = np.array([net(X, training=True, rng=rng) for _ in range(n_samples)])
    mean = passes.mean(axis=0)
    std = passes.std(axis=0)
    return mean, std


MC_PREDICT.mistake(
    "training=False",
    "With training=False dropout is off, and all passes are the same. Monte Carlo dropout keeps "
    "it on.",
    edited(_predict, ("training=True", "training=False")),
)

MC_PREDICT.mistake(
    "divided by n_samples - 1",
    "Your standard deviation divides by n_samples - 1. Here it divides by n_samples, and one pass "
    "gives 0.",
    edited(_predict, ("std(axis=0)", "std(axis=0, ddof=1)")),
)

MC_PREDICT.mistake(
    "standard error of the mean",
    "You divide the standard deviation by the root of n_samples: that is the error of the mean. "
    "Asked is how far the passes spread.",
    edited(_predict, ("std(axis=0)", "std(axis=0) / np.sqrt(n_samples)")),
)

MC_PREDICT.mistake(
    "variance",
    "That is the variance. The standard deviation is its root.",
    edited(_predict, ("std(axis=0)", "var(axis=0)")),
)


def _spread_of_mean(axis):
    spread = f"np.broadcast_to(mean.std(axis={axis}, keepdims=True), mean.shape)"
    return edited(_predict, ("passes.std(axis=0)", spread))


MC_PREDICT.mistake(
    "spread over the classes",
    "Your standard deviation runs over the classes. Take it over the passes, for each class.",
    _spread_of_mean(axis=-1),
)

MC_PREDICT.mistake(
    "spread over the rows",
    "Your standard deviation runs over the rows. Take it over the passes, for each row.",
    _spread_of_mean(axis=-2),
)

MC_PREDICT.mistake(
    "one number for all",
    "You average over everything. Each entry of a prediction has a mean and a spread of its own.",
    edited(_predict, ("mean(axis=0)", "mean()"), ("std(axis=0)", "std()")),
)

MC_PREDICT.mistake(
    "one number for each pass",
    "Your first axis is that of the passes. Average over it, and keep rows and classes.",
    edited(_predict, ("mean(axis=0)", "mean(axis=-1)"), ("std(axis=0)", "std(axis=-1)")),
)

MC_PREDICT.mistake(
    "rows averaged",
    "You average over the rows. The first axis is that of the passes: average over it.",
    edited(_predict, ("mean(axis=0)", "mean(axis=1)"), ("std(axis=0)", "std(axis=1)")),
)

MC_PREDICT.mistake(
    "summed",
    "You add up the passes. Divide by n_samples.",
    edited(_predict, ("mean(axis=0)", "sum(axis=0)")),
)

MC_PREDICT.mistake(
    "median",
    "That is the median of the passes. Asked is the mean.",
    edited(_predict, ("passes.mean(axis=0)", "np.median(passes, axis=0)")),
)

MC_PREDICT.mistake(
    "votes counted",
    "You count which class wins in each pass. Average the probabilities themselves.",
    edited(_predict, ("passes.mean", "(passes == passes.max(axis=-1, keepdims=True)).mean")),
)

MC_PREDICT.mistake(
    "returns exchanged",
    "You return (std, mean). The order is (mean, std).",
    edited(_predict, ("return mean, std", "return std, mean")),
)

MC_PREDICT.mistake(
    "rng copied for every pass",
    "Every pass gets a copy of rng, so all masks are equal. Hand on rng itself: it moves on.",
    edited(_predict, ("rng=rng", "rng=copy.deepcopy(rng)")),
)

MC_PREDICT.mistake(
    "other passes for the spread",
    "Mean and spread come from different passes. Keep the predictions of one loop for both.",
    lambda *args: (_predict(*args)[0], _predict(*args)[1]),
)

MC_PREDICT.mistake(
    "one pass more",
    "You call net once more than n_samples times. Every call draws from rng, and counts.",
    edited(_predict, ("range(n_samples)])", "range(n_samples + 1)])[1:]")),
)

MC_PREDICT.mistake(
    "one pass only",
    "Only one pass counts in your answer. Is net called, or the return placed, outside of a loop "
    "over n_samples?",
    edited(_predict, ("range(n_samples)", "range(1)")),
)

MC_PREDICT.mistake(
    "one pass too few",
    "You make n_samples - 1 passes: range(n) counts from 0 to n - 1 by itself.",
    edited(_predict, ("range(n_samples)", "range(max(n_samples - 1, 1))")),
)

MC_PREDICT.mistake(
    "n_samples ignored",
    "The number of passes is set in your code. It is n_samples.",
    edited(_predict, ("range(n_samples)", "range(100)")),
)

MC_PREDICT.mistake(
    "equal masks in all passes",
    "Every pass gets a generator with the same seed, so all masks are equal. Hand on rng itself.",
    edited(_predict, ("rng=rng", "rng=np.random.default_rng(0)")),
    ("own_rng", lambda data, out: bool(np.all(out["first"][1] < 1e-9))),
)


def _equal_means(data, out):
    (mean, std), (other_mean, _) = out["first"], out["other"]
    return bool(np.all(mean == other_mean) and np.any(std > 1e-9))


MC_PREDICT.mistake(
    "a seed inside the function",
    "A seed is set inside the function, so every call draws the same masks. Use the rng that is "
    "passed in.",
    lambda net, X, n_samples, rng: _predict(net, X, n_samples, np.random.default_rng(0)),
    ("own_rng", _equal_means),
)

MC_PREDICT.mistake(
    "another generator",
    "Equal generators give different answers: the passes draw from another one than rng.",
    lambda net, X, n_samples, rng: _predict(net, X, n_samples, np.random.default_rng()),
    ("own_rng", lambda data, out: bool(np.any(out["first"][0] != out["again"][0]))),
)
