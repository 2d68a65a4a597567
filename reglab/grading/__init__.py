"""Grade a class's submissions and write the results, a table and a CSV file.

Names are looked up on first use (PEP 562): importing this package loads neither
nbgrader nor rich.
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "changes": "runs.preview",
        "GradeResult": "results",
        "GradingError": "errors",
        "Status": "results",
        "collect_downloads": "intake.downloads",
        "export_marks": "lms",
        "grade_class": "runs.grade_class",
        "grade_notebook": "verdict.grade_notebook",
        "on_cluster": "runs.cluster",
        "passed_over": "intake.passed_over",
        "preview_class": "runs.preview",
        "print_table": "runs.table",
        "recover": "runs.recover",
        "replay": "runs.replay",
        "read_results": "records.store",
        "write_csv": "lms.grades_csv",
        "write_report": "report",
    },
)
