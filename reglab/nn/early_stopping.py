"""Early stopping: watch a metric, keep the best parameters, and say when to stop."""

import copy
import math
from dataclasses import dataclass

from reglab._arguments import check_count, check_number


class EarlyStopper:
    """Stop as soon as `patience` epochs in a row are not better than the best one before.

    An epoch is better if ``metric + min_delta < best`` (mode "min") or
    ``metric - min_delta > best`` ("max"); the first one is, whatever its metric. A tie is not
    better. An epoch whose metric is NaN has failed, also if it is the first.

    Parameters
    ----------
    patience : int
        Epochs, >= 1.
    min_delta : float
        What an improvement has to exceed, in units of the metric, >= 0.
    mode : {"min", "max"}
        Whether less or more is better.
    restore : bool
        Whether `final_params` are those of the best epoch, or of the last.
    start_from_epoch : int
        Epochs before this one are not looked at, >= 0.

    Attributes
    ----------
    best_epoch : int or None
        As it was given to `update`; None before the first epoch with a number.
    best_metric : float or None
    best_params : object
        A copy of the parameters of that epoch; None if `restore` is False.
    wait : int
        Epochs in a row that were not better.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Notes
    -----
    Taught in: 10_early_stopping, Exercise 10.1.

    Keras decides alike but for NaN: if the first metric is NaN, Keras takes it for the best, no
    number is less, and every later epoch counts as a failure.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville (2016), "Deep Learning", algorithm 7.1;
    L. Prechelt (1998), "Early stopping - but when?", in: Neural Networks: Tricks of the Trade.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> stopper = nn.EarlyStopper(patience=2)
    >>> w = np.zeros(1)
    >>> for epoch, metric in enumerate([3.0, 2.0, 2.5, 2.4, 1.0]):
    ...     w[0] = epoch
    ...     if stopper.update(epoch, metric, {"w": w}):
    ...         break
    >>> epoch, stopper.best_epoch, stopper.final_params({"w": w})
    (3, 1, {'w': array([1.])})
    """

    def __init__(self, patience, min_delta=0.0, mode="min", restore=True, start_from_epoch=0):
        self.patience = check_count(patience, "patience")
        self.min_delta = check_number(min_delta, "min_delta", least=0)
        if mode not in ("min", "max"):
            raise ValueError(f"mode must be 'min' or 'max', got {mode!r}")
        self.mode, self.restore = mode, bool(restore)
        self.start_from_epoch = check_count(start_from_epoch, "start_from_epoch", least=0)
        self.best_epoch = self.best_metric = self.best_params = None
        self.wait = 0

    def update(self, epoch, metric, params):
        """Take note of an epoch, and return whether to stop now.

        Parameters
        ----------
        epoch : int
        metric : float
        params : object
            Arrays, in any container; copied if this epoch is the best so far, so that they may be
            changed in place afterwards.

        Returns
        -------
        bool
        """
        if epoch < self.start_from_epoch:
            return False
        metric = float(metric)
        if self._is_better(metric):
            self.best_epoch, self.best_metric, self.wait = epoch, metric, 0
            if self.restore:
                self.best_params = copy.deepcopy(params)
            return False
        self.wait += 1
        return self.wait >= self.patience

    def final_params(self, last):
        """Return the parameters to go on with.

        Parameters
        ----------
        last : object
            Those of the last epoch.

        Returns
        -------
        object
            A copy of those of the best epoch, also if the run ended without a stop; `last` if
            nothing is restored, or no epoch had a number.
        """
        return last if self.best_params is None else copy.deepcopy(self.best_params)

    def _is_better(self, metric):
        if math.isnan(metric):
            return False
        if self.best_metric is None:
            return True
        if self.mode == "min":
            return metric + self.min_delta < self.best_metric
        return metric - self.min_delta > self.best_metric


@dataclass(frozen=True)
class EarlyStopping:
    """How `fit` stops: every network for itself, by an `EarlyStopper` of its own.

    Parameters
    ----------
    patience : int
    min_delta : float
        Both as for `EarlyStopper`.
    monitor : {"val_loss", "val_accuracy"}
        Of the validation data; less loss or more accuracy is better.
    restore : bool
    start_from_epoch : int
        Both as for `EarlyStopper`.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Notes
    -----
    Taught in: 10_early_stopping.

    Examples
    --------
    >>> from reglab import nn
    >>> nn.EarlyStopping(patience=5).monitor
    'val_loss'
    """

    patience: int
    min_delta: float = 0.0
    monitor: str = "val_loss"
    restore: bool = True
    start_from_epoch: int = 0

    def __post_init__(self):
        if self.monitor not in ("val_loss", "val_accuracy"):
            raise ValueError(f"monitor must be 'val_loss' or 'val_accuracy', got {self.monitor!r}")
        self.stopper()

    def stopper(self):
        """An `EarlyStopper` for one network."""
        mode = "min" if self.monitor == "val_loss" else "max"
        return EarlyStopper(
            self.patience, self.min_delta, mode, self.restore, self.start_from_epoch
        )
