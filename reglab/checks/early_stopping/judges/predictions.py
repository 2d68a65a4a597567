"""The predictions of lesson 10: what holds."""

from ..probes import GAIN, HOLD_OUT, MONITOR, REPORT, WARM_START

GAIN.answer(
    "b",
    "The late epochs learn wrong labels by heart. Without such labels they do little harm to "
    "accuracy, and stopping has little to save.",
)
HOLD_OUT.answer(
    "b",
    "One split, made once. Cross-validation would train a network anew for each of several splits, "
    "and average.",
)
REPORT.answer(
    "b",
    "The best of many epochs owes something to luck, and new rows do not repeat the luck. Choose "
    "by validation rows, and look at the test rows once.",
)
MONITOR.answer(
    "c",
    "It cannot tell whether more or less of it is better. With mode='min' it only warns that "
    "nothing of that name is logged, and trains to the end. The names are val_loss, and val_ with "
    "the name of each metric.",
)
WARM_START.answer(
    "b",
    "compile() sets loss, optimizer and metrics. Weights are made when the model is built; only "
    "building it anew makes new ones.",
)
