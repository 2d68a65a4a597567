"""Exercise 6.5: what is demanded."""

import numpy as np

from ...core import PASSED, failed, number
from ..probes import KERAS_L2_FROM_LAM


@KERAS_L2_FROM_LAM.judge("same_penalty")
def same_penalty(data, out):
    # What keras.regularizers.L2(c) computes; the tests hold this against Keras itself.
    theirs = out["keras_l2_from_lam"] * np.sum(data["W"] ** 2)
    ours = data["lam"] / 2 * np.sum(data["W"] ** 2)
    if np.isclose(theirs, ours, rtol=1e-6, atol=0.0):  # float32 is exact enough
        return PASSED
    return failed(
        "Ours is lam/2 * sum w^2, and L2(c) adds c * sum w^2: which c makes them equal?",
        f"lam = {number(data['lam'])}: c = {number(out['keras_l2_from_lam'])}; our penalty of some "
        f"W is {number(ours)}, that of L2(c) {number(theirs)}",
    )
