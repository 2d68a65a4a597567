"""Linear regression on drawn data, with strengths chosen on validation rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reglab import linear

__all__ = ["choose", "lasso_lams", "lasso_models", "over_seeds", "r2", "ridge_models"]

Rows = tuple[NDArray, NDArray]
Model = tuple[NDArray, float]
# Strengths as fractions of the smallest one at which all weights of the lasso are 0.
FRACTIONS = tuple(np.geomspace(1, 1e-3, 16))
RIDGE_LAMS = tuple(np.geomspace(1e2, 1e-4, 16))


def lasso_lams(rows: Rows, fractions: Sequence[float] = FRACTIONS) -> NDArray:
    """Strengths of the lasso that fit these rows, from the largest to the smallest."""
    return linear.lambda_max(*rows) * np.asarray(fractions)


def lasso_models(
    rows: Rows, fractions: Sequence[float] = FRACTIONS, l1_ratio: float = 1.0
) -> list[Model]:
    """One model (w, b) of the lasso, or of the elastic net, for each strength."""
    lams = lasso_lams(rows, fractions) / l1_ratio
    W, b = linear.elastic_net_path(*rows, lams, l1_ratio, tol=1e-7)
    return list(zip(W, b, strict=True))


def ridge_models(rows: Rows, lams: Sequence[float] = RIDGE_LAMS) -> list[Model]:
    """One model (w, b) of ridge regression for each strength."""
    W, b = linear.ridge_svd_path(*rows, lams)
    return list(zip(W, b, strict=True))


def r2(model: Model, rows: Rows) -> float:
    """``1 - mse / var(y)`` of a model on rows."""
    w, b = model
    X, y = rows
    return float(1 - np.mean((y - X @ w - b) ** 2) / np.var(y))


def choose(models: Sequence[Model], validation: Rows) -> Model:
    """The model with the largest R² on validation rows, the first of equally good ones."""
    return models[int(np.argmax([r2(model, validation) for model in models]))]


def over_seeds(
    measure: Callable[[np.random.Generator], Mapping[str, float]], seeds: Sequence[int]
) -> dict[str, list[float]]:
    """Values of all methods, ``measure(rng)`` for each seed.

    Parameters
    ----------
    measure : callable
        Draws everything from the generator, and returns one value for each method.
    seeds : sequence of int
    """
    found = [measure(np.random.default_rng(seed)) for seed in seeds]
    return {name: [own[name] for own in found] for name in found[0]}
