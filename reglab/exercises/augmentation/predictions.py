"""Lesson 08: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

SHIFT_GAIN = Prediction(
    "augmentation.shift_gain",
    "Each training image is shifted by at most one pixel, differently in each of 60 epochs. For "
    "which network does accuracy rise?",
    {
        "a": "For one with 200 images, every fifth label wrong.",
        "b": "For one with 1,400 images, all labels right.",
        "c": "For both: a shifted digit is still the same digit.",
        "d": "For neither: test images are not shifted.",
    },
)

SHIFT_GAIN.answer(
    "a",
    "With few images and wrong labels there is much to memorize, and a moving image is hard "
    "to memorize. With right labels there is little to improve, and in the same 60 epochs the "
    "network must learn every digit in nine positions.",
)

SHIFT_GAIN.belief(
    "b",
    "more data, more gain",
    "Augmentation replaces missing data. With many images and right labels little is missing.",
)

SHIFT_GAIN.belief(
    "c",
    "what keeps the label always helps",
    "Keeping the label is necessary but not enough: in the same number of steps the network "
    "has more to learn, and with right labels it gains little.",
)

SHIFT_GAIN.belief(
    "d",
    "training images must look like test images",
    "Noise in training may help although it does not occur later. Dropout is an example.",
)

VALIDATION = Prediction(
    "augmentation.validation",
    "Training images are whitened, then shifted at random. Which of this is done to validation "
    "images?",
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
