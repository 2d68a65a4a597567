"""Read encoded outputs. A student's process could have forged them.

Nothing is unpickled, nothing unpacks to more bytes than came, and every value is one that `encode`
can write, so judges never get a number with a thousand digits.
"""

import io
import json
import zipfile
from typing import Any

import numpy as np

from reglab.checks.model.encoding import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_TEXT,
    MAX_TREE,
    NUMBER_KINDS,
    SLACK,
    EncodingError,
    Foreign,
    Raised,
    TooLarge,
)

__all__ = ["decode"]

_MARKERS = {"foreign": Foreign, "large": TooLarge, "raised": Raised}


def decode(blob: bytes, *, limit: int = MAX_BYTES) -> Any:
    """Turn what `encode` wrote back into values, and refuse anything else.

    Parameters
    ----------
    blob : bytes
    limit : int
        The limit that `encode` was given.

    Raises
    ------
    EncodingError
        If there are too many bytes, or they are not an archive, hold an object array or a
        compressed entry (which could unpack to any size), or are inconsistent.
    """
    most = limit + min(limit, MAX_TREE) + SLACK
    if len(blob) > most:
        raise EncodingError(f"expected at most {most} bytes, got {len(blob)}")
    try:
        return _read(blob)
    except EncodingError:
        raise
    except Exception as error:
        raise EncodingError(f"expected an encoded answer, got {type(error).__name__}") from error


def _read(blob):
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        members = archive.infolist()
        if any(info.compress_type != zipfile.ZIP_STORED for info in members):
            raise EncodingError("expected stored entries, got a compressed one")
        # Entries that share bytes would unpack to more bytes than came.
        if sum(info.file_size for info in members) > len(blob):
            raise EncodingError("expected entries that fit into the archive")
        names = ["tree", "floats", *(f"a{i}" for i in range(len(members) - 2))]
        if sorted(info.filename for info in members) != sorted(f"{name}.npy" for name in names):
            raise EncodingError("expected the entries that encode writes, got others")
        entries = {name: _read_array(archive.read(f"{name}.npy")) for name in names}
    tree, floats = entries.pop("tree"), entries.pop("floats")
    if tree.nbytes > MAX_TREE + SLACK or floats.dtype != np.float64 or floats.ndim != 1:
        raise EncodingError("expected a small tree and a row of floats")
    # json gives up on deep nesting with RecursionError, which `decode` turns into its own error.
    return _value(json.loads(tree.tobytes()), floats, entries)


def _read_array(data):
    """Read one npy entry; the shape in its header has to fit the number of bytes."""
    stream = io.BytesIO(data)
    version = np.lib.format.read_magic(stream)
    if version != (1, 0):
        raise EncodingError(f"expected npy version 1.0, got {version}")
    shape, fortran, dtype = np.lib.format.read_array_header_1_0(stream)
    body = data[stream.tell() :]
    if dtype.kind not in NUMBER_KINDS or fortran:
        raise EncodingError("expected C-ordered numbers")
    expected = dtype.itemsize
    for length in shape:
        expected *= length
    if expected != len(body):
        raise EncodingError(f"expected {expected} bytes of numbers, got {len(body)}")
    return np.frombuffer(body, dtype=dtype).reshape(shape).copy()


def _value(tree, floats, arrays, depth=0):
    ((tag, content),) = tree.items()
    if depth > MAX_DEPTH:
        raise EncodingError(f"expected at most {MAX_DEPTH} levels")
    if tag == "plain" and _is_plain(content):
        return content
    if tag == "float" and type(content) is int:
        return float(floats[content])
    if tag == "array" and type(content) is int:
        return arrays[f"a{content}"]
    if tag in ("list", "tuple") and type(content) is list:
        items = [_value(item, floats, arrays, depth + 1) for item in content]
        return items if tag == "list" else tuple(items)
    if tag == "dict" and all(type(key) is str for key, _ in content):
        return {key: _value(item, floats, arrays, depth + 1) for key, item in content}
    if tag in _MARKERS and all(type(text) is str and _is_plain(text) for text in content):
        return _MARKERS[tag](*content)
    raise EncodingError(f"expected a node of an answer, got {tag[:20]!r}")


def _is_plain(value):
    """Whether a JSON value is one that `encode` writes as it is."""
    if type(value) is int:
        return value.bit_length() <= 63
    return value is None or type(value) is bool or (type(value) is str and len(value) <= MAX_TEXT)
