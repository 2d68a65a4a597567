"""Lesson 02, the grader's half: the references and what each property demands."""

from reglab import linear

from .. import probes
from . import closed_form, effective_df, sklearn_alpha, svd_path

__all__ = ["closed_form", "effective_df", "sklearn_alpha", "svd_path"]

for _exercise in (
    probes.RIDGE_CLOSED_FORM,
    probes.RIDGE_SVD_PATH,
    probes.EFFECTIVE_DF,
    probes.TO_SKLEARN_ALPHA,
):
    _exercise.reference = {name: getattr(linear, name) for name in _exercise.names}
