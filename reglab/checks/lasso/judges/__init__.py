"""Lesson 03, the grader's half: the references and what each property demands."""

from reglab import linear

from .. import probes
from . import conditions, descent, path, soft_threshold, sweeps

__all__ = ["conditions", "descent", "path", "soft_threshold", "sweeps"]

for _exercise in (
    probes.SOFT_THRESHOLD,
    probes.LAMBDA_MAX,
    probes.KKT_VIOLATION,
    probes.LASSO_CD,
    probes.LASSO_PATH,
):
    _exercise.reference = {name: getattr(linear, name) for name in _exercise.names}
