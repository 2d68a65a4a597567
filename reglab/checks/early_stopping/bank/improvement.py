"""Exercise 10.1: wrong answers about what is better: ties, min_delta, mode, the first best."""

import math

from .base import Stopper, known


@known(
    "a tie counts as better",
    "As good as the best, or better by exactly min_delta, is not more than min_delta: use < and "
    "not <=.",
)
class Tie(Stopper):
    def improved(self, metric):
        return self.gain(metric) >= self.min_delta


@known(
    "min_delta ignored",
    "min_delta is never used: a gain that is not larger is no improvement.",
)
class NoDelta(Stopper):
    def improved(self, metric):
        return self.gain(metric) > 0


@known(
    "min_delta with the wrong sign",
    "With your sign an epoch that is a little worse counts as better. min_delta makes it harder, "
    "not easier.",
)
class DeltaSign(Stopper):
    def improved(self, metric):
        return self.gain(metric) > -self.min_delta


@known(
    'min_delta with the wrong sign in mode "max"',
    'In mode "max" min_delta is added to the best: larger than best + min_delta.',
)
class DeltaSignMax(Stopper):
    def improved(self, metric):
        sign = -1 if self.mode == "max" else 1
        return self.gain(metric) > sign * self.min_delta


@known(
    "min_delta as a share of the best",
    "You take min_delta as a part of the best metric. It is in the metric's own units.",
)
class Relative(Stopper):
    def improved(self, metric):
        if math.isinf(self.best):
            return not math.isnan(metric)
        return self.gain(metric) > self.min_delta * abs(self.best)


@known(
    "any change is better",
    "You ask for the size of the change, without its sign: a much worse epoch counts as better.",
)
class Absolute(Stopper):
    def improved(self, metric):
        return abs(self.gain(metric)) > self.min_delta


@known(
    "best moves with small gains",
    "Gains within min_delta move your best, so slow progress is never noticed. The best changes "
    "only when an epoch counts as better.",
)
class Creeping(Stopper):
    def update(self, epoch, metric, params):
        answer = super().update(epoch, metric, params)
        if self.gain(metric) > 0:
            self.best = metric
        return answer


@known(
    "mode ignored",
    'mode is never used: with "max" a larger metric is better.',
)
class NoMode(Stopper):
    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        super().__init__(patience, min_delta, "min", restore)


@known(
    "modes exchanged",
    'Your modes are exchanged: with "min" less is better.',
)
class Exchanged(Stopper):
    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        super().__init__(patience, min_delta, "max" if mode == "min" else "min", restore)


@known(
    "best starts at 0",
    "Your best starts at 0, and no loss is below that. The first epoch is the best so far, "
    "whatever its metric.",
)
class FromZero(Stopper):
    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        super().__init__(patience, min_delta, mode, restore)
        self.best = 0.0


@known(
    'best starts at 0 in mode "max"',
    'In mode "max" your best starts at 0. A metric may be negative (a log-likelihood, R2): the '
    "first epoch is the best so far.",
)
class FromZeroMax(Stopper):
    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        super().__init__(patience, min_delta, mode, restore)
        if mode == "max":
            self.best = 0.0


@known(
    'best starts at infinity in mode "max"',
    'In mode "max" nothing is larger than your starting value: start at minus infinity.',
)
class InfinityMax(Stopper):
    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        super().__init__(patience, min_delta, mode, restore)
        self.best = math.inf


@known(
    "best starts at some large number",
    "Your best starts at a fixed number, and a metric may be larger. Infinity, or the first "
    "metric, is safe.",
)
class Large(Stopper):
    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        super().__init__(patience, min_delta, mode, restore)
        self.best = math.copysign(1e6, self.best)


@known(
    "the first epoch only sets the bar",
    "Your first epoch sets the bar, but its number and its parameters are not kept. It may stay "
    "the best one.",
)
class OnlyTheBar(Stopper):
    def remember(self, epoch, metric, params):
        kept = self.best_epoch, self.best_params
        first = math.isinf(self.best)
        super().remember(epoch, metric, params)
        if first:
            self.best_epoch, self.best_params = kept


@known(
    "a best of 0 taken for none",
    "0 is a best metric, too, but `not 0` is true in Python. Ask `is None`.",
)
class ZeroIsNone(Stopper):
    def improved(self, metric):
        return (not self.best and not math.isnan(metric)) or super().improved(metric)


@known(
    "epoch 0 taken for none",
    "Epoch 0 may be the best one, but `not 0` is true in Python. Ask `is None`.",
)
class EpochZeroIsNone(Stopper):
    def improved(self, metric):
        return (not self.best_epoch and not math.isnan(metric)) or super().improved(metric)


@known(
    "min_delta subtracted twice",
    "The best that you keep is the metric itself. min_delta enters once, where you compare.",
)
class DeltaTwice(Stopper):
    def remember(self, epoch, metric, params):
        super().remember(epoch, metric, params)
        self.best = metric - self.min_delta


@known(
    "a gain of exactly min_delta counts",
    "A gain of exactly min_delta is no improvement: it has to be more than that.",
)
class DeltaReached(Stopper):
    def improved(self, metric):
        return self.gain(metric) > 0 and self.gain(metric) >= self.min_delta
