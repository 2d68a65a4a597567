"""Exercise 8.7: the known wrong answers."""

import numpy as np

from ..probes import ECE


def _numbers(p, y):
    """Confidence in the chosen class, and whether it is right, for each row."""
    return p.max(axis=1), (p.argmax(axis=1) == y).astype(float)


def _below(confidence, bins):
    """The bin of each row, with right-closed intervals."""
    return np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)


def _average(weights, gaps):
    return np.sum(weights * gaps)


def _ece(numbers=_numbers, bin_of=_below, gap=lambda a, c: abs(a - c), total=_average):
    """ECE from its parts; total(weights, gaps) takes the bins that are not empty."""

    def ece(p, y, bins):
        confidence, right = numbers(p, y)
        where = bin_of(confidence, bins)
        filled = [where == b for b in range(bins) if np.any(where == b)]
        gaps = np.array([gap(right[rows].mean(), confidence[rows].mean()) for rows in filled])
        return total(np.array([rows.mean() for rows in filled]), gaps)

    return ece


def _known(name, hint, function):
    ECE.misconception(name, hint=hint)(function)


_known(
    "signed gaps",
    "Gaps of different sign cancel in your sum. Take the absolute value in each bin.",
    _ece(gap=lambda a, c: a - c),
)
_known(
    "bins not weighted",
    "You average over the bins. A bin counts as much as the rows in it: n_b/n.",
    _ece(total=lambda w, g: np.mean(g)),
)
_known(
    "gaps summed",
    "You add the gaps up without weights. Each has the weight n_b/n.",
    _ece(total=lambda w, g: np.sum(g)),
)
_known(
    "largest gap",
    "That is the largest gap. The expected error weighs all of them.",
    _ece(total=lambda w, g: np.max(g)),
)
_known(
    "squared gaps",
    "You square the gaps. Take their absolute values.",
    _ece(gap=lambda a, c: (a - c) ** 2),
)
_known(
    "divided by the number of bins",
    "You divide by all bins, the empty ones too. A bin counts as much as the rows in it: n_b/n.",
    lambda p, y, bins: _ece(total=lambda w, g: np.sum(g))(p, y, bins) / bins,
)
_known(
    "weighted and divided by the bins",
    "The weights n_b/n sum to 1 already: don't divide by the number of bins again.",
    lambda p, y, bins: _ece()(p, y, bins) / bins,
)
_known(
    "weights not divided by n",
    "Your weights are numbers of rows. Divide by n, the number of all rows.",
    lambda p, y, bins: _ece()(p, y, bins) * len(y),
)
_known(
    "confidence of class 1",
    "You take the probability of class 1. Confidence is that of the class that is chosen: the "
    "largest.",
    _ece(numbers=lambda p, y: (p[:, 1], (p.argmax(axis=1) == y).astype(float))),
)
_known(
    "probability of the true class",
    "You take the probability of the true class. Confidence is that of the class that is chosen, "
    "right or wrong.",
    _ece(
        numbers=lambda p, y: (
            p[np.arange(len(y)), y],
            (p.argmax(axis=1) == y).astype(float),
        )
    ),
)
_known(
    "one accuracy for all bins",
    "You compare every bin with the accuracy of all rows. Each bin has an accuracy of its own.",
    lambda p, y, bins: _ece(gap=lambda a, c: abs(_numbers(p, y)[1].mean() - c))(p, y, bins),
)
_known(
    "class numbers taken for hits",
    "You average the labels. Accuracy is the share of rows whose chosen class equals the label.",
    _ece(numbers=lambda p, y: (p.max(axis=1), y.astype(float))),
)
_known(
    "error instead of accuracy",
    "You compare confidence with the share of wrong rows. It is accuracy that it should equal.",
    _ece(gap=lambda a, c: abs(1 - a - c)),
)
_known(
    "every row by itself",
    "You take the gap of each row. Average accuracy and confidence in a bin first.",
    lambda p, y, bins: np.mean(np.abs(_numbers(p, y)[1] - _numbers(p, y)[0])),
)
_known(
    "without bins",
    "Gaps of different sign cancel: you compare accuracy and mean confidence of all rows, or sum "
    "before you take the absolute value. Take it in each bin.",
    lambda p, y, bins: abs(np.subtract(*_numbers(p, y)).mean()),
)


