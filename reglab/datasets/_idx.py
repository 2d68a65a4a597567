"""Reading IDX files, the format of MNIST, without believing what their headers say."""

import gzip
import zlib

import numpy as np

from reglab.datasets._integrity import DataIntegrityError


def read_idx(path, item_shape, most):
    """Read bytes from an IDX file, packed with gzip or not.

    The header is ``0, 0, 8 (unsigned bytes), number of axes`` and then one
    big-endian 32-bit length per axis, the number of items first. No more is read
    (or unpacked) than `most` items take, whatever the header claims.

    Parameters
    ----------
    path : Path
        The file. Its first bytes, not its name, say whether it is packed.
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
        If the file is missing or unreadable, or is not exactly such a file: one line.

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
    # Not only friendlier: opening a named pipe would wait for ever.
    if not path.is_file():
        raise _error(path, "expected a file", "none")
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            return _read(path, gzip.GzipFile(fileobj=raw) if packed else raw, item_shape, most)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _error(path, "expected an intact gzip file", str(error) or "a broken one") from None
    except OSError as error:
        raise _error(path, "expected a readable file", type(error).__name__) from None


def _read(path, file, item_shape, most):
    magic = bytes([0, 0, 8, 1 + len(item_shape)])
    header = file.read(len(magic) + 4 * magic[3])
    if header[:4] != magic:
        raise _error(
            path, f"expected to begin with {magic.hex(' ')}", header[:4].hex(" ") or "an empty file"
        )
    if len(header) < len(magic) + 4 * magic[3]:
        raise _error(path, "expected a whole header", f"{len(header)} bytes")
    count, *shape = np.frombuffer(header[4:], ">u4").tolist()
    if tuple(shape) != item_shape:
        raise _error(path, f"expected items of shape {item_shape}", tuple(shape))
    if not 1 <= count <= most:
        raise _error(path, f"expected 1 to {most} items", count)
    size = count * int(np.prod(item_shape, dtype=int))
    # One byte more than is due finds a tail, and makes gzip compare its checksum at the end.
    content = file.read(size + 1)
    if len(content) != size:
        came = f"{len(content)}" if len(content) < size else "more"
        raise _error(path, f"expected {size} bytes after the header", came)
    # A copy, because an array over bytes cannot be written to.
    return np.frombuffer(content, np.uint8).reshape(count, *item_shape).copy()


def _error(path, expected, came):
    return DataIntegrityError(
        f"{path}: {expected}, got {came}; "
        f'delete it and run `reglab data mnist --to "{path.parent}"`'
    )
