"""A progress bar, on a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["terminal_progress"]


@contextmanager
def terminal_progress(
    console: "Console | None" = None, *, label: str = "Grading"
) -> Iterator[Callable[[int, int, str], None]]:
    """Show how many tasks are done, the total, and the time left, on standard error.

    Parameters
    ----------
    console : rich.console.Console, optional
    label : str, optional
        What is done to the tasks.

    Yields
    ------
    callable
        ``progress(done, total, name)``, with the name of the last task. Silent unless
        standard error is a terminal.
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
        TextColumn(label),
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

        def show(done: int, total: int, name: str) -> None:
            shown = Text(name).plain[:24]
            bar.update(task, completed=done, total=total, description=shown, refresh=True)

        yield show
