"""Exercise 8.2: the known mistakes. Every answer here except the first is wrong on purpose."""

from statistics import NormalDist

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.augmentation.hflip import HFLIP, chosen_images
from reglab.exercises.augmentation.reading import elsewhere
from reglab.exercises.wrong_generators import wrong_generators


def _hflip(X, p, *, rng):
    """A correct answer; the mistakes change some of its words."""
    chosen = rng.random((len(X), 1, 1)) < p
    return np.where(chosen, X[:, :, ::-1], X)


# --- what becomes of an image
def _images(recognize):
    """The signature of wrong images: recognize(X, outs, outs == X, outs == X mirrored)."""

    def signature(data, out):
        X, outs = data["X"], out["outs"]
        return bool(recognize(X, outs, outs == X, outs == X[:, :, ::-1]))

    return "mirrored", signature


def _whole(pixels):
    """Whether a condition holds in every pixel of an image."""
    return np.all(pixels, axis=(2, 3))


def _turned(name, hint, mirror):
    """Declare a mistake that turns images in another way."""

    def recognize(X, outs, left, mirrored):
        turned = _whole(outs == mirror(X))
        return np.any(turned) and np.all(turned | _whole(left))

    def hflip(X, p, *, rng):
        return np.where(rng.random((len(X), 1, 1)) < p, mirror(X), X)

    HFLIP.mistake(name, hint, hflip, _images(recognize), kind="slip")


def _half_overwritten(X):
    """Columns copied one by one; from the middle on, the copied columns are already overwritten."""
    out = X.copy()
    for j in range(X.shape[2]):
        out[:, :, j] = out[:, :, -1 - j]
    return out


_turned(
    "upside down",
    "You reverse the rows. In a batch, axis 1 is the rows (also for np.fliplr). Reverse axis "
    "2, the columns.",
    lambda X: X[:, ::-1],
)
_turned(
    "rows and columns reversed",
    "You reverse rows and columns, which is a rotation by 180 degrees. Reverse only the columns.",
    lambda X: X[:, ::-1, ::-1],
)
_turned(
    "columns overwritten",
    "Your images are symmetric, because you overwrite columns before you read them. Read them "
    "from X.",
    _half_overwritten,
)
HFLIP.mistake(
    "blend",
    "You mix image and mirror image with the weights p and 1 - p. p is a probability: draw "
    "which images to mirror.",
    lambda X, p, *, rng: p * X[:, :, ::-1] + (1 - p) * X,
    kind="wrong",
)
HFLIP.mistake(
    "the others are black",
    "You return black images where nothing is mirrored. Start with a copy of X.",
    edited(_hflip, ("::-1], X)", "::-1], 0.0)")),
    _images(
        lambda X, outs, left, mirrored: (
            np.any(_whole(outs == 0)) and np.all(_whole(outs == 0) | _whole(mirrored))
        )
    ),
    kind="half",
)
HFLIP.mistake(
    "order of the images reversed",
    "You reverse the order of the images, which are axis 0. Reverse axis 2, the columns.",
    edited(_hflip, ("X[:, :, ::-1]", "X[::-1]")),
    ("mirrored", lambda data, out: any(np.any(elsewhere(data["X"], got)) for got in out["outs"])),
    kind="half",
)
HFLIP.mistake(
    "every axis reversed",
    "np.flip without an axis reverses all three axes, including the images. Reverse only axis 2.",
    edited(_hflip, ("X[:, :, ::-1]", "X[::-1, ::-1, ::-1]")),
    kind="half",
)
HFLIP.mistake(
    "rows mirrored one by one",
    "You mirror some rows of an image and not others. Draw one number for each image.",
    edited(_hflip, ("(len(X), 1, 1)", "(*X.shape[:2], 1)")),
    _images(
        lambda X, outs, left, mirrored: (
            np.all(np.all(left, axis=3) | np.all(mirrored, axis=3))
            and not np.all(_whole(left) | _whole(mirrored))
        )
    ),
    kind="half",
)
HFLIP.mistake(
    "pixels exchanged one by one",
    "You mirror some pixels of an image and not others. Draw one number for each image.",
    edited(_hflip, ("(len(X), 1, 1)", "X.shape")),
    _images(
        lambda X, outs, left, mirrored: (
            np.all(left | mirrored) and not np.all(_whole(left) | _whole(mirrored))
        )
    ),
    kind="half",
)
HFLIP.mistake(
    "fractions cut off",
    "Your result has whole numbers where X has fractions: an array of dtype int cuts them off. "
    "Return an array of floats.",
    lambda X, p, *, rng: _hflip(X, p, rng=rng).astype(int),
    _images(
        lambda X, outs, left, mirrored: np.all(
            _whole(outs == np.trunc(X)) | _whole(outs == np.trunc(X[:, :, ::-1]))
        )
    ),
    kind="slip",
)
HFLIP.mistake(
    "images as they were",
    "You return the images unchanged. Where a draw is below p, return the mirror image.",
    lambda X, p, *, rng: X.copy(),
    kind="wrong",
)
HFLIP.mistake(
    "mirror images added",
    "You return more images than you got. Replace images, so that the batch keeps its size.",
    lambda X, p, *, rng: np.concatenate([X, X[:, :, ::-1]]),
    kind="wrong",
)
HFLIP.mistake(
    "all images mirrored",
    "You mirror every image, whatever p is. Draw one number for each image.",
    lambda X, p, *, rng: X[:, :, ::-1].copy(),
    kind="half",
)


