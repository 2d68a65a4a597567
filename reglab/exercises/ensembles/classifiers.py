"""Exercise 11.5: classifiers whose predictions show what they were trained on.

A case is plain data that names its models. Host and guest make the same models from the names.
"""

from functools import partial

import numpy as np


class _Classifier:
    """Predicts ``self.row(x)`` for each row x: one probability for each class in `classes_`."""

    def fit(self, X, y):
        if len(X) != len(y):
            raise ValueError(f"fit got {len(X)} rows of X and {len(y)} of y")
        self.X, self.y = np.array(X, dtype=float), np.array(y)
        self.classes_ = np.unique(self.y)
        return self

    def predict_proba(self, X):
        if not hasattr(self, "X"):
            raise RuntimeError("predict_proba was called before fit")
        return np.array([self.row(x) for x in np.asarray(X, dtype=float)])


class Shares(_Classifier):
    """The share of each class among the training rows, for every x."""

    def row(self, x):
        return np.array([np.mean(self.y == c) for c in self.classes_])


class Spy(_Classifier):
    """The last class for a row that it was trained on, the first class for any other."""

    def row(self, x):
        p = np.zeros(len(self.classes_))
        p[-1 if np.any(np.all(x == self.X, axis=1)) else 0] = 1.0
        return p


class Nearest(_Classifier):
    """The class of the nearest training row."""

    def row(self, x):
        nearest = np.argmin(np.sum((self.X - x) ** 2, axis=1))
        return np.where(self.classes_ == self.y[nearest], 1.0, 0.0)


class OfRow(_Classifier):
    """Probabilities that depend on x and on nothing that was learned."""

    def row(self, x):
        weights = 1.1 + np.sin(x.sum() + 2.0 * self.classes_)
        return weights / weights.sum()


class Sensitive(_Classifier):
    """Probabilities that depend on x, on every training row and on its class."""

    def __init__(self, shift=0.0):
        self.shift = shift

    def row(self, x):
        v = np.sqrt(np.arange(2.0, 2.0 + len(x)))
        of_class = np.array([np.sum(np.cos(self.X[self.y == c] @ v)) for c in self.classes_])
        weights = 1.1 + np.sin(3.0 * of_class + (x @ v) * (self.classes_ + 1.0) + self.shift)
        return weights / weights.sum()


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
