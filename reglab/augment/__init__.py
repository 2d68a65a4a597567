"""Augmentation: new training data from old, by transforms that keep the label.

Images are batches of shape ``(n, height, width)``; pixels outside an image are 0. These functions
are for training only: validation and test images are never augmented. Names are looked up on first
use (PEP 562).
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "hflip": "flipping",
        "mixup": "mixing",
        "mixup_rows": "rows",
        "on_rows": "rows",
        "random_shift": "shifting",
        "rotate": "rotation",
        "rotate_by": "rotation",
        "scale": "scaling",
        "scale_by": "scaling",
        "shift": "shifting",
        "smooth_labels": "labels",
        "zca_apply": "whitening",
        "zca_fit": "whitening",
    },
)
