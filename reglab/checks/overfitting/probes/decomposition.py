"""Exercise 1.3: what is drawn and called."""

import numpy as np

from ...core import Exercise, Number, Tuple
from ..designs import fit_predict, random_case, sampler, scripted, scripted_case, truth

BIAS_VARIANCE = Exercise(
    "overfitting.bias_variance",
    title="1.3 bias_variance",
    points=3,
    forbid=("reglab.validation.decomposition:bias_variance",),
)

PARTS = Tuple(bias2=Number(), var=Number())


def _call(answers, data):
    return {
        "bias_variance": answers.bias_variance(
            fit_predict(data),
            sampler(data),
            truth(data),
            data["x_test"],
            data["n_rep"],
            np.random.default_rng(data["seed"]),
        )
    }


@BIAS_VARIANCE.property(
    "three samples by hand: bias2 and var are what they should be",
    draw=scripted,
    returns={"bias_variance": PARTS},
)
def samples_by_hand(answers, data):
    return _call(answers, data)


@BIAS_VARIANCE.property(
    "a method that ignores its sample has no variance, only bias",
    draw=lambda rng: random_case(rng, "truth plus shift", int(rng.integers(4, 9))),
    returns={"bias_variance": PARTS},
    after="samples_by_hand",
)
def no_variance(answers, data):
    return _call(answers, data)


def _many_samples(rng):
    return [random_case(rng, method, int(rng.integers(50, 71))) for method in ("mean", "line")]


@BIAS_VARIANCE.property(
    "random samples come from the rng that was passed",
    draw=_many_samples,
    returns={"bias_variance": PARTS},
    after="samples_by_hand",
)
def random_samples(answers, data):
    return _call(answers, data)


@BIAS_VARIANCE.property(
    "bias2 + var is exactly the mean squared error to the truth",
    # Known samples: an rng of one's own is the subject of another property.
    draw=lambda rng: scripted_case(rng, "line", int(rng.integers(5, 10))),
    returns={"bias_variance": PARTS},
    after="samples_by_hand",
)
def adds_up(answers, data):
    return _call(answers, data)


@BIAS_VARIANCE.property(
    "a single repetition has no variance",
    draw=lambda rng: random_case(rng, "line", 1),
    returns={"bias_variance": PARTS},
    after="samples_by_hand",
)
def one_repetition(answers, data):
    return _call(answers, data)
