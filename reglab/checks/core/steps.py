"""A step limit for the known wrong answers, some of which would never end."""

import contextlib
import sys

__all__ = ["StepLimit", "limited"]


class StepLimit(BaseException):
    """Raised inside code that ran too many lines."""


@contextlib.contextmanager
def limited(steps, filenames):
    """Let code of some files run at most `steps` lines inside the block.

    Parameters
    ----------
    steps : int
    filenames : set of str
        As in the code objects' ``co_filename``; other files are not counted,
        which keeps NumPy's speed.

    Raises
    ------
    StepLimit
        Inside the code, at the first line over the limit and at every later one.
    """
    left = steps

    def count(frame, event, arg):
        nonlocal left
        if event == "line":
            left -= 1
            if left < 0:
                raise StepLimit(f"more than {steps} lines")
        return count

    def enter(frame, event, arg):
        return count if frame.f_code.co_filename in filenames else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        yield
    finally:
        sys.settrace(before)
