"""What the networks room asks of its arguments."""

import math

import numpy as np


def check_number(value, name, least=0.0, below=math.inf):
    """Return a finite number in [least, below) as a float."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not least <= number < below:
        limits = f">= {least:g}" if below == math.inf else f"in [{least:g}, {below:g})"
        raise ValueError(f"{name} must be a number {limits}, got {value!r}")
    return number


def check_inputs(X, name="X"):
    """Return finite inputs of shape (n, n_features) or (n_networks, n, n_features)."""
    X = np.asarray(X)
    if X.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got dtype {X.dtype}")
    if X.ndim not in (2, 3) or 0 in X.shape:
        raise ValueError(
            f"{name} must have shape (n, n_features) or (n_networks, n, n_features), got {X.shape}"
        )
    # The two ends tell all, and need no array as large as the data.
    if not (np.isfinite(X.min()) and np.isfinite(X.max())):
        raise ValueError(f"{name} must hold finite numbers, got {X[~np.isfinite(X)][0]}")
    return X
