"""Grading: a class's submissions become results, a table and a CSV file.

Names are looked up on first use (PEP 562): importing this package loads neither
nbgrader nor rich.
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "changes": "preview",
        "GradeResult": "results",
        "GradingError": "errors",
        "Status": "results",
        "collect_downloads": "collect",
        "export_marks": "lms",
        "grade_class": "batch",
        "grade_notebook": "work",
        "on_cluster": "cluster",
        "preview_class": "preview",
        "print_table": "table",
        "replay": "reproduce",
        "read_results": "store",
        "terminal_progress": "progress",
        "write_csv": "export",
        "write_report": "report",
    },
)
