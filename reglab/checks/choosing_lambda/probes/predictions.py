"""The predictions of lesson 05."""

from ...core import Prediction

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
SOLVERS = Prediction(
    "choosing_lambda.solvers",
    "An article fits L1 with the solver liblinear and L2 with lbfgs, both at C = 0.01, and "
    "compares the accuracies. Does the comparison show what the penalties do?",
    {
        "a": "Yes: data and C are the same.",
        "b": "No: the objectives differ in more than the penalty on the weights.",
        "c": "No: lbfgs is the better optimizer and gets closer to the minimum.",
    },
)
