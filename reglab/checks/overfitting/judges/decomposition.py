"""Exercise 1.3: what each property demands."""

import numpy as np

from reglab import validation as reference

from ...core import PASSED, failed, first_difference, number
from ..designs import fit_predict, sampler, truth
from ..probes import BIAS_VARIANCE

NAMES = ("bias2", "var")


def expected_parts(data):
    """What a correct answer returns: the same functions, samples and test points."""
    return reference.bias_variance(
        fit_predict(data),
        sampler(data),
        truth(data),
        data["x_test"],
        data["n_rep"],
        np.random.default_rng(data["seed"]),
    )


def _compare(data, out, hint, case):
    expected, got = expected_parts(data), out["bias_variance"]
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    i = where[0]
    return failed(
        hint, f"{case}: expected {NAMES[i]} = {number(expected[i])}, got {number(got[i])}"
    )


@BIAS_VARIANCE.judge("samples_by_hand")
def samples_by_hand(data, out):
    f, x_test = truth(data), data["x_test"]
    points = []
    for x in x_test:
        predictions = ", ".join(number(y[0] + x) for y in data["ys"])
        points.append(f"predictions {predictions} where the truth is {number(f(x))}")
    return _compare(
        data,
        out,
        "At each test point: the mean of the predictions minus the truth, squared; and the "
        "variance of the predictions. Then average each over the points.",
        "; ".join(points),
    )


@BIAS_VARIANCE.judge("no_variance")
def no_variance(data, out):
    return _compare(
        data,
        out,
        "Every prediction is off by the same number, whatever the sample.",
        f"predictions f(x) + {number(data['shift'])}",
    )


@BIAS_VARIANCE.judge("random_samples")
def random_samples(data, out):
    return _compare(
        data,
        out,
        "Call sample(rng) once for each repetition, with the rng that was passed, and draw "
        "nothing else from it.",
        f"{data['n_rep']} samples of {data['n']} points",
    )


@BIAS_VARIANCE.judge("adds_up")
def adds_up(data, out):
    x_test, predict = data["x_test"], fit_predict(data)
    predictions = [predict(x, y, x_test) for x, y in zip(data["xs"], data["ys"], strict=True)]
    error, total = np.mean((predictions - truth(data)(x_test)) ** 2), sum(out["bias_variance"])
    if first_difference(error, total) is None:
        return PASSED
    return failed(
        "Use every prediction once, at the points x_test, and average over the points last.",
        f"expected bias2 + var = {number(error)}, got {number(total)}",
    )


@BIAS_VARIANCE.judge("one_repetition")
def one_repetition(data, out):
    return _compare(
        data, out, "One prediction at each point is its own mean.", "one sample, n_rep = 1"
    )
