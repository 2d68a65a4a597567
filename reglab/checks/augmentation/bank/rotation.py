"""Exercise 8.3: the known wrong answers, in how an image is turned."""

import numpy as np
from scipy import ndimage

from ..probes import ROTATE


def _uniform(rng, n, degrees):
    return rng.uniform(-degrees, degrees, size=n)


def _turn(x, angle, **options):
    return ndimage.rotate(x, angle, **{"order": 1, "reshape": False, **options})


def rotate_by(draw=_uniform, turn=_turn):
    """The function rotate, by draw(rng, n, degrees), carried out by turn(image, angle)."""

    def rotate(X, degrees, *, rng):
        angles = np.broadcast_to(draw(rng, len(X), degrees), len(X))
        return np.array([turn(x, angle) for x, angle in zip(X, angles, strict=True)])

    return rotate


def known(name, hint, function, signature=None):
    ROTATE.misconception(name, hint=hint, signature=signature)(function)


def _turned(name, hint, signature=None, **options):
    known(name, hint, rotate_by(turn=lambda x, angle: _turn(x, angle, **options)), signature)


known(
    "images as they were",
    "The images come back as they were. Draw an angle for each, and return the turned images.",
    lambda X, degrees, *, rng: X.copy(),
)


@ROTATE.misconception(
    "reshape left at True",
    hint="The turned image is larger than before. Tell ndimage.rotate to keep the size: see its "
    "argument reshape.",
)
def reshaped(X, degrees, *, rng):
    angles = _uniform(rng, len(X), degrees)
    return np.array([_turn(x, a, reshape=True) for x, a in zip(X, angles, strict=True)])


@ROTATE.misconception(
    "reshape and order left at their defaults",
    hint="By default ndimage.rotate makes the image larger and uses cubic splines. Set reshape, to "
    "keep the size, and order, for bilinear interpolation.",
)
def by_default(X, degrees, *, rng):
    angles = _uniform(rng, len(X), degrees)
    return np.array([ndimage.rotate(x, a) for x, a in zip(X, angles, strict=True)])


_turned(
    "order left at 3",
    "You interpolate with cubic splines, which overshoot at edges. Bilinear is order 1.",
    order=3,
)
_turned(
    "nearest pixel",
    "Each pixel is a copy of another one: you take the nearest. Interpolate: order 1.",
    order=0,
)


@ROTATE.misconception(
    "turned in the plane of the batch",
    hint="On a batch, ndimage.rotate turns images into each other: it uses the first two axes. The "
    "plane is that of rows and columns.",
)
def wrong_plane(X, degrees, *, rng):
    return np.array(_turn(X, rng.uniform(-degrees, degrees)))


def _about(centre):
    """Turn about another point than the centre of the pixels."""

    def turn(x, angle):
        c, s = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
        back = np.array([[c, s], [-s, c]])
        point = centre(np.array(x.shape))
        return ndimage.affine_transform(x, back, offset=point - back @ point, order=1)

    return turn


known(
    "turned about a corner",
    "Your images turn about their corner and leave the frame. Turn them about the centre.",
    rotate_by(turn=_about(lambda shape: 0 * shape)),
)
known(
    "half a pixel off the centre",
    "You turn about (height / 2, width / 2). Pixels are counted from 0: the centre lies half a "
    "pixel before that.",
    rotate_by(turn=_about(lambda shape: shape / 2)),
)


@ROTATE.misconception(
    "return inside the loop",
    hint="Only the first image is there: does the return stand inside the loop?",
)
def first_only(X, degrees, *, rng):
    out = np.zeros(X.shape)
    out[:1] = rotate_by()(X[:1], degrees, rng=rng)
    return out


for _mode, _name, _hint in (
    (
        "nearest",
        "edge repeated",
        "You fill up with copies of the edge. Outside of the image everything is 0.",
    ),
    (
        "reflect",
        "edge reflected",
        "You fill up with a mirror image. Outside of the image everything is 0.",
    ),
    (
        "grid-wrap",
        "wraps round",
        "What leaves the image comes back on the other side. Outside of it everything is 0.",
    ),
):
    _turned(_name, _hint, mode=_mode)
