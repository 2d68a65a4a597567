"""Inputs for the checks of lesson 05: models that tell what they have seen, and labelled data.

A case is plain data that names its model. Both sides build the same model from
the name, and what a spy has seen comes back in the numbers that it predicts.
"""

import numpy as np

from ..core.columns import orthonormal_columns

__all__ = ["classes", "make_model", "ridge_data", "row_numbers", "units"]

# --- models ------------------------------------------------------------------


class _Model:
    """Remembers what it was fitted on, and predicts what a function of that says."""

    def __init__(self, lam, predict):
        self.lam, self._predict = float(lam), predict

    def fit(self, X, y):
        if len(X) != len(y):
            raise ValueError(f"fit got {len(X)} rows of X and {len(y)} of y")
        self.X, self.y = np.array(X, dtype=float), np.array(y, dtype=float)
        return self

    def predict(self, X):
        if not hasattr(self, "X"):
            raise RuntimeError("predict was called before fit")
        return self._predict(self, np.asarray(X))


def _lam_itself(model, X):
    return np.full(len(X), model.lam)


def _training_mean(model, X):
    return np.full(len(X), model.y.mean() + model.lam)


def _shrunken_mean(model, X):
    return np.full(len(X), model.y.mean() / (1 + model.lam))


def _ridge(model, X):
    """Its lam is scikit-learn's alpha: the loss is summed."""
    mean, y_mean = model.X.mean(axis=0), model.y.mean()
    Xc = model.X - mean
    A = Xc.T @ Xc + model.lam * np.eye(Xc.shape[1])
    return y_mean + (X - mean) @ np.linalg.solve(A, Xc.T @ (model.y - y_mean))


def _spy(model, X):
    """A million for each row that it was fitted on; rows are known by their first entry."""
    return 1e6 * np.isin(X[:, 0], model.X[:, 0])


def _training_sum(model, X):
    """The sum of all that it was fitted on: whatever changes a training entry shows."""
    return np.full(len(X), model.X.sum())


def _by_heart(model, X):
    """With lam = 2 the y of each row it was fitted on, and 1000 for others; else 0."""
    if model.lam != 2.0:
        return np.zeros(len(X))
    known = dict(zip(model.X[:, 0], model.y, strict=True))
    return np.array([known.get(row, 1000.0) for row in X[:, 0]])


def _watchman(rows):
    """With lam = 2 perfect (y is 0), until one of `rows` comes where it should not: then 1000.

    It may not be fitted on any of them, and not be asked for them together with other rows. The
    other models predict 3 (lam = 5) and 6 (lam = 7).
    """

    def predict(model, X):
        if model.lam != 2.0:
            return np.full(len(X), {5.0: 3.0, 7.0: 6.0}.get(model.lam, 0.0))
        trained = np.any(np.isin(model.X[:, 0], rows))
        asked = np.isin(X[:, 0], rows)
        return np.full(len(X), 1000.0 if trained or (asked.any() and not asked.all()) else 0.0)

    return predict


def _row_count(model, X):
    """How far the number of rows it was fitted on is from lam."""
    return np.full(len(X), len(model.y) - model.lam)


def _arbitrary(model, X):
    """A number from 0 to 1 that depends on each row it was fitted on, and on lam."""
    return np.full(len(X), np.sum(np.sqrt(np.abs(np.sort(model.X[:, 0]) + 2.0))) * model.lam % 1.0)


_PREDICT = {
    "predicts lam": _lam_itself,
    "training mean plus lam": _training_mean,
    "training mean / (1 + lam)": _shrunken_mean,
    "ridge": _ridge,
    "spy": _spy,
    "training sum": _training_sum,
    "row count": _row_count,
    "arbitrary": _arbitrary,
    "by heart": _by_heart,
}


def make_model(data):
    """``make_model(lam)`` for the model that ``data["model"]`` names."""
    if data["model"] == "watchman":
        predict = _watchman(data["outer"][0][1])
    else:
        predict = _PREDICT[data["model"]]
    return lambda lam: _Model(lam, predict)


# --- data --------------------------------------------------------------------


def row_numbers(n):
    """X whose only column says which row it is."""
    return np.arange(n, dtype=float)[:, None]


def units(rng):
    """A unit and a zero, in quarters: sums of what is measured in them are exact."""
    return float(rng.integers(3, 17)) / 4, float(rng.integers(0, 41)) / 4


def ridge_data(rng, n, p, noise=1.5):
    """Columns of unequal scale with means far from 0, and a noisy target."""
    X = orthonormal_columns(rng, n, p) * np.linspace(0.5, 2.0, p) + np.linspace(1.0, 3.0, p)
    y = 4.0 + (X - X.mean(axis=0)) @ np.linspace(2.0, -1.0, p) + noise * rng.normal(size=n)
    return {"X": X, "y": y}


def classes(rng, n, p, lam, l1_ratio):
    """A problem with labels 0 and 1 on which 200 steps of size `lr` are ample.

    Seven of ten labels are 1, and the columns have means other than 0, so that the intercept
    matters. The label noise is the same set of values each time, in another order. The last of
    several columns is uncorrelated with the labels: L1 sets its weight to 0, on every draw.

    Parameters
    ----------
    rng : numpy.random.Generator
    n, p : int
    lam, l1_ratio : float

    Returns
    -------
    dict
        ``X`` (n, p), ``y`` (n,), ``lam``, ``l1_ratio``, ``lr``, ``n_steps``.
    """
    X = orthonormal_columns(rng, n, p)
    w = np.array([1.2, -0.9, 0.6])[: max(p - 1, 1)]
    at = (np.arange(n) + 0.5) / n
    score = X[:, : len(w)] @ w + rng.permutation(0.5 * np.log(at / (1 - at)))
    y = (score > np.quantile(score, 0.3)) * 1
    if p > 1:
        others = np.column_stack([np.ones(n), X[:, :-1], y])
        rest = X[:, -1] - others @ np.linalg.lstsq(others, X[:, -1], rcond=None)[0]
        X[:, -1] = rest / rest.std()
    X = X * np.linspace(0.9, 1.3, p) + np.linspace(0.3, -0.2, p)
    curvature = np.linalg.norm(np.column_stack([X, np.ones(n)]), 2) ** 2 / (4 * n)
    return {
        "X": X,
        "y": y,
        "lam": lam,
        "l1_ratio": l1_ratio,
        "lr": float(1 / curvature),
        "n_steps": 200,
    }
