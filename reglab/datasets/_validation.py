"""What every generator checks before it draws."""

import numpy as np

# What is drawn is multiplied and summed, and must stay far from the end of float64.
LARGEST = 1e75


def check_rng(rng):
    """Return `rng` if it is a numpy Generator; a seed or the old RandomState is not."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(
            f"rng must be a numpy.random.Generator, got {type(rng).__name__}: "
            "pass rng=np.random.default_rng(0)"
        )
    return rng


def check_number(value, name, least=0.0, most=LARGEST):
    """Return a real number from `least` to `most` as a float."""
    wanted = f"from {least:g} to {most:g}"
    array = np.asarray(value)
    if array.shape != () or array.dtype.kind not in "iuf":
        raise ValueError(f"{name} must be a number {wanted}, got {value!r}")
    number = float(array)
    # Written so that NaN, for which every comparison is false, is refused.
    if not least <= number <= most:
        raise ValueError(f"{name} must be a number {wanted}, got {number:g}")
    return number


def check_finite(value, name, shape=None):
    """Return `value` as finite float64, of `shape` if one is given."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be rectangular, got rows of unequal length") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got dtype {array.dtype}")
    array = array.astype(np.float64, copy=False)
    if shape is not None and array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got {array.shape}")
    if not np.all(np.isfinite(array)):
        raise ValueError(f"{name} must hold finite numbers, got {array[~np.isfinite(array)][0]}")
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
