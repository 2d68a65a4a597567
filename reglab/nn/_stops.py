"""Early stopping of networks that are trained side by side: each ends for itself."""

import numpy as np


class Stops:
    """An `EarlyStopper` for each network, and the parameters that each will be left with.

    A network that has stopped is trained on, beside those that have not, and put back in the end.

    Parameters
    ----------
    network : Network
    settings : EarlyStopping
    """

    def __init__(self, network, settings):
        self.monitor = settings.monitor
        # A row of numbers of each network: views, which the stoppers copy.
        self.rows = list(zip(network.parameters.values, network.averages.values, strict=True))
        self.stoppers = [settings.stopper() for _ in self.rows]
        self.epochs_run = np.zeros(len(self.rows), dtype=int)
        self.finals = [None] * len(self.rows)

    def update(self, epoch, val_loss, val_accuracy):
        """Take note of an epoch; return whether all networks have stopped."""
        metric = np.ravel(val_loss if self.monitor == "val_loss" else val_accuracy)
        for k, stopper in enumerate(self.stoppers):
            if self.finals[k] is None:
                self.epochs_run[k] = epoch + 1
                if stopper.update(epoch, metric[k], self.rows[k]):
                    self.finals[k] = self._final(k)
        return all(final is not None for final in self.finals)

    def finish(self):
        """Give every network its final parameters; return what happened to each."""
        for k, row in enumerate(self.rows):
            final = self.finals[k] or self._final(k)
            for values, own in zip(row, final, strict=True):
                values[...] = own
        best = [-1 if s.best_epoch is None else s.best_epoch for s in self.stoppers]
        return {"epochs_run": self.epochs_run, "best_epoch": np.array(best)}

    def _final(self, k):
        return tuple(values.copy() for values in self.stoppers[k].final_params(self.rows[k]))
