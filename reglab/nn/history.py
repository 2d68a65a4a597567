"""The history of a training: the metrics of every epoch."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class History:
    """Metrics of every epoch.

    Parameters
    ----------
    loss : ndarray of shape (epochs,) or (epochs, n_networks)
        Mean training loss during the epoch, with dropout active and changing weights, without
        penalties.
    val_loss, val_accuracy : ndarray of the shape of loss, or None
        On the validation data after the epoch; None without validation data.
    epochs_run : ndarray of int of shape () or (n_networks,), or None
        Number of epochs after which early stopping ended each run; later entries of the metrics are
        nan. None without early stopping.
    best_epoch : ndarray of int of shape () or (n_networks,), or None
        Best epoch of each run, counted from 0; -1 if the metric was NaN in every epoch. None
        without early stopping.
    unstopped : History, or None
        Of the same networks, trained to the end; None unless `fit` was asked for it.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> nn.History(loss=np.array([0.5, 0.4])).val_loss is None
    True
    """

    loss: np.ndarray
    val_loss: np.ndarray | None = None
    val_accuracy: np.ndarray | None = None
    epochs_run: np.ndarray | None = None
    best_epoch: np.ndarray | None = None
    unstopped: "History | None" = None

    def part(self, networks: "NDArray[np.intp]") -> "History":
        """Return the metrics of some of the networks."""
        values: dict[str, Any] = dict(vars(self))
        whole = values.pop("unstopped")
        own: dict[str, Any] = {
            name: None if v is None else v[..., networks] for name, v in values.items()
        }
        return History(**own, unstopped=None if whole is None else whole.part(networks))
