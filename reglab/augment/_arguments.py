"""What the augmentation room asks of its arguments."""

import math

import numpy as np

# Differences of such numbers stay inside of float32, and sums of their squares inside of float64.
LARGEST = 1e37


def check_array(value, name):
    """Return finite real numbers as float32 if they are that already, else as float64."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be rectangular, got rows of unequal length") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got dtype {array.dtype}")
    if array.dtype != np.float32:
        array = array.astype(np.float64, copy=False)
    # The two ends tell all, and need no array as large as the data.
    lowest, highest = array.min(initial=0.0), array.max(initial=0.0)
    if not (np.isfinite(lowest) and np.isfinite(highest)):
        raise ValueError(f"{name} must hold finite numbers, got {array[~np.isfinite(array)][0]}")
    largest = max(-lowest, highest)
    if largest > LARGEST:
        raise ValueError(f"{name} must hold magnitudes up to {LARGEST:g}, got {largest:g}: rescale")
    return array


def check_images(X):
    """Return images of shape (n, height, width); n may be 0."""
    X = check_array(X, "X")
    if X.ndim != 3 or 0 in X.shape[1:]:
        raise ValueError(f"X must have shape (n, height, width), got {X.shape}")
    return X


def check_rows(value, name, axes):
    """Return an array of shape (n, columns); n may be 0. `axes` names the two."""
    rows = check_array(value, name)
    if rows.ndim != 2 or rows.shape[1] == 0:
        raise ValueError(f"{name} must have shape {axes}, got {rows.shape}")
    return rows


def check_for_each(value, name, n):
    """Return one finite number, or one for each of n images, as float64 of shape (n,)."""
    numbers = check_array(value, name).astype(np.float64, copy=False)
    if numbers.shape not in ((), (n,)):
        raise ValueError(f"{name} must be one number or have shape ({n},), got {numbers.shape}")
    return np.broadcast_to(numbers, (n,))


def check_number(value, name, limits, allowed):
    """Return a number for which ``allowed(number)`` as a float; `limits` says so in words."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not allowed(number):  # a comparison with nan is false
        raise ValueError(f"{name} must be a number {limits}, got {value!r}")
    return number


def check_rng(rng):
    """Return `rng` if it is a Generator."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng must be a numpy.random.Generator, got {type(rng).__name__}")
    return rng
