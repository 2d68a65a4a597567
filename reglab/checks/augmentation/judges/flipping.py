"""Exercise 8.2: what each property demands."""

import numpy as np

from ...core import PASSED, failed, number
from ..probes import HFLIP
from .draws import judge_rng
from .shifting import rows

judge_rng(HFLIP, "choices")


def mirrored_images(data, outs):
    """True for mirrored images; None if an image is neither mirrored nor left: (index, image)."""
    flipped = np.all(outs == data["X"][:, :, ::-1], axis=(2, 3))
    left = np.all(outs == data["X"], axis=(2, 3))
    wrong = np.argwhere(~(flipped | left))
    return flipped, (tuple(wrong[0]) if len(wrong) else None)


@HFLIP.judge("mirrored")
def mirrored(data, out):
    X, outs, p = data["X"], np.array(out["hflip"]), data["p"]
    flipped, wrong = mirrored_images(data, outs)
    if wrong is not None:
        image = X[wrong[1]]
        what = f"{image.shape[0]} by {image.shape[1]} pixels"
        if image.size <= 6:
            what = (
                f"{rows(image)}, expected this or {rows(image[:, ::-1])}, got {rows(outs[wrong])}"
            )
        return failed(
            "The axes are (image, row, column). A mirror image has its columns in reverse order.",
            f"an image {what}" + ("" if image.size <= 6 else ": expected it or its mirror image"),
        )
    if not np.any(flipped):
        return failed(
            "Mirror an image where a draw says so.",
            f"p = {number(p)}, {flipped.size} images: expected some to be mirrored, got none",
        )
    return PASSED


@HFLIP.judge("on_its_own")
def on_its_own(data, out):
    flipped, _ = mirrored_images(data, out["outs"])
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
    flipped, p = mirrored_images(data, out["outs"])[0], data["p"]
    if abs(flipped.mean() - p) < 5 * np.sqrt(p * (1 - p) / flipped.size):
        return PASSED
    return failed(
        "Mirror an image with probability p: a draw from [0, 1) lies below p that often.",
        f"p = {number(p)}: expected about {p:.0%} of {flipped.size} images to be mirrored, got "
        f"{flipped.mean():.1%}",
    )


@HFLIP.judge("certain")
def certain(data, out):
    flipped, wanted = mirrored_images(data, out["outs"])[0], bool(data["p"])
    if np.all(flipped == wanted):
        return PASSED
    return failed(
        "Compare a draw from [0, 1) with p.",
        f"p = {number(data['p'])}: expected {'all' if wanted else 'no'} images to be mirrored, got "
        f"{int(flipped.sum())} of {flipped.size}",
    )
