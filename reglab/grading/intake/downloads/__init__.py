"""Collect submissions from downloads of Moodle, Canvas and nbgrader."""

from reglab.grading.intake.downloads.run import collect_downloads
from reglab.grading.intake.downloads.summary import Collected

__all__ = ["Collected", "collect_downloads"]
