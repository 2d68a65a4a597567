"""A progress bar for grading: on a terminal only, and never in the way of the results."""

from contextlib import contextmanager

__all__ = ["terminal_progress"]


@contextmanager
def terminal_progress(console=None):
    """Show submissions done, how many there are, and the time left, on standard error.

    Parameters
    ----------
    console : rich.console.Console, optional

    Yields
    ------
    callable
        For `grade_class`: ``progress(done, total, student)``. Silent unless standard
        error is a terminal.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    console = console or Console(stderr=True)
    bar = Progress(
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task("", total=None)

        def show(done, total, student):
            name = Text(student).plain[:24]
            bar.update(task, completed=done, total=total, description=name, refresh=True)

        yield show
