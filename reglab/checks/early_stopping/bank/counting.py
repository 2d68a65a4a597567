"""Exercise 10.1: wrong answers about when to stop."""

from .base import Stopper, known


@known(
    "compared with the last epoch",
    "You compare with the epoch before, so any fluctuation sets the count back. Compare with the "
    "best one.",
)
class WithTheLast(Stopper):
    def update(self, epoch, metric, params):
        last, self.last = getattr(self, "last", self.best), metric
        better = metric - last if self.mode == "max" else last - metric
        if self.improved(metric):
            self.remember(epoch, metric, params)
        if better > self.min_delta:
            self.count = 0
            return False
        return self.failed()


@known(
    "best moves with every epoch",
    "Your best is overwritten in every epoch. It changes only when the metric improves.",
)
class BestIsTheLast(Stopper):
    def update(self, epoch, metric, params):
        better, self.best = self.improved(metric), metric
        if better:
            self.remember(epoch, metric, params)
            return False
        return self.failed()


@known(
    "compared with the first epoch",
    "Your best stays the first metric. When the metric improves, it is the new best.",
)
class WithTheFirst(Stopper):
    def remember(self, epoch, metric, params):
        first = metric if self.best_epoch is None else self.best
        super().remember(epoch, metric, params)
        self.best = first


@known(
    "one epoch late",
    "You stop one epoch late: stop when the count reaches patience, not when it exceeds it.",
)
class Late(Stopper):
    def failed(self):
        self.count += 1
        return self.count > self.patience


@known(
    "one epoch early",
    "You stop one epoch early: is the count 1 before anything has failed?",
)
class Early(Stopper):
    def failed(self):
        self.count += 1
        return self.count + 1 >= self.patience


@known(
    "every epoch counted",
    "Your count also grows in better epochs. Only an epoch that is not better adds to it.",
)
class EveryEpoch(Stopper):
    def update(self, epoch, metric, params):
        if self.improved(metric):
            self.remember(epoch, metric, params)
        self.total = getattr(self, "total", -1) + 1
        return self.total >= self.patience


@known(
    "patience taken for a number of epochs",
    "You stop at epoch number patience. patience counts epochs without improvement.",
)
class EpochNumber(Stopper):
    def update(self, epoch, metric, params):
        super().update(epoch, metric, params)
        return epoch >= self.patience


@known(
    "failures in total",
    "Your count is never set back: a better epoch has to start it anew.",
)
class InTotal(Stopper):
    def remember(self, epoch, metric, params):
        count = self.count
        super().remember(epoch, metric, params)
        self.count = count


@known(
    "set back to one",
    "After a better epoch your count starts at 1. Nothing has failed yet: it is 0.",
)
class ToOne(Stopper):
    def remember(self, epoch, metric, params):
        super().remember(epoch, metric, params)
        self.count = int(epoch > 0)


@known(
    "a better epoch counted",
    "After a better epoch your count is 1, so that a patience of 1 stops at once. Nothing has "
    "failed: it is 0.",
)
class AtOnce(Stopper):
    def update(self, epoch, metric, params):
        if self.improved(metric):
            self.remember(epoch, metric, params)
            self.count = 0
        return self.failed()


@known(
    "count lost between epochs",
    "Your count starts at 0 in every call of update. It belongs to self, set up in __init__.",
)
class Forgetful(Stopper):
    def failed(self):
        self.count = 1
        return self.patience <= self.count


@known(
    "patience ignored",
    "You stop at the first epoch that is not better. Wait for patience of them in a row.",
)
class Impatient(Stopper):
    def failed(self):
        return True


@known(
    "answer the wrong way round",
    "Your answer means: go on. update answers True when it is time to stop.",
)
class GoOn(Stopper):
    def update(self, epoch, metric, params):
        return not super().update(epoch, metric, params)


@known(
    "answers whether it improved",
    "You answer whether the metric improved. Asked is whether to stop.",
)
class Improved(Stopper):
    def update(self, epoch, metric, params):
        better = self.improved(metric)
        super().update(epoch, metric, params)
        return better


@known(
    "nothing returned",
    "update returns nothing: the answer is computed, or stored in self, and then lost.",
)
class Silent(Stopper):
    def update(self, epoch, metric, params):
        super().update(epoch, metric, params)


@known(
    "never stops",
    "update always answers False: the count is never compared with patience, or stays 0.",
)
class Never(Stopper):
    def failed(self):
        return False


@known(
    "None instead of False",
    "Where training goes on, your update ends without a return, which is None. Return False.",
)
class NoneForFalse(Stopper):
    def update(self, epoch, metric, params):
        return super().update(epoch, metric, params) or None


@known(
    "the count returned",
    "You return the count. Asked is True or False: has it reached patience?",
)
class Count(Stopper):
    def update(self, epoch, metric, params):
        super().update(epoch, metric, params)
        return self.count


_shared = {}


@known(
    "one memory for all stoppers",
    "What you remember lives outside of self, so that all stoppers share it.",
)
class Shared(Stopper):
    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        super().__init__(patience, min_delta, mode, restore)
        _shared.clear()
        _shared.update(vars(self))

    def update(self, epoch, metric, params):
        own = self.patience, self.mode
        vars(self).update(_shared)
        self.patience, self.mode = own
        answer = super().update(epoch, metric, params)
        _shared.update(vars(self))
        return answer
