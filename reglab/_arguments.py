"""What every numerical room asks of its arguments."""

import operator

import numpy as np

__all__ = ["check_count"]


def check_count(value, name, least=1, most=None):
    """Return an integer from `least` to `most` as an int.

    Parameters
    ----------
    value : object
        What a caller passed; booleans are refused.
    name : str
        What the caller calls it.
    least : int
    most : int, optional
        No upper end if None.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        One line with what was expected and what came.

    Examples
    --------
    >>> check_count(3.0, "max_iter")
    Traceback (most recent call last):
        ...
    ValueError: max_iter must be an integer >= 1, got 3.0
    """
    wanted = f">= {least}" if most is None else f"from {least} to {most}"
    try:
        count = operator.index(value)
    except TypeError:
        raise ValueError(f"{name} must be an integer {wanted}, got {value!r}") from None
    if isinstance(value, bool | np.bool) or count < least or (most is not None and count > most):
        raise ValueError(f"{name} must be an integer {wanted}, got {value}")
    return count
