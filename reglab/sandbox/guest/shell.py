"""Run notebook cells as Jupyter does, without a kernel: code, magics, the last value shown.

What a cell says is kept as text and bounded. Pictures are not kept: nobody
grades by them, and drawing them takes longer than most answers.
"""

import contextlib
import io
import os
import sys

from .limits import MOST_OUTPUT, OutputLimit

__all__ = ["Cell", "Shell"]

KEPT = 20_000  # characters of a cell's output that are sent back


class _Output(io.TextIOBase):
    """Keeps the beginning of what is written, and stops who writes too much."""

    def __init__(self):
        self.kept, self.room, self.total = [], KEPT, 0

    def writable(self):
        return True

    def write(self, text):
        text = str(text)
        self.kept.append(text[: self.room])
        self.room -= len(self.kept[-1])
        self.count(len(text) + 1)  # a million empty writes are an amount, too
        return len(text)

    def count(self, amount):
        """Count what a cell puts out, whether it is kept or not."""
        self.total += amount
        if self.total > MOST_OUTPUT:
            raise OutputLimit

    @property
    def text(self):
        left_out = "\n[...]" if self.total > KEPT + len(self.kept) else ""
        return "".join(self.kept) + left_out


class Cell:
    """What came of a cell: `printed` text, and the `error` that ended it, or None."""

    def __init__(self, printed, error):
        self.printed, self.error = printed, error


class Shell:
    """IPython's shell without its terminal, its history and its files."""

    def __init__(self):
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config

        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "NoColor"
        config.InteractiveShell.cache_size = 0
        self._shell = InteractiveShell.instance(config=config)
        self._shell.showtraceback = self._shell.showsyntaxerror = lambda *a, **k: None
        # IPython's own would keep all that is shown, pictures too, until the process ends.
        self._shell.display_pub.publish = self._show
        self._output = _Output()

    @property
    def namespace(self):
        """The names that the notebook's cells have defined."""
        return self._shell.user_ns

    def run(self, source):
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
            except BaseException as raised:  # an interrupt between two lines of IPython's own
                error = raised
            _flush()
        return Cell(output.text, error)

    def _show(self, data, *args, **options):
        """Print the plain text of what is displayed; its other forms only count."""
        self._output.count(
            sum(len(form) for form in data.values() if isinstance(form, str | bytes))
        )
        print(data.get("text/plain", ""))


def _flush():
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()


def silence_descriptors():
    """Let what compiled code writes to descriptors 1 and 2 go nowhere."""
    sink = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(sink, descriptor)
    os.close(sink)
