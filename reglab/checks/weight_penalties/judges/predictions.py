"""The predictions of lesson 06: what holds."""

from ..probes import DECAY, EXACT_ZEROS, LOSSES

DECAY.answer(
    "c",
    "In plain SGD both take lr*lam*w off w. As soon as gradients are remembered or rescaled, the "
    "penalty's gradient is too, and decay is not.",
)
EXACT_ZEROS.answer(
    "b",
    "Each step moves a weight by some amount towards 0 and past it. Nothing stops it at 0: it "
    "ends near it. A proximal step stops.",
)
LOSSES.answer(
    "b",
    "Both contain it. To compare fits, ask for the cross-entropy as a metric.",
)
