"""Exercise 1.3: the known wrong answers."""

import numpy as np

from ..judges.decomposition import expected_parts
from ..probes import BIAS_VARIANCE


def _predictions(fit_predict, sample, x_test, n_rep, rng):
    return np.array([fit_predict(*sample(rng), x_test) for _ in range(n_rep)])


def _parts(predictions, truth):
    return np.mean((predictions.mean(axis=0) - truth) ** 2), np.mean(predictions.var(axis=0))


@BIAS_VARIANCE.misconception(
    "variance over x",
    hint="Your variance runs over the test points: it says how bent the prediction is. Take it "
    "over the samples, at each test point.",
)
def over_x(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = _predictions(fit_predict, sample, x_test, n_rep, rng)
    return _parts(p, f_true(x_test))[0], np.mean(p.var(axis=1))


@BIAS_VARIANCE.misconception(
    "variance of all predictions at once",
    hint="p.var() mixes the differences between samples with those between test points. Take the "
    "variance over the samples only: axis=0.",
)
def all_at_once(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = _predictions(fit_predict, sample, x_test, n_rep, rng)
    return _parts(p, f_true(x_test))[0], p.var()


@BIAS_VARIANCE.misconception(
    "ddof=1",
    hint="You divide by n_rep - 1. Here the variance is divided by n_rep (ddof=0), so that bias2 + "
    "var is exactly the error.",
)
def sample_variance(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = _predictions(fit_predict, sample, x_test, n_rep, rng)
    # Written out: for a single repetition NumPy would warn of a division by 0.
    spread = np.sum((p - p.mean(axis=0)) ** 2, axis=0)
    with np.errstate(invalid="ignore"):
        return _parts(p, f_true(x_test))[0], np.mean(spread / np.float64(n_rep - 1))


@BIAS_VARIANCE.misconception(
    "variance counted as bias",
    hint="You average (prediction - truth)^2: that is the whole error, variance included. Average "
    "the predictions first, then subtract the truth.",
)
def whole_error(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = _predictions(fit_predict, sample, x_test, n_rep, rng)
    return np.mean((p - f_true(x_test)) ** 2), np.mean(p.var(axis=0))


@BIAS_VARIANCE.misconception(
    "whole error in place of the variance",
    hint="Your second number is the whole error, bias included: take the distance to the mean "
    "prediction, not to the truth.",
)
def error_for_variance(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = _predictions(fit_predict, sample, x_test, n_rep, rng)
    return _parts(p, f_true(x_test))[0], np.mean((p - f_true(x_test)) ** 2)


@BIAS_VARIANCE.misconception(
    "summed over the test points",
    hint="You add up over the test points. Take the mean, or more points would mean more error.",
)
def summed(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = _predictions(fit_predict, sample, x_test, n_rep, rng)
    return np.sum((p.mean(axis=0) - f_true(x_test)) ** 2), np.sum(p.var(axis=0))


@BIAS_VARIANCE.misconception(
    "averaged over the test points first",
    hint="Your means run over the test points: axis=1. At each point, average over the samples, "
    "axis=0.",
)
def wrong_axis(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = _predictions(fit_predict, sample, x_test, n_rep, rng)
    off = p.mean(axis=1) - np.mean(f_true(x_test))
    return np.mean(off**2), np.mean(p.var(axis=1))


@BIAS_VARIANCE.misconception(
    "last sample only",
    hint="Only the last sample is used: collect the predictions of every repetition, for example "
    "in a list.",
)
def last_sample(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = _predictions(fit_predict, sample, x_test, n_rep, rng)[-1]
    return np.mean((p - f_true(x_test)) ** 2), np.var(p)


@BIAS_VARIANCE.misconception(
    "noise counted as bias",
    hint="You measure the bias against the noisy y of the samples. Bias is the distance to the "
    "truth: use f_true(x_test).",
)
def against_noise(fit_predict, sample, f_true, x_test, n_rep, rng):
    samples = [sample(rng) for _ in range(n_rep)]
    p = np.array([fit_predict(x, y, x_test) for x, y in samples])
    off = [np.mean(p.mean(axis=0)) - y for _, y in samples]
    return np.mean(np.square(off)), np.mean(p.var(axis=0))


@BIAS_VARIANCE.misconception(
    "training error in place of bias",
    hint="The error on the sample's own points says nothing about the bias. Predict at x_test and "
    "compare with f_true(x_test).",
)
def training_error(fit_predict, sample, f_true, x_test, n_rep, rng):
    samples = [sample(rng) for _ in range(n_rep)]
    p = np.array([fit_predict(x, y, x_test) for x, y in samples])
    errors = [np.mean((fit_predict(x, y, x) - y) ** 2) for x, y in samples]
    return np.mean(errors), np.mean(p.var(axis=0))


@BIAS_VARIANCE.misconception(
    "squared after averaging",
    hint="You average the bias over the test points and square then, so that too high here "
    "and too low there cancel. Square at each point, then average.",
)
def squared_last(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = _predictions(fit_predict, sample, x_test, n_rep, rng)
    return np.mean(p.mean(axis=0) - f_true(x_test)) ** 2, np.mean(p.var(axis=0))


@BIAS_VARIANCE.misconception(
    "bias not squared",
    hint="The first number is the mean of the squared bias: square the difference at each point.",
)
def not_squared(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = _predictions(fit_predict, sample, x_test, n_rep, rng)
    return np.mean(np.abs(p.mean(axis=0) - f_true(x_test))), np.mean(p.var(axis=0))


@BIAS_VARIANCE.misconception(
    "standard deviation in place of variance",
    hint="The second number is a standard deviation. The variance is its square, and only that "
    "adds up with bias2.",
)
def standard_deviation(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = _predictions(fit_predict, sample, x_test, n_rep, rng)
    return _parts(p, f_true(x_test))[0], np.mean(p.std(axis=0))


@BIAS_VARIANCE.misconception(
    "bias2 and var swapped",
    hint="You return the variance first. The order is bias2, var.",
)
def swapped(fit_predict, sample, f_true, x_test, n_rep, rng):
    bias2, var = _parts(_predictions(fit_predict, sample, x_test, n_rep, rng), f_true(x_test))
    return var, bias2


@BIAS_VARIANCE.misconception(
    "one sample for all repetitions",
    hint="The sample is drawn once, outside of the loop, so every repetition sees the same data "
    "and nothing varies. Call sample(rng) inside.",
)
def one_sample(fit_predict, sample, f_true, x_test, n_rep, rng):
    x, y = sample(rng)
    p = np.array([fit_predict(x, y, x_test) for _ in range(n_rep)])
    return _parts(p, f_true(x_test))


@BIAS_VARIANCE.misconception(
    "one repetition short",
    hint="You draw n_rep - 1 samples: range(1, n_rep) has one number less than range(n_rep).",
)
def one_short(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = _predictions(fit_predict, sample, x_test, max(n_rep - 1, 1), rng)
    return _parts(p, f_true(x_test))


@BIAS_VARIANCE.misconception(
    "predicted at the sample's own points",
    hint="You predict at the x of the sample instead of x_test, so that every repetition is judged "
    "at other points.",
)
def at_own_points(fit_predict, sample, f_true, x_test, n_rep, rng):
    samples = [sample(rng) for _ in range(n_rep)]
    p = np.array([fit_predict(x, y, x) for x, y in samples])
    return np.mean((p.mean(axis=0) - f_true(samples[-1][0])) ** 2), np.mean(p.var(axis=0))


def _nothing_varies(data, out):
    return out["bias_variance"][1] < 1e-20


@BIAS_VARIANCE.misconception(
    "a new generator for each sample",
    hint="A generator with a fixed seed is made for every repetition, and it gives the same sample "
    "each time. Pass on the rng that you were given.",
    signature=("random_samples", _nothing_varies),
)
def new_generator_each(fit_predict, sample, f_true, x_test, n_rep, rng):
    p = [fit_predict(*sample(np.random.default_rng(0)), x_test) for _ in range(n_rep)]
    return _parts(np.array(p), f_true(x_test))


def _plausible(data, out):
    """Near what other samples of the same kind would give."""
    ratios = np.array(out["bias_variance"]) / np.array(expected_parts(data))
    return bool(np.all((ratios > 0.3) & (ratios < 3.0)))


@BIAS_VARIANCE.misconception(
    "a generator of one's own",
    hint="Your numbers are plausible, but they come from a generator of your own. Whoever calls "
    "you decides about the randomness: use the rng that was passed, and draw nothing else.",
    signature=("random_samples", _plausible),
)
def own_generator(fit_predict, sample, f_true, x_test, n_rep, rng):
    own = np.random.default_rng(12345)
    return _parts(_predictions(fit_predict, sample, x_test, n_rep, own), f_true(x_test))
