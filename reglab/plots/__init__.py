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
        "bands": "batch_norm",
        "curves": "lines",
        "drawing": "drawings",
        "figure": "frames",
        "figures": "frames",
        "grouped_dots": "batch_norm",
        "intervals": "comparison",
        "label_ends": "labels",
        "loss_contours": "contours",
        "series": "style",
        "show": "display",
        "table": "tables",
        "times_to_target": "batch_norm",
        "tuned_gains": "comparison",
        "weight_paths": "paths",
    },
)
