"""The predictions of lesson 10."""

from ...core import Prediction

GAIN = Prediction(
    "early_stopping.gain",
    "Where does early stopping gain accuracy over training to the end?",
    {
        "a": "With right labels and with wrong ones: whoever trains too long overfits.",
        "b": "With wrong labels mainly; with right ones next to nothing.",
        "c": "Nowhere: it only saves time.",
    },
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
MONITOR = Prediction(
    "early_stopping.monitor",
    "What does Keras 3 do with EarlyStopping(monitor='val_err')?",
    {
        "a": "It watches the validation error, 1 minus the accuracy.",
        "b": "It warns, and trains to the end.",
        "c": "It stops with a ValueError.",
    },
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
