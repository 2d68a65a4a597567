"""Export the marks of a course in the formats of nbgrader, Canvas and Moodle."""

from reglab.grading.lms.write import FORMATS, Exported, export_marks

__all__ = ["FORMATS", "Exported", "export_marks"]
