"""The sign and the meaning of each word that the report uses for a submission or an answer."""

from reglab.grading.report.answers import Outcome
from reglab.grading.results import Status

__all__ = ["OUTCOMES", "SIGNS", "STATUSES"]

STATUSES = {
    Status.GRADED: "Every check ran, and nothing asks for a look.",
    Status.FAILED: "It could not be graded; the reason says what to do.",
    Status.STOPPED: "Its code reached a limit or ended its process; what else it earned stays.",
    Status.NEEDS_REVIEW: "It has points, but something in it asks for a judgement.",
    Status.EDITED_CHECKS: "A locked check was changed; the original was put back and graded.",
    Status.CALLS_REFERENCE: "An answer calls what it should implement; the exercise gives 0.",
    Status.EMPTY: "Every answer is as it was given out.",
    Status.MISSING: "The notebook was not found where it was expected.",
}
OUTCOMES = {
    Outcome.RIGHT: "All points.",
    Outcome.PARTLY: "Some of the properties hold.",
    Outcome.WRONG: "It earned nothing.",
    Outcome.NOT_WRITTEN: "Left as it came; never counted among the mistakes.",
    Outcome.REFUSED: "It calls what it should implement.",
    Outcome.NO_RESULT: "Its check could not run to the end.",
    Outcome.BY_HAND: "A human has still to give the points.",
}
# Beside the word, so that a column can be scanned; never in its place.
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
