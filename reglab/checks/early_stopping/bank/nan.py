"""Exercise 10.1: wrong answers about a metric that is not a number."""

import math

from .base import Stopper, known


@known(
    "NaN taken for an improvement",
    "Not worse is not the same as better: every comparison with NaN is False. Ask whether the "
    "metric is better, and count in all other cases.",
)
class NotWorse(Stopper):
    def improved(self, metric):
        return not self.gain(metric) <= self.min_delta


@known(
    "a first NaN becomes the best",
    "Your first epoch is the best even if its metric is NaN. After that no number is better.",
)
class FirstNan(Stopper):
    def improved(self, metric):
        return math.isinf(self.best) or super().improved(metric)


@known(
    "NaN skipped",
    "You skip epochs with NaN. They have failed, and add to the count.",
)
class Skipped(Stopper):
    def update(self, epoch, metric, params):
        return False if math.isnan(metric) else super().update(epoch, metric, params)


@known(
    "NaN sets the count back",
    "NaN sets your count back to 0. It has failed, and adds to the count.",
)
class SetBack(Stopper):
    def update(self, epoch, metric, params):
        if math.isnan(metric):
            self.count = 0
            return False
        return super().update(epoch, metric, params)


@known(
    "stop at the first NaN",
    "You stop at the first NaN. It counts as one failed epoch, and patience decides.",
)
class AtOnce(Stopper):
    def update(self, epoch, metric, params):
        return True if math.isnan(metric) else super().update(epoch, metric, params)


@known(
    "NaN refused",
    "You raise an error at NaN. It counts as one failed epoch.",
)
class Refused(Stopper):
    def update(self, epoch, metric, params):
        if math.isnan(metric):
            raise ValueError("metric is NaN")
        return super().update(epoch, metric, params)


@known(
    "NaN taken for 0",
    "You replace NaN by 0, which is a very good loss. NaN is never the best.",
)
class Zero(Stopper):
    def update(self, epoch, metric, params):
        return super().update(epoch, 0.0 if math.isnan(metric) else metric, params)


@known(
    "count starts at 1",
    "Your count starts at 1. Before the first epoch nothing has failed: it is 0.",
)
class FromOne(Stopper):
    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        super().__init__(patience, min_delta, mode, restore)
        self.count = 1


class _SinceTheBest(Stopper):
    before = 0  # what stands for the best epoch while there is none

    def failed(self):
        best = self.before if self.best_epoch is None else self.best_epoch
        return self.now - best >= self.patience

    def update(self, epoch, metric, params):
        self.now = epoch
        return super().update(epoch, metric, params)


@known(
    "failures before the best counted from epoch 0",
    "While there is no best epoch, you count from epoch 0. The first epoch may fail, too, and may "
    "have another number.",
)
class SinceZero(_SinceTheBest):
    pass


@known(
    "failures before the best counted from epoch -1",
    "While there is no best epoch, you count as if training had begun at epoch 0. The first epoch "
    "may have another number.",
)
class SinceMinusOne(_SinceTheBest):
    before = -1
