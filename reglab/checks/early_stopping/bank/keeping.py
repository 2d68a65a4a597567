"""Exercise 10.1: wrong answers about what is kept of the best epoch."""

import numpy as np

from .base import Stopper, known


@known(
    "reference kept",
    "You stored a reference: what you keep is the dict of the network itself, and goes on "
    "changing. Copy the arrays.",
)
class Reference(Stopper):
    def keep(self, params):
        return params


@known(
    "only the dict copied",
    "You copied the dict, and its arrays are still those of the network. Copy every array.",
)
class Shallow(Stopper):
    def keep(self, params):
        return dict(params)


@known(
    "the last parameters kept",
    "You keep the parameters of every epoch, so that the last ones are left. Keep those of a "
    "better epoch only.",
)
class LastKept(Stopper):
    def update(self, epoch, metric, params):
        answer = super().update(epoch, metric, params)
        self.best_params = self.keep(params)
        return answer


@known(
    "the first parameters kept",
    "You keep parameters only while there are none. Replace them whenever the metric improves.",
)
class FirstKept(Stopper):
    def remember(self, epoch, metric, params):
        kept = self.best_params
        super().remember(epoch, metric, params)
        self.best_params = self.best_params if kept is None else kept


@known(
    "the parameters of the epoch before",
    "You keep the parameters of the epoch before the best one: take those that came with the "
    "metric.",
)
class Before(Stopper):
    def update(self, epoch, metric, params):
        answer = super().update(epoch, metric, params)
        if answer is False and self.count == 0:
            self.best_params = getattr(self, "before", self.keep(params))
        self.before = self.keep(params)
        return answer


@known(
    "biases lost",
    "You keep the weights only. A network has biases and other parameters, too: keep all names.",
)
class WeightsOnly(Stopper):
    def keep(self, params):
        return {name: value.copy() for name, value in params.items() if name.startswith("W")}


@known(
    "the dict made anew for each name",
    "Your dict is made anew for each name, so that the last one is left. Make it once, before the "
    "loop.",
)
class LastName(Stopper):
    def keep(self, params):
        name = list(params)[-1]
        return {name: params[name].copy()}


@known(
    "rounded copies",
    "Your copies are rounded: float32 has 7 digits. A copy is exact.",
)
class Rounded(Stopper):
    def keep(self, params):
        return {name: value.astype(np.float32) for name, value in params.items()}


@known(
    "names lost",
    "You keep a list. Keep a dict like the one you got, with its names.",
)
class Values(Stopper):
    def keep(self, params):
        return [value.copy() for value in params.values()]


@known(
    "the dict made an array",
    "np.array and np.copy make an array that holds the dict itself. Copy the arrays one by one.",
)
class ArrayOfDict(Stopper):
    def keep(self, params):
        return np.array(params)


@known(
    "best_params never set",
    "best_params stays None: keep a copy of the parameters whenever the metric improves.",
)
class NotKept(Stopper):
    def keep(self, params):
        return None


@known(
    "last epoch for the best",
    "You overwrite best_epoch in every epoch. It changes only when the metric improves.",
)
class LastEpoch(Stopper):
    def update(self, epoch, metric, params):
        answer = super().update(epoch, metric, params)
        self.best_epoch = epoch
        return answer


@known(
    "epochs counted from 1",
    "Your best_epoch is one too large: keep the number that update was given.",
)
class FromOne(Stopper):
    def remember(self, epoch, metric, params):
        super().remember(epoch + 1, metric, params)


@known(
    "own count of epochs",
    "You count epochs yourself, from 0. update is told the epoch: a run may have begun earlier.",
)
class OwnCount(Stopper):
    def update(self, epoch, metric, params):
        self.own = getattr(self, "own", -1) + 1
        return super().update(self.own, metric, params)


@known(
    "own count of epochs, from 1",
    "You count epochs yourself, from 1. update is told the epoch: keep that.",
)
class OwnCountFromOne(Stopper):
    def update(self, epoch, metric, params):
        self.own = getattr(self, "own", 0) + 1
        return super().update(self.own, metric, params)


@known(
    "the metric in the place of the epoch",
    "best_epoch holds the best metric in yours. Keep the epoch's number.",
)
class MetricForEpoch(Stopper):
    def remember(self, epoch, metric, params):
        super().remember(metric, metric, params)


@known(
    "best_epoch never set",
    "best_epoch keeps its first value: set it whenever the metric improves.",
)
class EpochNotSet(Stopper):
    def remember(self, epoch, metric, params):
        super().remember(None, metric, params)


@known(
    "epochs since the best in the place of its number",
    "Your best_epoch says how long ago the best epoch was. Keep its number.",
)
class Ago(Stopper):
    def update(self, epoch, metric, params):
        answer = super().update(epoch, metric, params)
        self.best_epoch = self.count
        return answer
