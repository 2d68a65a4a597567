"""Label smoothing."""

from reglab._arguments import check_number
from reglab.augment._arguments import check_rows


def smooth_labels(Y, eps):
    """``(1 - eps) * Y + eps / n_classes``: a share eps of every label, spread over all classes.

    Rows of sum 1 keep that sum.

    Parameters
    ----------
    Y : array-like of shape (n, n_classes)
        A share for every class, rows of sum 1: one-hot, or mixed by `mixup`.
    eps : float
        In [0, 1).

    Returns
    -------
    ndarray of shape (n, n_classes)
        A new array: float32 if Y is, else float64.

    Raises
    ------
    ValueError
        If Y does not hold rows of finite numbers, or eps is outside of [0, 1).

    Notes
    -----
    Taught in: 08_augmentation, Exercise 8.5. Keras calls eps ``label_smoothing``, in its losses.

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
