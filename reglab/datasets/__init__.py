"""The course's data sets: frozen copies that need no network.

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
        "load_breast_cancer": "_bundled",
        "load_diabetes": "_bundled",
        "load_digits": "_bundled",
    },
)
