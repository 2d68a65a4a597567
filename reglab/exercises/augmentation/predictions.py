"""Lesson 08: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

SHIFT_GAIN = Prediction(
    "augmentation.shift_gain",
    "Training examples are shifted at random, differently in each epoch; test examples stay as "
    "they are. The networks with and without shifts choose their learning rates on validation "
    "rows. For which task does accuracy rise?",
    {
        "a": "For 8 by 8 digits, each of which fills its image from top to bottom.",
        "b": "For curves of 40 points, whose shape may begin in many places.",
        "c": "For both: a shift keeps the label.",
        "d": "For neither: test examples are not shifted.",
    },
)

SHIFT_GAIN.answer(
    "b",
    "Shapes may begin in many places, but a few hundred curves show each of them only once or "
    "twice in most places, and in some not at all. Shifts make the curves that are missing. "
    "Shifted digits hardly occur among test images, so the network has more to learn and gains "
    "nothing from it.",
)

SHIFT_GAIN.belief(
    "a",
    "images are where shifts help",
    "These images are centred already. A shifted digit is still the same digit, but test images "
    "do not look like that.",
)

SHIFT_GAIN.belief(
    "c",
    "what keeps the label always helps",
    "Keeping the label is necessary but not enough: the new examples should also be such as occur "
    "in the task.",
)

SHIFT_GAIN.belief(
    "d",
    "training examples must look like the test examples at hand",
    "We don't shift the test curves, but their shapes begin in many places. A shifted training "
    "curve looks like one of them.",
)

VALIDATION = Prediction(
    "augmentation.validation",
    "Training images are whitened, then shifted at random. Which of these steps are applied to "
    "validation images?",
    {
        "a": "Nothing: they stay as they are.",
        "b": "Both: they have to look like what the network was trained on.",
        "c": "Whitening with a mean and a matrix fitted on them; no shifts.",
        "d": "Whitening with the mean and the matrix of the training images; no shifts.",
    },
)

VALIDATION.answer(
    "d",
    "Whitening is preprocessing: you fit it once, on training rows, and apply it to every "
    "image that the network gets. A shift is augmentation: it makes training harder and is "
    "not part of the evaluation.",
)

VALIDATION.belief(
    "a",
    "validation images are left alone",
    "The network was trained on whitened pixels and would get others. Whitening is "
    "preprocessing, so apply it.",
)

VALIDATION.belief(
    "b",
    "validation images are augmented",
    "With randomly shifted validation images you measure another task, and a different one "
    "each time.",
)

VALIDATION.belief(
    "c",
    "whitening fitted on validation images",
    "With another mean and matrix a pixel has another meaning than in training. And a single "
    "new image has no covariance.",
)

FITTED = Prediction(
    "augmentation.fitted",
    "After datagen.fit(X_train), with ZCA whitening on, a network is trained on X_train. What does "
    "it see?",
    {
        "a": "Whitened images.",
        "b": "The images as they were.",
        "c": "The images and their whitened copies, twice as many.",
    },
)

FITTED.answer(
    "b",
    "fit computes a mean and a matrix from X_train and stores them in datagen. It transforms "
    "nothing: datagen does that only when you request batches.",
)

FITTED.belief(
    "a",
    "fit transforms the data",
    "fit only computes and stores statistics. Compare X_train before and after.",
)

FITTED.belief(
    "c",
    "fit adds copies",
    "A generator does not add to X_train. It only returns batches on request.",
)
