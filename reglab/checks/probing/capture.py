"""Keep the printed text of student code and libraries out of a notebook's outputs."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator

__all__ = ["captured"]

KEPT = 4_000  # characters of Python-level output that are kept


class _Bounded(io.TextIOBase):
    """A text stream that keeps its first characters and counts the rest."""

    def __init__(self):
        self.kept, self.total = [], 0

    def writable(self):
        return True

    def write(self, text):
        if self.total < KEPT:
            self.kept.append(str(text)[: KEPT - self.total])
        self.total += len(text)
        return len(text)

    @property
    def text(self):
        return "".join(self.kept)


@contextlib.contextmanager
def captured() -> Iterator["_Bounded"]:
    """Capture what is printed inside the block, from Python and from compiled code.

    TensorFlow and other compiled code write to file descriptor 2 directly, not to ``sys.stderr``.
    In a graded cell of nbgrader, any such line costs the student all points.

    Yields
    ------
    stream
        Its ``text`` is the first part of what Python code printed.

    Examples
    --------
    >>> with captured() as printed:
    ...     print("hello")
    >>> printed.text
    'hello\\n'
    """
    stream = _Bounded()
    with contextlib.ExitStack() as stack:
        stack.enter_context(_redirected_descriptors())
        stack.enter_context(contextlib.redirect_stdout(stream))
        stack.enter_context(contextlib.redirect_stderr(stream))
        yield stream


@contextlib.contextmanager
def _redirected_descriptors():
    _flush()
    saved = []
    with open(os.devnull, "wb") as sink:
        try:
            for descriptor in (1, 2):
                with contextlib.suppress(OSError):  # pythonw has no descriptors 1 and 2
                    saved.append((descriptor, os.dup(descriptor)))
                    os.dup2(sink.fileno(), descriptor)
            yield
        finally:
            _flush()  # or the rest of a buffer would be printed after the block
            for descriptor, copy in saved:
                os.dup2(copy, descriptor)
                os.close(copy)


def _flush():
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(Exception):  # a stream may be closed or replaced
            stream.flush()
