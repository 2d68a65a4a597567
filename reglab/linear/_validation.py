"""What every linear model does first: check its input, then centre it."""

import numpy as np

from reglab._arguments import check_array

# Inside these bounds no square or product that a model forms overflows or vanishes in float64.
LARGEST = 1e75
SMALLEST_SPREAD = 1e-75
LARGEST_WEIGHT = LARGEST / SMALLEST_SPREAD


def check_X(X, *, least_columns=1):
    """Return `X` as float64 of shape (n_samples, n_features), with at least one row."""
    X = check_array(X, "X", largest=LARGEST)
    if X.ndim != 2:
        raise ValueError(f"X must have shape (n_samples, n_features), got {X.shape}")
    if X.shape[0] == 0 or X.shape[1] < least_columns:
        wanted = "one row and one column" if least_columns else "one row"
        raise ValueError(f"X must have at least {wanted}, got shape {X.shape}")
    return X


def check_vector(v, name, size, limit=LARGEST):
    """Return `v` as float64 of shape (size,)."""
    v = check_array(v, name, largest=limit)
    if v.shape != (size,):
        raise ValueError(f"{name} must have shape ({size},), got {v.shape}")
    return v


def check_weights(w, name, n_features):
    """Return weights as float64 of shape (n_features,)."""
    return check_vector(w, name, n_features, LARGEST_WEIGHT)


def check_X_y(X, y, *, least_columns=1):
    """Return `X` (n_samples, n_features) and `y` (n_samples,) as float64."""
    X = check_X(X, least_columns=least_columns)
    return X, check_vector(y, "y", len(X))


def check_lams(lams):
    """Return penalties >= 0 as float64 of shape (n_lams,), at least one."""
    lams = check_array(lams, "lams")
    if lams.ndim != 1 or lams.size == 0:
        raise ValueError(f"lams must have shape (n_lams,) with n_lams >= 1, got {lams.shape}")
    if lams.min() < 0:
        raise ValueError(f"lams must be >= 0, got {lams.min():g}")
    return lams


def centre(A):
    """Return `A` minus its column means, and the means; a constant column becomes exactly 0.

    Subtracting the first row before the mean does two things. A constant column leaves no
    rounding dust that a later division would blow up into a weight, and a large common offset is
    gone before it can cost digits.

    Parameters
    ----------
    A : ndarray of shape (n_samples,) or (n_samples, n_features)
        Checked float64 data; not changed.

    Returns
    -------
    centred : ndarray of the shape of A
    mean : float or ndarray of shape (n_features,)

    Examples
    --------
    >>> centre(np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 6.0]]))
    (array([[ 0., -2.], [ 0., -1.], [ 0.,  3.]]), array([0.1, 3. ]))
    """
    centred = A - A[0]
    mean = centred.mean(axis=0)
    centred -= mean
    return centred, A[0] + mean


def centre_X(X):
    """Centre the columns of a checked `X`; refuse one that varies too little to be squared."""
    Xc, x_mean = centre(X)
    spread = np.maximum(Xc.max(axis=0), -Xc.min(axis=0))
    tiny = np.flatnonzero((spread > 0) & (spread < SMALLEST_SPREAD))
    if tiny.size:
        j = tiny[0]
        raise ValueError(
            f"X[:, {j}] must be constant or vary by at least {SMALLEST_SPREAD:g}, "
            f"got {spread[j]:g}: rescale"
        )
    return Xc, x_mean
