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
        "accuracy_curves": "dropout",
        "bands": "curves_with_bands",
        "check_table": "dropout",
        "curves": "lines",
        "drawing": "drawings",
        "figure": "frames",
        "figures": "frames",
        "filter_pairs": "early_stopping",
        "forest": "audit",
        "grouped_dots": "batch_norm",
        "image_rows": "augmentation",
        "intervals": "comparison",
        "label_ends": "labels",
        "levels": "dropout",
        "loss_contours": "contours",
        "lowest_points": "early_stopping",
        "masks": "dropout",
        "memorized_labels": "penalties",
        "penalty_strengths": "penalties",
        "points": "dropout",
        "reliability": "augmentation",
        "sd_bands": "curves_with_bands",
        "series": "style",
        "shares": "dropout",
        "shares_read": "augmentation",
        "show": "display",
        "shrinking_weights": "penalties",
        "table": "tables",
        "times_to_target": "batch_norm",
        "tuned_gains": "comparison",
        "value_grid": "dropout",
        "weight_paths": "paths",
        "weight_sizes": "penalties",
        "stacked_shares": "audit",
    },
)
