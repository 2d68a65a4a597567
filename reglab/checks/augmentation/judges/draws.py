"""What any random answer has to do with the Generator that it gets."""

import numpy as np

from ...core import PASSED, failed


def judge_rng(exercise, what, sound):
    """Attach the judge of `follows_rng`.

    Parameters
    ----------
    exercise : Exercise
    what : str
        What is drawn, in the plural.
    sound : callable
        ``sound(data, out)`` is the verdict on the result of one call: what is compared here must
        be right in itself.
    """

    @exercise.judge("own_rng")
    def own_rng(data, out):
        for results in out.values():
            for result in results:
                verdict = sound(data, result)
                if not verdict.passed:
                    return verdict
        if np.any(out["first"] != out["again"]):
            return failed(
                "Draw from rng, and from no other generator.",
                "calls with two equal generators: expected equal answers, got different ones",
            )
        if np.all(out["first"] == out["other"]):
            return failed(
                f"Draw from rng: with no draw at all, or a seed set inside, {what} repeat.",
                f"calls with two different generators: expected different {what}, got the same",
            )
        if np.all(out["first"] == out["second"]):
            return failed(
                "Draw from rng as it is: a copy of it starts anew in each call.",
                f"more calls with one generator: expected different {what}, got the same",
            )
        return PASSED
