"""The predictions of lesson 04."""

from ...core import Prediction

MANY_FEATURES = Prediction(
    "elastic_net.many_features",
    "40 samples, 200 features. When does the lasso predict better than ridge?",
    {
        "a": "Never: with more features than samples the lasso fails.",
        "b": "When few of the features matter.",
        "c": "Always: it is the one that selects.",
    },
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
