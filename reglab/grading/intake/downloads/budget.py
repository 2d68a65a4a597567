"""Limits for unpacking: an archive of a few kilobytes can expand to petabytes."""

from os import PathLike

from reglab.grading.errors import GradingError
from reglab.grading.intake.locate import LARGEST
from reglab.grading.size import megabytes

__all__ = ["LARGEST_ARCHIVE", "Budget", "too_much"]

MOST_ENTRIES = 200_000
MOST_BYTES = 10_000_000_000
LARGEST_ARCHIVE = 200_000_000  # bytes of one archive inside another
# A notebook's text compresses 10 to 20 times, printed output some hundred times.
MOST_RATIO, SMALL = 500, 1_000_000


class Budget:
    """The remaining limits of one collection.

    Parameters
    ----------
    path : path
        The download, for error messages.
    """

    def __init__(self, path: str | PathLike):
        self._path, self._entries, self._bytes = path, 0, 0

    def entry(self) -> None:
        """Count a file or a member of an archive."""
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            raise GradingError(f"{self._path}: expected at most {MOST_ENTRIES} files, found more")

    def read(self, size: int) -> None:
        """Count unpacked bytes."""
        self._bytes += size
        if self._bytes > MOST_BYTES:
            raise GradingError(
                f"{self._path}: expected at most {megabytes(MOST_BYTES)} of notebooks, found more; "
                "collect it in parts"
            )


def too_much(size: int, packed: int, most: int = LARGEST) -> str:
    """Return why a file is not unpacked, from the sizes that its archive states.

    Parameters
    ----------
    size, packed : int
        Bytes, unpacked and in the archive.
    most : int

    Returns
    -------
    str
        Empty if it may be unpacked.

    Examples
    --------
    >>> too_much(30_000_000, 1_000_000)
    'it has 30 MB, more than 25 MB'
    >>> too_much(20_000_000, 20_000)
    'it unpacks to 1000 times its size: no notebook does'
    """
    if size > most:
        return f"it has {megabytes(size)}, more than {megabytes(most)}"
    if size > SMALL and size > MOST_RATIO * max(packed, 1):
        return f"it unpacks to {size // max(packed, 1)} times its size: no notebook does"
    return ""
