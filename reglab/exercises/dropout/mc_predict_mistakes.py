"""Exercise 7.5: the known mistakes. Every answer declared here is wrong on purpose."""

import copy  # noqa: F401 - an edit uses it

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.dropout.mc_predict import MC_PREDICT


def _predict(net, X, n_samples, rng):
    """Correct. Most mistakes are this function with a few words changed."""
    passes = np.array([net(X, training=True, rng=rng) for _ in range(n_samples)])
    mean = passes.mean(axis=0)
    std = passes.std(axis=0)
    return mean, std


MC_PREDICT.mistake(
    "training=False",
    "With training=False dropout is off, so all passes are the same. Use training=True.",
    edited(_predict, ("training=True", "training=False")),
    kind="half",
)

MC_PREDICT.mistake(
    "divided by n_samples - 1",
    "Your standard deviation divides by n_samples - 1. Divide by n_samples, so that one pass "
    "gives 0.",
    edited(_predict, ("std(axis=0)", "std(axis=0, ddof=1)")),
    kind="slip",
)

MC_PREDICT.mistake(
    "standard error of the mean",
    "You divide the standard deviation by the root of n_samples, which gives the error of the "
    "mean. Return the standard deviation of the passes.",
    edited(_predict, ("std(axis=0)", "std(axis=0) / np.sqrt(n_samples)")),
    kind="slip",
)

MC_PREDICT.mistake(
    "variance",
    "You return the variance. The standard deviation is its root.",
    edited(_predict, ("std(axis=0)", "var(axis=0)")),
    kind="slip",
)


def _spread_of_mean(axis):
    spread = f"np.broadcast_to(mean.std(axis={axis}, keepdims=True), mean.shape)"
    return edited(_predict, ("passes.std(axis=0)", spread))


MC_PREDICT.mistake(
    "spread over the classes",
    "You take the standard deviation over the classes. Take it over the passes, for each class.",
    _spread_of_mean(axis=-1),
    kind="half",
)

MC_PREDICT.mistake(
    "one spread for each row",
    "You average the standard deviation over the classes. Return one for each row and class, in "
    "the shape of the mean.",
    edited(_predict, ("std(axis=0)", "std(axis=0).mean(axis=-1)")),
    kind="slip",
)

MC_PREDICT.mistake(
    "spread over the rows",
    "You take the standard deviation over the rows. Take it over the passes, for each row.",
    _spread_of_mean(axis=-2),
    kind="half",
)

MC_PREDICT.mistake(
    "one number for all",
    "You average over everything. Each entry of a prediction has its own mean and standard "
    "deviation.",
    edited(_predict, ("mean(axis=0)", "mean()"), ("std(axis=0)", "std()")),
    kind="half",
)

MC_PREDICT.mistake(
    "one number for each pass",
    "You do not average over the first axis, the passes. Average over it, and keep rows and "
    "classes.",
    edited(_predict, ("mean(axis=0)", "mean(axis=-1)"), ("std(axis=0)", "std(axis=-1)")),
    kind="half",
)

MC_PREDICT.mistake(
    "rows averaged",
    "You average over the rows. Average over the passes, which are the first axis.",
    edited(_predict, ("mean(axis=0)", "mean(axis=1)"), ("std(axis=0)", "std(axis=1)")),
    kind="half",
)

MC_PREDICT.mistake(
    "summed",
    "You add up the passes. Divide by n_samples.",
    edited(_predict, ("mean(axis=0)", "sum(axis=0)")),
    kind="slip",
)

MC_PREDICT.mistake(
    "median",
    "You return the median of the passes. Return the mean.",
    edited(_predict, ("passes.mean(axis=0)", "np.median(passes, axis=0)")),
    kind="half",
)

MC_PREDICT.mistake(
    "votes counted",
    "You count the most probable class of each pass. Average the probabilities themselves.",
    edited(_predict, ("passes.mean", "(passes == passes.max(axis=-1, keepdims=True)).mean")),
    kind="half",
)

MC_PREDICT.mistake(
    "returns exchanged",
    "You return (std, mean). The order is (mean, std).",
    edited(_predict, ("return mean, std", "return std, mean")),
    kind="slip",
)

