"""A method that an experiment trains: layers, optimizer and options of `fit`."""

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reglab.nn.optimizers import Adam

if TYPE_CHECKING:
    from reglab.nn._types import Augment
    from reglab.nn.early_stopping import EarlyStopping
    from reglab.nn.optimizers import SGD


@dataclass(frozen=True)
class Recipe:
    """One method: layers, optimizer, and options of `fit`.

    Parameters
    ----------
    layers : sequence of layers
        As for `Network`.
    optimizer : SGD or Adam
    l1, l2, prox_l1, max_norm, label_smoothing : float
    augment : callable, optional
    early_stopping : EarlyStopping, optional
        All as for `fit`.

    Examples
    --------
    >>> from reglab import nn
    >>> nn.Recipe((nn.Dense(256), nn.ReLU(), nn.Dense(10)), l2=1e-3).l2
    0.001
    """

    layers: tuple
    optimizer: "SGD | Adam" = field(default_factory=Adam)
    l1: float = 0.0
    l2: float = 0.0
    prox_l1: float = 0.0
    max_norm: float = math.inf
    label_smoothing: float = 0.0
    augment: "Augment | None" = None
    early_stopping: "EarlyStopping | None" = None
