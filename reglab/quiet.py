"""A quiet start of TensorFlow: its lines go to a file, and are shown only if the start fails."""

import contextlib
import os
import sys
import tempfile

__all__ = ["quiet_start"]


@contextlib.contextmanager
def quiet_start():
    """Keep what libraries write to the standard error stream while they are imported.

    TensorFlow writes to file descriptor 2 itself, past `sys.stderr`, when it is imported and when
    it runs its first operation. In a notebook those lines look like a fault.

    Yields
    ------
    None
        ``with quiet_start(): import keras``

    Raises
    ------
    Exception
        What the block raises; before that, everything that was kept is shown.

    Examples
    --------
    >>> import os
    >>> from reglab.quiet import quiet_start
    >>> with quiet_start():
    ...     _ = os.write(2, b"not shown")
    """
    # Only errors, for what TensorFlow logs later. A setting of the user's own is respected.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", buffering=1) as kept:
        sys.stderr.flush()
        before = os.dup(2)
        os.dup2(kept.fileno(), 2)
        try:
            with contextlib.redirect_stderr(kept):
                yield
        except BaseException:
            kept.seek(0)
            sys.stderr.write(kept.read())
            raise
        finally:
            os.dup2(before, 2)
            os.close(before)
