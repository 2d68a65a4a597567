"""Lesson 04: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

MANY_FEATURES = Prediction(
    "elastic_net.many_features",
    "40 samples, 200 features. When does the lasso predict better than ridge?",
    {
        "a": "Never: with more features than samples the lasso fails.",
        "b": "When few of the features matter.",
        "c": "Always: it is the one that selects.",
    },
)

MANY_FEATURES.answer(
    "b",
    "It depends on the true weights. The lasso keeps at most as many features as there are "
    "samples: enough if few matter, too few if all do.",
)

MANY_FEATURES.belief(
    "a",
    "lasso fails whenever p > n",
    "With more features than samples the lasso can still find a few that matter; it only "
    "cannot keep more features than samples.",
)

MANY_FEATURES.belief(
    "c",
    "selection always predicts better",
    "If all features matter a little, every zero is an error, and ridge has a smaller error "
    "because it keeps all.",
)

OUTLIERS = Prediction(
    "elastic_net.outliers",
    "One sample in ten has a wrong y, far off. Which change helps most?",
    {
        "a": "Another penalty: L1 instead of L2.",
        "b": "Another loss: one that does not square large residuals.",
        "c": "A larger lam, whichever the penalty.",
    },
)

OUTLIERS.answer(
    "b",
    "A wrong y enters through the loss. A penalty depends on the weights only, so it cannot "
    "reduce the effect of a single sample.",
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
    "It shrinks all weights, right and wrong ones alike, and the loss still squares the "
    "residuals of outliers.",
)
