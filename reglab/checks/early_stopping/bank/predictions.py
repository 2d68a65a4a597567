"""The predictions of lesson 10: the beliefs behind the wrong options."""

from ..probes import GAIN, HOLD_OUT, MONITOR, REPORT, WARM_START

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
