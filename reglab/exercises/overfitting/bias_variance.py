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
    aspects={"bias2": 3, "var": 3, "samples": 4, "details": 1},
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
        "ray": lambda x, y, x_test: (x @ y) / (x @ x) * x_test,
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


def _differences(data, out):
    """For each part of the answer: None if it is right, otherwise what is wrong, in words."""
    expected, got = decompose(bias_variance, data), out["bias_variance"]
    # Relative to the whole error, so that it may be small; a part that should be 0 is 0.
    tolerance = 1e-9 * sum(expected)
    return [
        None
        if first_difference(right, value, rtol=1e-6, atol=tolerance) is None
        else f"expected {name} = {number(right)}, got {number(value)}"
        for name, right, value in zip(NAMES, expected, got, strict=True)
    ]


def _right(parts, hint, case):
    """A judge: these parts are right; `case(data)` is the case in words."""

    def judge(data, out):
        differences = _differences(data, out)
        wrong = [differences[part] for part in parts if differences[part] is not None]
        return failed(hint, f"{case(data)}: {wrong[0]}") if wrong else PASSED

    return judge


def _either_right(hint, case):
    """A judge: at least one part is right, so both were computed from the right samples."""

    def judge(data, out):
        wrong = _differences(data, out)
        if None in wrong:
            return PASSED
        return failed(hint, f"{case(data)}: {'; '.join(wrong)}")

    return judge


BIAS2, VAR, BOTH = (0,), (1,), (0, 1)


def _scripted(rng):
    """Three samples of one point each, so that everything can be computed on paper.

    The method is a line through the origin and the point, so the x of a sample matters, too.
    """
    # Not 0: the mean predictions at two test points must differ.
    mean = float(rng.choice([-1.0, 1.0])) * int(rng.integers(1, 9)) / 4
    step = int(rng.integers(1, 6)) / 2
    slopes = mean + step * rng.permutation([-1.0, -1.0, 2.0])
    xs = rng.permutation([1.0, 2.0, 4.0])
    # The size and the square of the bias differ, and so does its mean with the other bias.
    bias = float(rng.choice([-1.0, 1.0]) * rng.choice([2, 3, *range(5, 15)])) / 4
    one = {"f": np.array([mean - bias]), "method": "ray", "x_test": np.ones(1)}
    # Two test points whose predictions, and whose bias, differ: at the second one it is larger.
    place = float(rng.choice([-2.0, 2.0, 3.0, 4.0]))
    other = float(rng.choice([-1.0, 1.0])) * int(rng.integers(16, 25)) / 4
    truths = np.array([mean - bias, place * mean - other])
    slope = (truths[1] - truths[0]) / (place - 1)
    two = {**one, "f": np.array([truths[0] - slope, slope]), "x_test": np.array([1.0, place])}
    script = {"xs": xs[:, None], "ys": (slopes * xs)[:, None], "n_rep": 3, "seed": 0}
    return [{**case, **script} for case in (one, two)]


def _in_words(data):
    f, points = _truth(data), []
    for x in data["x_test"]:
        predictions = ", ".join(
            number(y[0] / x_sample[0] * x)
            for x_sample, y in zip(data["xs"], data["ys"], strict=True)
        )
        points.append(f"predictions {predictions} where the truth is {number(f(x))}")
    return "; ".join(points)


