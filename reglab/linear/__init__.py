"""Linear models with a penalty, written in NumPy to be read.

Names are looked up on first use (PEP 562): importing this package loads none of its modules, so
a module that is hidden while an exercise is graded hurts only who asks for it.
"""

from importlib import import_module

_MODULE_OF = {
    "effective_df": "ridge",
    "fit_ols": "ols",
    "kkt_violation": "lasso",
    "lambda_max": "lasso",
    "lasso_cd": "lasso",
    "lasso_path": "lasso",
    "ridge_closed_form": "ridge",
    "ridge_svd_path": "ridge",
    "soft_threshold": "lasso",
    "to_sklearn_alpha": "ridge",
}

__all__ = list(_MODULE_OF)


def __getattr__(name):
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__():
    return sorted({*globals(), *__all__})
