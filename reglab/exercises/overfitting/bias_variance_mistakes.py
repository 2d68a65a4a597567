"""Exercise 1.3: the known mistakes. Every function is wrong on purpose, except `_bias_variance`."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.overfitting.bias_variance import BIAS_VARIANCE, decompose
from reglab.validation import bias_variance


def _bias_variance(fit_predict, sample, f_true, x_test, n_rep, rng):
    predictions = []
    for _ in range(n_rep):
        x, y = sample(rng)
        predictions.append(fit_predict(x, y, x_test))
    p = np.array(predictions)
    truth = f_true(x_test)
    bias2 = np.mean((p.mean(axis=0) - truth) ** 2)
    var = np.mean(p.var(axis=0))
    return bias2, var


def _lost_digits(data, out):
    """Whether bias2 is right, and var wrong by rounding alone."""
    size = np.finfo(float).eps * data["f"][0] ** 2
    (bias2, var), (right, expected) = out["bias_variance"], decompose(bias_variance, data)
    return np.isclose(bias2, right, rtol=1e-5) and abs(var - expected) < 10 * size


BIAS_VARIANCE.mistake(
    "variance over x",
    "You take the variance over the test points, which measures how curved the prediction is. "
    "Take it over the samples, at each test point.",
    edited(_bias_variance, ("p.var(axis=0)", "p.var(axis=1)")),
    kind="slip",
)
BIAS_VARIANCE.mistake(
    "variance of all predictions at once",
    "p.var() mixes the differences between samples with those between test points. Take the "
    "variance over the samples only: axis=0.",
    edited(_bias_variance, ("np.mean(p.var(axis=0))", "p.var()")),
    kind="slip",
)


@BIAS_VARIANCE.mistake(
    "ddof=1",
    "You divide by n_rep - 1. Here the variance is divided by n_rep (ddof=0), so that bias2 + "
    "var is exactly the error.",
    kind="slip",
)
def sample_variance(fit_predict, sample, f_true, x_test, n_rep, rng):
    bias2, var = _bias_variance(fit_predict, sample, f_true, x_test, n_rep, rng)
    # For a single repetition it is 0/0.
    return bias2, var * n_rep / (n_rep - 1) if n_rep > 1 else np.nan


BIAS_VARIANCE.mistake(
    "variance counted as bias",
    "You average (prediction - truth)^2: that is the whole error, including the variance. "
    "Average the predictions first, then subtract the truth.",
    edited(_bias_variance, ("p.mean(axis=0) - truth", "p - truth")),
    kind="slip",
)
BIAS_VARIANCE.mistake(
    "whole error in place of the variance",
    "Your second number is the whole error, including the bias: take the distance to the mean "
    "prediction, not to the truth.",
    edited(_bias_variance, ("np.mean(p.var(axis=0))", "np.mean((p - truth) ** 2)")),
    kind="slip",
)
BIAS_VARIANCE.mistake(
    "summed over the test points",
    "You add up over the test points. Take the mean, because a sum grows with the number of "
    "points.",
    edited(_bias_variance, ("np.mean((p", "np.sum((p"), ("np.mean(p.var", "np.sum(p.var")),
    kind="slip",
)
BIAS_VARIANCE.mistake(
    "averaged over the test points first",
    "You average over the test points (axis=1). At each point, average over the samples (axis=0).",
    edited(
        _bias_variance,
        ("p.mean(axis=0) - truth", "p.mean(axis=1) - truth.mean()"),
        ("p.var(axis=0)", "p.var(axis=1)"),
    ),
    kind="half",
)
BIAS_VARIANCE.mistake(
    "last sample only",
    "You use only the last sample: collect the predictions of every repetition, for example "
    "in a list.",
    edited(_bias_variance, ("p.mean(axis=0)", "p[-1]"), ("np.mean(p.var(axis=0))", "p[-1].var()")),
    kind="half",
)


@BIAS_VARIANCE.mistake(
    "noise counted as bias",
    "You measure the bias against the noisy y of the samples. Bias is the distance to the "
    "truth: use f_true(x_test).",
    kind="half",
)
def against_noise(fit_predict, sample, f_true, x_test, n_rep, rng):
    samples = [sample(rng) for _ in range(n_rep)]
    p = np.array([fit_predict(x, y, x_test) for x, y in samples])
    off = [np.mean(p.mean(axis=0)) - y for _, y in samples]
    return np.mean(np.square(off)), np.mean(p.var(axis=0))


@BIAS_VARIANCE.mistake(
    "training error in place of bias",
    "You take the error at the sample's own points instead of the bias. Predict at x_test and "
    "compare with f_true(x_test).",
    kind="half",
)
def training_error(fit_predict, sample, f_true, x_test, n_rep, rng):
    samples = [sample(rng) for _ in range(n_rep)]
    p = np.array([fit_predict(x, y, x_test) for x, y in samples])
    errors = [np.mean((fit_predict(x, y, x) - y) ** 2) for x, y in samples]
    return np.mean(errors), np.mean(p.var(axis=0))


BIAS_VARIANCE.mistake(
    "squared after averaging",
    "You average the bias over the test points before you square it, so positive and negative "
    "bias cancel. Square at each point, then average.",
    edited(
        _bias_variance,
        ("np.mean((p.mean(axis=0) - truth) ** 2)", "np.mean(p.mean(axis=0) - truth) ** 2"),
    ),
    kind="slip",
)
BIAS_VARIANCE.mistake(
    "bias not squared",
    "You do not square the bias. Square the difference at each point, then average.",
    edited(
        _bias_variance,
        ("np.mean((p.mean(axis=0) - truth) ** 2)", "np.mean(np.abs(p.mean(axis=0) - truth))"),
    ),
    kind="slip",
)
BIAS_VARIANCE.mistake(
    "standard deviation in place of variance",
    "Your second number is a standard deviation. Return its square, the variance: only that "
    "can be added to bias2.",
    edited(_bias_variance, ("p.var(", "p.std(")),
    kind="slip",
)
BIAS_VARIANCE.mistake(
    "mean of squares minus square of the mean",
    "You subtract the square of the mean from the mean of the squares. Where both are large, "
    "the difference loses its digits: subtract the mean first, then square, as p.var does.",
    edited(_bias_variance, ("p.var(axis=0)", "(p**2).mean(axis=0) - p.mean(axis=0) ** 2")),
    ("far_from_zero", _lost_digits),
    kind="slip",
)
BIAS_VARIANCE.mistake(
    "bias2 and var swapped",
    "You return the variance first. The order is bias2, var.",
    edited(_bias_variance, ("return bias2, var", "return var, bias2")),
    kind="slip",
)
BIAS_VARIANCE.mistake(
    "one sample for all repetitions",
    "You draw the sample once, outside the loop, so every repetition gets the same data. Call "
    "sample(rng) inside the loop.",
    edited(
        _bias_variance,
        ("        x, y = sample(rng)\n", ""),
        ("    for _ in", "    x, y = sample(rng)\n    for _ in"),
    ),
    kind="half",
)
BIAS_VARIANCE.mistake(
    "one repetition short",
    "You draw only n_rep - 1 samples: range(1, n_rep) has one number fewer than range(n_rep).",
    edited(_bias_variance, ("range(n_rep)", "range(n_rep - 1)")),
    kind="slip",
)
BIAS_VARIANCE.mistake(
    "predicted at the sample's own points",
    "You predict at the x of the sample instead of x_test, so every repetition uses other points.",
    edited(
        _bias_variance,
        ("fit_predict(x, y, x_test)", "fit_predict(x, y, x)"),
        ("f_true(x_test)", "f_true(x)"),
    ),
    kind="half",
)


def _nothing_varies(data, out):
    return out["bias_variance"][1] < 1e-20


BIAS_VARIANCE.mistake(
    "a new generator for each sample",
    "You create a generator with a fixed seed for every repetition, so each sample is the "
    "same. Use the rng that was passed.",
    edited(_bias_variance, ("sample(rng)", "sample(np.random.default_rng(0))")),
    signature=("random_samples", _nothing_varies),
    kind="half",
)


BIAS_VARIANCE.mistake(
    "x and y of different samples",
    "You call sample(rng) once for x and once for y, so they belong to different samples. Call it "
    "once: x, y = sample(rng).",
    edited(_bias_variance, ("x, y = sample(rng)", "x, y = sample(rng)[0], sample(rng)[1]")),
    kind="half",
)
BIAS_VARIANCE.mistake(
    "cut off to whole numbers",
    "Your predictions lose their fractions: an array like x_test holds whole numbers if x_test "
    "does. Create it with dtype=float.",
    edited(_bias_variance, ("np.array(predictions)", "np.array(predictions).astype(x_test.dtype)")),
    kind="slip",
)


@BIAS_VARIANCE.mistake(
    "zeros for a single sample",
    "With n_rep = 1 only the variance is 0. The bias is that of the one prediction.",
    kind="slip",
)
def zeros_for_one(fit_predict, sample, f_true, x_test, n_rep, rng):
    bias2, var = _bias_variance(fit_predict, sample, f_true, x_test, n_rep, rng)
    return (bias2, var) if n_rep > 1 else (0.0, 0.0)


def _plausible(data, out):
    """Whether both numbers are near those of other samples of the same kind."""
    ratios = np.array(out["bias_variance"]) / np.array(decompose(bias_variance, data))
    return bool(np.all((ratios > 0.3) & (ratios < 3.0)))


BIAS_VARIANCE.mistake(
    "a generator of one's own",
    "Your numbers are plausible, but you draw from your own generator. The caller controls "
    "the randomness: use the rng that was passed, and draw nothing else.",
    edited(
        _bias_variance,
        ("    predictions = []", "    rng = np.random.default_rng(12345)\n    predictions = []"),
    ),
    signature=("random_samples", _plausible),
    kind="slip",
)
