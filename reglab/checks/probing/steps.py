"""Limit the number of lines that an answer runs, because it may contain an endless loop."""

import functools
import sys
from collections.abc import Callable

__all__ = ["StepLimit", "Steps"]


class StepLimit(BaseException):
    """Raised inside code that has run too many lines."""


class Steps:
    """A number of lines that some functions may run, in all of their calls together.

    Parameters
    ----------
    limit : int
    message : str, optional
        The text of the `StepLimit`.

    Examples
    --------
    >>> def endless():
    ...     while True:
    ...         pass
    >>> endless = Steps(1_000).limit(endless)
    >>> try:
    ...     endless()
    ... except StepLimit as error:
    ...     print(error)
    more than 1000 lines
    """

    def __init__(self, limit: int, message: str | None = None):
        self._left, self._message = limit, message or f"more than {limit} lines"

    def limit(self, function: Callable, *, everywhere: bool = False) -> Callable:
        """Return the same function, which stops at the first line over the limit.

        Only lines of the function's own file count, so NumPy stays fast, and callables without
        Python code (``np.abs``) are returned unchanged. With `everywhere`, lines of all files
        count: for a function that calls others that may not end.

        Raises
        ------
        StepLimit
            By the function returned, in the call that exceeds the limit and in all later ones.
        """
        code = getattr(function, "__code__", None)
        if code is None and not everywhere:
            return function

        def count(frame, event, arg):
            if event == "line":
                self._left -= 1
                self._check()
            return count

        def enter(frame, event, arg):
            return count if everywhere or frame.f_code.co_filename == code.co_filename else None

        @functools.wraps(function)
        def limited(*args, **kwargs):
            self._check()
            before = sys.gettrace()
            # Set it for each call: Python drops a trace function that has raised.
            sys.settrace(enter)
            try:
                return function(*args, **kwargs)
            finally:
                sys.settrace(before)

        return limited

    def _check(self):
        if self._left < 0:
            raise StepLimit(self._message)
