"""Exercise 8.7: the known mistakes. Every answer here except the first is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.augmentation.ece import ECE


def _ece(p, y, bins):
    """A correct answer; the mistakes change some of its words."""
    confidence = p.max(axis=1)
    right = p.argmax(axis=1) == y
    where = np.clip(np.ceil(confidence * bins) - 1, 0, bins - 1)
    total = 0.0
    for b in range(bins):
        rows = where == b
        if np.any(rows):
            gap = abs(right[rows].mean() - confidence[rows].mean())
            total += rows.mean() * gap
    return total


# --- gaps and their weights
ECE.mistake(
    "signed gaps",
    "Gaps of opposite signs cancel in your sum. Take the absolute value in each bin.",
    edited(_ece, ("gap = abs(", "gap = (")),
    kind="slip",
)
ECE.mistake(
    "signed gaps, confidence first",
    "Gaps of opposite signs cancel in your sum of confidence minus accuracy. Take the absolute "
    "value "
    "in each bin.",
    edited(
        _ece,
        (
            "abs(right[rows].mean() - confidence[rows].mean())",
            "confidence[rows].mean() - right[rows].mean()",
        ),
    ),
    kind="slip",
)
ECE.mistake(
    "bins not weighted",
    "You average over the bins. Weight each bin by its share of the rows, n_b/n.",
    edited(_ece, ("rows.mean() * gap", "gap / len(np.unique(where))")),
    kind="half",
)
ECE.mistake(
    "gaps summed",
    "You add up the gaps without weights. Each gap has the weight n_b/n.",
    edited(_ece, ("rows.mean() * gap", "gap")),
    kind="half",
)
ECE.mistake(
    "largest gap",
    "You return the largest gap. The expected error is the weighted sum of all gaps.",
    edited(_ece, ("total += rows.mean() * gap", "total = max(total, gap)")),
    kind="half",
)
ECE.mistake(
    "squared gaps",
    "You square the gaps. Take their absolute values.",
    edited(_ece, ("rows.mean() * gap", "rows.mean() * gap**2")),
    kind="slip",
)
ECE.mistake(
    "divided by the number of bins",
    "You divide by the number of bins, including empty ones. Weight each bin by its share of "
    "the rows, n_b/n.",
    edited(_ece, ("rows.mean() * gap", "gap / bins")),
    kind="slip",
)
ECE.mistake(
    "weighted and divided by the bins",
    "You also divide by the number of bins. The weights n_b/n already sum to 1.",
    edited(_ece, ("rows.mean() * gap", "rows.mean() * gap / bins")),
    kind="slip",
)
ECE.mistake(
    "weights not divided by n",
    "Your weights are numbers of rows. Divide them by n, the number of all rows.",
    edited(_ece, ("rows.mean() * gap", "rows.sum() * gap")),
    kind="slip",
)
ECE.mistake(
    "confidence of class 1",
    "You take the probability of class 1. Confidence is the probability of the chosen class: "
    "the largest.",
    edited(_ece, ("p.max(axis=1)", "p[:, 1]")),
    kind="half",
)
ECE.mistake(
    "probability of the true class",
    "You take the probability of the true class. Confidence is the probability of the chosen "
    "class, right or wrong.",
    edited(_ece, ("p.max(axis=1)", "p[np.arange(len(y)), y]")),
    kind="half",
)
ECE.mistake(
    "one accuracy for all bins",
    "You compare every bin with the accuracy of all rows. Each bin has its own accuracy.",
    edited(_ece, ("right[rows].mean()", "right.mean()")),
    kind="half",
)
ECE.mistake(
    "class numbers taken for hits",
    "You average the labels. Accuracy is the share of rows whose chosen class equals the label.",
    edited(_ece, ("p.argmax(axis=1) == y", "y")),
    kind="half",
)
ECE.mistake(
    "error instead of accuracy",
    "You compare confidence with the share of wrong rows. Compare it with the accuracy.",
    edited(_ece, ("right[rows].mean()", "(1 - right[rows].mean())")),
    kind="slip",
)
ECE.mistake(
    "every row by itself",
    "You take the gap of each row. Average accuracy and confidence in a bin first.",
    edited(
        _ece,
        (
            "abs(right[rows].mean() - confidence[rows].mean())",
            "abs(right[rows] - confidence[rows]).mean()",
        ),
    ),
    kind="half",
)
ECE.mistake(
    "without bins",
    "Gaps of opposite signs cancel: you compare accuracy and mean confidence of all rows, or "
    "sum before you take the absolute value. Take it in each bin.",
    edited(_ece, ("gap = abs(", "gap = ("), ("return total", "return abs(total)")),
    kind="half",
)
ECE.mistake(
    "middle of the bin",
    "You take the middle of each bin. Take the mean confidence of the rows in it.",
    edited(_ece, ("confidence[rows].mean()", "(b + 0.5) / bins")),
    kind="half",
)

ECE.mistake(
    "root of the mean squared gap",
    "You square the gaps and take the root of their mean. Take their absolute values.",
    edited(
        _ece, ("rows.mean() * gap", "rows.mean() * gap**2"), ("return total", "return total**0.5")
    ),
    kind="slip",
)
ECE.mistake(
    "divided by n - 1",
    "Your weights are n_b/(n - 1). The share of a bin is n_b/n.",
    edited(_ece, ("rows.mean() * gap", "rows.sum() / (len(y) - 1) * gap")),
    kind="slip",
)
ECE.mistake(
    "hits divided by n",
    "You divide the right rows of a bin by n, the number of all rows. The accuracy of a bin is "
    "the share among its own rows.",
    edited(_ece, ("right[rows].mean()", "right[rows].sum() / len(y)")),
    kind="slip",
)
ECE.mistake(
    "softmax of probabilities",
    "You apply softmax to p, which has probabilities already. Use p as it is.",
    lambda p, y, bins: _ece(np.exp(p) / np.exp(p).sum(axis=1, keepdims=True), y, bins),
    kind="slip",
)
ECE.mistake(
    "every class by itself",
    "You compare each class with the others and average over the classes. Use only the chosen "
    "class of each row.",
    lambda p, y, bins: np.mean([_ece_of_hits(p[:, k], y == k, bins) for k in range(p.shape[1])]),
    kind="half",
)


def _ece_of_hits(confidence, right, bins):
    """The error of one class: p has this class alone, and it is chosen where y is 0."""
    return _ece(confidence[:, None], 1 - right, bins)


# --- bins
BINS = "np.clip(np.ceil(confidence * bins) - 1, 0, bins - 1)"


def _between_quantiles(confidence, bins):
    edges = np.quantile(confidence, np.linspace(0, 1, bins + 1))
    return np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, bins - 1)


def _from_one_of_k(p, bins):
    low = 1 / p.shape[1]
    return np.clip(np.ceil((p.max(axis=1) - low) / (1 - low) * bins) - 1, 0, bins - 1)


def _between_the_ends(confidence, bins):
    low, high = confidence.min(), confidence.max()
    if low == high:
        return np.zeros(len(confidence))
    return np.clip(np.floor(bins * (confidence - low) / (high - low)), 0, bins - 1)


ECE.mistake(
    "ten bins always",
    "You always use 10 bins. The argument bins gives their number.",
    lambda p, y, bins: _ece(p, y, 10),
    kind="slip",
)
ECE.mistake(
    "one bin more",
    "You use bins + 1 bins. bins + 1 is the number of edges.",
    lambda p, y, bins: _ece(p, y, bins + 1),
    kind="slip",
)
ECE.mistake(
    "one bin less",
    "You use bins - 1 bins: np.linspace(0, 1, bins) gives bins edges, which is one more than "
    "the bins between them.",
    lambda p, y, bins: _ece(p, y, max(bins - 1, 1)),
    kind="slip",
)
ECE.mistake(
    "bins between smallest and largest confidence",
    "Your bins start at the smallest confidence and end at the largest. They must divide 0 to 1.",
    edited(_ece, (BINS, "_between_the_ends(confidence, bins)")),
    kind="half",
)
ECE.mistake(
    "bins between 1/2 and 1",
    "Your bins divide 1/2 to 1. They must divide 0 to 1: with more than two classes a "
    "confidence may be below 1/2.",
    edited(
        _ece, (BINS, "np.where(confidence > 0.5, np.ceil((2 * confidence - 1) * bins) - 1, -1)")
    ),
    kind="half",
)
ECE.mistake(
    "last bin lost",
    "You leave out the last bin: bins are numbered 0 to bins - 1, and have bins + 1 edges.",
    edited(_ece, ("range(bins)", "range(bins - 1)")),
    kind="slip",
)
ECE.mistake(
    "first bin lost",
    "You leave out the first bin, between 0 and 1/B.",
    edited(_ece, ("range(bins)", "range(1, bins)")),
    kind="slip",
)
ECE.mistake(
    "confidence of class 0",
    "You take the probability of class 0. Confidence is the probability of the chosen class: "
    "the largest.",
    edited(_ece, ("p.max(axis=1)", "p[:, 0]")),
    kind="half",
)
ECE.mistake(
    "bins of equal numbers",
    "Your bins have equal numbers of rows. They must have equal widths.",
    edited(_ece, (BINS, 'np.argsort(np.argsort(confidence, kind="stable")) * bins // len(y)')),
    kind="half",
)
ECE.mistake(
    "quantiles as edges",
    "Your edges are quantiles of the confidences, so bins have equal numbers of rows. They must "
    "have "
    "equal widths: edges 0, 1/B, 2/B, ..., 1.",
    edited(_ece, (BINS, "_between_quantiles(confidence, bins)")),
    kind="half",
)
ECE.mistake(
    "bins between 1/K and 1",
    "Your bins divide 1/K to 1. They must divide 0 to 1.",
    edited(_ece, (BINS, "_from_one_of_k(p, bins)")),
    kind="half",
)
ECE.mistake(
    "bins with one row left out",
    "You leave out bins with a single row. Only empty bins are left out.",
    edited(_ece, ("if np.any(rows):", "if rows.sum() > 1:")),
    kind="slip",
)
ECE.mistake(
    "confidence 1 lost",
    "Rows with a confidence of 1 are in none of your bins. Bins contain their upper edge.",
    edited(_ece, (BINS, "np.floor(confidence * bins)")),
    kind="slip",
)
ECE.mistake(
    "lower edge included",
    "Your bins contain their lower edge. Here they contain the upper one.",
    edited(_ece, (BINS, "np.clip(np.floor(confidence * bins), 0, bins - 1)")),
    kind="slip",
)
ECE.mistake(
    "mean of an empty bin",
    "Your result is nan, because the mean of an empty bin is nan. Skip empty bins.",
    edited(_ece, ("if np.any(rows):", "if True:")),
    kind="slip",
)

# --- what is returned
ECE.mistake(
    "in percent",
    "You return a percentage. Return the value without the factor 100.",
    edited(_ece, ("return total", "return 100 * total")),
    kind="slip",
)
ECE.mistake(
    "one minus",
    "You return 1 - ece. Return the error itself: 0 is best.",
    edited(_ece, ("return total", "return 1 - total")),
    kind="slip",
)
