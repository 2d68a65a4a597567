"""Several curves over the same places."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from reglab.plots.style import series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["curves"]


def curves(
    ax: "Axes",
    x: ArrayLike,
    rows: Mapping[str, ArrayLike],
    *,
    halves: Mapping[str, ArrayLike] | None = None,
    marker: bool = True,
    **style: Any,
) -> None:
    """Draw one curve for each row, in the course's styles; the labels are for a legend.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x : array-like of shape (n_points,)
    rows : mapping
        ``{label: values of shape (n_points,)}``.
    halves : mapping, optional
        ``{label: half-widths of intervals, of shape (n_points,)}``.
    marker : bool
        Whether to draw markers.
    **style
        For all curves, such as ``linestyle=""``.
    """
    for i, (label, values) in enumerate(rows.items()):
        look = {**series(i, marker=marker), **style}
        if halves is None:
            ax.plot(np.asarray(x), np.asarray(values), label=label, **look)
        else:
            ax.errorbar(x, values, yerr=halves[label], capsize=3, label=label, **look)
