"""Lesson 02: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

SCALING = Prediction(
    "ridge.scaling_before_split",
    "You standardize X with all rows, then split, fit ridge, and report the test error. What is "
    "true of this number?",
    {
        "a": "It is the same as with a scaler fitted on the training rows: y was not used.",
        "b": "It is always smaller: the model has seen something of the test rows.",
        "c": "It differs: in some splits it is larger, in some smaller.",
    },
)

SCALING.answer(
    "c",
    "The standard deviations come from all rows, so the test rows influence how strongly each "
    "weight is shrunk. How much that changes the error depends on the data and cannot be "
    "known in advance.",
)

SCALING.belief(
    "a",
    "scaling before the split is harmless",
    "The scaler does not use y, but it uses the test rows' X. It sets the unit of each "
    "weight, and so how much the penalty charges for it.",
)

SCALING.belief(
    "b",
    "a leak always lowers the error",
    "A leak often makes the error smaller, and by a lot if columns have extreme values. But it "
    "changes how much each weight is penalized, and that can also make the error larger.",
)

EXACT_ZEROS = Prediction(
    "ridge.exact_zeros",
    "You raise lam step by step. When does ridge set weights to exactly 0?",
    {
        "a": "As soon as lam is large enough: the least useful weights go first.",
        "b": "Of two nearly equal columns, one gets the weight 0.",
        "c": "Never, except at the moment when a weight changes its sign: all of them stay in.",
    },
)

EXACT_ZEROS.answer(
    "c",
    "A weight may pass through 0, but it does not stay there: the square is flat at 0, so the "
    "last step to 0 reduces the penalty by almost nothing. Lesson 3 has a penalty that gives "
    "zeros.",
)

EXACT_ZEROS.belief(
    "a",
    "some weights become exactly zero",
    "Each direction of the data is multiplied by a factor above 0, however large lam is. A "
    "small weight is not zero: w != 0 still counts every column.",
)

EXACT_ZEROS.belief(
    "b",
    "one of two twins is dropped",
    "Ridge gives two equal columns the same weight: 1 and 1 cost 1 + 1 = 2, but 2 and 0 cost 4.",
)

SINGLE_WEIGHTS = Prediction(
    "ridge.single_weights",
    "The norm of w falls as lam grows. What does the size of each single weight do?",
    {
        "a": "It falls too: none of them ever grows.",
        "b": "Some may grow for a while, and even change their sign.",
        "c": "All of them fall by the same percentage.",
    },
)

SINGLE_WEIGHTS.answer(
    "b",
    "The penalty limits the sum of squares, not each weight. Correlated columns share one "
    "effect, so when the weight of one falls, the weight of another may grow.",
)

SINGLE_WEIGHTS.belief(
    "a",
    "every weight only shrinks",
    "The part of w along each singular direction falls. A single weight is a signed sum of "
    "several such parts, so it may grow while they fall.",
)

SINGLE_WEIGHTS.belief(
    "c",
    "all weights shrink alike",
    "That is true only if all singular values are equal. Otherwise the shares s^2 / (s^2 + n "
    "lam) differ: directions of small variance shrink most.",
)
