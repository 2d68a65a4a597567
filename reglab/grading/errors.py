"""The errors of grading: one for a whole class, one for a single submission."""

from typing import TYPE_CHECKING

from reglab.errors import UserError

if TYPE_CHECKING:
    from reglab.grading.results import Status


class GradingError(UserError):
    """A class cannot be graded; the message is one line for the instructor."""


class SubmissionError(Exception):
    """One submission cannot be graded; the message is a reason that a student can act on.

    Parameters
    ----------
    status : Status
        The status that the submission gets.
    reason : str
    """

    def __init__(self, status: "Status", reason: str):
        super().__init__(reason)
        self.status = status
        self.reason = reason


class LinkedNotebook(SubmissionError):
    """A notebook was not read because it is a hard link; an earlier result of it stays."""
