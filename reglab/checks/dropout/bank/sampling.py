"""Exercise 7.5: the known wrong answers."""

import copy

import numpy as np

from ..probes import MC_PREDICT


def _passes(net, X, n_samples, rng):
    return np.array([net(X, training=True, rng=rng) for _ in range(n_samples)])


def _of_passes(mean=lambda p: p.mean(axis=0), std=lambda p: p.std(axis=0), passes=_passes):
    def predict(net, X, n_samples, rng):
        p = passes(net, X, n_samples, rng)
        return mean(p), std(p)

    return predict


def _known(name, hint, function, signature=None):
    MC_PREDICT.misconception(name, hint=hint, signature=signature)(function)


_known(
    "training=False",
    "With training=False dropout is off, and all passes are the same. Monte Carlo dropout keeps "
    "it on.",
    _of_passes(
        passes=lambda net, X, n, rng: np.array([net(X, training=False, rng=rng) for _ in range(n)])
    ),
)
_known(
    "divided by n_samples - 1",
    "Your standard deviation divides by n_samples - 1. Here it divides by n_samples, and one pass "
    "gives 0.",
    _of_passes(std=lambda p: p.std(axis=0, ddof=1)),
)
_known(
    "standard error of the mean",
    "You divide the standard deviation by the root of n_samples: that is the error of the mean. "
    "Asked is how far the passes spread.",
    _of_passes(std=lambda p: p.std(axis=0) / np.sqrt(len(p))),
)
_known(
    "variance",
    "That is the variance. The standard deviation is its root.",
    _of_passes(std=lambda p: p.var(axis=0)),
)
_known(
    "spread over the classes",
    "Your standard deviation runs over the classes. Take it over the passes, for each class.",
    _of_passes(
        std=lambda p: np.repeat(p.mean(axis=0).std(axis=-1, keepdims=True), p.shape[-1], -1)
    ),
)
_known(
    "spread over the rows",
    "Your standard deviation runs over the rows. Take it over the passes, for each row.",
    _of_passes(
        std=lambda p: np.repeat(p.mean(axis=0).std(axis=-2, keepdims=True), p.shape[-2], -2)
    ),
)
_known(
    "one number for all",
    "You average over everything. Each entry of a prediction has a mean and a spread of its own.",
    _of_passes(mean=np.mean, std=np.std),
)
_known(
    "one number for each pass",
    "Your first axis is that of the passes. Average over it, and keep rows and classes.",
    _of_passes(mean=lambda p: p.mean(axis=-1), std=lambda p: p.std(axis=-1)),
)
_known(
    "rows averaged",
    "You average over the rows. The first axis is that of the passes: average over it.",
    _of_passes(mean=lambda p: p.mean(axis=1), std=lambda p: p.std(axis=1)),
)
_known(
    "summed",
    "You add up the passes. Divide by n_samples.",
    _of_passes(mean=lambda p: p.sum(axis=0)),
)
_known(
    "median",
    "That is the median of the passes. Asked is the mean.",
    _of_passes(mean=lambda p: np.median(p, axis=0)),
)
_known(
    "votes counted",
    "You count which class wins in each pass. Average the probabilities themselves.",
    _of_passes(mean=lambda p: (p == p.max(axis=-1, keepdims=True)).mean(axis=0)),
)
_known(
    "returns exchanged",
    "You return (std, mean). The order is (mean, std).",
    lambda net, X, n_samples, rng: _of_passes()(net, X, n_samples, rng)[::-1],
)
_known(
    "rng copied for every pass",
    "Every pass gets a copy of rng, so all masks are equal. Hand on rng itself: it moves on.",
    _of_passes(
        passes=lambda net, X, n, rng: np.array(
            [net(X, training=True, rng=copy.deepcopy(rng)) for _ in range(n)]
        )
    ),
)
_known(
    "other passes for the spread",
    "Mean and spread come from different passes. Keep the predictions of one loop for both.",
    lambda net, X, n_samples, rng: (
        _passes(net, X, n_samples, rng).mean(axis=0),
        _passes(net, X, n_samples, rng).std(axis=0),
    ),
)
_known(
    "one pass more",
    "You call net once more than n_samples times. Every call draws from rng, and counts.",
    _of_passes(passes=lambda net, X, n, rng: _passes(net, X, n + 1, rng)[1:]),
)
_known(
    "one pass only",
    "Only one pass counts in your answer. Is net called, or the return placed, outside of a loop "
    "over n_samples?",
    _of_passes(passes=lambda net, X, n, rng: _passes(net, X, 1, rng)),
)
_known(
    "one pass too few",
    "You make n_samples - 1 passes: range(n) counts from 0 to n - 1 by itself.",
    _of_passes(passes=lambda net, X, n, rng: _passes(net, X, max(n - 1, 1), rng)),
)
_known(
    "n_samples ignored",
    "The number of passes is set in your code. It is n_samples.",
    _of_passes(passes=lambda net, X, n, rng: _passes(net, X, 100, rng)),
)
_known(
    "equal masks in all passes",
    "Every pass gets a generator with the same seed, so all masks are equal. Hand on rng itself.",
    _of_passes(
        passes=lambda net, X, n, rng: np.array(
            [net(X, training=True, rng=np.random.default_rng(0)) for _ in range(n)]
        )
    ),
    ("own_rng", lambda data, out: bool(np.all(out["first"][1] < 1e-9))),
)
_known(
    "a seed inside the function",
    "A seed is set inside the function, so every call draws the same masks. Use the rng that is "
    "passed in.",
    _of_passes(passes=lambda net, X, n, rng: _passes(net, X, n, np.random.default_rng(0))),
    (
        "own_rng",
        lambda data, out: bool(
            np.all(out["first"][0] == out["other"][0]) and np.any(out["first"][1] > 1e-9)
        ),
    ),
)
_known(
    "another generator",
    "Equal generators give different answers: the passes draw from another one than rng.",
    _of_passes(passes=lambda net, X, n, rng: _passes(net, X, n, np.random.default_rng())),
    ("own_rng", lambda data, out: bool(np.any(out["first"][0] != out["again"][0]))),
)
