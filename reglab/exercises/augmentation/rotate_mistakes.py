"""Exercise 8.3: the known mistakes. Every answer here but `_rotate()` is wrong on purpose."""

import numpy as np
from scipy import ndimage

from reglab import augment
from reglab.exercises.augmentation.reading import directions_of
from reglab.exercises.augmentation.rotate import ROTATE, every_angle
from reglab.exercises.wrong_generators import wrong_generators


def _uniform(rng, n, degrees):
    return rng.uniform(-degrees, degrees, size=n)


def _turn(x, angle, **options):
    return ndimage.rotate(x.astype(float), angle, **{"order": 1, "reshape": False, **options})


def _rotate(draw=_uniform, turn=None):
    """A function rotate that draws with draw(rng, n, degrees) and turns with turn(image, angle)."""

    def rotate(X, degrees, *, rng):
        angles = np.broadcast_to(draw(rng, len(X), degrees), len(X))
        if turn is None:
            return augment.rotate_by(X, angles)
        return np.array([turn(x, angle) for x, angle in zip(X, angles, strict=True)])

    return rotate


# --- how an image is turned
def _turned(name, hint, **options):
    """Declare a mistake in the arguments of ndimage.rotate."""
    answer = _rotate(turn=lambda x, angle: _turn(x, angle, **options))
    ROTATE.mistake(name, hint, answer, kind="slip")


def _about(centre):
    """Turn about another point than the centre of the pixels."""

    def turn(x, angle):
        c, s = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
        back = np.array([[c, s], [-s, c]])
        point = centre(np.array(x.shape))
        return ndimage.affine_transform(x.astype(float), back, offset=point - back @ point, order=1)

    return turn


ROTATE.mistake(
    "images as they were",
    "You return the images unchanged. Draw an angle for each and return the rotated images.",
    lambda X, degrees, *, rng: X.copy(),
    kind="wrong",
)
_turned(
    "reshape left at True",
    "Your rotated image is larger than before. Keep the size with the argument reshape of "
    "ndimage.rotate.",
    reshape=True,
)
ROTATE.mistake(
    "reshape and order left at their defaults",
    "By default ndimage.rotate makes the image larger and uses cubic splines. Set reshape to "
    "keep the size, and order for bilinear interpolation.",
    _rotate(turn=ndimage.rotate),
    kind="half",
)
_turned(
    "order left at 3",
    "You interpolate with cubic splines, which overshoot at edges. Use bilinear "
    "interpolation: order 1.",
    order=3,
)
_turned(
    "nearest pixel",
    "You copy the nearest pixel. Use bilinear interpolation: order 1.",
    order=0,
)
ROTATE.mistake(
    "whole numbers stay whole",
    "For images of dtype int your result has whole numbers, because ndimage.rotate and "
    "np.zeros_like "
    "keep the dtype. Convert X to float first.",
    _rotate(turn=lambda x, angle: ndimage.rotate(x, angle, order=1, reshape=False)),
    ("whole_numbers", lambda data, out: bool(np.all(out["rotate"] == np.round(out["rotate"])))),
    kind="slip",
)
ROTATE.mistake(
    "turned in the plane of the batch",
    "On a batch, ndimage.rotate uses the first two axes and mixes images. Rotate in the plane "
    "of rows and columns.",
    lambda X, degrees, *, rng: _turn(X, rng.uniform(-degrees, degrees)),
    kind="wrong",
)
ROTATE.mistake(
    "turned about a corner",
    "You rotate images about their corner, so they leave the frame. Rotate them about the centre.",
    _rotate(turn=_about(lambda shape: 0 * shape)),
    kind="half",
)
ROTATE.mistake(
    "half a pixel off the centre",
    "You turn about (height / 2, width / 2). Pixels are counted from 0, so the centre is half "
    "a pixel before that.",
    _rotate(turn=_about(lambda shape: shape / 2)),
    kind="slip",
)


@ROTATE.mistake(
    "return inside the loop",
    "Your result has only the first image: check whether the return is inside the loop.",
    kind="half",
)
def first_only(X, degrees, *, rng):
    out = np.zeros(X.shape)
    out[:1] = _rotate()(X[:1], degrees, rng=rng)
    return out


_turned(
    "edge repeated",
    "You fill with copies of the edge. Fill with 0 outside the image.",
    mode="nearest",
)
_turned(
    "edge reflected",
    "You fill with a mirror image. Fill with 0 outside the image.",
    mode="reflect",
)
_turned(
    "wraps round",
    "Pixels that leave the image return on the other side. Fill with 0 outside the image.",
    mode="grid-wrap",
)


# --- how angles are drawn
def _angles(recognize, where="uniform_angles"):
    """The signature of wrongly drawn angles: recognize(angles, degrees)."""

    def signature(data, out):
        angles, _ = directions_of(data["X"], out["rotate"])
        return bool(not np.isnan(angles).any() and recognize(angles, data["degrees"]))

    return where, signature


def _in_pairs(verdict, angles):
    """Whether two images always have the same angle, or opposite ones."""
    n = angles.shape[1]
    near = [
        np.max(np.abs(angles[:, i] - sign * angles[:, j])) < 1e-3
        for i in range(n)
        for j in range(i)
        for sign in (1, -1)
    ]
    return bool(verdict.passed and any(near))


