"""The class report: the results of grading on one HTML page, which needs no network.

Names are looked up on first use (PEP 562): importing this package loads no Jinja2.
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(__name__, {"write_report": "write"})
