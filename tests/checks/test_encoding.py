"""The encoding is total: any object becomes plain bytes, and none of its methods runs."""

import collections
import math
import struct
import sys
import threading
import time
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from reglab.checks.judging.decoding import decode
from reglab.checks.model.encoding import (
    MAX_BYTES,
    MAX_TEXT,
    Foreign,
    Raised,
    TooLarge,
    encode,
    type_name,
)


def travel(value, **options):
    return decode(encode(value, **options), **options)


def trap(*args, **kwargs):
    raise AssertionError("a method of the student's object ran")


# One line per way in: NumPy's protocols, comparison, containers, text, copies, attributes.
TRAPS = dict.fromkeys(
    [
        *("__array__", "__array_interface__", "__array_struct__", "__array_wrap__"),
        *("__array_finalize__", "__array_priority__", "__array_ufunc__", "__array_function__"),
        *("__eq__", "__ne__", "__lt__", "__hash__", "__bool__", "__float__", "__int__"),
        *("__iter__", "__next__", "__len__", "__getitem__", "__contains__", "keys", "items"),
        *("__str__", "__repr__", "__format__", "__index__", "__buffer__", "__call__"),
        *("__reduce__", "__reduce_ex__", "__getstate__", "__copy__", "__deepcopy__"),
        *("__getattr__", "__getattribute__", "tolist", "item", "dtype", "shape", "size"),
    ],
    trap,
)


class Hostile(type):
    """A metaclass that fights back."""

    __name__ = property(trap)
    __module__ = property(trap)
    __hash__ = trap
    __eq__ = trap
    __instancecheck__ = trap
    __subclasscheck__ = trap
    __getattribute__ = trap


def hostile(base=object):
    return Hostile("Evil", (base,), dict(TRAPS))


def make_hostile(base, *args):
    return base.__new__(hostile(base), *args)


class Liar:
    """Says that it is a float."""

    __class__ = property(lambda self: float)
    __float__ = trap


class Endless:
    def __iter__(self):
        while True:
            yield 1

    def __len__(self):
        return sys.maxsize


Point = collections.namedtuple("Point", "w b")


class Sly(Point):
    """A tuple that shows other contents through every method."""

    __slots__ = ()
    __iter__ = __len__ = __getitem__ = trap


@pytest.mark.parametrize("base", [object, str, int, float, dict, list, bytes, set])
def test_no_method_of_a_hostile_object_runs(base):
    evil = make_hostile(base)
    assert travel({"out": evil}) == {"out": Foreign("Evil")}
    assert travel([evil, (evil,)]) == [Foreign("Evil"), (Foreign("Evil"),)]


def test_no_method_of_a_hostile_array_runs():
    traps = {name: trap for name in TRAPS if name != "__array_finalize__"}  # runs at birth
    evil = np.ndarray.__new__(type("Evil", (np.ndarray,), traps), (3,))
    assert travel(evil) == Foreign("Evil")


def test_a_hostile_key_makes_the_whole_dict_foreign():
    class Key(str):
        __hash__ = str.__hash__
        __eq__ = trap

    assert travel({Key("x"): 1.0}) == Foreign("a dict with keys that are not text")
    assert travel({1: 2}) == Foreign("a dict with keys that are not text")


def test_a_tuple_is_read_past_what_its_class_overrides():
    assert travel(Sly(1.5, 2)) == (1.5, 2)
    assert travel(Point(1.5, 2)) == (1.5, 2)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (Liar(), "Liar"),
        (Endless(), "Endless"),
        (1j, "complex"),
        (np.complex128(1j), "complex128"),
        (np.datetime64("2020-01-01"), "datetime64"),
        (np.timedelta64(1, "s"), "timedelta64"),
        (np.str_("a"), "str_"),
        (np.ma.masked_array([1.0, 2.0], mask=[0, 1]), "MaskedArray"),
        (b"bytes", "bytes"),
        ((i for i in range(3)), "generator"),
        (math, "module"),
        (trap, "function"),
        (np.abs, "ufunc"),
        (range(3), "range"),
        (collections.OrderedDict(a=1), "OrderedDict"),
        (np.array([object()]), "an array of Python objects"),
        (np.array([1j]), "an array of complex numbers"),
        (np.array(["a"]), "an array of text"),
        (np.array(["2020-01-01"], "M8[D]"), "an array of dates"),
        (np.zeros(2, [("a", float), ("b", int)]), "an array of records"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_travel_is_named(value, name):
    assert travel(value) == Foreign(name)


def test_a_matrix_and_a_memmap_are_named(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert travel(np.matrix([[1.0]])) == Foreign("matrix")
    assert travel(np.memmap(tmp_path / "m", float, "w+", shape=2)) == Foreign("memmap")


def test_the_class_behind_an_array_of_records_stays_unasked():
    class Unnamed(type):
        __name__ = property(trap)

    class Record(np.void, metaclass=Unnamed):
        pass

    assert travel(np.zeros(2, np.dtype((Record, [("a", float)])))) == Foreign("an array of records")


def test_type_name_of_a_name_that_is_a_subclass_of_str():
    class Name(str):
        __str__ = __getitem__ = encode = trap

    class Thing:
        pass

    Thing.__name__ = Name("Thing")
    assert type(type_name(Thing())) is str
    assert travel(Thing()) == Foreign("Thing")


@pytest.mark.parametrize(
    "value",
    [
        np.arange(6.0).reshape(2, 3),
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        np.arange(6.0)[::-2],
        np.arange(3, dtype=">f8"),
        np.arange(3, dtype=">i4"),
        np.array([1, 2], dtype=np.uint64),
        np.array([True, False]),
        np.array(2.5),
        np.zeros((0, 3)),
        np.float32([0.1]),
        np.array([1.5], dtype=np.longdouble),
        np.broadcast_to(1.0, (3, 2)),
    ],
    ids=lambda value: f"{value.dtype.str}{value.shape}",
)
def test_arrays_arrive_with_their_shape_and_their_numbers(value):
    got = travel(value)
    assert got.shape == value.shape
    assert got.flags.c_contiguous
    assert got.dtype.isnative
    assert np.array_equal(got, value)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.float64(0.1), 0.1),
        (np.float32(0.5), 0.5),
        (np.longdouble(0.5), 0.5),
        (np.int64(-3), -3),
        (np.uint8(3), 3),
        (np.bool_(True), True),
        (True, True),
        (None, None),
        ("text", "text"),
        (2**63 - 1, 2**63 - 1),
    ],
)
def test_scalars_arrive_as_plain_numbers(value, plain):
    got = travel(value)
    assert got == plain
    assert type(got) is type(plain)


