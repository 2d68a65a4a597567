"""Early stopping: monitor a metric, keep the best parameters, and decide when to stop."""

import copy
import math
from dataclasses import dataclass
from typing import Any

from reglab._arguments import check_count, check_number


class EarlyStopper:
    """Stop as soon as `patience` epochs in a row are not better than the best one before.

    An epoch is better if ``metric + min_delta < best`` (mode "min") or
    ``metric - min_delta > best`` ("max"); the first epoch always is. A tie is not better. An epoch
    whose metric is NaN is never better, even the first one.

    Parameters
    ----------
    patience : int
        Number of epochs, >= 1.
    min_delta : float
        An improvement must exceed this, in units of the metric, >= 0.
    mode : {"min", "max"}
        Whether a smaller or a larger metric is better.
    restore : bool
        Whether `final_params` returns those of the best epoch, or of the last.
    start_from_epoch : int
        Epochs before this one are ignored, >= 0.

    Attributes
    ----------
    best_epoch : int or None
        The number passed to `update`; None before the first epoch whose metric is not NaN.
    best_metric : float or None
    best_params : object
        A copy of the parameters of that epoch, whatever `restore` is.
    wait : int
        Number of epochs in a row that were not better.

    Raises
    ------
    ValueError
        If an argument is not as described.

    Notes
    -----
    Taught in: 10_early_stopping, Exercise 10.1.

    Keras makes the same decisions except for NaN: if the first metric is NaN, Keras takes it as the
    best, and no later epoch is better.

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

    def __init__(
        self,
        patience: int,
        min_delta: float = 0.0,
        mode: str = "min",
        restore: bool = True,
        start_from_epoch: int = 0,
    ) -> None:
        self.patience = check_count(patience, "patience")
        self.min_delta = check_number(min_delta, "min_delta", least=0)
        if mode not in ("min", "max"):
            raise ValueError(f"mode must be 'min' or 'max', got {mode!r}")
        self.mode, self.restore = mode, bool(restore)
        self.start_from_epoch = check_count(start_from_epoch, "start_from_epoch", least=0)
        self.best_epoch: int | None = None
        self.best_metric: float | None = None
        self.best_params: Any = None
        self.wait = 0

    def update(self, epoch: int, metric: float, params: Any) -> bool:
        """Record an epoch, and return whether to stop.

        Parameters
        ----------
        epoch : int
        metric : float
        params : object
            Arrays in any container. They are copied if this epoch is the best so far, so they may
            be changed in place afterwards.

        Returns
        -------
        bool
        """
        if epoch < self.start_from_epoch:
            return False
        metric = float(metric)
        if self._is_better(metric):
            self.best_epoch, self.best_metric, self.wait = epoch, metric, 0
            self.best_params = copy.deepcopy(params)
            return False
        self.wait += 1
        return self.wait >= self.patience

    def final_params(self, last: Any) -> Any:
        """Return the parameters to continue with.

        Parameters
        ----------
        last : object
            Parameters of the last epoch.

        Returns
        -------
        object
            A copy of the parameters of the best epoch, even if the run ended without a stop; `last`
            if `restore` is False or the metric was NaN in every epoch.
        """
        if not self.restore or self.best_params is None:
            return last
        return copy.deepcopy(self.best_params)

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
    """Settings of early stopping in `fit`, where each network has its own `EarlyStopper`.

    Parameters
    ----------
    patience : int
    min_delta : float
        Both as for `EarlyStopper`.
    monitor : {"val_loss", "val_accuracy"}
        Metric of the validation data: a smaller loss or a larger accuracy is better.
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

    def stopper(self) -> EarlyStopper:
        """Return an `EarlyStopper` for one network."""
        mode = "min" if self.monitor == "val_loss" else "max"
        return EarlyStopper(
            self.patience, self.min_delta, mode, self.restore, self.start_from_epoch
        )
