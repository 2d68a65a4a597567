"""A reader of IDX files, the format of MNIST, that does not trust their headers."""

import gzip
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reglab.datasets._integrity import DataIntegrityError


def read_idx(path: Path, item_shape: tuple[int, ...], most: int) -> NDArray[np.uint8]:
    """Read an IDX file of bytes, with or without gzip.

    The header is ``0, 0, 8 (unsigned bytes), number of axes`` and then one big-endian 32-bit
    length per axis, the number of items first. At most `most` items are read or unpacked, whatever
    the header says.

    Parameters
    ----------
    path : Path
        The file. Its first bytes, not its name, decide whether it is unpacked with gzip.
    item_shape : tuple of int
        Shape that every item must have; ``()`` for labels.
    most : int
        Largest number of items that is accepted.

    Returns
    -------
    ndarray of shape (n_items, *item_shape), uint8

    Raises
    ------
    DataIntegrityError
        If the file is missing, unreadable or not exactly in this format. One line.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "labels"
    ...     _ = path.write_bytes(bytes([0, 0, 8, 1, 0, 0, 0, 3]) + bytes([7, 2, 1]))
    ...     read_idx(path, (), 10)
    array([7, 2, 1], dtype=uint8)
    """
    # Opening a named pipe would block forever.
    if not path.is_file():
        raise _error(path, "must be a file", "none")
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            return _read(path, gzip.GzipFile(fileobj=raw) if packed else raw, item_shape, most)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _error(path, "must be an intact gzip file", str(error) or "a broken one") from None
    except OSError as error:
        raise _error(path, "must be a readable file", type(error).__name__) from None


def _read(path, file, item_shape, most):
    magic = bytes([0, 0, 8, 1 + len(item_shape)])
    header = file.read(len(magic) + 4 * magic[3])
    if header[:4] != magic:
        raise _error(
            path, f"must begin with {magic.hex(' ')}", header[:4].hex(" ") or "an empty file"
        )
    if len(header) < len(magic) + 4 * magic[3]:
        raise _error(path, "must have a complete header", f"{len(header)} bytes")
    count, *shape = np.frombuffer(header[4:], ">u4").tolist()
    if tuple(shape) != item_shape:
        raise _error(path, f"must hold items of shape {item_shape}", tuple(shape))
    if not 1 <= count <= most:
        raise _error(path, f"must hold 1 to {most} items", count)
    size = count * int(np.prod(item_shape, dtype=int))
    # Reading one more byte detects trailing data, and makes gzip verify its checksum.
    content = file.read(size + 1)
    if len(content) != size:
        came = f"{len(content)}" if len(content) < size else "more"
        raise _error(path, f"must have {size} bytes after the header", came)
    # A copy, because an array over a bytes object is read-only.
    return np.frombuffer(content, np.uint8).reshape(count, *item_shape).copy()


def _error(path, expected, came):
    return DataIntegrityError(
        f'{path} {expected}, got {came}; delete it and run `reglab data mnist --to "{path.parent}"`'
    )