def _balanced(verdict, angles):
    """Whether the sums of angles vary much less than those of independent angles."""
    return bool(verdict.passed and angles.sum(axis=1).var() < 0.4 * angles.shape[1] * angles.var())


def _range(lowest, highest):
    """The signature of angles spread between two multiples of degrees."""

    def recognize(angles, degrees):
        low, high = lowest * degrees, highest * degrees
        width = high - low
        inside = angles.min() >= low - 1e-3 and angles.max() <= high + 1e-3
        return inside and angles.min() < low + 0.1 * width and angles.max() > high - 0.1 * width

    return _angles(recognize)


def _all_round(angles, degrees):
    """Whether angles are in all four quadrants and not in steps."""
    quadrants = np.unique(np.floor(angles / 90))
    return len(quadrants) >= 4 and not np.allclose(angles % 90, np.round(angles % 90))


ROTATE.mistake(
    "one angle for the batch",
    "You rotate all images by the same angle. Draw one angle for each image.",
    _rotate(lambda rng, n, degrees: rng.uniform(-degrees, degrees)),
    _angles(lambda angles, degrees: np.ptp(angles) < 1e-6, "each_its_own"),
    kind="half",
)
ROTATE.mistake(
    "always by degrees",
    "You rotate every image by degrees. That is the largest angle: draw one angle for each image.",
    _rotate(lambda rng, n, degrees: degrees, _turn),
    kind="half",
)
ROTATE.mistake(
    "one angle for two images",
    "Two images of each batch have the same angle, or opposite ones. Draw one angle for each "
    "image.",
    _rotate(lambda rng, n, degrees: np.resize(_uniform(rng, (n + 1) // 2, degrees), n)),
    ("independent", lambda data, out: _in_pairs(*every_angle(data, out["outs"]))),
    kind="half",
)
ROTATE.mistake(
    "angles in even steps",
    "Your angles are spread evenly, in random order. Draw each angle independently of the others.",
    _rotate(lambda rng, n, degrees: rng.permutation(np.linspace(-degrees, degrees, max(n, 2)))[:n]),
    ("independent", lambda data, out: _balanced(*every_angle(data, out["outs"]))),
    kind="half",
)
ROTATE.mistake(
    "one direction only",
    "Your images turn in one direction only. Draw angles from -degrees to degrees.",
    _rotate(lambda rng, n, degrees: rng.uniform(0, degrees, size=n)),
    _range(0, 1),
    kind="slip",
)
ROTATE.mistake(
    "twice as far",
    "Your angles go up to twice degrees. degrees is the largest angle in each direction.",
    _rotate(lambda rng, n, degrees: _uniform(rng, n, 2 * degrees)),
    _range(-2, 2),
    kind="slip",
)
ROTATE.mistake(
    "half as far",
    "Your angles go only up to half of degrees. degrees is the largest angle in each "
    "direction, not the whole range.",
    _rotate(lambda rng, n, degrees: _uniform(rng, n, degrees / 2)),
    _range(-0.5, 0.5),
    kind="slip",
)
ROTATE.mistake(
    "radians for degrees",
    "Your angles are about 57 times too small: they are in radians, but ndimage.rotate needs "
    "degrees.",
    _rotate(lambda rng, n, degrees: np.deg2rad(_uniform(rng, n, degrees))),
    _range(-np.pi / 180, np.pi / 180),
    kind="slip",
)
ROTATE.mistake(
    "degrees for radians",
    "Your angles cover the full circle: you pass degrees to np.cos and np.sin, or draw them, "
    "as if they were radians.",
    _rotate(lambda rng, n, degrees: np.rad2deg(_uniform(rng, n, degrees))),
    _angles(_all_round),
    kind="half",
)
ROTATE.mistake(
    "quarter turns",
    "You rotate by multiples of 90 degrees. Draw angles between -degrees and degrees.",
    _rotate(lambda rng, n, degrees: 90 * (1 + rng.integers(3, size=n)) * (degrees > 0)),
    _angles(lambda a, degrees: np.allclose(a / 90, np.round(a / 90), atol=1e-6)),
    kind="half",
)
ROTATE.mistake(
    "whole degrees",
    "Your angles are whole numbers. Draw real numbers with rng.uniform.",
    _rotate(lambda rng, n, degrees: rng.integers(-int(degrees), int(degrees) + 1, size=n)),
    _angles(lambda a, degrees: np.allclose(a, np.round(a), rtol=0, atol=1e-4) and np.ptp(a) > 2),
    kind="half",
)
ROTATE.mistake(
    "to the very left or right",
    "Your angles are only -degrees or degrees. Draw from all angles between them.",
    _rotate(lambda rng, n, degrees: rng.choice([-degrees, degrees], size=n)),
    _angles(
        lambda a, degrees: np.allclose(np.abs(a), degrees, rtol=0, atol=1e-3) and np.ptp(a) > 0
    ),
    kind="half",
)

wrong_generators(ROTATE, _rotate(), "angles")
