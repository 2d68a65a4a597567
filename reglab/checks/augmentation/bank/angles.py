"""Exercise 8.3: the known wrong answers, in how angles are drawn."""

import numpy as np

from ..probes import ROTATE
from ..reading import angles_of
from .draws import wrong_generators
from .rotation import known, rotate_by


def _angles(where, recognize):
    """The signature of angles drawn in a wrong way: recognize(angles, degrees)."""

    def signature(data, out):
        angles = angles_of(data["X"], out["rotate"])
        return bool(not np.isnan(angles).any() and recognize(angles, data["degrees"]))

    return where, signature


known(
    "one angle for the batch",
    "All images are turned by the same angle. Draw one for each image.",
    rotate_by(lambda rng, n, degrees: rng.uniform(-degrees, degrees)),
    _angles("each_its_own", lambda angles, degrees: np.ptp(angles) < 1e-6),
)
known(
    "always by degrees",
    "Every image is turned by degrees. That is the largest angle: draw one for each image.",
    rotate_by(lambda rng, n, degrees: degrees),
)


def _range(lowest, highest):
    """The signature of angles spread between two multiples of degrees."""

    def recognize(angles, degrees):
        low, high = lowest * degrees, highest * degrees
        width = high - low
        inside = angles.min() >= low - 1e-3 and angles.max() <= high + 1e-3
        return inside and angles.min() < low + 0.1 * width and angles.max() > high - 0.1 * width

    return _angles("uniform_angles", recognize)


known(
    "one direction only",
    "Your images turn to one side only. Angles go from -degrees to degrees.",
    rotate_by(lambda rng, n, degrees: rng.uniform(0, degrees, size=n)),
    _range(0, 1),
)
known(
    "twice as far",
    "Your angles go up to twice degrees. degrees is the largest angle to each side.",
    rotate_by(lambda rng, n, degrees: rng.uniform(-2 * degrees, 2 * degrees, size=n)),
    _range(-2, 2),
)
known(
    "half as far",
    "Your angles end at half of degrees. degrees is the largest angle to each side, not the whole "
    "range.",
    rotate_by(lambda rng, n, degrees: rng.uniform(-degrees / 2, degrees / 2, size=n)),
    _range(-0.5, 0.5),
)
known(
    "radians for degrees",
    "Your angles are some 57 times too small: they are in radians, and ndimage.rotate wants "
    "degrees.",
    rotate_by(lambda rng, n, degrees: np.deg2rad(rng.uniform(-degrees, degrees, size=n))),
    _range(-np.pi / 180, np.pi / 180),
)


def _all_round(angles, degrees):
    """In all four quadrants, and not in steps."""
    quadrants = np.unique(np.floor(angles / 90))
    return len(quadrants) >= 4 and not np.allclose(angles % 90, np.round(angles % 90))


known(
    "degrees for radians",
    "Your images turn all round: np.cos and np.sin, or your draw, take degrees for radians.",
    rotate_by(lambda rng, n, degrees: np.rad2deg(rng.uniform(-degrees, degrees, size=n))),
    _angles("uniform_angles", _all_round),
)
known(
    "quarter turns",
    "You turn by multiples of 90 degrees. Draw angles between -degrees and degrees.",
    rotate_by(lambda rng, n, degrees: 90 * (1 + rng.integers(3, size=n)) * (degrees > 0)),
    _angles("uniform_angles", lambda a, degrees: np.allclose(a / 90, np.round(a / 90), atol=1e-6)),
)
known(
    "whole degrees",
    "Your angles are whole numbers. Draw real ones: rng.uniform.",
    rotate_by(lambda rng, n, degrees: rng.integers(-int(degrees), int(degrees) + 1, size=n)),
    _angles(
        "uniform_angles",
        lambda a, degrees: np.allclose(a, np.round(a), rtol=0, atol=1e-4) and np.ptp(a) > 2,
    ),
)
known(
    "to the very left or right",
    "Every angle is -degrees or degrees in your code. Draw from all angles between them.",
    rotate_by(lambda rng, n, degrees: rng.choice([-degrees, degrees], size=n)),
    _angles(
        "uniform_angles",
        lambda a, degrees: np.allclose(np.abs(a), degrees, rtol=0, atol=1e-3) and np.ptp(a) > 0,
    ),
)
wrong_generators(ROTATE, rotate_by(), "angles")
