"""The predictions of lesson 04: what holds."""

from ..probes import MANY_FEATURES, OUTLIERS

MANY_FEATURES.answer(
    "b",
    "It depends on the truth. The lasso keeps at most as many features as there are samples: "
    "plenty if few matter, too few if all do.",
)
OUTLIERS.answer(
    "b",
    "A wrong y enters through the loss. A penalty sees the weights only, and cannot know which "
    "sample to distrust.",
)
