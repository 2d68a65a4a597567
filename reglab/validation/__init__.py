"""Model assessment, in NumPy code that is meant to be read.

Names are looked up on first use (PEP 562), as in `reglab.linear`.
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "bias_variance": "decomposition",
        "cv_curve": "curve",
        "kfold_indices": "folds",
        "nested_cv": "nested",
        "one_se_rule": "curve",
        "selection_frequency": "selection",
    },
)
