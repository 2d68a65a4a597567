"""A class's results as a table that can be read at 80 columns."""

from collections import Counter

from reglab.grading.results import Status, points

__all__ = ["class_table", "print_table"]


def class_table(results):
    """A table with a line for each submission: student, score, status, first hint.

    The lesson stands beside the student where there are several.

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


def print_table(results, console=None):
    """Print the table, one line that sums the class up, and a warning if there was no sandbox.

    Parameters
    ----------
    results : list of GradeResult
    console : rich.console.Console, optional
        Standard output by default.
    """
    from rich.console import Console

    console = console or Console()
    # A console that wraps softly would run the hints past the edge.
    console.print(class_table(results), soft_wrap=False)
    console.print(_plain(_summary(results)), soft_wrap=False)
    if warning := _warning(results):
        console.print(_plain(warning, "bold"), soft_wrap=False)


def _summary(results):
    counts = Counter(result.status for result in results)
    parts = [f"{counts[status]} {status}" for status in Status if counts[status]]
    return f"{len(results)} submissions: {', '.join(parts)}."


def _warning(results):
    """What to say if student code could do on this machine what it liked; empty if not."""
    count = sum(not result.sandboxed for result in results)
    if not count:
        return ""
    return (
        f"Warning: {count} of {len(results)} were graded without a sandbox. Their code was not "
        "shut off from this machine; grade again without --no-sandbox before these points count."
    )


def _status(result):
    text = _plain(result.status, "" if result.status is Status.GRADED else "bold")
    return text if result.sandboxed else text.append("\nno sandbox", "bold")


def _score(result):
    """Like `GradeResult.score_text`, on two lines: the hints need the width."""
    if result.by_hand and result.score is not None:
        first = f"{points(result.score)} / {points(result.max_score)}"
        return _plain(first).append(f"\n+ {points(result.by_hand)} by hand", "dim")
    return _plain(result.score_text)


def _plain(text, style=""):
    """Text as it stands: brackets are no markup, and nothing in it steers the terminal."""
    from rich.text import Text

    return Text("".join(c if c.isprintable() else " " for c in str(text)), style=style)