def bits(value):
    return struct.pack("<d", value)


def test_every_bit_of_a_float_arrives():
    payload = struct.unpack("<d", b"\x01\x02\x03\x04\x05\x06\xf8\x7f")[0]  # a NaN with a message
    special = [payload, -0.0, math.inf, -math.inf, 5e-324]
    assert [bits(v) for v in travel(special)] == [bits(v) for v in special]
    assert travel(np.array(special)).tobytes() == np.array(special).tobytes()


def test_integers_that_no_judge_could_reckon_with_are_too_large():
    for value in (2**63, -(2**64 - 1), 10**5000, np.uint64(2**64 - 1)):
        assert travel([value]) == [TooLarge("a huge integer")]


def test_overflow_of_a_long_double_makes_no_warning():
    huge = np.array([np.finfo(np.longdouble).max])
    # Where a long double is a double there is nothing to overflow.
    expected = math.inf if huge.itemsize > 8 else huge[0]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert travel(huge)[0] == expected


def test_metadata_of_a_dtype_makes_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert travel(np.ones(2, np.dtype("i8", metadata={"a": 1}))).tolist() == [1, 1]


def test_text_is_made_printable_and_short():
    assert travel("\ud800x") == "?x"
    assert len(travel("x" * 10**6)) == MAX_TEXT


def test_recursion_and_depth_end_in_a_marker():
    loop = []
    loop.append(loop)
    knot = {}
    knot["again"] = (knot,)
    deep = None
    for _ in range(5_000):
        deep = [deep]
    for value in (loop, knot, deep):
        got = repr(travel(value))
        assert "TooLarge" in got


def test_a_list_that_branches_at_every_level_stays_small():
    bush = [1.0]
    for _ in range(30):
        bush = [bush] * 10
    blob = encode(bush)
    assert len(blob) < 8 * 2**20
    assert decode(blob)


@pytest.mark.parametrize(
    "value",
    [
        np.broadcast_to(1.0, (10**6, 10**6)),
        np.zeros(MAX_BYTES),
        [0] * 10**6,
        (None,) * 10**6,
        dict.fromkeys(map(str, range(10**5))),
        ["ü" * MAX_TEXT] * 20_000,
        {"k" * 10 + str(i) * 300: 0 for i in range(20_000)},
        [np.zeros(1)] * 50_000,
        [1.5] * 80_000,
        [object()] * 80_000,
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_size_limit_holds_for_every_kind_of_content(value):
    blob = encode(value)
    assert len(blob) <= MAX_BYTES + 5 * 2**20
    decode(blob)


def test_a_container_is_kept_whole_or_not_at_all():
    assert travel([0] * 10**6) == TooLarge("a list of 1000000 items")
    assert travel(np.broadcast_to(1.0, (10**6, 10**6))) == TooLarge(
        "an array of shape (1000000, 1000000)"
    )
    assert travel({"first": [0] * 10**6, "second": 1.5})["second"] == 1.5


@pytest.mark.parametrize("limit", [100, 1_000, 10_000])
def test_a_small_limit_is_kept_and_still_readable(limit):
    value = {"a": [np.ones(20), 1.5, "text" * 50, object()] * 20, "b": np.ones(5)}
    blob = encode(value, limit=limit)
    assert len(blob) <= 2 * limit + 4_096
    decode(blob, limit=limit)


def test_a_dict_that_grows_while_it_is_read():
    shared, stop = {}, threading.Event()

    def grow():
        i = 0
        while not stop.is_set():
            shared[str(i := i + 1)] = 1
            if i % 1_000 == 0:
                shared.clear()

    thread = threading.Thread(target=grow)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    thread.start()
    try:
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            encode(shared)
    finally:
        stop.set()
        thread.join()
        sys.setswitchinterval(before)


def test_a_raised_marker_that_was_tampered_with():
    raised = Raised("ValueError", "message", "line 1")
    assert travel(raised) == raised
    object.__setattr__(raised, "type", object())
    object.__delattr__(raised, "line")
    assert travel(raised) == Raised("", "message", "")


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=50),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=5).map(tuple)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=5)
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(plain)
def test_plain_values_come_back_the_same(value):
    assert repr(travel(value)) == repr(value)  # repr tells -0.0 from 0.0 and 1 from True


@settings(max_examples=80, deadline=None)
@given(
    nps.arrays(
        dtype=nps.floating_dtypes(sizes=(32, 64)) | nps.integer_dtypes() | nps.boolean_dtypes(),
        shape=nps.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=5),
    )
)
def test_arrays_come_back_the_same(value):
    got = travel(value)
    assert got.shape == value.shape
    assert np.array_equal(got, value, equal_nan=value.dtype.kind == "f")
