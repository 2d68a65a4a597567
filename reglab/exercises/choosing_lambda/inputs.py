"""Inputs for exercises 5.2 and 5.4: models whose predictions show their training rows, and data.

A case is plain data that names its model. Host and guest build the same model from the name, and
the predictions of a spy show which rows it got.
"""

import numpy as np

from reglab.exercises.columns import orthonormal_columns


# --- models ------------------------------------------------------------------
class _Model:
    """A model that keeps its training rows and predicts a function of them.

    With `remembers`, a second fit adds rows to those of the first one.
    """

    def __init__(self, lam, predict, remembers=False):
        self.lam, self._predict, self._remembers = float(lam), predict, remembers

    def fit(self, X, y):
        if len(X) != len(y):
            raise ValueError(f"fit got {len(X)} rows of X and {len(y)} of y")
        X, y = np.array(X, dtype=float), np.array(y, dtype=float)
        if self._remembers and hasattr(self, "X"):
            X, y = np.concatenate([self.X, X]), np.concatenate([self.y, y])
        self.X, self.y = X, y
        return self

    def predict(self, X):
        if not hasattr(self, "X"):
            raise RuntimeError("predict was called before fit")
        return self._predict(self, np.asarray(X))


def _for_each_row(value):
    """Predict the number value(model) for every row."""
    return lambda model, X: np.full(len(X), value(model))


def _ridge(model, X):
    """Predictions of ridge; lam is scikit-learn's alpha, because the loss is summed."""
    mean, y_mean = model.X.mean(axis=0), model.y.mean()
    Xc = model.X - mean
    A = Xc.T @ Xc + model.lam * np.eye(Xc.shape[1])
    return y_mean + (X - mean) @ np.linalg.solve(A, Xc.T @ (model.y - y_mean))


def _spy(model, X):
    """1e6 for each row that the model was fitted on, else 0; the first entry identifies a row."""
    return 1e6 * np.isin(X[:, 0], model.X[:, 0])


def _by_heart(model, X):
    """For lam = 2 the y of each training row and 1000 for other rows; for other lams 0."""
    if model.lam != 2.0:
        return np.zeros(len(X))
    known = dict(zip(model.X[:, 0], model.y, strict=True))
    return np.array([known.get(row, 1000.0) for row in X[:, 0]])


def _watchman(rows):
    """For lam = 2, 0 (the right y), or 1000 if one of `rows` appears where it should not.

    The model must not be fitted on any of them or predict them together with other rows. The other
    models predict 3 (lam = 5) and 6 (lam = 7).
    """

    def predict(model, X):
        if model.lam != 2.0:
            return np.full(len(X), {5.0: 3.0, 7.0: 6.0}.get(model.lam, 0.0))
        trained = np.any(np.isin(model.X[:, 0], rows))
        asked = np.isin(X[:, 0], rows)
        return np.full(len(X), 1000.0 if trained or (asked.any() and not asked.all()) else 0.0)

    return predict


_PREDICT = {
    "predicts lam": _for_each_row(lambda model: model.lam),
    # A row counts 1 more above the mean of the training rows, which no scaling of X changes.
    "training mean plus lam": lambda model, X: (
        model.y.mean() + model.lam + (X[:, 0] > model.X[:, 0].mean())
    ),
    "training mean / (1 + lam)": _for_each_row(lambda model: model.y.mean() / (1 + model.lam)),
    "ridge": _ridge,
    "spy": _spy,
    # Shows every change of an entry that it was fitted on.
    "training sum": _for_each_row(lambda model: model.X.sum()),
    # The number of training rows minus lam.
    "row count": _for_each_row(lambda model: len(model.y) - model.lam),
    # A number from 0 to 1 that depends on each training row and on lam.
    "arbitrary": _for_each_row(
        lambda model: np.sum(np.sqrt(np.abs(np.sort(model.X[:, 0]) + 2.0))) * model.lam % 1.0
    ),
    # The same, large and arbitrary for other training rows; a larger lam is worse by a little.
    "arbitrary plus lam": _for_each_row(
        lambda model: 2.0 + np.sum(np.sqrt(np.sort(model.X[:, 0]) + 2.0)) * 1000.0 % 1.0 + model.lam
    ),
    "by heart": _by_heart,
}


def make_model(data):
    """``make_model(lam)`` for the model that ``data["model"]`` names."""
    if data["model"] == "watchman":
        predict = _watchman(data["outer"][0][1])
    else:
        predict = _PREDICT[data["model"]]
    remembers = data.get("remembers", False)
    return lambda lam: _Model(lam, predict, remembers)


# --- data --------------------------------------------------------------------
def row_numbers(n):
    """X whose only column is the row number."""
    return np.arange(n, dtype=float)[:, None]


def units(rng):
    """A unit and a zero, in quarters, so that sums of values in that unit are exact."""
    return float(rng.integers(3, 17)) / 4, float(rng.integers(0, 41)) / 4


def ridge_data(rng, n, p, noise=1.5):
    """Columns of unequal scale with means far from 0, and a noisy target."""
    X = orthonormal_columns(rng, n, p) * np.linspace(0.5, 2.0, p) + np.linspace(1.0, 3.0, p)
    y = 4.0 + (X - X.mean(axis=0)) @ np.linspace(2.0, -1.0, p) + noise * rng.normal(size=n)
    return {"X": X, "y": y}
