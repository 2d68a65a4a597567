"""Exercise 8.3: what each property demands."""

import numpy as np

from reglab import augment

from ...core import PASSED, failed, number
from ..probes import ROTATE
from ..reading import angles_of
from .draws import judge_rng

TOLERANCE = 1e-3  # single precision is precise enough, also for the angle that is read


def _outside(shape, angles):
    """How far from the image, in pixels, each pixel's value comes from: of shape (n, *shape)."""
    h, w = shape
    y, x = np.meshgrid(np.arange(h) - (h - 1) / 2, np.arange(w) - (w - 1) / 2, indexing="ij")
    cos, sin = (f(np.deg2rad(angles))[:, None, None] for f in (np.cos, np.sin))
    # A picture turned counter-clockwise shows at (y, x) what was clockwise of it.
    from_y, from_x = cos * y + sin * x, cos * x - sin * y
    return np.maximum(np.abs(from_y) - (h - 1) / 2, np.abs(from_x) - (w - 1) / 2)


def rotated(data, got):
    """Whether each image is the grader's, rotated by the angle that its centre shows."""
    X = data["X"]
    angles = angles_of(X, got)
    expected = augment.rotate_by(X, np.nan_to_num(angles))
    # Conventions differ for values that come from less than a pixel beyond the border, but weighted
    # means of pixels and zeros go no further than these.
    inside = _outside(X.shape[1:], np.nan_to_num(angles)) < -1e-4
    low, high = (f(X, axis=(1, 2), keepdims=True, initial=0) for f in (np.min, np.max))
    beyond = (got < low - TOLERANCE) | (got > high + TOLERANCE)
    off = np.isnan(angles)[:, None, None] | beyond | (inside & (np.abs(got - expected) > TOLERANCE))
    wrong = np.argwhere(off)
    if not len(wrong):
        return PASSED
    i, row, column = (int(k) for k in wrong[0])
    case = f"an image of {X.shape[1]} by {X.shape[2]} pixels, degrees = {number(data['degrees'])}"
    if np.isnan(angles[i]):
        case = f"{case}: expected a rotated image, got another one"
    else:
        case = (
            f"{case}, turned by {angles[i]:.1f}: expected {expected[i, row, column]:.3f} in row "
            f"{row}, column {column}, got {got[i, row, column]:.3f}"
        )
    return failed(
        "Turn each image about its centre, with bilinear interpolation, in the plane of its rows "
        "and columns.",
        case,
    )


judge_rng(ROTATE, "angles", rotated)


def _read(data, out):
    """The verdict of `rotated` on the result of the only call, and the angles."""
    return rotated(data, out["rotate"]), angles_of(data["X"], out["rotate"])


@ROTATE.judge("turned")
def turned(data, out):
    verdict, angles = _read(data, out)
    if verdict.passed and len(angles) > 1 and np.all(np.abs(angles) < 1e-6):
        return failed(
            "Draw an angle for each image, and turn it.",
            f"{len(angles)} images, degrees = {number(data['degrees'])}: expected some to be "
            "turned, got none",
        )
    return verdict


@ROTATE.judge("zeros_outside")
def zeros_outside(data, out):
    verdict, angles = _read(data, out)
    if not verdict.passed:
        return verdict
    got = out["rotate"]
    filled = (_outside(got.shape[1:], angles) > 1) & (np.abs(got) > TOLERANCE)
    wrong = np.argwhere(filled)
    if not len(wrong):
        return PASSED
    i, row, column = (int(k) for k in wrong[0])
    return failed(
        "Beyond the border of the image everything is 0.",
        f"an image of {got.shape[1]} by {got.shape[2]} pixels, turned by {angles[i]:.1f} degrees: "
        f"expected 0 in row {row}, column {column}, got {number(got[i, row, column])}",
    )


@ROTATE.judge("zero_degrees")
def zero_degrees(data, out):
    if np.allclose(data["X"], out["rotate"], rtol=0, atol=TOLERANCE):
        return PASSED
    return failed(
        "With degrees = 0 the only angle is 0.",
        "degrees = 0: expected the images as they are, got others",
    )


@ROTATE.judge("each_its_own")
def each_its_own(data, out):
    verdict, angles = _read(data, out)
    if not verdict.passed or np.ptp(angles) > 1e-6:
        return verdict
    return failed(
        "Draw as many angles as there are images.",
        f"{len(angles)} images: expected different angles, but all are turned by "
        f"{angles[0]:.1f} degrees",
    )


@ROTATE.judge("uniform_angles")
def uniform_angles(data, out):
    verdict, angles = _read(data, out)
    if not verdict.passed:
        return verdict
    limit, angles = data["degrees"], np.sort(angles)
    farthest = float(np.max(np.abs(angles)))
    case = f"degrees = {number(limit)}, {len(angles)} images"
    if farthest > limit + 1e-3:
        return failed(
            "An angle lies between -degrees and degrees.",
            f"{case}: expected no angle beyond {number(limit)}, got {farthest:.1f}",
        )
    share = (angles + limit) / (2 * limit)
    ranks = np.arange(len(angles)) / len(angles)
    # Kolmogorov and Smirnov: chance alone brings 2.6 / sqrt(n) once in 400,000 draws.
    apart = np.abs(share - ranks)
    if np.max(apart) > 2.6 / np.sqrt(len(angles)):
        worst = int(np.argmax(apart))
        return failed(
            "Every angle between -degrees and degrees is equally likely.",
            f"{case}: expected {share[worst]:.0%} of the angles below {angles[worst]:.1f}, got "
            f"{ranks[worst]:.0%}",
        )
    # The sum of two draws has nearly the same shares, but is narrower.
    squares = (angles / limit) ** 2
    if abs(squares.mean() - 1 / 3) > 6 * np.sqrt(4 / 45 / len(angles)):
        return failed(
            "Every angle between -degrees and degrees is equally likely.",
            f"{case}: expected a standard deviation of about {limit / np.sqrt(3):.1f} degrees, got "
            f"{limit * np.sqrt(squares.mean()):.1f}",
        )
    if len(np.unique(np.round(angles, 3))) < len(angles) / 2:
        return failed(
            "Angles are real numbers: draw from an interval.",
            f"{case}: expected about as many angles, got {len(np.unique(np.round(angles, 3)))}",
        )
    return PASSED
