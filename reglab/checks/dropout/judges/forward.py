"""Exercise 7.1: what each property demands."""

import numpy as np

from ...core import PASSED, failed, number
from ..probes import DROPOUT_FORWARD
from . import masks


def _scaled(data):
    """What an entry becomes that stays, and how that is computed."""
    return data["x"] / (1 - data["rate"]), "x / (1 - rate)"


def _values(data, *outs):
    """Outputs tell by their zeros what was dropped, so the others have to be right first."""
    return masks.only_zero_or(data, np.array(outs), *_scaled(data))


@DROPOUT_FORWARD.judge("zero_or_scaled")
def zero_or_scaled(data, out):
    return masks.zero_or(data, out["dropout_forward"][0], *_scaled(data))


@DROPOUT_FORWARD.judge("mask_tells")
def mask_tells(data, out):
    verdict = zero_or_scaled(data, out)
    if not verdict.passed:
        return verdict
    return masks.mask_tells(*out["dropout_forward"], out["is_bool"])


@DROPOUT_FORWARD.judge("on_its_own")
def on_its_own(data, out):
    verdict = _values(data, *out["outs"])
    return masks.on_its_own(out["outs"]) if verdict.passed else verdict


@DROPOUT_FORWARD.judge("share_dropped")
def share_dropped(data, out):
    verdict = _values(data, *out["outs"])
    return masks.share_dropped(data, out["outs"]) if verdict.passed else verdict


@DROPOUT_FORWARD.judge("mean_is_x")
def mean_is_x(data, out):
    verdict = _values(data, *out["outs"])
    if not verdict.passed:
        return verdict
    x, rate = data["x"][0], data["rate"]
    outs = out["outs"].reshape(-1, len(x))
    mean = outs.mean(axis=0)
    error = np.abs(x) * np.sqrt(rate / (1 - rate) / len(outs))
    distance = np.abs(mean - x) / error
    if np.all(distance < 5):
        return PASSED
    where = int(np.argmax(distance))
    return failed(
        "Two things have to fit together: how often an entry stays, and by how much it is scaled.",
        f"x = {number(x[where])}, rate = {number(rate)}, {len(outs)} masks: expected a mean of "
        f"{number(x[where])} ± {5 * error[where]:.2g}, got {number(mean[where])}",
    )


@DROPOUT_FORWARD.judge("new_mask")
def new_mask(data, out):
    verdict = _values(data, *out["outs"])
    if not verdict.passed:
        return verdict
    one, two = out["outs"] == 0
    if np.any(one != two):
        return PASSED
    return failed(
        "Draw from rng as it is. A generator that is made or copied inside starts anew each time.",
        "two calls with one generator: expected different masks, got the same",
    )


@DROPOUT_FORWARD.judge("own_rng")
def own_rng(data, out):
    verdict = _values(data, out["first"], out["again"], out["other"])
    if not verdict.passed:
        return verdict
    if np.any(out["first"] != out["again"]):
        return failed(
            "Draw from rng, and from no other generator.",
            "two calls with equal generators: expected equal answers, got different ones",
        )
    if np.all(out["first"] == out["other"]):
        return failed(
            "Draw from rng as it is: a seed inside the function repeats the same mask.",
            "two calls with different generators: expected different masks, got the same",
        )
    return PASSED


@DROPOUT_FORWARD.judge("rate_zero")
def rate_zero(data, out):
    return masks.identity(
        data, out["dropout_forward"], data["x"], "in training", "With rate = 0 nothing is dropped."
    )


@DROPOUT_FORWARD.judge("inference")
def inference(data, out):
    return masks.identity(
        data,
        out["dropout_forward"],
        data["x"],
        "training = False",
        "Training has already made up for the missing units: at inference return x as it is.",
        out["is_bool"],
    )