MC_PREDICT.mistake(
    "rng copied for every pass",
    "Every pass gets a copy of rng, so all masks are equal. Pass rng itself: its state "
    "changes with each draw.",
    edited(_predict, ("rng=rng", "rng=copy.deepcopy(rng)")),
    kind="half",
)

MC_PREDICT.mistake(
    "other passes for the spread",
    "You compute mean and standard deviation from different passes. Use the predictions of "
    "one loop for both.",
    lambda *args: (_predict(*args)[0], _predict(*args)[1]),
    kind="half",
)

MC_PREDICT.mistake(
    "one pass more",
    "You call net n_samples + 1 times. Call it exactly n_samples times: every call draws from rng.",
    edited(_predict, ("range(n_samples)])", "range(n_samples + 1)])[1:]")),
    kind="slip",
)

MC_PREDICT.mistake(
    "one pass only",
    "Your answer uses only one pass. Call net inside a loop over n_samples, and return after "
    "the loop.",
    edited(_predict, ("range(n_samples)", "range(1)")),
    kind="wrong",
)

MC_PREDICT.mistake(
    "one pass too few",
    "You make only n_samples - 1 passes: range(n) already runs from 0 to n - 1.",
    edited(_predict, ("range(n_samples)", "range(max(n_samples - 1, 1))")),
    kind="slip",
)

TOO_FEW = (
    "You make only n_samples - 1 passes, and divide by n_samples. Make n_samples passes: range(n) "
    "has n numbers."
)


@MC_PREDICT.mistake("one pass too few, but divided by n_samples", TOO_FEW, kind="slip")
def one_too_few(net, X, n_samples, rng):
    total, squares = 0.0, 0.0
    for _ in range(1, n_samples):
        p = net(X, training=True, rng=rng)
        total, squares = total + p, squares + p**2
    mean = total / n_samples
    return mean, np.sqrt(np.maximum(squares / n_samples - mean**2, 0))


@MC_PREDICT.mistake(
    "one pass too few, and only the mean divided by n_samples", TOO_FEW, kind="slip"
)
def mean_of_one_too_few(net, X, n_samples, rng):
    passes = np.array([net(X, training=True, rng=rng) for _ in range(n_samples - 1)])
    return passes.sum(axis=0) / n_samples, passes.std(axis=0)


@MC_PREDICT.mistake("one pass too few, deviations divided by n_samples", TOO_FEW, kind="slip")
def deviations_of_one_too_few(net, X, n_samples, rng):
    passes = [net(X, training=True, rng=rng) for _ in range(n_samples - 1)]
    mean = sum(passes) / n_samples
    return mean, np.sqrt(sum((p - mean) ** 2 for p in passes) / n_samples)


MC_PREDICT.mistake(
    "n_samples passes, but the mean divided by n_samples - 1",
    "Your mean divides by n_samples - 1. Divide the sum of the passes by n_samples.",
    edited(_predict, ("passes.mean(axis=0)", "passes.sum(axis=0) / (n_samples - 1)")),
    kind="slip",
)

MC_PREDICT.mistake(
    "n_samples passes, but the mean divided by n_samples + 1",
    "Your mean divides by n_samples + 1. Divide the sum of the passes by n_samples.",
    edited(_predict, ("passes.mean(axis=0)", "passes.sum(axis=0) / (n_samples + 1)")),
    kind="slip",
)

MC_PREDICT.mistake(
    "one pass more, averaged with the others",
    "You average n_samples + 1 passes. Make exactly n_samples.",
    edited(_predict, ("range(n_samples)", "range(n_samples + 1)")),
    kind="slip",
)

MC_PREDICT.mistake(
    "the first pass without dropout",
    "Your first pass is without dropout. All n_samples passes need training=True.",
    edited(
        _predict,
        ("training=True", "training=t > 0"),
        ("for _", "for t"),
    ),
    kind="half",
)

MC_PREDICT.mistake(
    "a pass without dropout among the others",
    "You average a pass without dropout with the n_samples passes. Use the passes with "
    "training=True alone.",
    edited(
        _predict,
        ("training=True", "training=t > 0"),
        ("for _", "for t"),
        ("range(n_samples)", "range(n_samples + 1)"),
    ),
    kind="half",
)

