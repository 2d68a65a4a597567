"""What every generator checks before it draws."""

import numpy as np

from reglab._arguments import check_array

# What is drawn is multiplied and summed, and must stay far from the end of float64.
LARGEST = 1e75


def check_finite(value, name, shape=None):
    """Return `value` as finite float64, of `shape` if one is given."""
    array = check_array(value, name)
    if shape is not None and array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got {array.shape}")
    return array


def check_labels(y, name, size=None):
    """Return class labels of shape (n_samples,): integers, booleans or text."""
    labels = np.asarray(y)
    if labels.ndim != 1 or labels.size == 0:
        raise ValueError(f"{name} must have shape (n_samples,), not empty, got {labels.shape}")
    if size is not None and labels.shape != (size,):
        raise ValueError(f"{name} must have shape ({size},), got {labels.shape}")
    if labels.dtype.kind not in "biuU":
        raise ValueError(
            f"{name} must hold class labels (integers, booleans or text), got dtype {labels.dtype}"
        )
    return labels
