"""Inputs for the checks of lesson 01: designs on which each mistake shows, on every draw."""

import itertools

import numpy as np

from ..core.columns import orthonormal_columns

__all__ = [
    "by_hand",
    "fit_predict",
    "five_powers",
    "noiseless",
    "random_case",
    "regression",
    "sampler",
    "scripted",
    "scripted_case",
    "truth",
]


def _signed(rng, low, high, size):
    """Numbers from `low` to `high` in size, of either sign."""
    return rng.choice([-1.0, 1.0], size=size) * rng.uniform(low, high, size=size)


# --- least squares -----------------------------------------------------------


def by_hand(rng):
    """A line through two points, in quarters; neither w, b nor the mean of x is 0."""
    left, width, w, b = rng.integers([1, 2, 1, 1], [7, 6, 7, 11]) / 2
    # A quarter more, so that the intercept is never the slope.
    w, b = np.array([w, b + 0.25]) * rng.choice([-1.0, 1.0], size=2)
    x = np.array([left, left + width])
    return {"X": x[:, None], "y": b + w * x}


def regression(rng, n, p):
    """Correlated columns of unequal scale, with means far from 0, and a noisy target."""
    mixing = np.eye(p) + rng.uniform(0.4, 0.6) * np.tri(p, k=-1)
    raw = orthonormal_columns(rng, n, p) @ mixing * rng.permutation(np.linspace(0.5, 2.0, p))
    X = raw + rng.choice([-1.0, 1.0], size=p) * rng.permutation(np.linspace(1.0, 3.0, p))
    y = _signed(rng, 3.0, 9.0, 1) + X @ _signed(rng, 1.0, 2.5, p)
    return {"X": X, "y": y + rng.uniform(0.2, 0.5) * rng.normal(size=n)}


def noiseless(rng, n, p):
    """As `regression`, but y is an exact linear function; its weights come along."""
    X = regression(rng, n, p)["X"]
    w, b = _signed(rng, 0.5, 2.5, p), float(_signed(rng, 1.0, 9.0, 1)[0])
    return {"X": X, "y": X @ w + b, "w": w, "b": b}


def five_powers(rng):
    """The columns x, ..., x^5 of six points that are well apart, and any y."""
    x = rng.permutation(np.linspace(-1.0, 1.0, 6) + rng.uniform(-0.1, 0.1, size=6))
    y = np.round(rng.uniform(-2.0, 2.0, size=6), 1)
    return {"X": x[:, None] ** np.arange(1, 6), "y": y}


# --- bias and variance -------------------------------------------------------
# A case is plain data: coefficients of the truth, the name of a method, and either the samples
# themselves ("xs" and "ys") or what they are drawn with. Both sides build the same functions.


def scripted(rng):
    """Three samples of one value each, so that everything can be computed on paper."""
    mean, step = int(rng.integers(-8, 9)) / 4, int(rng.integers(1, 6)) / 2
    ys = mean + step * rng.permutation([-1.0, -1.0, 2.0])[:, None]
    # A bias whose size, square and mean with the other one are different numbers.
    bias = float(rng.choice([-1.0, 1.0]) * rng.choice([0.5, 1.5, 2.0, 2.5]))
    one = {"f": np.array([mean - bias]), "method": "value plus x", "x_test": np.zeros(1)}
    # Two test points whose predictions, and whose bias, differ.
    slope, place = float(rng.choice([0.5, 1.5])), float(rng.choice([2.0, 4.0, 6.0]))
    if abs(bias + (1 - slope) * place) == abs(bias):
        slope = 2.0 - slope
    two = {**one, "f": np.append(one["f"], slope), "x_test": np.array([0.0, place])}
    script = {"xs": np.zeros((3, 1)), "ys": ys, "n_rep": 3, "seed": 0}
    return [{**case, **script} for case in (one, two)]


def random_case(rng, method, n_rep):
    """A cubic truth, noisy samples at random places, and test points elsewhere."""
    n_test = int(rng.integers(4, 8))
    x_test = np.linspace(-0.9, 0.9, n_test) + rng.uniform(-0.1, 0.1, size=n_test)
    return {
        # The cubic part is what a line cannot follow, in every draw.
        "f": np.append(_signed(rng, 0.5, 1.5, 3), _signed(rng, 1.8, 2.5, 1)),
        "method": method,
        "shift": float(_signed(rng, 0.5, 3.0, 1)[0]),
        "n": int(rng.integers(8, 13)),
        "noise": float(rng.uniform(0.4, 0.7)),
        "x_test": x_test,
        "n_rep": n_rep,
        "seed": int(rng.integers(2**31)),
    }


def scripted_case(rng, method, n_rep):
    """As `random_case`, but the samples are drawn here and handed out one after the other."""
    case = random_case(rng, method, n_rep)
    xs = rng.uniform(-1.0, 1.0, size=(n_rep, case["n"]))
    return {**case, "xs": xs, "ys": truth(case)(xs) + case["noise"] * rng.normal(size=xs.shape)}


def truth(data):
    """The true function: a polynomial with coefficients ``data["f"]``, lowest power first."""
    return np.polynomial.Polynomial(data["f"])


def sampler(data):
    """``sample(rng)``: the next scripted sample, or x in [-1, 1] and a noisy y."""
    if "ys" in data:
        script = itertools.cycle(zip(data["xs"], data["ys"], strict=True))
        return lambda rng: tuple(part.copy() for part in next(script))
    f, n, noise = truth(data), data["n"], data["noise"]

    def sample(rng):
        x = rng.uniform(-1.0, 1.0, size=n)
        return x, f(x) + noise * rng.normal(size=n)

    return sample


def fit_predict(data):
    """``fit_predict(x, y, x_test)`` of the method that ``data["method"]`` names."""
    return {
        "value plus x": lambda x, y, x_test: y.mean() + x_test,
        "mean": lambda x, y, x_test: np.full(len(x_test), y.mean()),
        "line": _line,
        "truth plus shift": lambda x, y, x_test: truth(data)(x_test) + data["shift"],
    }[data["method"]]


def _line(x, y, x_test):
    w = np.mean((x - x.mean()) * (y - y.mean())) / np.var(x)
    return y.mean() + w * (x_test - x.mean())
