"""Exercise 11.5: classifiers whose predictions show what they were trained on.

A case is plain data that names its models. Host and guest make the same models from the names.
"""

from functools import partial

import numpy as np


class _Classifier:
    """Predicts ``self.rows(X)``: one probability for each row and each class in `classes_`."""

    def fit(self, X, y):
        if len(X) != len(y):
            raise ValueError(f"fit got {len(X)} rows of X and {len(y)} of y")
        self.X, self.y = np.array(X, dtype=float), np.array(y)
        self.classes_ = np.unique(self.y)
        self.own = self.y[:, None] == self.classes_  # which training row has which class
        return self

    def predict_proba(self, X):
        if not hasattr(self, "X"):
            raise RuntimeError("predict_proba was called before fit")
        return self.rows(np.asarray(X, dtype=float))

    def _distances(self, X):
        """Squared distances, one row for each row of X and one column for each training row."""
        return np.sum((X[:, None] - self.X) ** 2, axis=2)


class Shares(_Classifier):
    """The share of each class among the training rows, for every x."""

    def rows(self, X):
        return np.tile(self.own.mean(axis=0), (len(X), 1))


class Spy(_Classifier):
    """The last class for a row that it was trained on, the first class for any other."""

    def rows(self, X):
        p = np.zeros((len(X), len(self.classes_)))
        seen = np.any(self._distances(X) == 0, axis=1)
        p[np.arange(len(X)), np.where(seen, -1, 0)] = 1.0
        return p


class Nearest(_Classifier):
    """The class of the nearest training row."""

    def rows(self, X):
        return self.own[np.argmin(self._distances(X), axis=1)].astype(float)


class OfRow(_Classifier):
    """Probabilities that depend on x and on nothing that was learned."""

    def rows(self, X):
        weights = 1.1 + np.sin(X.sum(axis=1, keepdims=True) + 2.0 * self.classes_)
        return weights / weights.sum(axis=1, keepdims=True)


class Sensitive(_Classifier):
    """Probabilities that depend on x, on every training row and on its class."""

    def __init__(self, shift=0.0):
        self.shift = shift

    def rows(self, X):
        v = np.sqrt(np.arange(2.0, 2.0 + X.shape[1]))
        learned = np.cos(self.X @ v) @ self.own
        angles = 3.0 * learned + np.outer(X @ v, self.classes_ + 1.0) + self.shift
        weights = 1.1 + np.sin(angles)
        return weights / weights.sum(axis=1, keepdims=True)


class Remembering(Sensitive):
    """The same, from the rows of all its calls of fit."""

    def fit(self, X, y):
        if hasattr(self, "X"):
            X, y = np.concatenate([self.X, X]), np.concatenate([self.y, y])
        return super().fit(X, y)


_MODELS = {
    "shares": Shares,
    "spy": Spy,
    "nearest": Nearest,
    "of row": OfRow,
    "sensitive": Sensitive,
    "sensitive, shifted": partial(Sensitive, 2.0),
    "sensitive, shifted more": partial(Sensitive, 4.0),
    "remembering": Remembering,
}


def make_models(data):
    """The models that ``data["models"]`` names: each makes a new classifier when it is called."""
    return [_MODELS[name] for name in data["models"]]
