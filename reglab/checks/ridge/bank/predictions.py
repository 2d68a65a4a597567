"""The predictions of lesson 02: the beliefs behind the wrong options."""

from ..probes import SCALING, SINGLE_WEIGHTS, ZEROS

ZEROS.belief(
    "a",
    "ridge selects features",
    "Near 0 the square is flat: the penalty saves almost nothing by the last step, while the "
    "loss still pulls.",
)
ZEROS.belief(
    "c",
    "a finite lam empties the model",
    "Weights behave like 1 / lam when lam is large: ever smaller, and never 0.",
)
SINGLE_WEIGHTS.belief(
    "a",
    "every weight falls",
    "That holds for the length of the whole vector, and in the basis of the SVD. A single column "
    "is a mixture of these directions.",
)
SINGLE_WEIGHTS.belief(
    "c",
    "one factor for all",
    "That would hold if all directions of X had the same variance. Directions of small "
    "variance shrink much more.",
)
SCALING.belief(
    "a",
    "scaling before the split is harmless",
    "A mean over all rows contains the test rows, whether or not y is looked at.",
)
SCALING.belief(
    "c",
    "leakage is a matter of size",
    "More rows make the leak smaller, not honest. The rule costs nothing: fit on training rows.",
)
