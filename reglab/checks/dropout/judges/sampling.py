"""Exercise 7.5: what each property demands."""

import numpy as np

from ...core import PASSED, failed, first_difference, number
from ..probes import MC_PREDICT

NO_SPREAD = 1e-9  # rounding may leave a little where all passes are equal


def _compare(passes, got, hint, names=("mean", "std")):
    expected = {"mean": passes.mean(axis=0), "std": passes.std(axis=0)}
    got = dict(zip(expected, got, strict=True))
    for name in names:
        wanted, came = expected[name], got[name]
        where = first_difference(wanted, came)
        if where is not None:
            values = ", ".join(number(p) for p in passes[(slice(None), *where)])
            return failed(
                hint,
                f"an entry with {values} in {len(passes)} passes: expected {name} = "
                f"{number(wanted[where])}, got {number(came[where])}",
            )
    return PASSED


@MC_PREDICT.judge("mean")
def mean(data, out):
    hint = "Call net n_samples times, and take the mean over the calls."
    return _compare(data["passes"], out["mc_predict"], hint, names=("mean",))


@MC_PREDICT.judge("spread")
def spread(data, out):
    hint = (
        "Keep the passes that gave the mean: the standard deviation is over the same ones, "
        "dividing by n_samples."
    )
    return _compare(data["passes"], out["mc_predict"], hint, names=("std",))


@MC_PREDICT.judge("one_pass")
def one_pass(data, out):
    hint = "One pass differs from its mean by 0."
    return _compare(data["passes"], out["mc_predict"], hint)


@MC_PREDICT.judge("training_mode")
def training_mode(data, out):
    mean, std = out["mc_predict"]
    passes = data["passes"] * data["X"].sum(axis=-1, keepdims=True)
    if np.all(std < NO_SPREAD):
        return failed(
            "Dropout is active in training mode only: net(X, training=True, rng=rng).",
            f"{len(passes)} passes: expected predictions that differ, got std = 0",
        )
    hint = "Pass X on as it is, with training=True, in every call."
    return _compare(passes, (mean, std), hint)


def _of_zeros_and_ones(data, mean):
    """Each pass of the net has ones in about this share of its entries, and zeros elsewhere."""
    n, share = len(data["passes"]), data["share"]
    hint = "The mean is over the n_samples passes that net returns, entry by entry."
    where = first_difference(np.round(n * mean) / n, mean)
    if where is not None:
        return failed(
            hint,
            f"{n} passes of zeros and ones: expected a multiple of 1/{n}, got "
            f"{number(mean[where])}",
        )
    error = np.sqrt(share * (1 - share) / data["passes"].size)
    if abs(mean.mean() - share) < 6 * error:
        return PASSED
    return failed(
        hint,
        f"{n} passes, {number(share)} of the entries are 1: got a share of {number(mean.mean())}",
    )


@MC_PREDICT.judge("own_rng")
def own_rng(data, out):
    first, again, other = out["first"], out["again"], out["other"]
    if np.all(first[1] < NO_SPREAD):
        return failed(
            "Hand the same rng on to every pass: it moves on by itself.",
            f"{len(data['passes'])} passes: expected different masks, got the same in each",
        )
    for mean, _ in (first, other):
        verdict = _of_zeros_and_ones(data, mean)
        if not verdict.passed:
            return verdict
    if any(np.any(one != two) for one, two in zip(first, again, strict=True)):
        return failed(
            "Draw from the rng that is passed in, and from no other.",
            "two calls with equal generators: expected equal answers, got different ones",
        )
    if np.all(first[0] == other[0]):
        return failed(
            "Draw from the rng that is passed in: a seed inside repeats the same masks.",
            "two calls with different generators: expected different masks, got the same",
        )
    return PASSED
