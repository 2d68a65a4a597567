"""How much a notebook may print: what one cell prints must not fill the grader or its disk."""

import json

__all__ = ["CELL_LIMIT", "NOTEBOOK_LIMIT", "OutputLimit", "megabytes"]

# Characters of output. The largest figure of a lesson has about a tenth of CELL_LIMIT; a
# notebook of figures stays far below NOTEBOOK_LIMIT.
CELL_LIMIT = 5_000_000
NOTEBOOK_LIMIT = 20_000_000
# What a message costs besides its text: a million empty lines are an amount, too.
MESSAGE = 200


class OutputLimit:
    """Counts the output of a notebook's cells while it comes in.

    A cell over its own limit is to be stopped: it would go on. Over the
    notebook's limit output is only left out, so that a cell that prints a line is
    not stopped for what others printed; graded cells are not counted there,
    as they carry the points.

    Parameters
    ----------
    cell, notebook : int
        Characters.
    """

    def __init__(self, cell=CELL_LIMIT, notebook=NOTEBOOK_LIMIT):
        self.cell, self.notebook = cell, notebook
        self._in_cell = self._in_notebook = 0
        self._graded = False

    def begin(self, *, graded):
        """Begin a new cell."""
        self._in_cell, self._graded = 0, graded

    def admits(self, content):
        """Count one output; whether it is to be kept.

        Parameters
        ----------
        content : dict
            The content of a kernel's message.
        """
        size = MESSAGE + len(json.dumps(content, ensure_ascii=False, default=str))
        self._in_cell += size
        if self.exceeded:
            return False
        if not self._graded:
            self._in_notebook += size
        return self._graded or self._in_notebook <= self.notebook

    @property
    def exceeded(self):
        """Whether the cell printed more than a cell may."""
        return self._in_cell > self.cell

    def exceed(self):
        """Take the cell for one over its limit: a message was too large to be received."""
        self._in_cell = max(self._in_cell, self.cell + 1)


def megabytes(size):
    """A size as a reader wants it.

    Examples
    --------
    >>> megabytes(5_000_000), megabytes(25 * 2**20)
    ('5 MB', '26 MB')
    """
    return f"{size / 1e6:.0f} MB"
