"""Lesson 05, the grader's half: the references and what each property demands."""

from reglab import linear, validation

from .. import probes
from . import curve, folds, logistic, nested, predictions, rule

__all__ = ["curve", "folds", "logistic", "nested", "predictions", "rule"]

for _exercise in (
    probes.KFOLD_INDICES,
    probes.CV_CURVE,
    probes.ONE_SE_RULE,
    probes.NESTED_CV,
):
    _exercise.reference = {name: getattr(validation, name) for name in _exercise.names}
probes.LOGREG_PROX.reference = {"logreg_prox": linear.logreg_prox}
