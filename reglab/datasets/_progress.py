"""Progress of a download: one bar for all files, and a size limit for each file."""

import contextlib
from collections.abc import Callable, Iterator

CHUNK = 2**16


class Meter:
    """The progress bar passed to pooch for one file; it also stops a download that is too long.

    Parameters
    ----------
    size : int
        Bytes of the file; a download that exceeds them by a chunk is refused.
    advance : callable
        Called with the number of bytes of this file received so far.

    Examples
    --------
    >>> meter = Meter(100_000, print)
    >>> meter.update(65_536)
    65536
    >>> meter.update(65_536)
    100000
    >>> meter.update(65_536)
    Traceback (most recent call last):
        ...
    ValueError: the file must have 100000 bytes, got more
    """

    def __init__(self, size: int, advance: Callable[[int], object]) -> None:
        self.size = size
        self.advance = advance
        self.total = 0  # set by pooch
        self.received = 0

    def update(self, n: int) -> None:
        """Count n more bytes; raise ValueError if there are too many."""
        self.received += n
        # Pooch counts whole chunks, so the last one may overshoot.
        if self.received >= self.size + CHUNK:
            raise ValueError(f"the file must have {self.size} bytes, got more")
        self.advance(min(self.received, self.size))

    def reset(self) -> None:
        """Start again from 0."""
        self.received = 0
        self.advance(0)

    def close(self) -> None:
        """Do nothing: pooch calls this after one file, but the bar is for all files."""


@contextlib.contextmanager
def bar(total: int, show: bool) -> Iterator[Callable[..., None]]:
    """Show a progress bar for the bytes of all files on standard error.

    Parameters
    ----------
    total : int
        Total bytes of all files.
    show : bool
        If False, the bar counts but is not shown.

    Yields
    ------
    callable
        ``advance(received, done=False)``, with the bytes of the current file; after ``done=True``,
        the next call is for the next file.

    Examples
    --------
    >>> with bar(300, show=False) as advance:
    ...     advance(100, done=True)
    ...     advance(150)
    """
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    columns = "{task.description}", BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), disable=not show) as progress:
        task = progress.add_task("MNIST", total=total)
        finished = 0

        def advance(received, done=False):
            nonlocal finished
            progress.update(task, completed=finished + received)
            finished += received if done else 0

        yield advance
