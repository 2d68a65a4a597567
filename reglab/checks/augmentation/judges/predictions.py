"""The predictions of lesson 08: what holds."""

from ..probes import FITTED, SHIFT_GAIN, VALIDATION

SHIFT_GAIN.answer(
    "a",
    "With few images and wrong labels there is much to memorize, and a moving image is hard to "
    "memorize. With right labels there is little to repair; and in the same 60 epochs the network "
    "has to learn every digit in nine places.",
)
VALIDATION.answer(
    "d",
    "Whitening is preprocessing: it is fitted once, on training rows, and then done to every image "
    "that the network meets. A shift is augmentation: it makes training harder, and is no part of "
    "what is judged.",
)
FITTED.answer(
    "b",
    "fit looks at X_train and keeps a mean and a matrix inside datagen. Nothing is transformed "
    "until somebody asks datagen for batches.",
)
