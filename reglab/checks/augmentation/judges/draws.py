"""What any random answer has to do with the Generator that it gets."""

import numpy as np

from ...core import PASSED, failed


def judge_rng(exercise, what):
    """Attach the judge of `follows_rng`; `what` is drawn, in the plural."""

    @exercise.judge("own_rng")
    def own_rng(data, out):
        if np.any(out["first"] != out["again"]):
            return failed(
                "Draw from rng, and from no other generator.",
                "two calls with equal generators: expected equal answers, got different ones",
            )
        if np.all(out["first"] == out["other"]):
            return failed(
                f"Draw from rng: with no draw at all, or a seed set inside, {what} repeat.",
                f"two calls with different generators: expected different {what}, got the same",
            )
        if np.all(out["first"] == out["second"]):
            return failed(
                "Draw from rng as it is: a copy of it starts anew in each call.",
                f"two calls with one generator: expected different {what}, got the same",
            )
        return PASSED
