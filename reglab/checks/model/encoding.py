"""Turn what student code returns into bytes, which judges read: any value, of bounded size.

Every output is encoded before it is judged, in a notebook and in the grader alike. The bytes are
one npz archive without pickle: a JSON tree, one array of all floats (so that NaN, -0.0 and every
last bit survive), and the arrays. An object of any other type becomes a `Foreign` marker that
holds only the name of its type, so none of its methods ever runs on the judge's side. No method
runs here either: types are compared by identity, never through ``isinstance``, ``==``
or ``len`` of the object itself.
"""

import io
import json
from dataclasses import dataclass

import numpy as np

__all__ = ["EncodingError", "Foreign", "Raised", "TooLarge", "encode", "type_name"]

MAX_BYTES = 16 * 2**20  # of the numbers in one encoded evidence
MAX_TREE = 4 * 2**20  # of the JSON tree: what a judge has to hold as Python objects
MAX_DEPTH = 20
MAX_TEXT = 2_000
NODE = 48  # bytes that a node takes at most, a float with its 8 bytes; text is extra
ARRAY = 4_096  # bytes charged for an entry of the archive: also its time is bounded by that
SLACK = 4_096  # bytes for the archive itself

NUMBER_KINDS = frozenset("biuf")
_KIND_NAMES = {
    "O": "Python objects",
    "c": "complex numbers",
    "U": "text",
    "T": "text",
    "S": "bytes",
    "V": "records",
    "M": "dates",
    "m": "time spans",
}
_NUMPY_SCALARS = (
    *(np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64),
    *(np.float16, np.float32, np.float64, np.longdouble, np.bool_),
    *(np.intc, np.uintc, np.longlong, np.ulonglong),
)


class EncodingError(ValueError):
    """The bytes were not written by `encode`."""


@dataclass(frozen=True)
class Foreign:
    """Takes the place of an object that cannot be encoded; holds the name of its type."""

    type: str


@dataclass(frozen=True)
class TooLarge:
    """Takes the place of a value over the size limit, such as ``"a list of 10000000 items"``."""

    type: str


@dataclass(frozen=True)
class Raised:
    """Takes the place of an exception: its type, its message and the line in the student's code."""

    type: str
    message: str = ""
    line: str = ""


def type_name(value: object) -> str:
    """Return the name of a value's type without running any code of that type.

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
        self.bytes_left, self.tree_left = limit, min(limit, MAX_TREE)

    def _fits(self, cost):
        if cost > self.tree_left:
            return False
        self.tree_left -= cost
        return True

    def tree(self, value, depth=0):
        """The JSON tree of a value; floats and arrays are stored separately.

        The caller has already counted the node itself.
        """
        kind = type(value)
        if value is None or value is True or value is False:
            return {"plain": value}
        if kind is int:
            # No answer needs a larger integer, and arithmetic in int64 fails on it.
            return {"plain": value} if value.bit_length() <= 63 else {"large": ["a huge integer"]}
        if kind is str:
            text = _text(value)
            return {"plain": text} if self._fits(_width(text)) else {"large": ["text"]}
        if kind is float:
            return self._float(value)
        if any(kind is scalar for scalar in _NUMPY_SCALARS):
            plain = np.generic.item(value)
            return self.tree(float(plain) if type(plain) is np.longdouble else plain, depth)
        if kind is np.ndarray:
            return self._array(value)
        if kind is list or kind is dict or issubclass(kind, tuple):
            return self._container(kind, value, depth)
        if kind is Raised:
            return {"raised": [self._name(text) for text in _fields(value)]}
        return {"foreign": [self._name(type_name(value))]}

    def _name(self, text):
        return text if self._fits(_width(text)) else ""

    def _float(self, value):
        self.floats.append(value)
        return {"float": len(self.floats) - 1}

    def _array(self, value):
        kind = value.dtype.kind
        if kind not in NUMBER_KINDS:
            # Not the dtype's own name: for records it is that of a class of the student's.
            name = _KIND_NAMES.get(kind, "no numbers")
            return {"foreign": [self._name(f"an array of {name}")]}
        # size is counted before a copy is made: a broadcast view may stand for terabytes.
        cost = value.size * max(value.itemsize, 8) + ARRAY
        if cost > self.bytes_left:
            return {"large": [self._name(f"an array of shape {value.shape}")]}
        self.bytes_left -= cost
        # A fresh dtype leaves byte order and metadata behind (savez would warn of the latter).
        plain = np.dtype("f8" if kind == "f" else f"{kind}{value.itemsize}")
        self.arrays.append(value.astype(plain, order="C"))
        return {"array": len(self.arrays) - 1}

    def _container(self, kind, value, depth):
        # Use the base class's methods, as a subclass may override them. Encode the whole container
        # or nothing: half a list would be a different answer.
        base = tuple if issubclass(kind, tuple) else kind
        length = base.__len__(value)
        if depth >= MAX_DEPTH:
            return {"large": [self._name(f"a deeply nested {base.__name__}")]}
        if not self._fits(NODE * length):
            return {"large": [self._name(f"a {base.__name__} of {length} items")]}
        if base is not dict:
            items = list(base.__iter__(value))[:length]
            return {base.__name__: [self.tree(item, depth + 1) for item in items]}
        try:
            items = list(dict.items(value))[:length]
        except RuntimeError:  # a thread in the student's code is still writing
            return {"foreign": [self._name("a dict that changes while it is read")]}
        # Compare types exactly: a str subclass could define its own hash.
        if not all(type(key) is str for key, _ in items):
            return {"foreign": [self._name("a dict with keys that are not text")]}
        if not self._fits(sum(_width(_text(key)) for key, _ in items)):
            return {"large": [self._name(f"a dict of {length} items")]}
        return {"dict": [[_text(key), self.tree(item, depth + 1)] for key, item in items]}


def _width(text):
    """Bytes of a text in the JSON tree."""
    return len(json.dumps(text))


def _fields(raised):
    """The texts of a `Raised`, even if student code has tampered with it."""
    found = dict.copy(object.__getattribute__(raised, "__dict__"))
    texts = (found.get(name, "") for name in Raised.__dataclass_fields__)
    return [_text(text) if type(text) is str else "" for text in texts]


def encode(value: object, *, limit: int = MAX_BYTES) -> bytes:
    """Turn any object into bytes; never raise, and never run the object's methods.

    Parameters
    ----------
    value : object
        None, bool, int, float, str, NumPy numbers, arrays of numbers, and lists, tuples and
        dicts of them are encoded. Anything else becomes a `Foreign` marker; a value that does
        not fit into `limit` becomes a `TooLarge` marker.
    limit : int
        Largest size of the encoded numbers, in bytes. Containers and text have the same limit,
        and that of `MAX_TREE`.

    Returns
    -------
    bytes

    Examples
    --------
    >>> from reglab.checks.judging.decoding import decode
    >>> decode(encode({"w": np.array([1.0, np.nan]), "note": object()}))
    {'w': array([ 1., nan]), 'note': Foreign(type='object')}
    """
    encoder = _Encoder(limit)
    with np.errstate(all="ignore"):  # a long double may overflow float64: inf, and no warning
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
