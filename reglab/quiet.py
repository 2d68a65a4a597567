"""A quiet start of TensorFlow: its lines are kept, and shown only if the start fails."""

import contextlib
import os
import sys
import tempfile

__all__ = ["quiet_start"]


@contextlib.contextmanager
def quiet_start():
    """Keep what libraries write to file descriptor 2 while they are imported.

    TensorFlow writes there, past `sys.stderr`, when it is imported and when it runs its first
    operation. In a notebook those lines look like a fault.

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
    # Descriptor 2 only: a library that keeps `sys.stderr` as it finds it would keep our file.
    with tempfile.TemporaryFile() as kept:
        sys.stderr.flush()
        before = os.dup(2)
        os.dup2(kept.fileno(), 2)
        try:
            yield
        except BaseException:
            kept.seek(0)
            sys.stderr.write(kept.read().decode(errors="replace"))
            raise
        finally:
            os.dup2(before, 2)
            os.close(before)
