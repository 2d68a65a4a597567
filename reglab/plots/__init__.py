"""The figures and tables of the course: one style, and the drawings that lessons share.

Every file holds one kind of drawing. Names are looked up on first use (PEP 562).
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "COLOURS": "style",
        "DASHES": "style",
        "MARKERS": "style",
        "bands": "early_stopping",
        "curves": "lines",
        "drawing": "drawings",
        "figure": "frames",
        "figures": "frames",
        "filter_pairs": "early_stopping",
        "image_rows": "augmentation",
        "intervals": "comparison",
        "label_ends": "labels",
        "loss_contours": "contours",
        "lowest_points": "early_stopping",
        "reliability": "augmentation",
        "series": "style",
        "shares_read": "augmentation",
        "show": "display",
        "table": "tables",
        "tuned_gains": "comparison",
        "weight_paths": "paths",
    },
)
