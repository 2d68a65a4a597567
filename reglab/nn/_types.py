"""Names of types that several modules of this package use."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

# The source of random numbers: one Generator, or one for each network.
Generators = np.random.Generator | Sequence[np.random.Generator]
# Changes a batch of inputs and shares of classes in training.
Augment = Callable[[NDArray, NDArray, np.random.Generator], tuple[NDArray, NDArray]]
# A hyperparameter: one number for all networks, or one for each.
PerNetwork = float | Sequence[float]
