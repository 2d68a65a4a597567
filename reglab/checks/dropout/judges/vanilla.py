"""Exercise 7.3: what each property demands."""

import numpy as np

from ...core import PASSED, failed, first_difference, number
from ..probes import VANILLA_FORWARD
from . import masks


def _values(data, *outs):
    """Outputs tell by their zeros what was dropped, so the others have to be right first."""
    return masks.only_zero_or(data, np.array(outs), data["x"], "x itself")


@VANILLA_FORWARD.judge("zero_or_x")
def zero_or_x(data, out):
    return masks.zero_or(data, out["vanilla_forward"][0], data["x"], "x itself")


@VANILLA_FORWARD.judge("mask_tells")
def mask_tells(data, out):
    verdict = zero_or_x(data, out)
    if not verdict.passed:
        return verdict
    return masks.mask_tells(*out["vanilla_forward"], out["is_bool"])


@VANILLA_FORWARD.judge("on_its_own")
def on_its_own(data, out):
    verdict = _values(data, *out["outs"])
    if not verdict.passed:
        return verdict
    if np.any(out["outs"] != out["again"]):
        return failed(
            "Draw from rng, and from no other generator.",
            "equal generators: expected equal answers, got different ones",
        )
    dropped = out["outs"] == 0
    if np.all(dropped == dropped[0]):
        return failed(
            "Draw from rng as it is. A generator that is made inside starts anew each time.",
            f"{len(dropped)} calls with one generator: expected different masks, got the same",
        )
    return masks.on_its_own(out["outs"])


@VANILLA_FORWARD.judge("share_dropped")
def share_dropped(data, out):
    verdict = _values(data, *out["outs"])
    return masks.share_dropped(data, out["outs"]) if verdict.passed else verdict


@VANILLA_FORWARD.judge("predict_scale")
def predict_scale(data, out):
    x, rate = data["x"], data["rate"]
    expected, got = (1 - rate) * x, out["vanilla_predict"]
    where = first_difference(expected, got, rtol=1e-9)
    if where is None:
        return PASSED
    return failed(
        "In training x is there with probability 1 - rate and 0 otherwise. What is the mean?",
        f"x = {number(x[where])}, rate = {number(rate)}: expected {number(expected[where])}, "
        f"got {number(got[where])}",
    )


@VANILLA_FORWARD.judge("inference")
def inference(data, out):
    return masks.identity(
        data,
        out["vanilla_forward"],
        (1 - data["rate"]) * data["x"],
        "training = False",
        "At inference vanilla dropout drops nothing and returns (1 - rate) * x.",
        out["is_bool"],
    )
