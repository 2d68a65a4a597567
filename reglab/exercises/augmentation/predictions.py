"""Lesson 08: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

SHIFT_GAIN = Prediction(
    "augmentation.shift_gain",
    "Each training image is shifted by at most one pixel, anew in each of 60 epochs. For which "
    "network does accuracy rise?",
    {
        "a": "For one with 200 images, every fifth label wrong.",
        "b": "For one with 1,400 images, all labels right.",
        "c": "For both: a shifted digit is still the same digit.",
        "d": "For neither: test images are not shifted.",
    },
)

SHIFT_GAIN.answer(
    "a",
    "With few images and wrong labels there is much to memorize, and a moving image is hard to "
    "memorize. With right labels there is little to repair; and in the same 60 epochs the network "
    "has to learn every digit in nine places.",
)

SHIFT_GAIN.belief(
    "b",
    "more data, more gain",
    "Augmentation stands in for data that are missing. With many right images little is missing.",
)

SHIFT_GAIN.belief(
    "c",
    "what keeps the label always helps",
    "That the label is kept is needed, and not enough: in the same number of steps the network has "
    "more to learn, and with right labels gains little for it.",
)

SHIFT_GAIN.belief(
    "d",
    "training images must look like test images",
    "A disturbance in training may help although it never comes later: dropout does nothing else.",
)

VALIDATION = Prediction(
    "augmentation.validation",
    "Training images are whitened, then shifted at random. What of it do validation images get?",
    {
        "a": "Nothing: they stay as they are.",
        "b": "Both: they have to look like what the network was trained on.",
        "c": "Whitening with a mean and a matrix fitted on them; no shifts.",
        "d": "Whitening with the mean and the matrix of the training images; no shifts.",
    },
)

VALIDATION.answer(
    "d",
    "Whitening is preprocessing: it is fitted once, on training rows, and then done to every image "
    "that the network meets. A shift is augmentation: it makes training harder, and is no part of "
    "what is judged.",
)

VALIDATION.belief(
    "a",
    "validation images are left alone",
    "The network was trained on whitened pixels, and would meet others. What is preprocessing?",
)

VALIDATION.belief(
    "b",
    "validation images are augmented",
    "A random shift of validation images measures another task, and a new one each time.",
)

VALIDATION.belief(
    "c",
    "whitening fitted on validation images",
    "With another mean and matrix a pixel means something else than in training. And a single new "
    "image has no covariance.",
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
    "fit looks at X_train and keeps a mean and a matrix inside datagen. Nothing is transformed "
    "until somebody asks datagen for batches.",
)

FITTED.belief(
    "a",
    "fit transforms the data",
    "fit computes statistics and keeps them. Compare X_train before and after.",
)

FITTED.belief(
    "c",
    "fit adds copies",
    "No generator adds to X_train. It hands out batches, to those who ask for them.",
)
