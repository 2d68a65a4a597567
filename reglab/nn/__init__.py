"""Networks in NumPy code that is meant to be read, trained for many seeds at once.

Every layer acts on arrays of shape ``(..., batch, features)``: with a leading axis of seeds, one
`numpy.matmul` computes the products of all of them. Names are looked up on first use (PEP 562).
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "Adam": "optimizers",
        "AdamW": "optimizers",
        "BatchNorm": "batch_norm",
        "Dense": "dense",
        "Dropout": "dropout",
        "EarlyStopper": "early_stopping",
        "EarlyStopping": "early_stopping",
        "History": "training",
        "Network": "network",
        "Outcome": "table",
        "ReLU": "activations",
        "Recipe": "recipe",
        "SGD": "optimizers",
        "Table": "table",
        "accuracy": "losses",
        "adam_step": "steps",
        "bn_backward": "batch_norm",
        "bn_forward": "batch_norm",
        "cross_entropy": "losses",
        "dropout_backward": "dropout",
        "dropout_forward": "dropout",
        "ece": "calibration",
        "exact_mask_average": "monte_carlo",
        "fit": "training",
        "keras_l2_from_lam": "penalties",
        "max_norm": "constraints",
        "mc_predict": "monte_carlo",
        "negative_log_likelihood": "losses",
        "penalty": "penalties",
        "penalty_grad": "penalties",
        "prox_l1": "penalties",
        "recalibrate_bn": "running_statistics",
        "run_table": "experiment",
        "sgd_step": "steps",
        "softmax": "activations",
        "vanilla_forward": "dropout",
        "vanilla_predict": "dropout",
        "warmup_steps": "running_statistics",
    },
)
