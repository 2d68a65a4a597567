"""Double descent and ensembles, in NumPy code that is meant to be read.

Names are looked up on first use (PEP 562), as in `reglab.linear`.
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "average_weights": "averages",
        "bag_predict": "bagging",
        "bootstrap_rows": "bootstrap",
        "ema_update": "moving_average",
        "min_norm_fit": "minimum_norm",
        "oob_error": "out_of_bag",
        "random_relu_features": "random_features",
        "relu_map": "fixed_features",
        "stack_oof": "stacking",
    },
)
