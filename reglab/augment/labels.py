"""Label smoothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab._arguments import check_number
from reglab.augment._arguments import check_rows


def smooth_labels(Y: ArrayLike, eps: float) -> NDArray[np.floating]:
    """``(1 - eps) * Y + eps / n_classes``: spread a share eps of every label over all classes.

    Rows that sum to 1 still do so afterwards.

    Parameters
    ----------
    Y : array-like of shape (n, n_classes)
        A share for every class, with rows that sum to 1: one-hot, or mixed by `mixup`.
    eps : float
        In [0, 1).

    Returns
    -------
    ndarray of shape (n, n_classes)
        A new array: float32 if Y is, else float64.

    Raises
    ------
    ValueError
        If Y does not hold rows of finite numbers, or eps is outside [0, 1).

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.5. In Keras, eps is the argument ``label_smoothing`` of
    losses.

    References
    ----------
    C. Szegedy et al. (2016), "Rethinking the Inception architecture for computer vision", CVPR,
    section 7.

    Examples
    --------
    >>> from reglab import augment
    >>> augment.smooth_labels([[0, 1, 0, 0]], 0.2)
    array([[0.05, 0.85, 0.05, 0.05]])
    """
    Y = check_rows(Y, "Y", "(n, n_classes)")
    eps = check_number(eps, "eps", least=0, below=1)
    return (1 - eps) * Y + eps / Y.shape[1]
