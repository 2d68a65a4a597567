"""How far a download is: one bar over all files, and a limit for each."""

import contextlib

CHUNK = 2**16


class Meter:
    """The progress bar that pooch is given for one file, and a stop for a server that never ends.

    Parameters
    ----------
    size : int
        Bytes of the file; more than that (and a chunk) is refused.
    advance : callable
        Called with the number of bytes of this file that have come.

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
    ValueError: expected 100000 bytes, got more
    """

    def __init__(self, size, advance):
        self.size = size
        self.advance = advance
        self.total = 0  # set by pooch
        self.received = 0

    def update(self, n):
        """Count n more bytes; ValueError if that is too many."""
        self.received += n
        # Pooch counts whole chunks, so the last one may overshoot.
        if self.received >= self.size + CHUNK:
            raise ValueError(f"expected {self.size} bytes, got more")
        self.advance(min(self.received, self.size))

    def reset(self):
        """Start again from nothing."""
        self.received = 0
        self.advance(0)

    def close(self):
        """Do nothing: pooch calls it, but the bar belongs to all files and outlives this one."""


@contextlib.contextmanager
def bar(total, show):
    """Show a bar over the bytes of all files, on standard error.

    Parameters
    ----------
    total : int
        Bytes of all files together.
    show : bool
        If False, count without showing.

    Yields
    ------
    callable
        ``advance(received, done=False)``: bytes of the current file; the next call
        after ``done=True`` is about the next file.

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
