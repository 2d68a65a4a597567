"""Exercise 10.1: the known mistakes. Every class here except `Stopper` is wrong on purpose."""

import math

import numpy as np  # noqa: F401 - used by the edits

from reglab.checks.authoring.edits import edited
from reglab.exercises.early_stopping.early_stopper import EARLY_STOPPER


class Stopper:
    """Correct. Most mistakes are this class with a few words changed."""

    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        self.patience, self.min_delta, self.restore = patience, min_delta, restore
        self.mode = mode
        self.best = -math.inf if self.mode == "max" else math.inf
        self.best_epoch, self.best_params, self.count = None, None, 0

    def gain(self, metric):
        return metric - self.best if self.mode == "max" else self.best - metric

    def improved(self, metric):
        return self.gain(metric) > self.min_delta

    def keep(self, params):
        return {name: value.copy() for name, value in params.items()}

    def update(self, epoch, metric, params):
        if self.improved(metric):
            self.best = metric
            self.best_epoch = epoch
            self.best_params = self.keep(params)
            self.count = 0
            return False
        self.count += 1
        return self.count >= self.patience

    def final_params(self, last):
        if self.restore and self.best_params is not None:
            return self.best_params
        return last


COPIES = "{name: value.copy() for name, value in params.items()}"
REACHED = "self.count >= self.patience"


# What an epoch is compared with, and what is counted.


@EARLY_STOPPER.mistake(
    "compared with the last epoch",
    "You compare with the previous epoch, so any fluctuation resets the count. Compare with "
    "the best epoch.",
    kind="half",
)
class WithTheLast(Stopper):
    failures = 0

    def update(self, epoch, metric, params):
        last, self.last = getattr(self, "last", self.best), metric
        gain = metric - last if self.mode == "max" else last - metric
        self.failures = 0 if gain > self.min_delta else self.failures + 1
        super().update(epoch, metric, params)
        return self.failures >= self.patience


