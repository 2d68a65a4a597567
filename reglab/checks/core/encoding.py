"""The encoding between a probe and a judge: total, plain, and bounded.

Whatever student code returns is turned into bytes before anything decides on
it, in a notebook and in the grader alike. The bytes are one npz archive
without pickle: a JSON tree, one array of all floats (so that NaN, -0.0 and
every last bit survive), and the arrays. An object of any other type becomes a
`Foreign` marker that carries nothing but the name of its type, so none of its
methods ever runs on the judge's side, and none decides anything here: types
are compared by identity, never through ``isinstance``, ``==`` or ``len`` of
the object itself.
"""

import io
import json
import zipfile
from dataclasses import dataclass

import numpy as np

__all__ = ["EncodingError", "Foreign", "Raised", "TooLarge", "decode", "encode", "type_name"]

MAX_BYTES = 16 * 2**20  # of one encoded evidence
MAX_NODES = 200_000
MAX_DEPTH = 20
MAX_TEXT = 2_000

_NUMBER_KINDS = frozenset("biuf")
_NUMPY_SCALARS = (
    *(np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64),
    *(np.float16, np.float32, np.float64, np.longdouble, np.bool_),
    *(np.intc, np.uintc, np.longlong, np.ulonglong),
)


class EncodingError(ValueError):
    """The bytes are not what `encode` writes."""


@dataclass(frozen=True)
class Foreign:
    """Stands for an object that does not travel, by the name of its type."""

    type: str


@dataclass(frozen=True)
class TooLarge:
    """Stands for a value over the size limit."""

    type: str


@dataclass(frozen=True)
class Raised:
    """Stands for an exception: its type, message and the student's own line."""

    type: str
    message: str = ""
    line: str = ""


_MARKERS = {"foreign": Foreign, "large": TooLarge, "raised": Raised}


def type_name(value):
    """The name of a value's type, without running any code of that type.

    Examples
    --------
    >>> type_name([]), type_name(None)
    ('list', 'NoneType')
    """
    name = type.__dict__["__name__"].__get__(type(value))
    return _text(name)[:60]


def _text(value):
    """A plain, printable, bounded copy of a str (or of a subclass's characters)."""
    plain = str.__str__(value)[:MAX_TEXT]
    return plain.encode("utf-8", "replace").decode("utf-8")


class _Encoder:
    def __init__(self, limit):
        self.floats, self.arrays = [], []
        self.bytes_left, self.nodes_left = limit, MAX_NODES

    def tree(self, value, depth=0):
        """The JSON tree of a value; floats and arrays go to the side."""
        kind = type(value)
        self.nodes_left -= 1
        self.bytes_left -= 16
        if depth > MAX_DEPTH or self.nodes_left < 0 or self.bytes_left < 0:
            return {"large": [type_name(value)]}
        if value is None or value is True or value is False:
            return {"plain": value}
        if kind is int:
            # A larger integer has no place in an answer, and int -> text is slow for huge ones.
            return {"plain": value} if value.bit_length() <= 64 else {"large": ["int"]}
        if kind is str:
            return {"plain": _text(value)}
        if kind is float:
            return self._float(value)
        if any(kind is scalar for scalar in _NUMPY_SCALARS):
            return self._scalar(value)
        if kind is np.ndarray:
            return self._array(value)
        if kind is list or issubclass(kind, tuple):
            # tuple.__iter__ and not the object's own: a namedtuple is a tuple, whatever it overrides.
            items = list.__iter__(value) if kind is list else tuple.__iter__(value)
            tag = "list" if kind is list else "tuple"
            return {tag: [self.tree(item, depth + 1) for item in items if self.nodes_left >= 0]}
        if kind is dict:
            return self._dict(value, depth)
        for tag, marker in _MARKERS.items():
            if kind is marker:
                return {tag: [_text(getattr(value, f)) for f in marker.__dataclass_fields__]}
        return {"foreign": [type_name(value)]}

    def _float(self, value):
        self.floats.append(value)
        return {"float": len(self.floats) - 1}

    def _scalar(self, value):
        plain = np.generic.item(value)
        if type(plain) is float:
            return self._float(plain)
        if type(plain) is np.longdouble:
            return self._float(float(plain))
        return {"plain": plain}

    def _array(self, value):
        if value.dtype.kind not in _NUMBER_KINDS:
            return {"foreign": [f"array of {_text(value.dtype.name)}"]}
        # size is counted before a copy is made: a broadcast view may stand for terabytes.
        if value.size * max(value.itemsize, 8) > self.bytes_left:
            return {"large": ["ndarray"]}
        if value.dtype.kind == "f":
            value = value.astype(np.float64)
        self.bytes_left -= value.nbytes
        self.arrays.append(np.array(value, order="C"))
        return {"array": len(self.arrays) - 1}

    def _dict(self, value, depth):
        # Keys first, by exact type: a str subclass could bring its own hash.
        if not all(type(key) is str for key in value):
            return {"foreign": ["dict with keys that are not text"]}
        items = list(value.items())
        return {"dict": [[_text(key), self.tree(item, depth + 1)] for key, item in items]}


