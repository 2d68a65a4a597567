"""Run notebook cells as Jupyter does, without a kernel: code, magics, display of the last value.

A cell's output is kept as text of limited length. Pictures are not kept: grading does not
use them, and drawing them takes longer than most answers.
"""

import contextlib
import io
import os
import sys

from .limits import MOST_OUTPUT, OutputLimit

__all__ = ["Cell", "Shell"]

KEPT = 20_000  # characters of a cell's output that are sent to the grader


class _Output(io.TextIOBase):
    """A stream that keeps the beginning of its text and stops a cell that writes too much."""

    def __init__(self):
        self.kept, self.room, self.total = [], KEPT, 0

    def writable(self):
        return True

    def write(self, text):
        text = str(text)
        self.kept.append(text[: self.room])
        self.room -= len(self.kept[-1])
        self.count(len(text) + 1)  # + 1, so that a million empty writes reach the limit, too
        return len(text)

    def count(self, amount):
        """Count a cell's output, whether it is kept or not."""
        self.total += amount
        if self.total > MOST_OUTPUT:
            raise OutputLimit

    @property
    def text(self):
        left_out = "\n[...]" if self.total > KEPT + len(self.kept) else ""
        return "".join(self.kept) + left_out


class Cell:
    """The outcome of a cell: its `printed` text, and the `error` that ended it, or None."""

    def __init__(self, printed: str, error: BaseException | None):
        self.printed, self.error = printed, error


class Shell:
    """IPython's shell without terminal, history and files."""

    def __init__(self):
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config

        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "NoColor"
        config.InteractiveShell.cache_size = 0
        self._shell = InteractiveShell.instance(config=config)
        self._shell.showtraceback = self._shell.showsyntaxerror = lambda *a, **k: None
        # IPython's own publisher keeps all that is displayed, pictures too, until the process ends.
        self._shell.display_pub.publish = self._show
        self._output = _Output()

    @property
    def namespace(self) -> dict:
        """The names that the notebook's cells have defined, with their values."""
        return self._shell.user_ns

    def run(self, source: str) -> Cell:
        """Run a cell.

        Parameters
        ----------
        source : str

        Returns
        -------
        Cell
        """
        self._output = output = _Output()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            try:
                result = self._shell.run_cell(source, store_history=False)
                error = result.error_before_exec or result.error_in_exec
            except BaseException as raised:  # such as an interrupt inside IPython's own code
                error = raised
            _flush()
        return Cell(output.text, error)

    def _show(self, data, *args, **options):
        """Print the plain text of what is displayed; other forms only count towards the limit."""
        self._output.count(
            sum(len(form) for form in data.values() if isinstance(form, str | bytes))
        )
        print(data.get("text/plain", ""))


def _flush():
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()


def silence_descriptors() -> None:
    """Connect descriptors 0, 1 and 2 to /dev/null, which discards what compiled code prints."""
    sink = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(sink, descriptor)
    os.close(sink)
