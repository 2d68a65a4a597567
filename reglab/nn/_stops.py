"""Early stopping of networks that are trained together: each stops separately."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reglab.nn.early_stopping import EarlyStopping
    from reglab.nn.network import Network


class Stops:
    """An `EarlyStopper` and the final parameters of each network.

    A network that has stopped is still trained along with the others, and reset at the end.

    Parameters
    ----------
    network : Network
    settings : EarlyStopping
    """

    def __init__(self, network: "Network", settings: "EarlyStopping") -> None:
        self.monitor = settings.monitor
        # One row per network: views, which the stoppers copy.
        self.rows = list(zip(network.parameters.values, network.averages.values, strict=True))
        self.stoppers = [settings.stopper() for _ in self.rows]
        self.epochs_run = np.zeros(len(self.rows), dtype=int)
        self.finals: list[tuple | None] = [None] * len(self.rows)

    def update(self, epoch: int, val_loss: "NDArray", val_accuracy: "NDArray") -> bool:
        """Record an epoch; return whether all networks have stopped."""
        metric = np.ravel(val_loss if self.monitor == "val_loss" else val_accuracy)
        for k, stopper in enumerate(self.stoppers):
            if self.finals[k] is None:
                self.epochs_run[k] = epoch + 1
                if stopper.update(epoch, metric[k], self.rows[k]):
                    self.finals[k] = self._final(k)
        return all(final is not None for final in self.finals)

    def finish(self) -> "dict[str, NDArray]":
        """Set the final parameters of every network; return `epochs_run` and `best_epoch`."""
        for k, row in enumerate(self.rows):
            final = self.finals[k] or self._final(k)
            for values, own in zip(row, final, strict=True):
                values[...] = own
        best = [-1 if s.best_epoch is None else s.best_epoch for s in self.stoppers]
        return {"epochs_run": self.epochs_run, "best_epoch": np.array(best)}

    def _final(self, k):
        return tuple(values.copy() for values in self.stoppers[k].final_params(self.rows[k]))
