"""A Jupyter course on regularization: reference implementations, checks and a grader.

Importing this package loads nothing heavy; import the subpackage you need, for example
``from reglab import linear``.
"""

__version__ = "0.1.0"
