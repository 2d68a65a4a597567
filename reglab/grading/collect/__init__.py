"""Take in what students handed in elsewhere: downloads of Moodle, Canvas and nbgrader."""

from reglab.grading.collect.run import collect_downloads
from reglab.grading.collect.summary import Collected

__all__ = ["Collected", "collect_downloads"]
