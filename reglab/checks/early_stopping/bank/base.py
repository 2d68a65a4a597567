"""A right stopper in small pieces: each known mistake replaces one of them."""

import math

from ..probes import EARLY_STOPPER


def known(name, hint):
    """Declare a mistake in Exercise 10.1."""
    return EARLY_STOPPER.misconception(name, hint=hint)


class Stopper:
    """Right in every piece."""

    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        self.patience, self.min_delta, self.mode, self.restore = patience, min_delta, mode, restore
        self.best = -math.inf if mode == "max" else math.inf
        self.best_epoch = self.best_params = None
        self.count = 0

    def gain(self, metric):
        return metric - self.best if self.mode == "max" else self.best - metric

    def improved(self, metric):
        return self.gain(metric) > self.min_delta

    def keep(self, params):
        return {name: value.copy() for name, value in params.items()}

    def remember(self, epoch, metric, params):
        self.best, self.best_epoch, self.best_params = metric, epoch, self.keep(params)
        self.count = 0

    def failed(self):
        self.count += 1
        return self.count >= self.patience

    def update(self, epoch, metric, params):
        if self.improved(metric):
            self.remember(epoch, metric, params)
            return False
        return self.failed()

    def final_params(self, last):
        return self.best_params if self.restore and self.best_params is not None else last
