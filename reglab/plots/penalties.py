"""Figures about penalties on the weights of networks."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from reglab.plots.display import show
from reglab.plots.frames import figure, figures
from reglab.plots.style import COLOURS, DASHES, series

__all__ = ["memorized_labels", "penalty_strengths", "shrinking_weights", "weight_sizes"]


def memorized_labels(agreement: Mapping[str, ArrayLike]) -> None:
    """Show how many labels a network repeats, against epochs.

    Parameters
    ----------
    agreement : mapping
        ``{group of images: percent, of shape (epochs, n_networks)}``; the second group has wrong
        labels, the last one is new images.
    """
    curves = {name: np.asarray(values) for name, values in agreement.items()}
    wrong, new = (list(curves.values())[i][-1].mean() for i in (1, -1))
    fig, ax = figure(
        f"After {len(next(iter(curves.values())))} epochs the network repeats {wrong:.0f} % of the "
        f"wrong labels,\nand it is right on {new:.0f} % of new images",
        "epoch",
        "images on which the network\nsays what the label says (%)",
    )
    for i, (name, curve) in enumerate(curves.items()):
        ax.plot(range(1, len(curve) + 1), curve.mean(axis=1), label=name, **series(i))
    ax.set_ylim(0, 104)
    ax.legend(loc="lower right", fontsize=9)
    show(
        fig,
        "Agreement with labels against epochs, one curve for each group of images, mean of all "
        f"networks. At the end it is {wrong:.0f} % for training images with a wrong label and "
        f"{new:.0f} % for new images.",
    )


def penalty_strengths(tables: Mapping[str, Any], kinds: Mapping[str, Sequence[float]]) -> None:
    """Show the gain of penalties over their table's first method, against their strength.

    Parameters
    ----------
    tables : mapping
        ``{label: reglab.nn.Table}`` with a method named ``(kind, strength)`` for each strength.
    kinds : mapping
        ``{kind: strengths}``; a table may lack a kind.
    """
    gains = {
        (label, kind): np.array([table.gain((kind, lam)) for lam in lams]).T
        for label, table in tables.items()
        for kind, lams in kinds.items()
        if (kind, lams[0]) in table
    }
    ranges = {
        label: np.concatenate([values[0] for (own, _), values in gains.items() if own == label])
        for label in tables
    }
    found = "Gain over the network without a penalty\n" + "\n".join(
        f"{label}: from {round(np.min(own)):+d} to {round(np.max(own)):+d} points"
        for label, own in ranges.items()
    )
    fig, axes = figures(
        found,
        [(f"{kind} strength", "gain in accuracy on new images\n(points)") for kind in kinds],
        sharey=True,
    )
    for ax, (kind, lams) in zip(axes, kinds.items(), strict=True):
        for i, label in enumerate(tables):
            if (label, kind) in gains:
                diff, low, high = gains[label, kind]
                look = series(i, marker=True)
                ax.errorbar(
                    lams, diff, yerr=(diff - low, high - diff), capsize=3, label=label, **look
                )
        ax.axhline(0, color="0.3", linewidth=1)
        ax.set_xscale("log")
    axes[0].legend(loc="lower left")
    for ax in axes[1:]:
        ax.set_ylabel("")
    text = found.replace("\n", "; ")
    show(
        fig,
        f"{text}. One panel for each kind of penalty: the gain against the strength, with 95 % "
        "intervals. At the largest strengths the curves fall.",
    )


def shrinking_weights(paths: Mapping[str, ArrayLike], sizes: Sequence[str]) -> None:
    """Show how weights with gradients of several sizes shrink.

    Parameters
    ----------
    paths : mapping
        ``{method: weights of shape (n_steps, n_sizes)}``, starting from 1.
    sizes : sequence of str
        The size of the gradients in each column.
    """
    curves = {name: np.asarray(path) for name, path in paths.items()}
    left = {
        name: " and ".join(
            f"{100 * end:.0f} % ({size})" for end, size in zip(path[-1], sizes, strict=True)
        )
        for name, path in curves.items()
    }
    found = "\n".join(f"Adam with {name} leaves {own}" for name, own in left.items())
    fig, ax = figure(found, "step", "weight, mean of all runs", size=(8.6, 4.0))
    for i, (name, path) in enumerate(curves.items()):
        for j, size in enumerate(sizes):
            style: dict[str, Any] = {"color": COLOURS[i], "linestyle": DASHES[j]}
            ax.plot(path[:, j], label=f"{name}, {size}", **style)
    ax.set_ylim(0, 1.05)
    ax.legend(fontsize=9, loc="center left", bbox_to_anchor=(1.0, 0.5))
    ends = found.replace("\n", "; ")
    show(fig, f"Weights against steps, starting from 1. After {len(path)} steps: {ends}.")


def weight_sizes(sizes: Mapping[str, ArrayLike]) -> None:
    """Show a histogram of the sizes of weights for each method, with a bar for exact zeros.

    Parameters
    ----------
    sizes : mapping
        ``{method: |w| of all weights}``.
    """
    values = {name: np.asarray(own) for name, own in sizes.items()}
    share = {name: 100 * np.mean(own == 0) for name, own in values.items()}
    edges, zero = np.geomspace(1e-7, 2, 44), 2e-8
    fig, axes = figures(
        "Weights that are exactly 0: "
        + ", ".join(f"{percent:.1f} %" for percent in share.values()),
        [("|w|", "share of weights (%)"), *[("|w|", "")] * (len(values) - 1)],
        size=(3.3 * len(values), 3.6),
        sharey=True,
    )
    for ax, (name, own) in zip(axes, values.items(), strict=True):
        counts, _ = np.histogram(own[own > 0], edges)
        ax.stairs(100 * counts / own.size, edges, fill=True, color=COLOURS[0], alpha=0.7)
        ax.bar(zero, share[name], width=zero, color=COLOURS[1], hatch="//", edgecolor="white")
        ax.annotate(
            f"= 0: {share[name]:.0f} %",
            (zero, share[name]),
            xytext=(0, 4),
            textcoords="offset points",
            fontsize=9,
            color=COLOURS[1],
        )
        ax.set_xscale("log")
        ax.set_xticks([zero, 1e-6, 1e-4, 1e-2, 1], ["0", "1e-6", "1e-4", "0.01", "1"])
        ax.set_title(name, fontsize=10, fontweight="normal")
    show(
        fig,
        "Histograms of the size of weights on a log axis, with a separate bar for exact zeros. "
        + ". ".join(
            f"{name}: {share[name]:.1f} % exact zeros, the median of the other weights is "
            f"{np.median(own[own > 0]):.2g}"
            for name, own in values.items()
        )
        + ".",
    )
