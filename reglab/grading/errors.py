"""The errors of grading: one for a whole class, one for a single submission."""

from reglab.errors import UserError


class GradingError(UserError):
    """A class cannot be graded at all; the text is one line for the instructor."""


class SubmissionError(Exception):
    """One submission cannot be graded; the text is a reason a student can act on.

    Parameters
    ----------
    status : Status
        What the submission ends with.
    reason : str
    """

    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status
        self.reason = reason
