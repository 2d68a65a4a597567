"""Exercise 1.3, bias and variance."""

import itertools

import numpy as np

from reglab.checks.model import PASSED, Exercise, Number, Tuple, failed, first_difference, number
from reglab.exercises.overfitting.signed_numbers import signed
from reglab.validation import bias_variance

PARTS = Tuple(bias2=Number(), var=Number())
NAMES = ("bias2", "var")

BIAS_VARIANCE = Exercise(
    "overfitting.bias_variance",
    title="1.3 bias_variance",
    points=3,
    returns=PARTS,
    forbid=("reglab.validation.decomposition:bias_variance",),
    reference=bias_variance,
)


# A case is plain data: coefficients of the truth, the name of a method, and either the samples
# ("xs" and "ys") or the settings to draw them. The calls and the judges build the same functions
# from it.
def _truth(data):
    """The true function: a polynomial with coefficients ``data["f"]``, lowest power first."""
    return np.polynomial.Polynomial(data["f"])


def _sampler(data):
    """``sample(rng)``: the next scripted sample, or x in [-1, 1] and a noisy y."""
    if "ys" in data:
        script = itertools.cycle(zip(data["xs"], data["ys"], strict=True))
        return lambda rng: tuple(part.copy() for part in next(script))
    f, n, noise = _truth(data), data["n"], data["noise"]

    def sample(rng):
        x = rng.uniform(-1.0, 1.0, size=n)
        return x, f(x) + noise * rng.normal(size=n)

    return sample


def _fit_predict(data):
    """``fit_predict(x, y, x_test)`` of the method that ``data["method"]`` names."""
    return {
        "value plus x": lambda x, y, x_test: y.mean() + x_test,
        "mean": lambda x, y, x_test: np.full(len(x_test), y.mean()),
        "line": _line,
        "truth plus shift": lambda x, y, x_test: _truth(data)(x_test) + data["shift"],
    }[data["method"]]


def _line(x, y, x_test):
    w = np.mean((x - x.mean()) * (y - y.mean())) / np.var(x)
    return y.mean() + w * (x_test - x.mean())


def decompose(function, data):
    """What a function like `bias_variance` returns for a case."""
    return function(
        _fit_predict(data),
        _sampler(data),
        _truth(data),
        data["x_test"],
        data["n_rep"],
        np.random.default_rng(data["seed"]),
    )


def _call(answers, data):
    return {"bias_variance": decompose(answers.bias_variance, data)}


def _equals(hint, case):
    """A judge: both parts equal the reference's; `case(data)` is the case in words."""

    def judge(data, out):
        expected, got = decompose(bias_variance, data), out["bias_variance"]
        where = first_difference(expected, got)
        if where is None:
            return PASSED
        i = where[0]
        return failed(
            hint, f"{case(data)}: expected {NAMES[i]} = {number(expected[i])}, got {number(got[i])}"
        )

    return judge


def _scripted(rng):
    """Three samples of one value each, so that everything can be computed on paper."""
    mean, step = int(rng.integers(-8, 9)) / 4, int(rng.integers(1, 6)) / 2
    ys = mean + step * rng.permutation([-1.0, -1.0, 2.0])[:, None]
    # The size and the square of the bias differ, and so does its mean with the other bias.
    bias = float(rng.choice([-1.0, 1.0]) * rng.choice([0.5, 1.5, 2.0, 2.5]))
    one = {"f": np.array([mean - bias]), "method": "value plus x", "x_test": np.zeros(1)}
    # Two test points whose predictions, and whose bias, differ.
    slope, place = float(rng.choice([0.5, 1.5])), float(rng.choice([2.0, 4.0, 6.0]))
    if abs(bias + (1 - slope) * place) == abs(bias):
        slope = 2.0 - slope
    two = {**one, "f": np.append(one["f"], slope), "x_test": np.array([0.0, place])}
    script = {"xs": np.zeros((3, 1)), "ys": ys, "n_rep": 3, "seed": 0}
    return [{**case, **script} for case in (one, two)]


