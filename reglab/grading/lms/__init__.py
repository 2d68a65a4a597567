"""Write the marks of a course for nbgrader's readers, for Canvas and for Moodle."""

from reglab.grading.lms.write import FORMATS, Exported, export_marks

__all__ = ["FORMATS", "Exported", "export_marks"]
