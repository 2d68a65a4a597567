"""The predictions of lesson 05: the beliefs behind the wrong options."""

from ..probes import MINIMUM_ERROR, SCREENING, SOLVERS

MINIMUM_ERROR.belief(
    "a",
    "the minimum of the curve is the test error",
    "That holds for one lam that was fixed beforehand. This one was picked because its estimate "
    "came out low.",
)
MINIMUM_ERROR.belief(
    "c",
    "fewer rows make cross-validation pessimistic",
    "That effect exists, and it is small with 10 folds. Picking the smallest of many numbers "
    "pulls the other way.",
)
SCREENING.belief(
    "a",
    "noise cannot look good",
    "On new data it is 50 %. But the folds are cut after the columns were chosen with every "
    "label in sight.",
)
SCREENING.belief(
    "c",
    "cross-validating the last step is enough",
    "The folds protect what happens inside them. The columns were chosen before, with the "
    "validation labels.",
)
SOLVERS.belief(
    "a",
    "same data and C make solvers comparable",
    "C multiplies the same loss in both, but liblinear's penalty includes the intercept, and "
    "lbfgs's does not.",
)
SOLVERS.belief(
    "c",
    "solvers differ in quality only",
    "Both get close to their minimum. It is the objectives that differ, and more steps don't "
    "change that.",
)