def _in_words(data):
    f, points = _truth(data), []
    for x in data["x_test"]:
        predictions = ", ".join(number(y[0] + x) for y in data["ys"])
        points.append(f"predictions {predictions} where the truth is {number(f(x))}")
    return "; ".join(points)


BIAS_VARIANCE.property(
    "three samples by hand: bias2 and var are what they should be",
    name="samples_by_hand",
    draw=_scripted,
    call=_call,
    judge=_equals(
        "At each test point: the mean of the predictions minus the truth, squared; and the "
        "variance of the predictions. Then average each over the points.",
        _in_words,
    ),
)


def _random_case(rng, method, n_rep):
    """A cubic truth, noisy samples at random places, and test points elsewhere."""
    n_test = int(rng.integers(4, 8))
    x_test = np.linspace(-0.9, 0.9, n_test) + rng.uniform(-0.1, 0.1, size=n_test)
    return {
        # The cubic part is large in every draw, so that a line does not fit.
        "f": np.append(signed(rng, 0.5, 1.5, 3), signed(rng, 1.8, 2.5, 1)),
        "method": method,
        "shift": float(signed(rng, 0.5, 3.0, 1)[0]),
        "n": int(rng.integers(8, 13)),
        "noise": float(rng.uniform(0.4, 0.7)),
        "x_test": x_test,
        "n_rep": n_rep,
        "seed": int(rng.integers(2**31)),
    }


BIAS_VARIANCE.property(
    "a method that ignores its sample has no variance, only bias",
    name="no_variance",
    draw=lambda rng: _random_case(rng, "truth plus shift", int(rng.integers(4, 9))),
    call=_call,
    after="samples_by_hand",
    judge=_equals(
        "Every prediction differs from the truth by the same number, for every sample.",
        lambda data: f"predictions f(x) + {number(data['shift'])}",
    ),
)

BIAS_VARIANCE.property(
    "random samples come from the rng that was passed",
    name="random_samples",
    draw=lambda rng: [
        _random_case(rng, method, int(rng.integers(50, 71))) for method in ("mean", "line")
    ],
    call=_call,
    after="samples_by_hand",
    judge=_equals(
        "Call sample(rng) once for each repetition, with the rng that was passed, and draw "
        "nothing else from it.",
        lambda data: f"{data['n_rep']} samples of {data['n']} points",
    ),
)


def _scripted_case(rng, method, n_rep):
    """Like `_random_case`, but the samples are drawn here and returned one after the other."""
    case = _random_case(rng, method, n_rep)
    xs = rng.uniform(-1.0, 1.0, size=(n_rep, case["n"]))
    return {**case, "xs": xs, "ys": _truth(case)(xs) + case["noise"] * rng.normal(size=xs.shape)}


@BIAS_VARIANCE.property(
    "bias2 + var is exactly the mean squared error to the truth",
    draw=lambda rng: _scripted_case(rng, "line", int(rng.integers(5, 10))),
    call=_call,
    after="samples_by_hand",
)
def adds_up(data, out):
    x_test, predict = data["x_test"], _fit_predict(data)
    predictions = [predict(x, y, x_test) for x, y in zip(data["xs"], data["ys"], strict=True)]
    error, total = np.mean((predictions - _truth(data)(x_test)) ** 2), sum(out["bias_variance"])
    if first_difference(error, total) is None:
        return PASSED
    return failed(
        "Use every prediction at x_test once, and average over the points last.",
        f"expected bias2 + var = {number(error)}, got {number(total)}",
    )


BIAS_VARIANCE.property(
    "a single repetition has no variance",
    name="one_repetition",
    draw=lambda rng: _random_case(rng, "line", 1),
    call=_call,
    after="samples_by_hand",
    judge=_equals(
        "With one prediction at each point, the mean is that prediction.",
        lambda data: "one sample, n_rep = 1",
    ),
)
