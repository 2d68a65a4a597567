"""nbgrader's messages: all of them into a file, the first exception kept as the reason."""

import logging

__all__ = ["Log"]


class Log(logging.Handler):
    """A logger for nbgrader, as a context that closes its file.

    Parameters
    ----------
    path : path
        Gets all messages, behind those that are there.

    Attributes
    ----------
    logger : logging.Logger
    reason : str
        The first exception that was logged, without its frames.
    """

    def __init__(self, path):
        super().__init__(logging.ERROR)
        self.reason = ""
        self._file = logging.FileHandler(path, encoding="utf-8", delay=True)
        self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self.logger = logging.Logger("nbgrader", logging.INFO)

    def emit(self, record):
        # The error itself is the last line of the stack of frames that nbgrader logs.
        if not self.reason and "Traceback (most recent call last)" in record.getMessage():
            self.reason = record.getMessage().strip().splitlines()[-1].strip()

    def __enter__(self):
        self.logger.addHandler(self)
        self.logger.addHandler(self._file)
        return self

    def __exit__(self, *exc):
        self._file.close()