EARLY_STOPPER.mistake(
    "best moves with every epoch",
    "You overwrite the best in every epoch. Change it only when the metric improves.",
    edited(Stopper, ("self.count += 1", "self.best, self.count = metric, self.count + 1")),
    kind="half",
)
EARLY_STOPPER.mistake(
    "compared with the first epoch",
    "Your best is always the first metric. When the metric improves, make it the new best.",
    edited(
        Stopper,
        ("self.best = metric", "self.best = metric if self.best_epoch is None else self.best"),
    ),
    kind="half",
)
EARLY_STOPPER.mistake(
    "one epoch late",
    "You stop one epoch late, after patience + 1 failed epochs. Check where your count starts, "
    "and compare it with >=.",
    edited(Stopper, (REACHED, "self.count > self.patience")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "one epoch early",
    "You stop one epoch early, after patience - 1 failed epochs. (Only with patience 1 you are "
    "right.) Stop after patience of them.",
    edited(Stopper, (REACHED, "self.count + 1 >= self.patience")),
    kind="slip",
)


@EARLY_STOPPER.mistake(
    "every epoch counted",
    "Your count also grows in better epochs. Increase it only in epochs that are not better.",
    kind="half",
)
class EveryEpoch(Stopper):
    total = -1

    def update(self, epoch, metric, params):
        super().update(epoch, metric, params)
        self.total += 1
        return self.total >= self.patience


@EARLY_STOPPER.mistake(
    "patience taken for a number of epochs",
    "You stop at epoch number patience. Count the epochs without improvement instead.",
    kind="half",
)
class EpochNumber(Stopper):
    def update(self, epoch, metric, params):
        super().update(epoch, metric, params)
        return epoch >= self.patience


EARLY_STOPPER.mistake(
    "failures in total",
    "You never reset the count: set it to 0 after a better epoch.",
    edited(Stopper, ("            self.count = 0\n", "")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "set back to one",
    "After a better epoch your count starts at 1. Set it to 0, because no epoch has failed since.",
    edited(Stopper, ("self.count = 0", "self.count = int(epoch > 0)")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "set to one in every better epoch",
    "In a better epoch you set the count to 1, so you stop one epoch early. Set it to 0, because "
    "no epoch has failed since.",
    edited(Stopper, ("self.count = 0", "self.count = 1")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "set back to minus one",
    "After a better epoch you stop one epoch late. Set the count to 0 there, so that the next "
    "failed epoch makes it 1.",
    edited(Stopper, ("self.count = 0", "self.count = -1")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "compared with patience - 1",
    "You stop one epoch early, and with patience 1 even in a better epoch. Compare the count with "
    "patience itself.",
    edited(
        Stopper,
        ("            return False\n", ""),
        (REACHED, "self.count >= self.patience - 1"),
    ),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "a better epoch counted",
    "After a better epoch your count is 1, so a patience of 1 stops at once. Set it to 0.",
    edited(Stopper, ("            return False\n", "")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "count lost between epochs",
    "Your count never gets beyond 1. Keep it in self, set it up in __init__, and add to it in "
    "every failed epoch.",
    edited(Stopper, ("self.count += 1", "self.count = 1")),
    kind="half",
)
EARLY_STOPPER.mistake(
    "patience ignored",
    "You stop at the first epoch that is not better. Wait for patience such epochs in a row.",
    edited(Stopper, (REACHED, "True")),
    kind="half",
)


# What update answers.

EARLY_STOPPER.mistake(
    "answer the wrong way round",
    "You return True to continue. Return True when it is time to stop.",
    edited(Stopper, ("return False", "return True"), (REACHED, "self.count < self.patience")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "answers whether it improved",
    "You return whether the metric improved. Return whether to stop.",
    edited(Stopper, ("return False", "return True"), (REACHED, "False")),
    kind="half",
)
EARLY_STOPPER.mistake(
    "nothing returned",
    "Your update returns nothing: you compute the answer, or store it in self, but do not "
    "return it.",
    edited(Stopper, ("return False", "return"), (f"return {REACHED}", f"self.stop = {REACHED}")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "never stops",
    "Your update always returns False: you never compare the count with patience, or the "
    "count stays 0.",
    edited(Stopper, (REACHED, "False")),
    kind="half",
)
EARLY_STOPPER.mistake(
    "None instead of False",
    "When training continues, your update has no return, so it returns None. Return False.",
    edited(Stopper, ("return False", "return None"), (REACHED, f"{REACHED} or None")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "the count returned",
    "You return the count. Return True or False: whether it has reached patience.",
    edited(Stopper, ("return False", "return self.count"), (REACHED, "self.count")),
    kind="slip",
)


@EARLY_STOPPER.mistake(
    "one memory for all stoppers",
    "You keep values outside self, so all stoppers share them. Keep them in self.",
    kind="slip",
)
class Shared(Stopper):
    def __setattr__(self, name, value):
        setattr(Shared, name, value)


# What final_params returns.

EARLY_STOPPER.mistake(
    "nothing kept with restore=False",
    "With restore=False you do not set best_params. Keep them all the same: only final_params "
    "depends on restore.",
    edited(Stopper, ("self.keep(params)", "self.keep(params) if self.restore else None")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "last weights returned",
    "You return the last parameters, which were passed in. Return those of the best epoch.",
    edited(Stopper, ("return self.best_params", "return last")),
    kind="half",
)
EARLY_STOPPER.mistake(
    "restored only after a stop",
    "You restore only if training was stopped. A run that reached its end may also have been "
    "better before.",
    edited(Stopper, ("self.restore and", f"self.restore and {REACHED} and")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "restored only if no stop came",
    "After a stop you return the last parameters. Return the best ones in both cases.",
    edited(Stopper, ("self.restore and", f"self.restore and not {REACHED} and")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "restore ignored",
    "You do not use restore: with restore=False return the last parameters.",
    edited(Stopper, ("self.restore and ", "")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "restore the wrong way round",
    "You reverse the meaning of restore: True means to return the best parameters.",
    edited(Stopper, ("self.restore and", "not self.restore and")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "None where nothing was best",
    "Without a best epoch you return None. Return the last parameters.",
    edited(Stopper, (" and self.best_params is not None", "")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "None with restore=False",
    "With restore=False you return None. Return the last parameters.",
    edited(Stopper, ("return last", "return last if self.restore else None")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "final_params returns nothing",
    "Your final_params has no return.",
    edited(Stopper, ("return self.best_params", "return None"), ("return last", "return None")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "None unless the best is restored",
    "Without a best epoch, and with restore=False, you return None. Return the last parameters.",
    edited(Stopper, ("return last", "return None")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "the best epoch 0 taken for none at the end",
    "If epoch 0 was the best, you return the last parameters, because `if 0` is false. Test "
    "`is None`.",
    edited(Stopper, ("self.best_params is not None", "self.best_epoch")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "a best of 0 taken for none at the end",
    "If the best metric is 0, you return the last parameters, because `if 0` is false. Test "
    "`is None`.",
    edited(Stopper, ("self.best_params is not None", "self.best_params is not None and self.best")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "epoch returned with the parameters",
    "Your final_params also returns the epoch. Return only the parameters: best_epoch has the "
    "epoch.",
    edited(
        Stopper,
        ("return self.best_params", "return self.best_params, self.best_epoch"),
        ("return last", "return last, self.best_epoch"),
    ),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "average of best and last",
    "You mix the best and the last parameters. Return the best ones unchanged.",
    edited(
        Stopper,
        (
            "return self.best_params",
            "return {name: (self.best_params[name] + last[name]) / 2 for name in last}",
        ),
    ),
    kind="slip",
)


# Which epoch is better: min_delta and mode.

EARLY_STOPPER.mistake(
    "a tie counts as better",
    "A tie, or a gain of exactly min_delta, is not more than min_delta: use <, not <=.",
    edited(Stopper, ("> self.min_delta", ">= self.min_delta")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "min_delta ignored",
    "You do not use min_delta: a gain of at most min_delta is not an improvement.",
    edited(Stopper, ("> self.min_delta", "> 0")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "min_delta with the wrong sign",
    "With your sign of min_delta a slightly worse epoch counts as better. min_delta must make "
    "it harder to be better, not easier.",
    edited(Stopper, ("> self.min_delta", "> -self.min_delta")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    'min_delta with the wrong sign in mode "max"',
    'In mode "max" add min_delta to the best: an epoch is better if its metric is larger than '
    "best + min_delta.",
    edited(Stopper, ("> self.min_delta", "> (-1 if self.mode == 'max' else 1) * self.min_delta")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "min_delta as a share of the best",
    "You use min_delta as a share of the best metric. It is in the units of the metric.",
    edited(
        Stopper,
        ("> self.min_delta", "> self.min_delta * (1 if math.isinf(self.best) else abs(self.best))"),
    ),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "any change is better",
    "You ignore the sign of the change, so a much worse epoch counts as better.",
    edited(Stopper, ("return self.gain(metric)", "return abs(self.gain(metric))")),
    kind="half",
)


@EARLY_STOPPER.mistake(
    "best moves with small gains",
    "Gains within min_delta change your best, so slow progress never counts. Change the best "
    "only when an epoch counts as better.",
    kind="slip",
)
class Creeping(Stopper):
    def update(self, epoch, metric, params):
        answer = super().update(epoch, metric, params)
        if self.gain(metric) > 0:
            self.best = metric
        return answer


EARLY_STOPPER.mistake(
    "mode ignored",
    'You do not use mode: with "max" a larger metric is better.',
    edited(Stopper, ("self.mode = mode", "self.mode = 'min'")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "modes exchanged",
    'You swapped the modes: with "min" smaller is better.',
    edited(Stopper, ("self.mode = mode", "self.mode = 'max' if mode == 'min' else 'min'")),
    kind="slip",
)


# What the first epoch is compared with.

EARLY_STOPPER.mistake(
    "best starts at 0",
    "Your best starts at 0, and no loss is below that. The first epoch with a number must become "
    "the best.",
    edited(Stopper, ('-math.inf if self.mode == "max" else math.inf', "0.0")),
    kind="half",
)
EARLY_STOPPER.mistake(
    'best starts at 0 in mode "max"',
    'In mode "max" your best starts at 0. A metric may be negative (a log-likelihood, R2), so '
    "start at minus infinity.",
    edited(Stopper, ("-math.inf if", "0.0 if")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    'best starts at infinity in mode "max"',
    'In mode "max" no metric is larger than your starting value: start at minus infinity.',
    edited(Stopper, ("-math.inf if", "math.inf if")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "best starts at some large number",
    "Your best starts at a fixed number, but a metric may be larger. Start at infinity or at "
    "the first metric.",
    edited(Stopper, ("-math.inf if", "-1e6 if"), ("else math.inf", "else 1e6")),
    kind="slip",
)


@EARLY_STOPPER.mistake(
    "the first epoch only sets the bar",
    "You keep the metric of the first epoch, but not its number and parameters. It may remain "
    "the best epoch.",
    kind="slip",
)
class OnlyTheBar(Stopper):
    def update(self, epoch, metric, params):
        if math.isinf(self.best) and not math.isnan(metric):
            self.best, self.count = metric, 0
            return False
        return super().update(epoch, metric, params)


EARLY_STOPPER.mistake(
    "a best of 0 taken for none",
    "0 may be the best metric, but `not 0` is true in Python. Test `is None`.",
    edited(
        Stopper, ("return self.gain", "return not (self.best or math.isnan(metric)) or self.gain")
    ),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "epoch 0 taken for none",
    "Epoch 0 may be the best one, but `not 0` is true in Python. Test `is None`.",
    edited(
        Stopper,
        ("return self.gain", "return not (self.best_epoch or math.isnan(metric)) or self.gain"),
    ),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "min_delta subtracted twice",
    "You use min_delta twice. Keep the metric itself as the best, and use min_delta only "
    "where you compare.",
    edited(Stopper, ("self.best = metric", "self.best = metric - self.min_delta")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "a gain of exactly min_delta counts",
    "A gain of exactly min_delta is not an improvement: it must be more than min_delta.",
    edited(Stopper, ("> self.min_delta", ">= self.min_delta and self.gain(metric) > 0")),
    kind="slip",
)


# Which parameters are kept, and how.

EARLY_STOPPER.mistake(
    "reference kept",
    "You stored a reference: you keep the dict of the network itself, which continues to "
    "change. Copy the arrays.",
    edited(Stopper, (COPIES, "params")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "only the dict copied",
    "You copied the dict, but its arrays are still those of the network. Copy every array.",
    edited(Stopper, (COPIES, "dict(params)")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "the last parameters kept",
    "You keep the parameters of every epoch, so the last ones remain. Keep only those of a "
    "better epoch.",
    edited(
        Stopper,
        ("self.count += 1", "self.best_params, self.count = self.keep(params), self.count + 1"),
    ),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "the first parameters kept",
    "You keep only the first parameters. Replace them whenever the metric improves.",
    edited(Stopper, ("self.keep(params)", "self.best_params or self.keep(params)")),
    kind="slip",
)


@EARLY_STOPPER.mistake(
    "the parameters of the epoch before",
    "You keep the parameters of the epoch before the best one. Keep those passed with the metric.",
    kind="slip",
)
class Before(Stopper):
    before = None

    def update(self, epoch, metric, params):
        answer = super().update(epoch, metric, self.before or params)
        self.before = self.keep(params)
        return answer


EARLY_STOPPER.mistake(
    "biases lost",
    "You keep only the weights. A network has biases and other parameters, too: keep all names.",
    edited(Stopper, ("params.items()", "params.items() if name.startswith('W')")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "a new dict for each name",
    "You make a new dict for each name, so only the last name remains. Make it once, before "
    "the loop.",
    edited(Stopper, ("params.items()", "list(params.items())[-1:]")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "rounded copies",
    "Your copies are rounded, because float32 has 7 digits. Make exact copies.",
    edited(Stopper, ("value.copy()", "value.astype(np.float32)")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "names lost",
    "You keep a list. Keep a dict with the same names as params.",
    edited(Stopper, (COPIES, "[value.copy() for value in params.values()]")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "the dict made an array",
    "np.array and np.copy make an array that contains the dict itself. Copy the arrays one by one.",
    edited(Stopper, (COPIES, "np.array(params)")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "best_params never set",
    "Your best_params stays None: keep a copy of the parameters whenever the metric improves.",
    edited(Stopper, ("self.keep(params)", "None")),
    kind="half",
)


# best_epoch.

EARLY_STOPPER.mistake(
    "last epoch for the best",
    "You overwrite best_epoch in every epoch. Change it only when the metric improves.",
    edited(Stopper, ("self.count += 1", "self.best_epoch, self.count = epoch, self.count + 1")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "epochs counted from 1",
    "Your best_epoch is too large by 1: keep the number that update gets.",
    edited(Stopper, ("self.best_epoch = epoch", "self.best_epoch = epoch + 1")),
    kind="slip",
)


@EARLY_STOPPER.mistake(
    "own count of epochs",
    "You count epochs yourself, from 0. Use the argument epoch, because a run may start at "
    "another number.",
    kind="slip",
)
class OwnCount(Stopper):
    own = -1

    def update(self, epoch, metric, params):
        self.own += 1
        return super().update(self.own, metric, params)


@EARLY_STOPPER.mistake(
    "own count of epochs, from 1",
    "You count epochs yourself, from 1. Use the argument epoch.",
    kind="slip",
)
class OwnCountFromOne(OwnCount):
    own = 0


EARLY_STOPPER.mistake(
    "the metric in the place of the epoch",
    "Your best_epoch is the best metric. Keep the epoch's number.",
    edited(Stopper, ("self.best_epoch = epoch", "self.best_epoch = metric")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "best_epoch never set",
    "Your best_epoch keeps its first value: set it whenever the metric improves.",
    edited(Stopper, ("            self.best_epoch = epoch\n", "")),
    kind="slip",
)


@EARLY_STOPPER.mistake(
    "epochs since the best in the place of its number",
    "Your best_epoch is the number of epochs since the best one. Keep the number of the best "
    "epoch.",
    kind="slip",
)
class Ago(Stopper):
    def update(self, epoch, metric, params):
        answer = super().update(epoch, metric, params)
        self.best_epoch = self.count
        return answer


# Metrics that are NaN.

EARLY_STOPPER.mistake(
    "NaN taken for an improvement",
    "You test whether the metric is not worse, and every comparison with NaN is False. Test "
    "whether it is better, and count in all other cases.",
    edited(
        Stopper, ("self.gain(metric) > self.min_delta", "not self.gain(metric) <= self.min_delta")
    ),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "a first NaN becomes the best",
    "You make the first epoch the best even if its metric is NaN, and after that no number is "
    "better.",
    edited(
        Stopper,
        ("return self.gain(metric) >", "return math.isinf(self.best) or self.gain(metric) >"),
    ),
    kind="slip",
)


def _at_nan(*lines):
    """The stopper whose update starts with these lines if the metric is NaN."""
    at_nan = "\n            ".join(["if math.isnan(metric):", *lines])
    return edited(Stopper, ("if self.improved", f"{at_nan}\n        if self.improved"))


EARLY_STOPPER.mistake(
    "NaN skipped",
    "You skip epochs with NaN. Count them as failed.",
    _at_nan("return False"),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "NaN sets the count back",
    "You reset the count to 0 at NaN. Count an epoch with NaN as failed.",
    _at_nan("self.count = 0", "return False"),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "stop at the first NaN",
    "You stop at the first NaN. Count it as one failed epoch, and stop when the count reaches "
    "patience.",
    _at_nan("return True"),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "NaN refused",
    "You raise an error at NaN. Count it as one failed epoch.",
    _at_nan("raise ValueError('metric is NaN')"),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "NaN taken for 0",
    "You replace NaN by 0, which is a very good loss. NaN must never be the best.",
    _at_nan("metric = 0.0"),
    kind="slip",
)


# Before the first best epoch.

EARLY_STOPPER.mistake(
    "count starts at 1",
    "Your count starts at 1. Start at 0, because no epoch has failed yet.",
    edited(Stopper, ("None, None, 0", "None, None, 1")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "count starts at -1",
    "If the first epochs have NaN, you stop one epoch late: your count starts below 0. Start at 0.",
    edited(Stopper, ("None, None, 0", "None, None, -1")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "failures before the best counted from epoch 0",
    "Until there is a best epoch, you count from epoch 0. The first epoch may fail, too, and "
    "may have another number.",
    edited(Stopper, ("self.count >=", "epoch - (self.best_epoch or 0) >=")),
    kind="slip",
)
EARLY_STOPPER.mistake(
    "failures before the best counted from epoch -1",
    "Until there is a best epoch, you count as if training started at epoch 0. The first "
    "epoch may have another number.",
    edited(
        Stopper,
        ("self.count >=", "epoch - (-1 if self.best_epoch is None else self.best_epoch) >="),
    ),
    kind="slip",
)
