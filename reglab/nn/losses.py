"""The loss of a classifier and its gradient, and metrics."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from reglab._arguments import check_number
from reglab.nn._arguments import check_pair, plain_number
from reglab.nn.activations import softmax


def cross_entropy(
    logits: NDArray, targets: ArrayLike, *, label_smoothing: float = 0.0
) -> tuple[NDArray, NDArray]:
    """Mean over the batch of ``-sum_k t_k log p_k``, with ``p = softmax(logits)``.

    The gradient with respect to the logits is ``(p - t) / batch``. Softmax and logarithm are
    combined, which avoids overflow and loss of digits.

    Parameters
    ----------
    logits : ndarray of shape (..., batch, n_classes)
    targets : ndarray of shape (..., batch) or (..., batch, n_classes)
        Classes as integers, or a share for every class (mixed or smoothed labels, with rows that
        sum to 1).
    label_smoothing : float
        Share of every target that is spread evenly over all classes, in [0, 1).

    Returns
    -------
    loss : ndarray of shape (...)
        One number for each network.
    dlogits : ndarray of the shape of logits

    Raises
    ------
    ValueError
        If targets have neither form, or label_smoothing is not in [0, 1).

    Notes
    -----
    Taught in: 06_weight_penalties. Label smoothing: 08_augmentation.

    References
    ----------
    C. M. Bishop (2006), "Pattern Recognition and Machine Learning", equations 4.108 and 4.109;
    C. Szegedy et al. (2016), "Rethinking the Inception architecture for computer vision", CVPR,
    section 7 (label smoothing).

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.nn import cross_entropy
    >>> loss, dlogits = cross_entropy(np.zeros((1, 4)), np.array([2]))
    >>> float(np.exp(loss)), dlogits
    (4.0, array([[ 0.25,  0.25, -0.75,  0.25]]))
    """
    smoothing = check_number(label_smoothing, "label_smoothing", least=0, below=1)
    shares = target_shares(targets, logits.shape[-2:], logits.dtype)
    if smoothing:
        shares = shares * (1 - smoothing) + smoothing / logits.shape[-1]
    return loss_of_shares(logits, shares), gradient_of_shares(logits, shares)


def loss_of_shares(logits: NDArray, shares: NDArray) -> NDArray:
    """Return the loss of `cross_entropy` for targets that are shares of classes."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    # -sum t log p = log(total) - sum t shifted, as the shares of a row sum to 1.
    totals = np.exp(shifted).sum(axis=-1)
    return np.mean(np.log(totals) - np.einsum("...k,...k->...", shares, shifted), axis=-1)


def gradient_of_shares(logits: NDArray, shares: NDArray) -> NDArray:
    """Return the gradient of `loss_of_shares` with respect to the logits."""
    dlogits = softmax(logits)
    dlogits -= shares
    dlogits /= logits.shape[-2]
    return dlogits


def target_shares(targets: ArrayLike, shape: tuple[int, int], dtype: DTypeLike) -> NDArray:
    """Return targets as shares of classes, of shape (..., *shape); classes become one-hot."""
    targets, (n, n_classes) = np.asarray(targets), shape
    if targets.dtype.kind in "iu" and targets.shape[-1:] == (n,):
        if targets.size and not 0 <= targets.min() <= targets.max() < n_classes:
            raise ValueError(
                f"targets must be classes from 0 to {n_classes - 1}, "
                f"got {targets.min()}..{targets.max()}"
            )
        return (targets[..., None] == np.arange(n_classes)).astype(dtype)
    if targets.dtype.kind == "f" and targets.shape[-2:] == (n, n_classes):
        return targets.astype(dtype, copy=False)
    raise ValueError(
        f"targets must have shape (..., {n}) and hold integers, or (..., {n}, {n_classes}) and "
        f"hold floats, got {targets.dtype} of shape {targets.shape}"
    )


def accuracy(p: ArrayLike, y: ArrayLike) -> float | NDArray[np.float64]:
    """Return the share of rows whose largest probability is the right class: ``mean(argmax = y)``.

    Parameters
    ----------
    p : array-like of shape (..., n, n_classes)
        Probabilities or logits.
    y : array-like of shape (..., n)
        Classes, from 0.

    Returns
    -------
    float or ndarray of shape (...)
        One number for each network, or a float for a single one.

    Raises
    ------
    ValueError
        If y does not have one class for each row of p.

    Notes
    -----
    Taught in: 06_weight_penalties. If probabilities are equal, the first class is predicted.

    References
    ----------
    C. M. Bishop (2006), "Pattern Recognition and Machine Learning", section 1.5.1.

    Examples
    --------
    >>> from reglab.nn import accuracy
    >>> accuracy([[0.9, 0.1], [0.2, 0.8]], [0, 0])
    0.5
    """
    p, y = check_pair(p, y)
    return plain_number(np.mean(p.argmax(axis=-1) == y, axis=-1))


def negative_log_likelihood(p: ArrayLike, y: ArrayLike) -> float | NDArray[np.float64]:
    """Mean of ``-log p_y``; unlike accuracy, it depends on a classifier's confidence.

    Parameters
    ----------
    p : array-like of shape (..., n, n_classes)
        Probabilities; smaller ones are raised to the smallest normal float32.
    y : array-like of shape (..., n)
        Classes, from 0.

    Returns
    -------
    float or ndarray of shape (...)
        In nats; one number for each network, or a float for a single one.

    Raises
    ------
    ValueError
        If y does not have one class for each row of p.

    Notes
    -----
    Taught in: 07_dropout.

    References
    ----------
    C. M. Bishop (2006), "Pattern Recognition and Machine Learning", equation 4.108.

    Examples
    --------
    >>> from reglab.nn import negative_log_likelihood
    >>> round(negative_log_likelihood([[0.5, 0.5], [0.5, 0.5]], [0, 1]), 4)
    0.6931
    """
    p, y = check_pair(p, y)
    y = np.broadcast_to(y, p.shape[:-1])
    own = np.take_along_axis(p, y[..., None], axis=-1)[..., 0].astype(np.float64)
    return plain_number(-np.mean(np.log(np.maximum(own, np.finfo(np.float32).tiny)), axis=-1))
