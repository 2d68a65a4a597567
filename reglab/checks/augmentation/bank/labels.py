"""Exercise 8.5: the known wrong answers."""

import numpy as np

from ..probes import SMOOTH_LABELS


def _known(name, hint, function):
    SMOOTH_LABELS.misconception(name, hint=hint)(function)


_known(
    "eps for every class",
    "You add eps to every class. It is shared by the K classes: eps/K each.",
    lambda Y, eps: (1 - eps) * Y + eps,
)
_known(
    "the true class gets no part of eps",
    "You spread eps over the K - 1 other classes. Here all K classes get a part, the true one too.",
    lambda Y, eps: (1 - eps) * Y + eps / (Y.shape[1] - 1) * (1 - Y),
)
_known(
    "eps shared by K - 1",
    "You divide eps by K - 1, and give a part to all K classes. The sum is more than 1.",
    lambda Y, eps: (1 - eps) * Y + eps / (Y.shape[1] - 1),
)
_known(
    "eps shared by the rows",
    "You divide by the number of rows. K is the number of classes, the columns of Y.",
    lambda Y, eps: (1 - eps) * Y + eps / len(Y),
)
_known(
    "ten classes always",
    "You divide by 10. K is the number of columns of Y.",
    lambda Y, eps: (1 - eps) * Y + eps / 10,
)
_known(
    "brackets forgotten",
    "1 - eps * Y is not (1 - eps) * Y. Put 1 - eps in brackets.",
    lambda Y, eps: 1 - eps * Y + eps / Y.shape[1],
)
_known(
    "eps subtracted",
    "You subtract eps from every label. Multiply by 1 - eps: a label of 0 has nothing to give.",
    lambda Y, eps: Y - eps + eps / Y.shape[1],
)
_known(
    "nothing taken away",
    "You add eps/K and take nothing away: rows sum to 1 + eps. The old label is multiplied by "
    "1 - eps.",
    lambda Y, eps: Y + eps / Y.shape[1],
)
_known(
    "nothing added",
    "You take eps away and give it to nobody: rows sum to 1 - eps.",
    lambda Y, eps: (1 - eps) * Y,
)
_known(
    "eps and 1 - eps exchanged",
    "You keep a share of eps and spread the rest. It is the other way round.",
    lambda Y, eps: eps * Y + (1 - eps) / Y.shape[1],
)
_known(
    "the true class lowered only",
    "You subtract eps from the true class. Its part of eps comes back to it: 1 - eps + eps/K.",
    lambda Y, eps: np.where(Y == 1, 1 - eps, Y + (Y == 0) * eps / Y.shape[1]),
)
_known(
    "eps added and divided by the sum",
    "You add eps and divide by the sum, which is another smoothing. Here labels become "
    "(1 - eps) Y + eps/K.",
    lambda Y, eps: (Y + eps) / (Y + eps).sum(axis=1, keepdims=True),
)
_known(
    "cut off at eps",
    "You cut labels off at eps and 1 - eps: rows no longer sum to 1.",
    lambda Y, eps: np.clip(Y, eps, 1 - eps),
)
_known(
    "labels of 0 and 1 only",
    "You set two values, for the true class and for the others. A label may be any share: use the "
    "formula for all entries.",
    lambda Y, eps: np.where(Y == 1, 1 - eps + eps / Y.shape[1], eps / Y.shape[1]),
)
_known(
    "largest label taken for the true class",
    "You give two values to the largest label and to the others. A label may be any share: use the "
    "formula for all entries.",
    lambda Y, eps: (1 - eps) * (Y.max(axis=1, keepdims=True) == Y) + eps / Y.shape[1],
)
_known(
    "labels as they were",
    "The labels come back as they were.",
    lambda Y, eps: Y.copy(),
)
