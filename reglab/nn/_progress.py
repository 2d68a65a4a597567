"""A progress line for long runs, which is erased when the run ends."""

import sys
import time

PATIENCE = 2.0  # seconds before the first line, so that short runs write nothing
PAUSE = 0.5  # seconds between two lines


class ProgressLine:
    """Count epochs: ``with ProgressLine(60) as line: line.advance(loss=0.3)``.

    Parameters
    ----------
    total : int
        Number of epochs.
    show : bool or str
        If False, nothing is written; a text is shown before the count.

    Examples
    --------
    >>> with ProgressLine(2, show=True) as line:  # a short run writes nothing
    ...     line.advance(loss=0.5)
    """

    def __init__(self, total: int, show: bool | str = True) -> None:
        self.total, self.show = total, show
        self.label = f"{show}: epoch" if isinstance(show, str) else "epoch"
        self.done, self.width = 0, 0

    def __enter__(self):
        self.start = time.monotonic()
        self.last = self.start + PATIENCE - PAUSE
        return self

    def advance(self, **numbers: float) -> None:
        """Count one epoch, and show `numbers` after the count."""
        self.done += 1
        now = time.monotonic()
        if not self.show or now - self.last < PAUSE:
            return
        self.last = now
        left = (now - self.start) / self.done * (self.total - self.done)
        words = [f"{self.label} {self.done}/{self.total}"]
        words += [f"{name} {value:.3g}" for name, value in numbers.items()]
        self._write(", ".join([*words, f"{left:.0f} s left"]))

    def __exit__(self, *_):
        if self.width:
            self._write("")
            sys.stdout.write("\r")
            sys.stdout.flush()

    def _write(self, text):
        # Blanks erase the rest of a longer line.
        sys.stdout.write("\r" + text.ljust(self.width))
        sys.stdout.flush()
        self.width = max(self.width, len(text))
