"""Lesson 10: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

GAIN = Prediction(
    "early_stopping.gain",
    "Where does early stopping gain accuracy over training to the end, at the same learning rate?",
    {
        "a": "With correct labels and with wrong ones: a network that trains too long overfits.",
        "b": "Mainly with wrong labels; with correct ones it gains next to nothing.",
        "c": "Nowhere: it only saves time.",
    },
)

GAIN.answer(
    "b",
    "In the late epochs the network memorizes wrong labels. Without such labels these epochs "
    "hardly reduce accuracy, so stopping gains little.",
)

GAIN.belief(
    "a",
    "early stopping always gains accuracy",
    "With correct labels the late epochs hardly reduce accuracy; in the first figure even the "
    "loss hardly rises.",
)

GAIN.belief(
    "c",
    "early stopping only saves time",
    "A network that memorized wrong labels repeats them on new images; the earlier weights "
    "did not do so yet. With correct labels it saves little time: compare the numbers of "
    "epochs.",
)

BOTH_TUNED = Prediction(
    "early_stopping.both_tuned",
    "What remains of the gain of early stopping with wrong labels, if training to the end chooses "
    "its learning rate, too?",
    {
        "a": "All of it: only early stopping keeps a network from memorizing wrong labels.",
        "b": "Little or nothing: a smaller learning rate also ends before the wrong labels are "
        "memorized.",
        "c": "More than before: early stopping makes larger learning rates possible.",
    },
)

BOTH_TUNED.answer(
    "b",
    "With a smaller learning rate, 60 epochs end before the network memorizes the wrong labels. "
    "Most of the first gain came from a learning rate that was too large for 60 epochs.",
)

BOTH_TUNED.belief(
    "a",
    "only early stopping prevents memorizing",
    "Small steps for 60 epochs go no further than larger steps that are stopped: what counts is "
    "about the learning rate times the number of steps.",
)

BOTH_TUNED.belief(
    "c",
    "larger learning rates are better",
    "Early stopping does choose larger learning rates, and it reaches about the same accuracy with "
    "them, only sooner.",
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
    "There is one split. Cross-validation would train a new network for each of several "
    "splits and average.",
)

HOLD_OUT.belief(
    "a",
    "early stopping is a kind of cross-validation",
    "Using the same rows many times is still one split. Cross-validation changes the split "
    "and trains a new network for each.",
)

HOLD_OUT.belief(
    "c",
    "validation rows are trained on",
    "No gradient comes from them. But they are used to choose the epoch, so their score is a "
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
    "The best of many epochs is partly best by chance, which does not repeat on new rows. "
    "Choose by validation rows, and use the test rows once.",
)

REPORT.belief(
    "a",
    "the test set can serve as validation set",
    "Choosing the epoch is part of learning: the epoch is a parameter that was fitted to the "
    "test rows.",
)

REPORT.belief(
    "c",
    "stopping early makes a score pessimistic",
    "It is the score of the network that you use, so stopping does not bias it. It is biased "
    "because it is the best of many on these rows.",
)

MONITOR = Prediction(
    "early_stopping.monitor",
    "What does Keras 3 do with EarlyStopping(monitor='val_err')?",
    {
        "a": "It monitors the validation error, 1 minus the accuracy.",
        "b": "It warns, and trains to the end.",
        "c": "It stops with a ValueError.",
    },
)

MONITOR.answer(
    "c",
    "Keras cannot tell whether larger or smaller values of it are better. With mode='min' it "
    "only warns that nothing of that name is logged, and trains to the end. For the "
    "validation rows the names are val_loss, and val_ with the name of each metric.",
)

MONITOR.belief(
    "a",
    "val_err is the validation error",
    "Keras does not log this name. Names are val_loss, val_accuracy and so on.",
)

MONITOR.belief(
    "b",
    "an unknown name is only a warning",
    "That happens if mode is given as well. Without it Keras must infer whether larger or "
    "smaller is better, and cannot.",
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
    "compile() sets loss, optimizer and metrics. Weights are made when the model is built; "
    "only building it again makes new ones.",
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
    "A callback restores only weights from its own run of fit. The earlier run had no "
    "callback, so no weights were kept.",
)
