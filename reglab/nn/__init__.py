"""Networks in NumPy, written to be read, that train many seeds at once.

Every layer acts on arrays of shape ``(..., batch, features)``: a leading axis of seeds turns each
product into `numpy.matmul` over all of them. Names are looked up on first use (PEP 562).
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "adam_step": "steps",
        "dropout_backward": "dropout",
        "dropout_forward": "dropout",
        "exact_mask_average": "monte_carlo",
        "keras_l2_from_lam": "penalties",
        "mc_predict": "monte_carlo",
        "penalty": "penalties",
        "penalty_grad": "penalties",
        "prox_l1": "penalties",
        "sgd_step": "steps",
        "vanilla_forward": "dropout",
        "vanilla_predict": "dropout",
    },
)
