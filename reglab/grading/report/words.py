"""The signs and meanings of the statuses and outcomes in the report."""

from reglab.grading.report.answers import Outcome
from reglab.grading.results import Status

__all__ = ["OUTCOMES", "SIGNS", "STATUSES"]

STATUSES = {
    Status.GRADED: "Every check ran, and nothing needs attention.",
    Status.FAILED: "It could not be graded; the reason says what to do.",
    Status.STOPPED: "Its code reached a limit or ended its process; the other answers were graded.",
    Status.NEEDS_REVIEW: "It has points, but a person should look at it.",
    Status.EDITED_CHECKS: "A locked check was changed; the original was graded.",
    Status.CALLS_REFERENCE: "An answer calls what it should implement; the exercise gets 0 points.",
    Status.EMPTY: "Every answer is unchanged.",
    Status.MISSING: "The notebook was not found where it was expected.",
}
OUTCOMES = {
    Outcome.RIGHT: "All points.",
    Outcome.PARTLY: "Some of the properties hold.",
    Outcome.WRONG: "No points.",
    Outcome.NOT_WRITTEN: "Unchanged; never counted as a mistake.",
    Outcome.REFUSED: "It calls what it should implement.",
    Outcome.NO_RESULT: "Its check did not finish.",
    Outcome.BY_HAND: "A person still has to give the points.",
}
# Shown in addition to the word, so that a column can be scanned.
SIGNS = {
    Status.GRADED: "✓",
    Status.FAILED: "✗",
    Status.STOPPED: "■",
    Status.NEEDS_REVIEW: "?",
    Status.EDITED_CHECKS: "✎",
    Status.CALLS_REFERENCE: "⚠",
    Status.EMPTY: "○",
    Status.MISSING: "∅",
    Outcome.RIGHT: "✓",
    Outcome.PARTLY: "◐",
    Outcome.WRONG: "✗",
    Outcome.NOT_WRITTEN: "…",
    Outcome.REFUSED: "⚠",
    Outcome.NO_RESULT: "?",
    Outcome.BY_HAND: "✎",
}
