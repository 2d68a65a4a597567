"""The predictions of lesson 02: what holds."""

from ..probes import SCALING, SINGLE_WEIGHTS, ZEROS

ZEROS.answer(
    "b",
    "The pull of the penalty on a weight is lam * w_j: it fades as the weight gets small, so the "
    "last step to 0 is never worth it. Exact zeros need the penalty of lesson 3.",
)
SINGLE_WEIGHTS.answer(
    "b",
    "Only the length of the whole vector must fall. Columns that overlap share their work anew at "
    "each lam, and a weight may grow or change its sign while others give way.",
)
SCALING.answer(
    "b",
    "Means and standard deviations of the test rows are information about them. Often the harm "
    "is small, but nobody can tell from the result. Fit the scaler inside a Pipeline.",
)
