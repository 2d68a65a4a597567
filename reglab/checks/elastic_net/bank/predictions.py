"""The predictions of lesson 04: the beliefs behind the wrong options."""

from ..probes import MANY_FEATURES, OUTLIERS

MANY_FEATURES.belief(
    "a",
    "lasso fails whenever p > n",
    "With more features than samples the lasso can still find a few that matter; what it cannot "
    "do is keep more features than samples.",
)
MANY_FEATURES.belief(
    "c",
    "selection always predicts better",
    "If all features matter a little, every zero is an error, and ridge, which keeps all, errs "
    "less.",
)
OUTLIERS.belief(
    "a",
    "the L1 penalty is robust to outliers",
    "Absolute values in the penalty are not absolute values in the loss: the lasso still squares "
    "the residual of an outlier.",
)
OUTLIERS.belief(
    "c",
    "a larger penalty is robust to outliers",
    "It shrinks all weights, right and wrong ones alike, and the outliers still pull with squares.",
)
