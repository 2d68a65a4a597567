"""Candidates for the hyperparameters of a recipe, and the choice among them on validation rows."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from reglab.nn._epoch import judge
from reglab.nn.dropout import Dropout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reglab.nn.network import Network
    from reglab.nn.recipe import Recipe

Candidate = Mapping[str, Any]

OPTIMIZER = ("lr", "weight_decay")
FIT = ("l1", "l2", "prox_l1", "max_norm", "label_smoothing", "augment")


def candidates(name: str, recipe: "Recipe", values: Any) -> list[dict[str, Any]]:
    """Return the candidates of one recipe: all combinations of its values, or a given list.

    Parameters
    ----------
    name : str
        The recipe's name, for messages.
    recipe : Recipe
    values : dict of str to sequence, or sequence of dict
        As for `run_table`.
    """
    if isinstance(values, Mapping):
        for key, choices in values.items():
            if not isinstance(choices, list | tuple | np.ndarray) or len(choices) == 0:
                raise ValueError(
                    f"tune[{name!r}][{key!r}] must be a sequence of values, got {choices!r}"
                )
        grid = [dict(zip(values, own, strict=True)) for own in itertools.product(*values.values())]
    else:
        grid = [dict(own) for own in values]
    known = (*OPTIMIZER, *FIT, "rate")
    for key in {key for own in grid for key in own}:
        if key not in known:
            raise ValueError(f"tune[{name!r}] must name some of {', '.join(known)}, got {key!r}")
        if key == "rate" and not _dropouts(recipe):
            raise ValueError(f"tune[{name!r}] names rate, but {name!r} has no Dropout layer")
    count = len(_dropouts(recipe))
    for rate in (own["rate"] for own in grid if "rate" in own):
        if isinstance(rate, tuple) and len(rate) != count:
            raise ValueError(
                f"tune[{name!r}]['rate'] must have a number, or one for each of {count} Dropout "
                f"layers, got {rate}"
            )
    return grid


def check_equal(grids: "Mapping[str, Sequence[Candidate]]") -> None:
    """Refuse a comparison in which one recipe has more candidates than another."""
    counts = {name: len(grid) for name, grid in grids.items()}
    if len(set(counts.values())) > 1:
        listed = ", ".join(f"{name} {count}" for name, count in counts.items())
        raise ValueError(
            "tune must give every recipe, the baseline included, the same number of candidates, "
            f"got {listed}"
        )


def with_own_settings(recipe: "Recipe", grid: "list[dict[str, Any]]") -> tuple[list, int]:
    """Return the grid with the recipe's own settings in it, and their place."""
    for k, own in enumerate(grid):
        if all(same_value(_own_value(recipe, key), value) for key, value in own.items()):
            return grid, k
    return [*grid, {}], len(grid)


def side_by_side(recipe: "Recipe", grid: "Sequence[Candidate]", n_seeds: int) -> "Recipe":
    """Return a recipe for ``n_seeds * len(grid)`` networks: all candidates for the first seed, ...

    A value that a candidate does not name is the recipe's own.
    """
    keys = {key for own in grid for key in own}

    def all_of(key, default):
        if key not in keys:
            return default
        return tuple(own.get(key, default) for own in grid) * n_seeds

    layers = list(recipe.layers)
    places = [i for i, layer in enumerate(layers) if isinstance(layer, Dropout)]
    for k, i in enumerate(places if "rate" in keys else ()):
        values = all_of("rate", layers[i].rate)
        layers[i] = layers[i].with_rate([v[k] if isinstance(v, tuple) else v for v in values])
    rates = {key: all_of(key, getattr(recipe.optimizer, key)) for key in OPTIMIZER}
    options = {key: all_of(key, getattr(recipe, key)) for key in FIT}
    optimizer = replace(recipe.optimizer, **rates)
    return replace(recipe, layers=tuple(layers), optimizer=optimizer, **options)


def choose(
    network: "Network", validation: "tuple[NDArray, NDArray]", n_seeds: int, n_candidates: int
) -> "tuple[NDArray[np.intp], NDArray]":
    """Return the candidate of every seed with the best accuracy on validation rows.

    Of several with this accuracy the one with the smallest loss is chosen, then the first. A
    network whose loss is not a number comes last.

    Returns
    -------
    chosen : ndarray of int of shape (n_seeds,)
    accuracy : ndarray of shape (n_seeds, n_networks / n_seeds)
        Of all networks; those beyond the first `n_candidates` of a seed are not candidates.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        loss, right = (values.reshape(n_seeds, -1) for values in judge(network, *validation))
    failed = np.isnan(loss)
    score, loss = np.where(failed, -1, right), np.where(failed, np.inf, loss)
    # lexsort sorts by its last key first.
    best = np.lexsort((loss[:, :n_candidates], -score[:, :n_candidates]))[:, 0]
    return best, right


def _dropouts(recipe):
    return [layer for layer in recipe.layers if isinstance(layer, Dropout)]


def _own_value(recipe, key):
    if key in OPTIMIZER:
        return getattr(recipe.optimizer, key)
    if key in FIT:
        return getattr(recipe, key)
    rates = tuple(layer.rate for layer in _dropouts(recipe))
    return rates[0] if len(set(rates)) == 1 else rates


def same_value(a: Any, b: Any) -> bool:
    """Return whether two values of a recipe are equal: numbers, one for each network, or others.

    Layers and callables are equal if they are the same object.
    """
    return a is b or np.array_equal(a, b)
