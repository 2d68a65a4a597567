"""Lesson 05: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

MINIMUM_ERROR = Prediction(
    "choosing_lambda.minimum_error",
    "You try 30 values of lam and take the one with the smallest cross-validated error. How does "
    "that smallest error compare, on average, with the error of the chosen model on new data?",
    {
        "a": "It is about the same: cross-validation is made to estimate the error on new data.",
        "b": "It is too low.",
        "c": "It is too high: each fold trains on fewer rows.",
    },
)

MINIMUM_ERROR.answer(
    "b",
    "Each point of the curve is an honest estimate with some noise. The smallest of 30 "
    "estimates tends to be one whose noise made it too low.",
)

MINIMUM_ERROR.belief(
    "a",
    "the minimum of the curve is the test error",
    "That is true for one lam that was fixed in advance. You chose this lam because its "
    "estimate was low.",
)

MINIMUM_ERROR.belief(
    "c",
    "fewer rows make cross-validation pessimistic",
    "That effect exists, but it is small with 10 folds. Choosing the smallest of many numbers "
    "has the opposite effect.",
)

SCREENING = Prediction(
    "choosing_lambda.screening",
    "The labels are coin flips, and 1000 columns are pure noise. You keep the 20 columns that "
    "correlate most with the labels, then cross-validate a classifier on them. What accuracy will "
    "the cross-validation report?",
    {
        "a": "About 50 %: there is nothing to learn.",
        "b": "Far more than 50 %.",
        "c": "About 50 %: the folds keep validation rows out of the training.",
    },
)

SCREENING.answer(
    "b",
    "Of 1000 noise columns, some match these coin flips by chance, on the validation rows "
    "too. The choice of columns is part of the training, and it used all labels.",
)

SCREENING.belief(
    "a",
    "noise cannot look good",
    "On new data it is 50 %. But you chose the columns with all labels before you made the folds.",
)

SCREENING.belief(
    "c",
    "cross-validating the last step is enough",
    "The folds protect only the steps inside them. You chose the columns before, with the "
    "validation labels.",
)

SOLVERS = Prediction(
    "choosing_lambda.solvers",
    "An article fits L1 with the solver liblinear and L2 with lbfgs, both at C = 1.0, and "
    "compares the accuracies. Does the comparison show what the penalties do?",
    {
        "a": "Yes: data and C are the same.",
        "b": "No: the objectives differ in more than the penalty on the weights.",
        "c": "No: lbfgs is the better optimizer and gets closer to the minimum.",
    },
)

SOLVERS.answer(
    "b",
    "liblinear penalizes the intercept as well. At C = 1.0 that hardly changes the accuracy, but "
    "at a small C it changes the difference by several points: the comparison mixes the effects of "
    "penalty and intercept.",
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
    "Both get close to their minimum. Their objectives differ, and more steps do not change that.",
)
