"""The error of the builder, with one line for each finding."""

from reglab.errors import UserError


class CourseError(UserError):
    """A lesson cannot be built, or does not exist.

    Parameters
    ----------
    *findings : str
        One line each: where, what was expected, what came.

    Examples
    --------
    >>> str(CourseError("solutions/03_lasso/03_lasso.py:7/03-why: expected points, got none"))
    'solutions/03_lasso/03_lasso.py:7/03-why: expected points, got none'
    >>> CourseError("one", "two").findings
    ('one', 'two')
    """

    def __init__(self, *findings: str) -> None:
        super().__init__("\n".join(findings))
        self.findings = findings
