"""Lesson 04, the grader's half: the references and what each property demands."""

from reglab import linear, validation

from .. import probes
from . import descent, groups, huber, predictions, selection, sweeps

__all__ = ["descent", "groups", "huber", "predictions", "selection", "sweeps"]

for _exercise, _room in (
    (probes.ELASTIC_NET_CD, linear),
    (probes.GROUP_GAP, linear),
    (probes.SELECTION_FREQUENCY, validation),
    (probes.HUBER_LOSS_GRAD, linear),
):
    _exercise.reference = {name: getattr(_room, name) for name in _exercise.names}