# --- which images are mirrored
def _flipped(data, out):
    return chosen_images(data["X"], out["outs"])


def _in_pairs(flipped):
    """Whether two images are always mirrored together, or always exactly one of them."""
    together = np.mean(flipped[:, :, None] == flipped[:, None, :], axis=0)
    np.fill_diagonal(together, 0.5)
    return bool(np.any(np.isin(together, (0.0, 1.0))))


def _choices(recognize):
    """The signature of wrong choices: recognize(flipped), of shape (calls, images)."""
    return "on_its_own", lambda data, out: bool(recognize(_flipped(data, out)))


HFLIP.mistake(
    "the batch as a whole",
    "You mirror all images of a batch or none. Draw one number for each image.",
    edited(_hflip, ("rng.random((len(X), 1, 1)) < p", "np.full((len(X), 1, 1), rng.random() < p)")),
    _choices(lambda f: np.all(f == f[:, :1]) and np.any(f) and not np.all(f)),
    kind="half",
)
HFLIP.mistake(
    "one draw for two images",
    "Two images of each batch are always mirrored together, or always one of them. Draw one number "
    "for each image.",
    edited(
        _hflip,
        ("rng.random((len(X), 1, 1))", "np.resize(rng.random(len(X) // 2 + 1), (len(X), 1, 1))"),
    ),
    ("independent", lambda data, out: _in_pairs(_flipped(data, out))),
    kind="half",
)
HFLIP.mistake(
    "the first share p",
    "You mirror the first share p of the batch without drawing. Draw one number for each image.",
    edited(
        _hflip,
        ("rng.random((len(X), 1, 1)) < p", "(np.arange(len(X)) < p * len(X))[:, None, None]"),
    ),
    _choices(lambda f: np.all(f == f[0]) and np.all(f[0, 1:] <= f[0, :-1])),
    kind="half",
)


@HFLIP.mistake(
    "a fixed number mirrored",
    "You mirror the same number of images in each batch. Draw for each image separately, so "
    "that the number is random.",
    signature=_choices(lambda f: np.ptp(f.sum(axis=1)) == 0 and np.any(f != f[0])),
    kind="half",
)
def fixed_number(X, p, *, rng):
    chosen = rng.choice(len(X), size=round(p * len(X)), replace=False)
    out = X.copy()
    out[chosen] = X[chosen, :, ::-1]
    return out


def _share(expected):
    """The signature of a share expected(p) of mirrored images."""

    def recognize(data, out):
        flipped, share = _flipped(data, out), expected(data["p"])
        return bool(abs(flipped.mean() - share) < 5 * np.sqrt(share * (1 - share) / flipped.size))

    return "share_mirrored", recognize


HFLIP.mistake(
    "p turned round",
    "You keep an image with probability p and mirror the rest. Mirror it with probability p.",
    edited(_hflip, ("< p", ">= p")),
    _share(lambda p: 1 - p),
    kind="slip",
)
HFLIP.mistake(
    "p ignored",
    "You mirror half of the images, whatever p is. Compare a draw from [0, 1) with p.",
    edited(_hflip, ("rng.random((len(X), 1, 1)) < p", "rng.integers(2, size=(len(X), 1, 1)) == 1")),
    _share(lambda p: 0.5),
    kind="half",
)
HFLIP.mistake(
    "normal draws",
    "You compare p with normal draws, which are not below p with probability p. Draw "
    "uniformly from [0, 1).",
    edited(_hflip, ("rng.random((len(X), 1, 1))", "rng.normal(size=(len(X), 1, 1))")),
    _share(lambda p: NormalDist().cdf(p)),
    kind="half",
)
HFLIP.mistake(
    "whole percents",
    "You compare p with one of 100 numbers, so a p below 0.01 counts as 0.01. Draw from all "
    "numbers in "
    "[0, 1): rng.random.",
    edited(
        _hflip,
        ("rng.random((len(X), 1, 1)) < p", "rng.integers(100, size=(len(X), 1, 1)) < 100 * p"),
    ),
    _share(lambda p: np.ceil(100 * p) / 100),
    kind="slip",
)

wrong_generators(HFLIP, _hflip, "choices")
