"""Lesson 01, the grader's half: the references and what each property demands."""

from reglab import linear, validation

from .. import probes
from . import decomposition, least_squares, polynomial, predictions

__all__ = ["decomposition", "least_squares", "polynomial", "predictions"]

probes.POLY_FEATURES.reference = {"poly_features": linear.poly_features}
probes.FIT_OLS.reference = {"fit_ols": linear.fit_ols}
probes.BIAS_VARIANCE.reference = {"bias_variance": validation.bias_variance}
