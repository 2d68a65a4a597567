"""Exercise 8.2: the known wrong answers."""

from statistics import NormalDist

import numpy as np

from ..probes import HFLIP
from ..reading import elsewhere
from .draws import wrong_generators


def _draws(rng, X, p):
    return rng.random((len(X), 1, 1)) < p


def _flip(chosen=_draws, mirror=lambda X: X[:, :, ::-1]):
    """hflip where chosen(rng, X, p) picks images (or pixels), and mirror turns them."""
    return lambda X, p, *, rng: np.where(chosen(rng, X, p), mirror(X), X)


def _known(name, hint, function, signature=None):
    HFLIP.misconception(name, hint=hint, signature=signature)(function)


def _looks(mirror):
    """The signature of images that are either left or turned in another way."""

    def recognize(data, out):
        X, outs = data["X"], np.array(out["hflip"])
        turned = np.all(outs == mirror(X), axis=(2, 3))
        left = np.all(outs == X, axis=(2, 3))
        return bool(np.any(turned) and np.all(turned | left))

    return "mirrored", recognize


def _turned(name, hint, mirror):
    _known(name, hint, _flip(mirror=mirror), _looks(mirror))


_turned(
    "upside down",
    "You turn the order of the rows. On a batch, axis 1 counts rows (also for np.fliplr); columns "
    "are axis 2.",
    lambda X: X[:, ::-1],
)
_turned(
    "rows and columns reversed",
    "You reverse rows and columns, which is half a turn. Reverse the columns only.",
    lambda X: X[:, ::-1, ::-1],
)


def _half_overwritten(X):
    """Columns copied one by one: from the middle on, what is copied has been overwritten."""
    out = X.copy()
    for j in range(X.shape[2]):
        out[:, :, j] = out[:, :, -1 - j]
    return out


_turned(
    "columns overwritten",
    "Your images are symmetric: you overwrite columns before they are read. Take them from X.",
    _half_overwritten,
)
_known(
    "blend",
    "You mix image and mirror image with the weights p and 1 - p. p is a chance: draw.",
    lambda X, p, *, rng: p * X[:, :, ::-1] + (1 - p) * X,
)


def _black(data, out):
    X, outs = data["X"], np.array(out["hflip"])
    blank = np.all(outs == 0, axis=(2, 3))
    turned = np.all(outs == X[:, :, ::-1], axis=(2, 3))
    return bool(np.any(blank) and np.all(blank | turned))


_known(
    "the others are black",
    "Images that are not mirrored come back black. Begin with a copy of X.",
    lambda X, p, *, rng: np.where(_draws(rng, X, p), X[:, :, ::-1], 0.0),
    ("mirrored", _black),
)


def _other_image(data, out):
    return any(np.any(elsewhere(data["X"], got)) for got in out["hflip"])


_known(
    "order of the images reversed",
    "Your images change places: axis 0 counts them. Reverse axis 2, the columns.",
    _flip(mirror=lambda X: X[::-1]),
    ("mirrored", _other_image),
)
_known(
    "every axis reversed",
    "np.flip without an axis reverses all three, the images too. Reverse axis 2 only.",
    _flip(mirror=lambda X: X[::-1, ::-1, ::-1]),
)


def _pieces(axis):
    """The signature of images of which some parts along an axis are mirrored and others not."""

    def recognize(data, out):
        X, outs = data["X"], np.array(out["hflip"])
        left, turned = outs == X, outs == X[:, :, ::-1]
        whole = np.all(left, axis=(2, 3)) | np.all(turned, axis=(2, 3))
        if axis is not None:
            left, turned = np.all(left, axis=axis), np.all(turned, axis=axis)
        return bool(np.all(left | turned) and not np.all(whole))

    return "mirrored", recognize


_known(
    "rows mirrored one by one",
    "Some rows of an image are mirrored and others are not. Draw one number for each image.",
    _flip(lambda rng, X, p: rng.random((*X.shape[:2], 1)) < p),
    _pieces(axis=3),
)
_known(
    "pixels exchanged one by one",
    "Some pixels of an image are mirrored and others are not. Draw one number for each image.",
    _flip(lambda rng, X, p: rng.random(X.shape) < p),
    _pieces(axis=None),
)
_known(
    "images as they were",
    "The images come back as they were. Where a draw is below p, return the mirror image.",
    lambda X, p, *, rng: X.copy(),
)
_known(
    "mirror images added",
    "You return more images than you got. hflip replaces images: the batch keeps its size.",
    lambda X, p, *, rng: np.concatenate([X, X[:, :, ::-1]]),
)
_known(
    "all images mirrored",
    "You mirror every image, whatever p. Draw for each of them.",
    lambda X, p, *, rng: X[:, :, ::-1].copy(),
)


def _flipped(data, out):
    return np.all(out["outs"] == data["X"][:, :, ::-1], axis=(2, 3))


def _all_or_none(data, out):
    flipped = _flipped(data, out)
    return bool(np.all(flipped == flipped[:, :1]) and np.any(flipped) and not np.all(flipped))


_known(
    "the batch as a whole",
    "All images of a batch are mirrored or none. Draw one number for each image.",
    _flip(lambda rng, X, p: np.full((len(X), 1, 1), rng.random() < p)),
    ("on_its_own", _all_or_none),
)


def _same_number(data, out):
    flipped = _flipped(data, out)
    counts = flipped.sum(axis=1)
    return bool(np.all(counts == counts[0]) and np.any(flipped != flipped[0]))


def _first_images(data, out):
    flipped = _flipped(data, out)
    return bool(np.all(flipped == flipped[0]) and np.all(flipped[0, 1:] <= flipped[0, :-1]))


_known(
    "the first share p",
    "You mirror the first share p of the batch, and draw nothing. Draw for each image.",
    _flip(lambda rng, X, p: (np.arange(len(X)) < p * len(X))[:, None, None]),
    ("on_its_own", _first_images),
)


@HFLIP.misconception(
    "a fixed number mirrored",
    hint="You mirror the same number of images in each batch. Each image has its own chance, so "
    "the number varies.",
    signature=("on_its_own", _same_number),
)
def fixed_number(X, p, *, rng):
    chosen = rng.choice(len(X), size=int(np.ceil(p * len(X))), replace=False)
    out = X.copy()
    out[chosen] = X[chosen, :, ::-1]
    return out


def _share(expected):
    """The signature of a share expected(p) of mirrored images."""

    def recognize(data, out):
        flipped, share = _flipped(data, out), expected(data["p"])
        return bool(abs(flipped.mean() - share) < 5 * np.sqrt(share * (1 - share) / flipped.size))

    return "share_mirrored", recognize


_known(
    "p turned round",
    "You leave an image with probability p and mirror the rest. It is the other way round.",
    _flip(lambda rng, X, p: rng.random((len(X), 1, 1)) >= p),
    _share(lambda p: 1 - p),
)
_known(
    "p ignored",
    "Half of the images are mirrored, whatever p. Compare a draw from [0, 1) with p.",
    _flip(lambda rng, X, p: rng.integers(0, 2, size=(len(X), 1, 1)) == 1),
    _share(lambda p: 0.5),
)
_known(
    "normal draws",
    "You compare p with normal draws. Those below p are not a share of p: draw evenly from [0, 1).",
    _flip(lambda rng, X, p: rng.normal(size=(len(X), 1, 1)) < p),
    _share(lambda p: NormalDist().cdf(p)),
)
wrong_generators(HFLIP, _flip(), "choices")