def _middles(p, y, bins):
    confidence, right = _numbers(p, y)
    where = _below(confidence, bins)
    return sum(
        np.mean(where == b) * abs(right[where == b].mean() - (b + 0.5) / bins)
        for b in np.unique(where)
    )


_known(
    "middle of the bin",
    "You take the middle of each bin. Take the mean confidence of the rows in it.",
    _middles,
)
_known(
    "ten bins always",
    "You use 10 bins. Their number is given: bins.",
    lambda p, y, bins: _ece()(p, y, 10),
)
_known(
    "one bin more",
    "You have bins + 1 bins: so many edges make one bin less.",
    lambda p, y, bins: _ece()(p, y, bins + 1),
)
_known(
    "one bin less",
    "You have bins - 1 bins: np.linspace(0, 1, bins) makes one less than edges.",
    lambda p, y, bins: _ece()(p, y, max(bins - 1, 1)),
)


def _from_data(confidence, bins):
    low, high = confidence.min(), confidence.max()
    if low == high:
        return np.zeros(len(confidence), dtype=int)
    return np.clip((bins * (confidence - low) / (high - low)).astype(int), 0, bins - 1)


_known(
    "bins between smallest and largest confidence",
    "Your bins begin at the smallest confidence and end at the largest. They divide 0 to 1.",
    _ece(bin_of=_from_data),
)
_known(
    "bins between 1/2 and 1",
    "Your bins divide 1/2 to 1. With more than two classes confidences begin below 1/2.",
    _ece(bin_of=lambda c, bins: np.where(c > 0.5, np.ceil((2 * c - 1) * bins).astype(int) - 1, -1)),
)
_known(
    "last bin lost",
    "The last bin is missing: bins are numbered 0 to bins - 1, and have bins + 1 edges.",
    _ece(bin_of=lambda c, bins: np.where(_below(c, bins) == bins - 1, -1, _below(c, bins))),
)
_known(
    "confidence of class 0",
    "You take the probability of class 0. Confidence is that of the class that is chosen: the "
    "largest.",
    _ece(numbers=lambda p, y: (p[:, 0], (p.argmax(axis=1) == y).astype(float))),
)
_known(
    "bins of equal numbers",
    "Your bins hold equally many rows. They are equally wide.",
    _ece(bin_of=lambda c, bins: np.argsort(np.argsort(c, kind="stable")) * bins // max(len(c), 1)),
)


def _lost_at_one(p, y, bins):
    confidence, right = _numbers(p, y)
    where = np.floor(confidence * bins)
    return sum(
        abs(np.sum(right[where == b] - confidence[where == b])) / len(y) for b in range(bins)
    )


_known(
    "confidence 1 lost",
    "Rows with a confidence of 1 are in none of your bins. Bins contain their upper edge.",
    _lost_at_one,
)
_known(
    "lower edge included",
    "Your bins contain their lower edge. Here they contain the upper one.",
    _ece(bin_of=lambda c, bins: np.clip(np.floor(c * bins).astype(int), 0, bins - 1)),
)


def _empty(p, y, bins):
    confidence, right = _numbers(p, y)
    where = _below(confidence, bins)
    gaps = [
        np.mean(where == b) * abs(np.mean(right[where == b]) - np.mean(confidence[where == b]))
        if np.any(where == b)
        else np.nan
        for b in range(bins)
    ]
    return np.sum(gaps)


_known(
    "mean of an empty bin",
    "A bin without rows has no mean: the result is nan. Leave empty bins out.",
    _empty,
)
_known(
    "in percent",
    "You return percent. Leave shares as they are.",
    lambda p, y, bins: 100 * _ece()(p, y, bins),
)
_known(
    "one minus",
    "You return 1 - ece. The error itself is asked for: 0 is best.",
    lambda p, y, bins: 1 - _ece()(p, y, bins),
)