MC_PREDICT.mistake(
    "deviation from the prediction without dropout",
    "You measure deviations from the prediction without dropout. Measure them from the mean of the "
    "passes.",
    edited(
        _predict,
        (
            "passes.std(axis=0)",
            "np.sqrt(np.mean((passes - net(X, training=False, rng=rng)) ** 2, axis=0))",
        ),
    ),
    kind="half",
)

MC_PREDICT.mistake(
    "mean absolute deviation",
    "You average absolute deviations. The standard deviation is the root of the mean square.",
    edited(_predict, ("passes.std(axis=0)", "np.abs(passes - mean).mean(axis=0)")),
    kind="half",
)

MC_PREDICT.mistake(
    "range",
    "You return the largest minus the smallest value. Return the standard deviation.",
    edited(_predict, ("passes.std(axis=0)", "np.ptp(passes, axis=0)")),
    kind="half",
)

MC_PREDICT.mistake(
    "no spread",
    "Your standard deviation is 0 everywhere. Take it over the passes.",
    edited(_predict, ("passes.std(axis=0)", "np.zeros(mean.shape)")),
    kind="half",
)


@MC_PREDICT.mistake(
    "halfway to each new pass",
    "You average the mean so far with each new pass, so late passes count more. All passes have "
    "the same weight.",
    kind="half",
)
def halfway(net, X, n_samples, rng):
    passes = np.array([net(X, training=True, rng=rng) for _ in range(n_samples)])
    mean = passes[0]
    for p in passes[1:]:
        mean = (mean + p) / 2
    return mean, passes.std(axis=0)


for _digits in (3, 4):
    MC_PREDICT.mistake(
        f"rounded to {_digits} digits",
        "You round the results. Return them as they are.",
        edited(
            _predict, ("return mean, std", f"return mean.round({_digits}), std.round({_digits})")
        ),
        kind="slip",
    )

MC_PREDICT.mistake(
    "half precision",
    "You compute with half precision (float16), which has three digits. Use floats of double "
    "precision.",
    edited(
        _predict, ("for _ in range(n_samples)]", "for _ in range(n_samples)], dtype=np.float16")
    ),
    kind="slip",
)


@MC_PREDICT.mistake(
    "copies of the rows in one call",
    "You put copies of the rows into one call, so net gets another X, and the copies mix if X has "
    "more than two axes. Call net n_samples times with X.",
    kind="half",
)
def copies(net, X, n_samples, rng):
    passes = net(np.concatenate([X] * n_samples, axis=0), training=True, rng=rng)
    passes = passes.reshape(n_samples, len(X), -1)
    return passes.mean(axis=0), passes.std(axis=0)


MC_PREDICT.mistake(
    "n_samples ignored",
    "You use a fixed number of passes. Use n_samples.",
    edited(_predict, ("range(n_samples)", "range(10)")),
    kind="half",
)

MC_PREDICT.mistake(
    "equal masks in all passes",
    "Every pass gets a generator with the same seed, so all masks are equal. Pass rng itself.",
    edited(_predict, ("rng=rng", "rng=np.random.default_rng(0)")),
    ("own_rng", lambda data, out: bool(np.all(out["first"][1] < 1e-9))),
    kind="half",
)


def _equal_means(data, out):
    (mean, std), (other_mean, _) = out["first"], out["other"]
    return bool(np.all(mean == other_mean) and np.any(std > 1e-9))


MC_PREDICT.mistake(
    "a seed inside the function",
    "You set a seed inside the function, so every call draws the same masks. Use the rng that "
    "is passed in.",
    lambda net, X, n_samples, rng: _predict(net, X, n_samples, np.random.default_rng(0)),
    ("own_rng", _equal_means),
    kind="half",
)

MC_PREDICT.mistake(
    "another generator",
    "Equal generators give different answers: your passes draw from a generator other than rng.",
    lambda net, X, n_samples, rng: _predict(net, X, n_samples, np.random.default_rng()),
    ("own_rng", lambda data, out: bool(np.any(out["first"][0] != out["again"][0]))),
    kind="slip",
)
