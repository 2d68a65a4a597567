"""Tuned comparisons of small networks on digits, with a share of wrong labels."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab import datasets, nn
from reglab.audit.measured import Measured
from reglab.nn import tuning

__all__ = ["EIGHT_RATES", "FOUR_RATES", "NOISE", "compare_networks", "plain", "split"]

# Every method has eight candidates: eight learning rates, or four with two strengths.
EIGHT_RATES = (1e-4, 3e-4, 5e-4, 1e-3, 2e-3, 3e-3, 1e-2, 3e-2)
FOUR_RATES = (5e-4, 1e-3, 3e-3, 1e-2)
# Regimes that most claims on networks share.
NOISE = {"right labels": 0.0, "every fifth label wrong": 0.2, "two of five labels wrong": 0.4}

Part = tuple[NDArray, NDArray]


def plain(width: int = 128) -> tuple:
    """Layers of a network with one hidden layer."""
    return (nn.Dense(width), nn.ReLU(), nn.Dense(10))


def split(n: int, noise: float, seeds: Sequence[int]) -> tuple[Part, Part, Part]:
    """n training, 200 validation and 1,000 test images for each seed.

    The same share of the labels of training and validation rows is wrong.
    """
    data = datasets.load_digits()
    sizes = (n, 200, 1000)
    train, validation, test = datasets.split_seeds(
        data.X / 16, data.y, sizes, seeds=seeds, noise=noise
    )
    return train, validation, test


def compare_networks(
    recipes: Mapping[str, nn.Recipe],
    tune: Mapping[str, Any],
    parts: tuple[Part, Part, Part],
    seeds: Sequence[int],
    *,
    epochs: int = 60,
    batch_size: int = 50,
) -> Measured:
    """Test accuracy of tuned methods, in percent.

    Each method chooses its hyperparameters for each seed on the validation rows; the test rows are
    read once. Methods are trained one after the other, so that their costs can be compared.

    Parameters
    ----------
    recipes : dict of Recipe
    tune : dict
        As for `reglab.nn.run_table`: equally many candidates for each.
    parts : tuple
        Training, validation and test rows, such as from `split`.
    seeds : sequence of int
    epochs, batch_size : int
    """
    tuning.check_equal(
        {name: tuning.candidates(name, recipes[name], tune[name]) for name in recipes}
    )
    train, validation, test = parts
    values, seconds, chosen = {}, {}, {}
    for name, recipe in recipes.items():
        began = time.process_time()
        table = nn.run_table(
            {name: recipe}, train, test, validation=validation, tune={name: tune[name]},
            seeds=list(seeds), epochs=epochs, batch_size=batch_size, progress=False,
        )  # fmt: skip
        seconds[name] = time.process_time() - began
        values[name] = 100 * np.asarray(table[name].accuracy)
        ((chosen[name], _),) = table.chosen(name).most_common(1)
    return Measured(values, seconds, chosen)
