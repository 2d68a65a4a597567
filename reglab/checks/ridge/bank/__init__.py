"""Lesson 02: the known wrong answers, each with its own hint.

Every function here is wrong on purpose.
"""

from .. import judges  # noqa: F401  (attaches the references that the bank builds on)
from . import closed_form, effective_df, sklearn_alpha, svd_path

__all__ = ["closed_form", "effective_df", "sklearn_alpha", "svd_path"]
