"""A progress bar for grading, on a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["terminal_progress"]


@contextmanager
def terminal_progress(
    console: "Console | None" = None,
) -> Iterator[Callable[[int, int, str], None]]:
    """Show the number of graded submissions, the total, and the time left, on standard error.

    Parameters
    ----------
    console : rich.console.Console, optional

    Yields
    ------
    callable
        ``progress(done, total, student)``, for `grade_class`. Silent unless standard
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

        def show(done: int, total: int, student: str) -> None:
            name = Text(student).plain[:24]
            bar.update(task, completed=done, total=total, description=name, refresh=True)

        yield show