BIAS_VARIANCE.property(
    "three samples by hand: bias2",
    name="bias2_by_hand",
    draw=_scripted,
    call=_call,
    aspect="bias2",
    judge=_right(
        BIAS2,
        "At each test point: the mean of the predictions minus the truth, squared. Then the mean "
        "over the points.",
        _in_words,
    ),
)
BIAS_VARIANCE.property(
    "three samples by hand: var",
    name="var_by_hand",
    draw=_scripted,
    call=_call,
    aspect="var",
    judge=_right(
        VAR,
        "At each test point: the variance of the predictions over the samples. Then the mean over "
        "the points.",
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


def _scripted_case(rng, method, n_rep):
    """Like `_random_case`, but the samples are drawn here and returned one after the other."""
    case = _random_case(rng, method, n_rep)
    xs = rng.uniform(-1.0, 1.0, size=(n_rep, case["n"]))
    return {**case, "xs": xs, "ys": _truth(case)(xs) + case["noise"] * rng.normal(size=xs.shape)}


def _in_unit(case, unit):
    """The same case with y in another unit."""
    return {**case, "f": case["f"] * unit, "ys": case["ys"] * unit}


def _lines(rng):
    plain, tiny = (_scripted_case(rng, "line", int(rng.integers(5, 10))) for _ in range(2))
    return [plain, _in_unit(tiny, 1e-5)]


def _samples(data):
    plural = "s" if data["n_rep"] > 1 else ""
    return f"{data['n_rep']} sample{plural} of {data['n']} points"


BIAS_VARIANCE.property(
    "bias2 of straight lines",
    name="bias2_of_lines",
    draw=_lines,
    call=_call,
    after="bias2_by_hand",
    aspect="bias2",
    judge=_right(
        BIAS2,
        "Use the prediction of every sample at every test point, and round nothing.",
        _samples,
    ),
)
BIAS_VARIANCE.property(
    "var of straight lines",
    name="var_of_lines",
    draw=_lines,
    call=_call,
    after="var_by_hand",
    aspect="var",
    judge=_right(
        VAR, "Use the prediction of every sample at every test point, and round nothing.", _samples
    ),
)
BIAS_VARIANCE.property(
    "a method that ignores its sample has no variance, only bias",
    name="no_variance",
    draw=lambda rng: _random_case(rng, "truth plus shift", int(rng.integers(4, 9))),
    call=_call,
    after="var_by_hand",
    aspect="var",
    judge=_right(
        VAR,
        "Every prediction differs from the truth by the same number, for every sample.",
        lambda data: f"predictions f(x) + {number(data['shift'])}",
    ),
)


def _random_samples(rng):
    return [_random_case(rng, method, int(rng.integers(30, 41))) for method in ("line", "mean")]


BIAS_VARIANCE.property(
    "random samples come from the rng that was passed",
    name="random_samples",
    draw=_random_samples,
    call=_call,
    aspect="samples",
    judge=_either_right(
        "Neither number is that of the samples of this rng. Call sample(rng) once for each "
        "repetition, with the rng that was passed, and draw nothing else from it.",
        _samples,
    ),
)


def _many(rng):
    """Seven samples again and again, which costs less time than new ones."""
    case = _scripted_case(rng, "mean", 7)
    return {**case, "n_rep": 1000 + 7 * int(rng.integers(10, 20)) + 3}


BIAS_VARIANCE.property(
    "a thousand samples",
    name="many_samples",
    draw=_many,
    call=_call,
    after="random_samples",
    aspect="samples",
    judge=_either_right("Draw exactly n_rep samples.", _samples),
)


def _far_from_zero(rng):
    """Predictions whose mean is 1e7 times as large as their spread."""
    cases = [_scripted_case(rng, method, int(rng.integers(5, 10))) for method in ("line", "mean")]
    for case in cases:
        far = 1e7 * rng.choice([-1.0, 1.0]) * rng.uniform(1.0, 3.0)
        case["f"][0] += far
        case["ys"] = case["ys"] + far
    return cases


BIAS_VARIANCE.property(
    "var of predictions that are far from 0",
    name="far_from_zero",
    draw=_far_from_zero,
    call=_call,
    after="var_of_lines",
    aspect="details",
    judge=_right(
        VAR,
        "Subtract the mean before you square: the difference of two large squares loses its "
        "digits.",
        lambda data: f"{_samples(data)}, predictions near {data['f'][0]:.0e}",
    ),
)


def _whole_places(rng):
    case = _scripted_case(rng, "line", int(rng.integers(4, 8)))
    return {**case, "x_test": np.arange(-2, 2) * int(rng.integers(1, 3))}


BIAS_VARIANCE.property(
    "test points that are whole numbers",
    name="whole_numbers",
    draw=_whole_places,
    call=_call,
    after="bias2_by_hand",
    aspect="details",
    judge=_right(BIAS2, "Predictions have fractions even where x_test has none.", _samples),
)
BIAS_VARIANCE.property(
    "a single sample: its prediction is the mean, and var is 0",
    name="one_repetition",
    draw=lambda rng: _scripted_case(rng, "line", 1),
    call=_call,
    after="bias2_by_hand",
    aspect="details",
    judge=_right(
        BOTH,
        "With one prediction at each point, the mean is that prediction, and the variance is 0.",
        _samples,
    ),
)
