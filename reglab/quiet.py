"""Quiet imports of TensorFlow: its messages are shown only if the import fails."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator

__all__ = ["quiet_start"]


@contextlib.contextmanager
def quiet_start() -> Iterator[None]:
    """Hide what libraries write to file descriptor 2 while they are imported.

    TensorFlow writes to it directly, bypassing `sys.stderr`, when it is imported and when it runs
    its first operation. In a notebook these lines look like an error.

    Yields
    ------
    None
        ``with quiet_start(): import keras``

    Raises
    ------
    Exception
        The exception of the block; the hidden text is shown first.

    Examples
    --------
    >>> import os
    >>> from reglab.quiet import quiet_start
    >>> with quiet_start():
    ...     _ = os.write(2, b"not shown")
    """
    # Later, TensorFlow logs only errors, unless the user has set another level.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    # `sys.stderr` is not replaced: a library that stores a reference to it would keep our file.
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
