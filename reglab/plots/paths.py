"""Regularization paths: the weights of a model against its penalty."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from reglab.plots.labels import label_ends
from reglab.plots.style import series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["weight_paths"]


def weight_paths(
    ax: "Axes",
    lams: ArrayLike,
    W: ArrayLike,
    labels: Sequence[str],
    *,
    highlight: int | None = None,
    falling: bool = False,
) -> None:
    """Draw one line for each weight against lam, on a log scale, named where lam is smallest.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    lams : array-like of shape (n_lams,)
    W : array-like of shape (n_lams, n_features)
        Row ``i`` belongs to ``lams[i]``.
    labels : sequence of str
        One for each feature; none at all if it is empty.
    highlight : int, optional
        The feature whose line is thick.
    falling : bool
        Whether lam falls from left to right, so that weights enter as you read.
    """
    lams, W = np.asarray(lams), np.asarray(W)
    order = np.argsort(-lams if falling else lams)
    lines = []
    for j in range(W.shape[1]):
        width = 3.0 if j == highlight else 1.4
        (line,) = ax.plot(lams[order], W[order, j], **{**series(j), "linewidth": width})
        lines.append(line)
    ax.set_xscale("log")
    ax.set_xlim(lams[order[0]], lams[order[-1]])
    if labels:
        label_ends(ax, lines, labels, start=not falling)
