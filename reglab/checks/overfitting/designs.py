"""Inputs for the checks of lesson 01: designs on which each mistake shows, on every draw."""

import itertools

import numpy as np

from ..core.columns import orthonormal_columns

__all__ = ["by_hand", "fit_predict", "noiseless", "regression", "sampler", "scripted", "truth"]

# --- least squares -----------------------------------------------------------


def by_hand():
    """A line through two points: w = 2, b = 1."""
    return {"X": np.array([[1.0], [3.0]]), "y": np.array([3.0, 7.0])}


def regression(rng, n, p):
    """Correlated columns of unequal scale, with means far from 0, and a noisy target."""
    mixing = np.eye(p) + 0.5 * np.tri(p, k=-1)
    raw = orthonormal_columns(rng, n, p) @ mixing * np.linspace(0.5, 2.0, p)
    X = raw + rng.permutation(np.linspace(1.0, 3.0, p))
    y = 5.0 + X @ (rng.choice([-1.0, 1.0], size=p) * np.linspace(1.0, 2.0, p))
    return {"X": X, "y": y + 0.3 * rng.normal(size=n)}


def noiseless(rng, n, p):
    """As `regression`, but y is an exact linear function; its weights come along."""
    X = regression(rng, n, p)["X"]
    w, b = rng.choice([-1.0, 1.0], size=p) * np.linspace(1.0, 2.0, p), 4.0
    return {"X": X, "y": X @ w + b, "w": w, "b": b}


# --- bias and variance -------------------------------------------------------
# A case is plain data: coefficients of the truth, the name of a method, and either the samples
# themselves ("ys") or what they are drawn with. Both sides build the same functions from it.


def scripted():
    """Samples of one value each, so that everything can be computed on paper."""
    ys = np.array([[1.0], [4.0], [1.0]])
    one = {"f": np.zeros(1), "method": "value plus x", "ys": ys, "x_test": np.zeros(1)}
    # Two test points whose predictions, and whose bias, differ.
    two = {**one, "f": np.array([0.0, 0.5]), "x_test": np.array([0.0, 2.0])}
    return [{**case, "n_rep": len(ys), "seed": 0} for case in (one, two)]


def truth(data):
    """The true function: a polynomial with coefficients ``data["f"]``, lowest power first."""
    return np.polynomial.Polynomial(data["f"])


def sampler(data):
    """``sample(rng)``: the next scripted sample, or x in [-1, 1] and a noisy y."""
    if "ys" in data:
        script = itertools.cycle(data["ys"])
        return lambda rng: (np.zeros(data["ys"].shape[1]), next(script).copy())
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
        "truth plus 1": lambda x, y, x_test: truth(data)(x_test) + 1.0,
    }[data["method"]]


def _line(x, y, x_test):
    w = np.mean((x - x.mean()) * (y - y.mean())) / np.var(x)
    return y.mean() + w * (x_test - x.mean())
