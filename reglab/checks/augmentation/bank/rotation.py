"""Exercise 8.3: the known wrong answers."""

import numpy as np
from scipy import ndimage

from ..probes import ROTATE
from ..reading import angles_of
from .draws import wrong_generators


def _uniform(rng, n, degrees):
    return rng.uniform(-degrees, degrees, size=n)


def _turn(x, angle, **options):
    return ndimage.rotate(x, angle, **{"order": 1, "reshape": False, **options})


def _rotate(draw=_uniform, turn=_turn):
    """rotate by draw(rng, n, degrees), carried out by turn(image, angle)."""

    def rotate(X, degrees, *, rng):
        angles = np.broadcast_to(draw(rng, len(X), degrees), len(X))
        return np.array([turn(x, angle) for x, angle in zip(X, angles, strict=True)])

    return rotate


def _known(name, hint, function, signature=None):
    ROTATE.misconception(name, hint=hint, signature=signature)(function)


def _turned(name, hint, signature=None, **options):
    _known(name, hint, _rotate(turn=lambda x, angle: _turn(x, angle, **options)), signature)


def _angles(where, recognize):
    """The signature of angles drawn in a wrong way: recognize(angles, degrees)."""

    def signature(data, out):
        angles = angles_of(out["rotate"])
        return bool(not np.isnan(angles).any() and recognize(angles, data["degrees"]))

    return where, signature


_known(
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


_known(
    "turned about a corner",
    "Your images turn about their corner and leave the frame. Turn them about the centre.",
    _rotate(turn=_about(lambda shape: 0 * shape)),
)
_known(
    "half a pixel off the centre",
    "You turn about (height / 2, width / 2). Pixels are counted from 0: the centre lies half a "
    "pixel before that.",
    _rotate(turn=_about(lambda shape: shape / 2)),
)


def _blank_after_first(data, out):
    first, *others = out["rotate"]
    return bool(np.any(first) and not np.any(others))


@ROTATE.misconception(
    "return inside the loop",
    hint="Only the first image is there: does the return stand inside the loop?",
)
def first_only(X, degrees, *, rng):
    out = np.zeros(X.shape)
    out[:1] = _rotate()(X[:1], degrees, rng=rng)
    return out


_known(
    "one angle for the batch",
    "All images are turned by the same angle. Draw one for each image.",
    _rotate(lambda rng, n, degrees: rng.uniform(-degrees, degrees)),
    _angles("each_its_own", lambda angles, degrees: np.ptp(angles) < 1e-6),
)
_known(
    "always by degrees",
    "Every image is turned by degrees. That is the largest angle: draw one for each image.",
    _rotate(lambda rng, n, degrees: degrees),
)


def _range(lowest, highest):
    """The signature of angles spread between two multiples of degrees."""

    def recognize(angles, degrees):
        low, high = lowest * degrees, highest * degrees
        width = high - low
        inside = angles.min() >= low - 1e-3 and angles.max() <= high + 1e-3
        return inside and angles.min() < low + 0.1 * width and angles.max() > high - 0.1 * width

    return _angles("uniform_angles", recognize)


_known(
    "one direction only",
    "Your images turn to one side only. Angles go from -degrees to degrees.",
    _rotate(lambda rng, n, degrees: rng.uniform(0, degrees, size=n)),
    _range(0, 1),
)
_known(
    "twice as far",
    "Your angles go up to twice degrees. degrees is the largest angle to each side.",
    _rotate(lambda rng, n, degrees: rng.uniform(-2 * degrees, 2 * degrees, size=n)),
    _range(-2, 2),
)
_known(
    "half as far",
    "Your angles end at half of degrees. degrees is the largest angle to each side, not the whole "
    "range.",
    _rotate(lambda rng, n, degrees: rng.uniform(-degrees / 2, degrees / 2, size=n)),
    _range(-0.5, 0.5),
)
_known(
    "radians for degrees",
    "Your angles are some 57 times too small: they are in radians, and ndimage.rotate wants "
    "degrees.",
    _rotate(lambda rng, n, degrees: np.deg2rad(rng.uniform(-degrees, degrees, size=n))),
    _range(-np.pi / 180, np.pi / 180),
)


def _all_round(angles, degrees):
    """In all four quadrants, and not in steps."""
    quadrants = np.unique(np.floor(angles / 90))
    return len(quadrants) >= 4 and not np.allclose(angles % 90, np.round(angles % 90))


_known(
    "degrees for radians",
    "Your images turn all round: np.cos and np.sin, or your draw, take degrees for radians.",
    _rotate(lambda rng, n, degrees: np.rad2deg(rng.uniform(-degrees, degrees, size=n))),
    _angles("uniform_angles", _all_round),
)
_known(
    "quarter turns",
    "You turn by multiples of 90 degrees. Draw angles between -degrees and degrees.",
    _rotate(lambda rng, n, degrees: 90 * (1 + rng.integers(3, size=n)) * (degrees > 0)),
    _angles("uniform_angles", lambda a, degrees: np.allclose(a / 90, np.round(a / 90), atol=1e-6)),
)
_known(
    "whole degrees",
    "Your angles are whole numbers. Draw real ones: rng.uniform.",
    _rotate(lambda rng, n, degrees: rng.integers(-int(degrees), int(degrees) + 1, size=n)),
    _angles(
        "uniform_angles",
        lambda a, degrees: np.allclose(a, np.round(a), rtol=0, atol=1e-4) and np.ptp(a) > 2,
    ),
)
_known(
    "to the very left or right",
    "Every angle is -degrees or degrees in your code. Draw from all angles between them.",
    _rotate(lambda rng, n, degrees: rng.choice([-degrees, degrees], size=n)),
    _angles(
        "uniform_angles",
        lambda a, degrees: np.allclose(np.abs(a), degrees, rtol=0, atol=1e-3) and np.ptp(a) > 0,
    ),
)
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
wrong_generators(ROTATE, _rotate(), "angles")
