"""Lesson 10: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

GAIN = Prediction(
    "early_stopping.gain",
    "Where does early stopping gain accuracy over training to the end?",
    {
        "a": "With right labels and with wrong ones: whoever trains too long overfits.",
        "b": "With wrong labels mainly; with right ones next to nothing.",
        "c": "Nowhere: it only saves time.",
    },
)

GAIN.answer(
    "b",
    "The late epochs learn wrong labels by heart. Without such labels they do little harm to "
    "accuracy, and stopping has little to save.",
)

GAIN.belief(
    "a",
    "early stopping always gains accuracy",
    "What a network learns late from right labels hardly costs classes; in the first figure even "
    "its loss hardly rises.",
)

GAIN.belief(
    "c",
    "early stopping only saves time",
    "A network that learned wrong labels by heart repeats them on new images; the earlier weights "
    "had not yet. With right labels it saves little time: see the epochs run.",
)

HOLD_OUT = Prediction(
    "early_stopping.hold_out",
    "What kind of validation is it?",
    {
        "a": "A kind of cross-validation: the network is validated again in every epoch.",
        "b": "A hold-out: the same rows decide in every epoch, and nothing is trained on them.",
        "c": "None: the validation rows become training rows, as they decide when to stop.",
    },
)

HOLD_OUT.answer(
    "b",
    "One split, made once. Cross-validation would train a network anew for each of several splits, "
    "and average.",
)

HOLD_OUT.belief(
    "a",
    "early stopping is a kind of cross-validation",
    "Looking at the same rows many times is one split. Cross-validation changes the split, and "
    "trains anew for each.",
)

HOLD_OUT.belief(
    "c",
    "validation rows are trained on",
    "No gradient comes from them. But they are used: they choose the epoch, so their score is a "
    "little too good.",
)

REPORT = Prediction(
    "early_stopping.report",
    "The epoch was chosen by the accuracy on the test rows. Is the test accuracy of the chosen "
    "epoch an honest estimate for new images?",
    {
        "a": "Yes: no gradient ever saw the test rows.",
        "b": "No, it is too high: the epoch was chosen because it looks good on these rows.",
        "c": "No, it is too low: training stopped early.",
    },
)

REPORT.answer(
    "b",
    "The best of many epochs owes something to luck, and new rows do not repeat the luck. Choose "
    "by validation rows, and look at the test rows once.",
)

REPORT.belief(
    "a",
    "the test set can serve as validation set",
    "Choosing is learning, too: the epoch is a parameter that was fitted to the test rows.",
)

REPORT.belief(
    "c",
    "stopping early makes a score pessimistic",
    "It is the score of the network that you use, so nothing is missing. What biases it is that it "
    "is the best of many on these rows.",
)

MONITOR = Prediction(
    "early_stopping.monitor",
    "What does Keras 3 do with EarlyStopping(monitor='val_err')?",
    {
        "a": "It watches the validation error, 1 minus the accuracy.",
        "b": "It warns, and trains to the end.",
        "c": "It stops with a ValueError.",
    },
)

MONITOR.answer(
    "c",
    "It cannot tell whether more or less of it is better. With mode='min' it only warns that "
    "nothing of that name is logged, and trains to the end. The names are val_loss, and val_ with "
    "the name of each metric.",
)

MONITOR.belief(
    "a",
    "val_err is the validation error",
    "It was never a name in the log of Keras. Names are val_loss, val_accuracy and the like.",
)

MONITOR.belief(
    "b",
    "an unknown name is only a warning",
    "That happens if mode is given as well. Without it Keras has to find out whether more or less "
    "is better, and cannot.",
)

WARM_START = Prediction(
    "early_stopping.warm_start",
    "A trained Keras model is compiled once more and fitted with early stopping. With which "
    "weights does it start?",
    {
        "a": "With new ones: compile() prepares a new training.",
        "b": "With the trained ones: compile() keeps weights.",
        "c": "With those of its best epoch: early stopping restores them.",
    },
)

WARM_START.answer(
    "b",
    "compile() sets loss, optimizer and metrics. Weights are made when the model is built; only "
    "building it anew makes new ones.",
)

WARM_START.belief(
    "a",
    "compile() makes new weights",
    "compile() attaches loss, optimizer and metrics to a model that keeps its weights: the "
    "arrays before and after it are equal.",
)

WARM_START.belief(
    "c",
    "an earlier best is found again",
    "A callback restores what it saw in its own run of fit. The earlier run had none, so nothing "
    "was kept.",
)