def encode(value, *, limit=MAX_BYTES):
    """Turn any object into bytes; never raises and never runs the object's methods.

    Parameters
    ----------
    value : object
        None, bool, int, float, str, NumPy numbers and arrays of numbers, and
        lists, tuples and dicts of them travel. Anything else becomes a
        `Foreign` marker, and what does not fit into `limit` a `TooLarge` one.
    limit : int
        Largest size of the encoded numbers, in bytes.

    Returns
    -------
    bytes

    Examples
    --------
    >>> decode(encode({"w": np.array([1.0, np.nan]), "note": object()}))
    {'w': array([ 1., nan]), 'note': Foreign(type='object')}
    """
    encoder = _Encoder(limit)
    tree = json.dumps(encoder.tree(value)).encode()
    arrays = {f"a{i}": array for i, array in enumerate(encoder.arrays)}
    buffer = io.BytesIO()
    np.savez(
        buffer,
        tree=np.frombuffer(tree, dtype=np.uint8),
        floats=np.array(encoder.floats, dtype=np.float64),
        **arrays,
    )
    return buffer.getvalue()


def decode(blob, *, limit=MAX_BYTES):
    """Read what `encode` wrote; refuses anything else.

    Parameters
    ----------
    blob : bytes
    limit : int
        The limit that `encode` was given.

    Raises
    ------
    EncodingError
        If the bytes are too many, no archive, hold an object array or a
        compressed entry (which could unpack to any size), or do not fit together.
    """
    if len(blob) > 4 * limit + 2**20:
        raise EncodingError(f"expected at most {4 * limit + 2**20} bytes, got {len(blob)}")
    try:
        return _read(blob)
    except EncodingError:
        raise
    except Exception as error:
        raise EncodingError(f"expected an encoded answer, got {type(error).__name__}") from error


def _read(blob):
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        entries = {}
        for info in archive.infolist():
            if info.compress_type != zipfile.ZIP_STORED:
                raise EncodingError("expected stored entries, got a compressed one")
            entries[info.filename.removesuffix(".npy")] = _read_array(archive.read(info))
    floats = entries["floats"]
    # json gives up on deep nesting with RecursionError, which `decode` turns into its own error.
    return _value(json.loads(entries["tree"].tobytes()), floats, entries)


def _read_array(data):
    """One npy entry; the shape in its header is held against the bytes that came."""
    stream = io.BytesIO(data)
    version = np.lib.format.read_magic(stream)
    if version != (1, 0):
        raise EncodingError(f"expected npy version 1.0, got {version}")
    shape, fortran, dtype = np.lib.format.read_array_header_1_0(stream)
    body = data[stream.tell() :]
    if dtype.kind not in _NUMBER_KINDS or fortran:
        raise EncodingError("expected C-ordered numbers")
    expected = dtype.itemsize
    for length in shape:
        expected *= length
    if expected != len(body):
        raise EncodingError(f"expected {expected} bytes of numbers, got {len(body)}")
    return np.frombuffer(body, dtype=dtype).reshape(shape).copy()


def _value(tree, floats, arrays):
    ((tag, content),) = tree.items()
    if tag == "plain":
        return content
    if tag == "float":
        return float(floats[content])
    if tag == "array":
        return arrays[f"a{content}"]
    if tag in ("list", "tuple"):
        return (list if tag == "list" else tuple)(_value(t, floats, arrays) for t in content)
    if tag == "dict":
        return {key: _value(item, floats, arrays) for key, item in content}
    return _MARKERS[tag](*content)
