"""Print a class's results as a table of 80 columns."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reglab.grading.results import GradeResult, Status, points

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["class_table", "print_table"]


def class_table(results: Sequence[GradeResult]) -> "Table":
    """Return a table with a row for each submission: student, score, status, first hint.

    If there are several lessons, the lesson gets a column, too.

    Parameters
    ----------
    results : list of GradeResult

    Returns
    -------
    rich.table.Table
    """
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    several = len({result.lesson for result in results}) > 1
    table.add_column("Student", overflow="fold", max_width=24)
    if several:
        table.add_column("Lesson", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Status", max_width=12)
    table.add_column("First hint", overflow="fold", ratio=1)
    for result in results:
        graded = result.status is Status.GRADED
        said = (result.first_hint, result.reason) if graded else (result.reason, result.first_hint)
        table.add_row(
            _plain(result.student),
            *([_plain(result.lesson[:2])] if several else []),
            _score(result),
            _status(result),
            _plain(said[0] or said[1]),
        )
    return table


def print_table(results: Sequence[GradeResult], console: "Console | None" = None) -> None:
    """Print the table, a summary, and a warning if there was no sandbox.

    Parameters
    ----------
    results : list of GradeResult
    console : rich.console.Console, optional
        Standard output by default.
    """
    from rich.console import Console

    console = console or Console()
    # With soft wrapping, hints would exceed the width.
    console.print(class_table(results), soft_wrap=False)
    console.print(_plain(_summary(results)), soft_wrap=False)
    if warning := _warning(results):
        console.print(_plain(warning, "bold"), soft_wrap=False)


def _summary(results):
    counts = Counter(result.status for result in results)
    parts = [f"{counts[status]} {status}" for status in Status if counts[status]]
    return f"{len(results)} submissions: {', '.join(parts)}."


def _warning(results):
    """A warning if student code ran without a sandbox; empty if not."""
    count = sum(not result.sandboxed for result in results)
    if not count:
        return ""
    return (
        f"Warning: {count} of {len(results)} were graded without a sandbox. Their code was not "
        "isolated from this machine; grade again without --no-sandbox before these points count."
    )


def _status(result):
    text = _plain(result.status, "" if result.status is Status.GRADED else "bold")
    return text if result.sandboxed else text.append("\nno sandbox", "bold")


def _score(result):
    """Like `GradeResult.score_text`, but on two lines to leave more width for the hints."""
    if result.by_hand and result.score is not None:
        first = f"{points(result.score)} / {points(result.max_score)}"
        return _plain(first).append(f"\n+ {points(result.by_hand)} by hand", "dim")
    return _plain(result.score_text)


def _plain(text, style=""):
    """Text without markup and without control characters."""
    from rich.text import Text

    return Text("".join(c if c.isprintable() else " " for c in str(text)), style=style)
