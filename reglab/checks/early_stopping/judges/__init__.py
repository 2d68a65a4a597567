"""Lesson 10, the grader's half: the references and what each property demands."""

from reglab import linear, nn

from .. import probes
from . import descent, equivalent, filters, predictions, stopper

__all__ = ["descent", "equivalent", "filters", "predictions", "stopper"]

probes.EARLY_STOPPER.reference = {"EarlyStopper": nn.EarlyStopper}
for _exercise in (probes.GD_PATH, probes.GD_FILTER, probes.EQUIVALENT_LAMBDA):
    _exercise.reference = {name: getattr(linear, name) for name in _exercise.names}
