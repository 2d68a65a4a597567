"""Exercise 9.4: the known wrong answers, in the batches and their average."""

import numpy as np

from .averaging import batches, known, recalibrate

known(
    "batches weighed equally",
    "Every batch has the same weight in your average, also a last one with fewer rows. Weigh each "
    "with its rows.",
    recalibrate(weights=lambda parts, X: [1 / len(parts)] * len(parts)),
)
known(
    "the last batch at full weight",
    "Your weights do not sum to 1: the last batch counts as if it were full.",
    recalibrate(weights=lambda parts, X: [min(len(parts[0]), len(X)) / len(X)] * len(parts)),
)
known(
    "the last batch dropped",
    "The rows that are left over in the end are missing. They are a smaller batch.",
    recalibrate(
        parts=lambda X, batch_size: [p for p in batches(X, batch_size) if len(p) == batch_size],
        weights=lambda parts, X: [1 / len(parts)] * len(parts),
    ),
)
known(
    "only the last batch",
    "Only the last batch is in your statistics: each one overwrites those before. Average them.",
    recalibrate(parts=lambda X, batch_size: batches(X, batch_size)[-1:], weights=lambda p, X: [1]),
)
known(
    "only the first batch",
    "Only the first batch is in your statistics. Is the return inside of the loop?",
    recalibrate(parts=lambda X, batch_size: batches(X, batch_size)[:1], weights=lambda p, X: [1]),
)
known(
    "one batch of all rows",
    "You take all rows as one batch. Training had batches of batch_size, and the variance within "
    "them is smaller.",
    recalibrate(parts=lambda X, batch_size: [X]),
)
known(
    "batches of equal size",
    "You cut X into parts of nearly the same size. Batches are of batch_size rows, and the last "
    "one takes the rest.",
    recalibrate(parts=lambda X, batch_size: np.array_split(X, int(np.ceil(len(X) / batch_size)))),
)
known(
    "batches that overlap",
    "Your batches overlap: the next one begins batch_size rows later, not one row.",
    recalibrate(
        parts=lambda X, batch_size: [
            X[k : k + batch_size] for k in range(int(np.ceil(len(X) / batch_size)))
        ],
        weights=lambda parts, X: [1 / len(parts)] * len(parts),
    ),
)
known(
    "summed",
    "You add up the statistics of the batches. Average them.",
    recalibrate(weights=lambda parts, X: [1] * len(parts)),
)
known(
    "weighed with the rows, not divided",
    "You multiply by the rows of each batch and forget to divide by all rows in the end.",
    recalibrate(weights=lambda parts, X: [len(part) for part in parts]),
)


known(
    "the last batch dropped, and missing in the sum",
    "The rows that are left over in the end are missing, so your weights do not sum to 1. They are "
    "a smaller batch.",
    recalibrate(
        parts=lambda X, batch_size: [p for p in batches(X, batch_size) if len(p) == batch_size],
    ),
)


def _moving(start, momentum=0.9):
    """A moving average over the batches."""

    def recalibrate(network, X, batch_size):
        new = network.copy()
        for name, values in new.running.items():
            values[...] = start(name, values)
        for part in batches(X, batch_size):
            for name, value in network.batch_statistics(part).items():
                new.running[name][...] = momentum * new.running[name] + (1 - momentum) * value
        return new

    return recalibrate


for _momentum in (0.9, 0.99):
    known(
        f"a moving average from the old statistics, momentum {_momentum}",
        "You go on with the moving average, so the old statistics are still in it. Take the plain "
        "average over the batches.",
        _moving(lambda name, values: values, _momentum),
    )
    known(
        f"a moving average from (0, 1), momentum {_momentum}",
        "You take a moving average from (0, 1) again, which is what has failed. Take the plain "
        "average over the batches.",
        _moving(lambda name, values: float(name.startswith("var")), _momentum),
    )


def _averaged_with_the_old(network, X, batch_size):
    new = recalibrate()(network, X, batch_size)
    for name, values in new.running.items():
        values[...] = (values + network.running[name]) / 2
    return new


known(
    "the old statistics in the average",
    "The old running statistics are in your average. They are what has to go.",
    _averaged_with_the_old,
)
known(
    "added to the old statistics",
    "You add to the running statistics of the copy, which are not 0. Replace them.",
    recalibrate(
        write=lambda new, totals: [
            new.running[name].__iadd__(value) for name, value in totals.items()
        ]
    ),
)
