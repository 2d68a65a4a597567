"""Grading: a class's submissions become results, a table and a CSV file.

Names are looked up on first use (PEP 562): importing this package loads neither
nbgrader nor rich.
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "GradeResult": "results",
        "GradingError": "errors",
        "Status": "results",
        "grade_class": "batch",
        "grade_notebook": "work",
        "print_table": "table",
        "read_results": "store",
        "terminal_progress": "progress",
        "write_csv": "export",
        "write_report": "report",
    },
)
