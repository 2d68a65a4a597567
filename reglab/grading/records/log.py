"""Write nbgrader's messages to a file and keep the first exception as the reason."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from typing import Self

__all__ = ["Log", "unlogged"]


class Log(logging.Handler):
    """A logger for nbgrader, as a context that closes its file.

    Parameters
    ----------
    path : path
        All messages are appended to this file.

    Attributes
    ----------
    logger : logging.Logger
    reason : str
        The first exception that was logged, without its frames.
    """

    def __init__(self, path: str | PathLike):
        super().__init__(logging.ERROR)
        self.reason = ""
        self._file = logging.FileHandler(path, encoding="utf-8", delay=True)
        self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self.logger = logging.Logger("nbgrader", logging.INFO)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the first exception: the last line of a traceback that nbgrader logs."""
        if not self.reason and "Traceback (most recent call last)" in record.getMessage():
            self.reason = record.getMessage().strip().splitlines()[-1].strip()

    def __enter__(self) -> Self:
        self.logger.addHandler(self)
        self.logger.addHandler(self._file)
        return self

    def __exit__(self, *exc):
        self._file.close()


@contextmanager
def unlogged() -> Iterator[None]:
    """Suppress what nbgrader prints when its database fails: the error itself says it."""
    from nbgrader import api

    before, api.app_log.disabled = api.app_log.disabled, True
    try:
        yield
    finally:
        api.app_log.disabled = before
