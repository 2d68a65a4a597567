"""Exercise 10.1: wrong answers about the parameters at the end."""

from .base import Stopper, known


@known(
    "last weights returned",
    "You hand back what came in: the last parameters. Those of the best epoch are wanted.",
)
class Last(Stopper):
    def final_params(self, last):
        return last


@known(
    "restored only after a stop",
    "You restore only if training was stopped. A run that reached its end may have been better "
    "before, too.",
)
class OnlyStopped(Stopper):
    def final_params(self, last):
        return super().final_params(last) if self.count >= self.patience else last


@known(
    "restored only if no stop came",
    "After a stop you hand back the last parameters. The best ones are wanted in both cases.",
)
class OnlyUnstopped(Stopper):
    def final_params(self, last):
        return super().final_params(last) if self.count < self.patience else last


@known(
    "restore ignored",
    "restore is never used: with restore=False the last parameters are wanted.",
)
class Always(Stopper):
    def final_params(self, last):
        return last if self.best_params is None else self.best_params


@known(
    "restore the wrong way round",
    "Your restore works the wrong way round: True means the best parameters.",
)
class Reversed(Stopper):
    def final_params(self, last):
        return last if self.restore else self.best_params


@known(
    "None where nothing was best",
    "Without any best epoch you return None. Then the last parameters are wanted.",
)
class NoneLeft(Stopper):
    def final_params(self, last):
        return self.best_params if self.restore else last


@known(
    "None with restore=False",
    "With restore=False you return None. Hand on the last parameters.",
)
class NoneUnrestored(Stopper):
    def final_params(self, last):
        return super().final_params(last) if self.restore else None


@known(
    "final_params returns nothing",
    "final_params ends without a return.",
)
class Nothing(Stopper):
    def final_params(self, last):
        return None


@known(
    "None unless the best is restored",
    "Without a best epoch, and with restore=False, you return None. Hand on the last parameters.",
)
class BestOrNone(Stopper):
    def final_params(self, last):
        return self.best_params if self.restore else None


@known(
    "the best epoch 0 taken for none at the end",
    "If epoch 0 was the best, you hand back the last parameters: `if 0` is false. Ask `is None`.",
)
class EndsAtEpochZero(Stopper):
    def final_params(self, last):
        return self.best_params if self.restore and self.best_epoch else last


@known(
    "a best of 0 taken for none at the end",
    "If the best metric is 0, you hand back the last parameters: `if 0` is false. Ask `is None`.",
)
class EndsAtZero(Stopper):
    def final_params(self, last):
        known = self.best_params is not None and self.best
        return self.best_params if self.restore and known else last


@known(
    "epoch returned with the parameters",
    "final_params returns the parameters alone: best_epoch is there to be read.",
)
class WithEpoch(Stopper):
    def final_params(self, last):
        return super().final_params(last), self.best_epoch


@known(
    "average of best and last",
    "You mix the best and the last parameters. Restoring brings the best ones back unchanged.",
)
class Average(Stopper):
    def final_params(self, last):
        best = super().final_params(last)
        return {name: (best[name] + last[name]) / 2 for name in last} if self.restore else last
