"""Images in rows, tables of what was read, and reliability: the figures of lesson 8."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab.plots.style import series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["image_rows", "reliability", "reliability_curve", "shares_read"]


def image_rows(
    ax: "Axes",
    rows: Iterable[ArrayLike],
    labels: Sequence[str],
    *,
    shape: tuple[int, int],
    below: Sequence[Sequence[tuple[str, bool]]] | None = None,
) -> None:
    """Draw rows of images, each row stretched from white to black.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows : iterable of array-like of shape (n_images, height * width) or (n_images, height, width)
    labels : sequence of str
        One for each row, to its left.
    shape : (int, int)
        Height and width of an image.
    below : sequence of sequences of (str, bool), optional
        For each row the texts below its images, and whether to print them in bold.
    """
    height, width = shape
    room = 5 if below else 0
    lines = []
    for row in rows:
        values = np.asarray(row, dtype=np.float64)
        low, high = values.min(), values.max()
        tiles = ((values - low) / (high - low)).reshape(-1, height, width)
        padded = np.pad(tiles, ((0, 0), (1, 1 + room), (1, 1)), constant_values=np.nan)
        lines.append(np.hstack(list(padded)))
    ax.imshow(np.vstack(lines), cmap="gray_r")
    for i, texts in enumerate(below or ()):
        for k, (text, bold) in enumerate(texts):
            ax.text(
                (width + 2) * (k + 0.5) - 0.5, (height + 2 + room) * i + height + 2, text,
                ha="center", va="top", size=8.5, weight="bold" if bold else "normal",
            )  # fmt: skip
    ax.set_yticks((height + 2 + room) * np.arange(len(lines)) + (height + 1) / 2, labels)
    ax.set_xticks([])
    ax.grid(visible=False)


def shares_read(ax: "Axes", shares: NDArray, least: float = 10) -> None:
    """Draw a table of true classes (rows) against answers (columns), in percent.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    shares : ndarray of shape (n_classes, n_classes)
        Percent of each true class that got each answer.
    least : float
        Numbers from here on are written into the table.
    """
    ax.imshow(shares, cmap="cividis", vmin=0, vmax=100)
    for (row, column), value in np.ndenumerate(shares):
        if value >= least:
            colour = "white" if value < 50 else "black"
            ax.text(column, row, f"{value:.0f}", ha="center", va="center", color=colour, size=8)
    ax.set_xticks(range(shares.shape[1]))
    ax.set_yticks(range(shares.shape[0]))
    ax.grid(visible=False)


def reliability_curve(
    p: NDArray, y: NDArray, bins: int = 10, least: int = 100
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean confidence and share of right predictions in each bin, over all networks.

    Parameters
    ----------
    p : ndarray of shape (..., n, n_classes)
        Probabilities.
    y : ndarray of shape (..., n)
        Classes.
    bins : int
        Number of bins of equal width: bin b has confidences in (b / bins, (b + 1) / bins].
    least : int
        Bins with fewer predictions are left out.

    Returns
    -------
    confidence, right : ndarray of shape (n_bins_left,)

    Examples
    --------
    >>> import numpy as np
    >>> p = np.array([[0.75, 0.25], [0.25, 0.75], [0.45, 0.55], [0.95, 0.05]])
    >>> confidence, right = reliability_curve(p, np.array([0, 0, 1, 0]), bins=2, least=1)
    >>> confidence.round(6), right
    (array([0.75]), array([0.75]))
    """
    confidence, right = p.max(axis=-1).ravel(), (p.argmax(axis=-1) == y).ravel()
    where = np.ceil(bins * confidence).astype(int)
    filled = [b for b in range(1, bins + 1) if np.sum(where == b) >= least]
    means = [(confidence[where == b].mean(), right[where == b].mean()) for b in filled]
    return np.array([m[0] for m in means]), np.array([m[1] for m in means])


def reliability(
    ax: "Axes", predicted: Mapping[str, NDArray], y: NDArray, errors: Mapping[str, float]
) -> None:
    """Draw the share of right predictions against confidence; a diagonal is perfect calibration.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    predicted : mapping
        ``{method: probabilities of shape (n_networks, n, n_classes)}``.
    y : ndarray of shape (n_networks, n)
        Classes.
    errors : mapping
        ``{method: expected calibration error}``, for the legend.
    """
    ax.plot([0, 100], [0, 100], color="0.5", linewidth=1)
    for i, (name, p) in enumerate(predicted.items()):
        confidence, right = reliability_curve(p, y)
        label = f"{name}: ECE {errors[name]:.3f}"
        ax.plot(100 * confidence, 100 * right, label=label, **series(i, marker=True))
    ax.set_xlim(15, 101)
    ax.set_ylim(0, 101)
    ax.text(17, 93, "too unsure", color="0.4")
    ax.text(75, 20, "too sure", color="0.4")
    # Above the axes, where it covers no curve.
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), fontsize=9)
