"""The loss of two weights as contour lines."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["loss_contours"]


def loss_contours(
    ax: "Axes",
    H: ArrayLike,
    centre: ArrayLike,
    *,
    levels: ArrayLike,
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    **style: Any,
) -> None:
    """Draw where ``(w - centre)' H (w - centre) / 2`` has the given levels, with equal scales.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    H : array-like of shape (2, 2)
        Symmetric, with positive eigenvalues.
    centre : array-like of shape (2,)
        The weights with the smallest loss.
    levels : array-like of shape (n_levels,)
        In ascending order.
    xlim, ylim : (float, float)
        The limits of the axes.
    **style
        Passed to ``ax.contour``, such as ``colors`` and ``linewidths``.
    """
    grid = np.stack(np.meshgrid(np.linspace(*xlim, 200), np.linspace(*ylim, 200)))
    gap = grid - np.asarray(centre)[:, None, None]
    loss = np.einsum("i...,ij,j...->...", gap, np.asarray(H), gap) / 2
    ax.contour(*grid, loss, levels=levels, **style)
    ax.set_xlim(*xlim)
    ax.set_ylim(*ylim)
    ax.set_aspect("equal")
