"""Exercise 1.3: what is drawn and called."""

import numpy as np

from ...core import Exercise, Number, Tuple
from ..designs import fit_predict, sampler, scripted, truth

BIAS_VARIANCE = Exercise(
    "overfitting.bias_variance",
    title="1.3 bias_variance",
    points=3,
    forbid=("reglab.validation.decomposition:bias_variance",),
)

PARTS = Tuple(bias2=Number(), var=Number())


def _call(answers, data, method=None):
    return answers.bias_variance(
        method or fit_predict(data),
        sampler(data),
        truth(data),
        data["x_test"],
        data["n_rep"],
        np.random.default_rng(data["seed"]),
    )


def random_case(rng, method, n_rep):
    """A cubic truth, noisy samples at random places, and test points elsewhere."""
    return {
        "f": np.array([1.0, -1.0, 0.5, 2.0]),
        "method": method,
        "n": 9,
        "noise": 0.7,
        "x_test": np.linspace(-0.9, 0.8, 5),
        "n_rep": n_rep,
        "seed": int(rng.integers(2**31)),
    }


@BIAS_VARIANCE.property(
    "three samples by hand: bias2 and var are what they should be",
    draw=lambda rng: scripted(),
    returns={"bias_variance": PARTS},
)
def samples_by_hand(answers, data):
    return {"bias_variance": _call(answers, data)}


@BIAS_VARIANCE.property(
    "a method that ignores its sample has no variance, only bias",
    draw=lambda rng: random_case(rng, "truth plus 1", 6),
    returns={"bias_variance": PARTS},
    after="samples_by_hand",
)
def no_variance(answers, data):
    return {"bias_variance": _call(answers, data)}


@BIAS_VARIANCE.property(
    "random samples come from the rng that was passed",
    draw=lambda rng: [random_case(rng, "mean", 60), random_case(rng, "line", 60)],
    returns={"bias_variance": PARTS},
    after="samples_by_hand",
)
def random_samples(answers, data):
    return {"bias_variance": _call(answers, data)}


@BIAS_VARIANCE.property(
    "bias2 + var is exactly the mean squared error to the truth",
    draw=lambda rng: random_case(rng, "line", 7),
    # The predictions themselves, as the method gave them: evidence from the student's side.
    returns={"bias_variance": PARTS, "error": Number()},
    after="samples_by_hand",
)
def adds_up(answers, data):
    method, seen = fit_predict(data), []

    def recording(x, y, x_test):
        seen.append(method(x, y, x_test))
        return seen[-1].copy()

    parts = _call(answers, data, recording)
    errors = [np.mean((p - truth(data)(data["x_test"])) ** 2) for p in seen]
    return {"bias_variance": parts, "error": float(np.mean(errors)) if errors else 0.0}


@BIAS_VARIANCE.property(
    "a single repetition has no variance",
    draw=lambda rng: random_case(rng, "line", 1),
    returns={"bias_variance": PARTS},
    after="samples_by_hand",
)
def one_repetition(answers, data):
    return {"bias_variance": _call(answers, data)}
