"""The course's data: bundled data sets, generators with a known truth, and splits.

>>> from reglab.datasets import load_diabetes
>>> load_diabetes().X.shape
(442, 10)
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "DataIntegrityError": "_integrity",
        "Dataset": "_bundled",
        "add_outliers": "_corruption",
        "fetch_mnist": "_download",
        "flip_labels": "_corruption",
        "load_breast_cancer": "_bundled",
        "load_diabetes": "_bundled",
        "load_digits": "_bundled",
        "load_mnist": "_mnist",
        "load_wine": "_bundled",
        "make_collinear": "_collinear",
        "make_grouped_regression": "_grouped",
        "make_mnist1d": "_mnist1d",
        "make_noise": "_noise",
        "make_sine": "_sine",
        "make_sparse_regression": "_sparse",
        "sine": "_sine",
        "split_rows": "_split",
        "split_seeds": "_repeated",
    },
)
