"""Deep networks on digits, with batch norm and without."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab import nn
from reglab.audit.experiments.digits import split

__all__ = ["EPOCHS", "Moving", "epochs_to_target", "stack"]

EPOCHS = 40
RATES = (3e-4, 1e-3, 3e-3, 1e-2, 3e-2)
TARGET = 0.85


class Moving:
    """A layer that moves its inputs in training: ``out = exp(s z1) x + s z2``.

    z1 and z2 are standard normal numbers, new for each unit and step.

    Parameters
    ----------
    size : float
        s.
    """

    def __init__(self, size: float) -> None:
        self.size = size

    def start(self, row: Any, rng: np.random.Generator) -> tuple[dict, Any]:
        """Return no parameters, and the unchanged shape of the rows."""
        return {}, row

    def forward(
        self, x: NDArray, params: dict, *, rng: Any, training: bool
    ) -> tuple[NDArray, NDArray | None]:
        """Return out, and the factors for `backward`."""
        if not training:
            return x, None
        draws = [own.normal(scale=self.size, size=(2, 1, x.shape[-1])) for own in rng]
        scale, shift = np.array(draws, dtype=x.dtype).swapaxes(0, 1)
        scale = np.exp(scale)
        return scale * x + shift, scale

    def backward(
        self, dout: NDArray, scale: NDArray, params: dict, grads: dict, *, inputs: bool = True
    ) -> NDArray:
        """Return dx."""
        return scale * dout


def stack(depth: int, *, norm: bool, after: tuple = (), width: int = 64) -> tuple:
    """Layers with some hidden ones, each with batch norm or without."""
    hidden = (nn.Dense(width), *((nn.BatchNorm(),) if norm else ()), *after, nn.ReLU())
    return (*hidden * depth, nn.Dense(10))


def epochs_to_target(layers: tuple, n: int, seeds: Sequence[int]) -> NDArray:
    """Epochs until 85 % of the validation rows are right, at the best of five learning rates.

    For each seed, the rate is the one with which the other seeds need the fewest epochs on
    average, so that no network chooses its own. Networks that do not get there count as `EPOCHS`.

    Parameters
    ----------
    layers : tuple
    n : int
        Training rows.
    seeds : sequence of int
    """
    train, validation, _ = split(n, 0.0, seeds)
    found = []
    for lr in RATES:
        rngs = [np.random.default_rng(seed) for seed in seeds]
        network = nn.Network(layers, 64, rng=rngs)
        history = nn.fit(
            network, *train, optimizer=nn.Adam(lr), epochs=EPOCHS, batch_size=50, rng=rngs,
            validation=validation, progress=False,
        )  # fmt: skip
        reached = np.asarray(history.val_accuracy) >= TARGET
        found.append(np.where(reached.any(axis=0), reached.argmax(axis=0) + 1, EPOCHS))
    needed = np.array(found, dtype=float)
    others = needed.sum(axis=1, keepdims=True) - needed
    return needed[others.argmin(axis=0), np.arange(needed.shape[1])]
