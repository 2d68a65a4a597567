"""Rows of one seed, in three parts; the labels of the test rows stay inside."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import ArrayLike, NDArray

METRICS = ("accuracy", "r2")


class Vault:
    """Training, validation and test rows of one seed: it counts reads, and keeps test labels.

    Parameters
    ----------
    train, validation, test : (X, y)
        X of shape (n, ...), y of shape (n,), n >= 1.
    metric : {"accuracy", "r2"}
        How predictions are scored; larger is better. ``r2`` is ``1 - mse / var(y)``, and -inf if a
        prediction is not a finite number.

    Attributes
    ----------
    reads : dict of int
        How often "train", "validation" and "test" were read.
    scored : tuple of str
        The methods whose test predictions were scored, in order.

    Raises
    ------
    ValueError
        If a part has no rows or X and y differ in length, the metric is unknown, or it is ``r2``
        and labels are not finite numbers, or all equal in the validation or test rows.

    Notes
    -----
    Taught in: 12_audit, section 12.5.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.compare import Vault
    >>> X, y = np.arange(6.0).reshape(6, 1), np.array([0, 1, 0, 1, 0, 1])
    >>> vault = Vault((X[:2], y[:2]), (X[2:4], y[2:4]), (X[4:], y[4:]))
    >>> vault.test().ravel(), vault.score([0, 0], "always 0"), vault.reads["test"]
    (array([4., 5.]), 0.5, 1)
    >>> vault.score([0, 1], "always 0")
    Traceback (most recent call last):
        ...
    ValueError: always 0 was scored on these test rows before: each method has one score
    """

    def __init__(
        self,
        train: tuple[ArrayLike, ArrayLike],
        validation: tuple[ArrayLike, ArrayLike],
        test: tuple[ArrayLike, ArrayLike],
        metric: str = "accuracy",
    ) -> None:
        if metric not in METRICS:
            raise ValueError(f"metric must be one of {', '.join(METRICS)}, got {metric!r}")
        self.metric_name = metric
        self._parts = {
            name: _part(part, name)
            for name, part in (("train", train), ("validation", validation), ("test", test))
        }
        if metric == "r2":
            for name, (_, y) in self._parts.items():
                _check_labels(y, name)
        self._reads: Counter[str] = Counter()
        self._scored: list[str] = []

    @property
    def reads(self) -> dict[str, int]:
        """How often each part was read."""
        return {name: self._reads[name] for name in self._parts}

    @property
    def scored(self) -> tuple[str, ...]:
        """The methods whose test predictions were scored, in order."""
        return tuple(self._scored)

    def train(self) -> tuple[NDArray, NDArray]:
        """Return X and y of the training rows, read-only."""
        return self._read("train")

    def validation(self) -> tuple[NDArray, NDArray]:
        """Return X and y of the validation rows, read-only."""
        return self._read("validation")

    def test(self) -> NDArray:
        """Return X of the test rows, read-only."""
        return self._read("test")[0]

    def score(self, predictions: ArrayLike, method: str) -> float:
        """Return the metric on the test rows: once for each method.

        Parameters
        ----------
        predictions : array-like of shape (n_test,)
        method : str
            The method that made the predictions.

        Raises
        ------
        ValueError
            If the method was scored before, or the number of predictions is not that of the rows.
        """
        if method in self._scored:
            raise ValueError(
                f"{method} was scored on these test rows before: each method has one score"
            )
        value = self.metric(self._parts["test"][1], predictions)
        self._scored.append(method)
        return value

    def metric(self, y: ArrayLike, predictions: ArrayLike) -> float:
        """Return the metric of predictions for known y, such as those of the validation rows.

        Parameters
        ----------
        y, predictions : array-like of shape (n,)

        Raises
        ------
        ValueError
            If the shapes differ.
        """
        y, predictions = np.asarray(y), np.asarray(predictions)
        if y.shape != predictions.shape:
            raise ValueError(f"predictions must have shape {y.shape}, got {predictions.shape}")
        if self.metric_name == "accuracy":
            return float(np.mean(predictions == y))
        # In float64: whole numbers of few bits would overflow.
        y, predictions = y.astype(np.float64), predictions.astype(np.float64)
        with np.errstate(all="ignore"):
            value = 1 - np.mean((y - predictions) ** 2) / np.var(y)
        # A candidate that diverged is the worst one, and np.argmax would take nan for the best.
        return -np.inf if np.isnan(value) else float(value)

    def _read(self, name):
        self._reads[name] += 1
        return self._parts[name]


def _part(part, name):
    X, y = (np.array(values) for values in part)  # copies
    if y.ndim != 1 or len(y) == 0 or X.ndim < 1 or len(X) != len(y):
        raise ValueError(
            f"{name} must be X and y with equally many rows, got shapes {X.shape} and {y.shape}"
        )
    X.flags.writeable = y.flags.writeable = False
    return X, y


def _check_labels(y, name):
    if y.dtype.kind not in "biuf" or not np.isfinite(y).all():
        raise ValueError(f"{name} labels must be finite numbers for r2")
    if name != "train" and np.all(y == y[0]):
        raise ValueError(f"{name} labels must not all be equal for r2")
