"""Augmentation hooks for `reglab.nn.fit`, which passes images as rows."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab._arguments import check_count, check_number
from reglab.augment.mixing import mixup


def on_rows(
    transform: Callable[..., NDArray], shape: tuple[int, int], **options: Any
) -> Callable[[NDArray, NDArray, np.random.Generator], tuple[NDArray, NDArray]]:
    """``hook(X, Y, rng)``: reshape ``X`` to images, apply ``transform``, and flatten them again.

    Use it as ``nn.fit(..., augment=hook)``: `fit` calls the hook for every training batch, and
    never for predictions. Y is not changed, so the transform must keep the label.

    Parameters
    ----------
    transform : callable
        ``transform(images, rng=rng, **options)`` returns images of the same shape, such as
        `random_shift`, `hflip`, `rotate` or `scale`.
    shape : tuple of int
        (height, width) of an image.
    **options
        Further arguments of the transform, such as ``max_px=1``.

    Returns
    -------
    callable
        Maps X of shape (batch, height * width), Y and a Generator to the new X, and Y. Its name,
        such as "hflip p=0.5", is what `reglab.nn.Table.chosen` prints.

    Raises
    ------
    ValueError
        If shape is not two integers >= 1, or transform is not callable. The hook raises it if X
        does not have height * width columns.

    Notes
    -----
    Taught in: 08_augmentation.

    References
    ----------
    P. Simard, D. Steinkraus and J. Platt (2003), "Best practices for convolutional neural networks
    applied to visual document analysis", ICDAR, section 2.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import augment
    >>> hook = augment.on_rows(augment.hflip, (2, 2), p=1.0)
    >>> hook(np.array([[1.0, 2.0, 3.0, 4.0]]), np.array([[0.0, 1.0]]), np.random.default_rng(0))
    (array([[2., 1., 4., 3.]]), array([[0., 1.]]))
    >>> hook.__name__
    'hflip p=1'
    """
    if not callable(transform):
        raise ValueError(f"transform must be callable, got {type(transform).__name__}")
    if not isinstance(shape, tuple | list) or len(shape) != 2:
        raise ValueError(f"shape must be (height, width), got {shape!r}")
    height, width = (check_count(size, "each entry of shape") for size in shape)

    def hook(X, Y, rng):
        if X.ndim != 2 or X.shape[1] != height * width:
            raise ValueError(
                f"X must have shape (batch, {height * width}) for images of {height} x {width}, "
                f"got {X.shape}"
            )
        images = transform(X.reshape(-1, height, width), rng=rng, **options)
        return images.reshape(X.shape), Y

    return _named(hook, getattr(transform, "__name__", type(transform).__name__), options)


def mixup_rows(
    alpha: float,
) -> Callable[[NDArray, NDArray, np.random.Generator], tuple[NDArray, NDArray]]:
    """``hook(X, Y, rng)``: `mixup` of X and Y of a batch, with one ``lam ~ Beta(alpha, alpha)``.

    Use it as ``nn.fit(..., augment=hook)``: `fit` calls the hook for every training batch, and
    never for predictions.

    Parameters
    ----------
    alpha : float
        > 0, as for `mixup`.

    Returns
    -------
    callable
        Maps X of shape (batch, n_features), Y of shape (batch, n_classes) and a Generator to the
        new X and Y.

    Raises
    ------
    ValueError
        If alpha is not > 0.

    Notes
    -----
    Taught in: 08_augmentation.

    References
    ----------
    H. Zhang, M. Cisse, Y. N. Dauphin and D. Lopez-Paz (2018), "mixup: beyond empirical risk
    minimization", ICLR, sections 1 and 2.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import augment
    >>> hook = augment.mixup_rows(0.2)
    >>> X, Y = hook(np.eye(3), np.eye(3), np.random.default_rng(0))
    >>> Y.sum(axis=1).round(12)
    array([1., 1., 1.])
    """
    alpha = check_number(alpha, "alpha", above=0)

    def hook(X, Y, rng):
        mixed_X, mixed_Y, _ = mixup(X, Y, alpha, rng=rng)
        return mixed_X, mixed_Y

    return _named(hook, "mixup", {"alpha": alpha})


def _named(hook, name, options):
    """Return the hook with a name such as "rotate degrees=15", which tables of candidates print."""
    values = (
        f"{key}={value:g}" if isinstance(value, int | float) else f"{key}={value}"
        for key, value in options.items()
    )
    hook.__name__ = " ".join([name, *values])
    return hook
