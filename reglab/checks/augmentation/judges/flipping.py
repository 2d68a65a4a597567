"""Exercise 8.2: what each property demands."""

import numpy as np

from ...core import PASSED, failed, number
from ..probes import HFLIP
from .draws import judge_rng
from .shifting import rows


def mirrored_images(X, outs):
    """True for mirrored images, and the index of the first that is neither mirrored nor left."""
    flipped = np.all(outs == X[:, :, ::-1], axis=(-2, -1))
    left = np.all(outs == X, axis=(-2, -1))
    wrong = np.argwhere(~(flipped | left))
    return flipped, (tuple(wrong[0]) if len(wrong) else None)


def left_or_mirrored(data, outs):
    """Whether each image is the grader's or its mirror image."""
    X = data["X"]
    wrong = mirrored_images(X, outs)[1]
    if wrong is None:
        return PASSED
    image = X[wrong[-1]]
    what = f"{image.shape[0]} by {image.shape[1]} pixels: expected it or its mirror image"
    if image.size <= 6:
        what = f"{rows(image)}, expected this or {rows(image[:, ::-1])}, got {rows(outs[wrong])}"
    return failed(
        "The axes are (image, row, column). A mirror image has its columns in reverse order.",
        f"an image {what}",
    )


judge_rng(HFLIP, "choices", left_or_mirrored)


def _read(data, outs):
    """The verdict of `left_or_mirrored`, and which images are mirrored."""
    return left_or_mirrored(data, outs), mirrored_images(data["X"], outs)[0]


@HFLIP.judge("mirrored")
def mirrored(data, out):
    verdict, flipped = _read(data, np.array(out["hflip"]))
    if not verdict.passed:
        return verdict
    if not np.any(flipped):
        return failed(
            "Mirror an image where a draw says so.",
            f"p = {number(data['p'])}, {flipped.size} images: expected some to be mirrored, got "
            "none",
        )
    return PASSED


@HFLIP.judge("on_its_own")
def on_its_own(data, out):
    verdict, flipped = _read(data, out["outs"])
    if not verdict.passed:
        return verdict
    counts = flipped.sum(axis=1)
    if np.all((counts == 0) | (counts == flipped.shape[1])):
        return failed(
            "Draw one number for each image, not one for the batch.",
            f"{len(counts)} calls with {flipped.shape[1]} images: expected some mirrored and some "
            "not, got all or none",
        )
    if np.all(counts == counts[0]):
        return failed(
            "How many images are mirrored is left to chance: compare a draw for each image with p.",
            f"{len(counts)} calls: expected a changing number of mirrored images, got "
            f"{int(counts[0])} in each",
        )
    if np.all(flipped == flipped[0]):
        return failed(
            "Which images are mirrored is left to chance.",
            f"{len(counts)} calls: expected different images to be mirrored, got the same",
        )
    return PASSED


@HFLIP.judge("share_mirrored")
def share_mirrored(data, out):
    (verdict, flipped), p = _read(data, out["outs"]), data["p"]
    if not verdict.passed:
        return verdict
    if abs(flipped.mean() - p) < 5 * np.sqrt(p * (1 - p) / flipped.size):
        return PASSED
    return failed(
        "Mirror an image with probability p: a draw from [0, 1) lies below p that often.",
        f"p = {number(p)}: expected about {p:.0%} of {flipped.size} images to be mirrored, got "
        f"{flipped.mean():.1%}",
    )


@HFLIP.judge("certain")
def certain(data, out):
    (verdict, flipped), wanted = _read(data, out["outs"]), bool(data["p"])
    if not verdict.passed:
        return verdict
    if np.all(flipped == wanted):
        return PASSED
    return failed(
        "Compare a draw from [0, 1) with p.",
        f"p = {number(data['p'])}: expected {'all' if wanted else 'no'} images to be mirrored, got "
        f"{int(flipped.sum())} of {flipped.size}",
    )
