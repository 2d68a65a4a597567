"""The predictions of lesson 08."""

from ...core import Prediction

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
