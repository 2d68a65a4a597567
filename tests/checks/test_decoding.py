"""What is no work of `encode` is refused, and nothing unpacks to more than came."""

import contextlib
import io
import json
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reglab.checks.judging.decoding import decode
from reglab.checks.model.encoding import MAX_BYTES, EncodingError, encode


def npy(array, version=(1, 0)):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.asarray(array), version=version, allow_pickle=True)
    return buffer.getvalue()


def header(descr, shape, order=False):
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        buffer, {"descr": descr, "fortran_order": order, "shape": shape}
    )
    return buffer.getvalue()


def forge(tree='{"plain": 1}', floats=(), compression=zipfile.ZIP_STORED, **entries):
    """An archive like that of `encode`, with anything in it."""
    if not isinstance(tree, str):
        tree = json.dumps(tree)
    members = {
        "tree.npy": npy(np.frombuffer(tree.encode(), np.uint8)),
        "floats.npy": npy(np.array(floats, float)),
        **{f"{name}.npy": data for name, data in entries.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def refused(blob, reason, **options):
    with pytest.raises(EncodingError, match=reason):
        decode(blob, **options)


def test_the_forgery_tool_makes_what_decode_reads():
    assert decode(forge({"list": [{"float": 0}, {"array": 0}]}, [2.5], a0=npy([1, 2])))[0] == 2.5


@pytest.mark.parametrize("size", [0, 1, 100, 300, -1])
def test_truncated_bytes(size):
    refused(encode({"w": np.ones(50)})[:size], "expected")


def test_too_many_bytes():
    refused(bytes(MAX_BYTES + 6 * 2**20), "at most")
    refused(encode(np.ones(5_000)), "at most", limit=1_000)


def test_a_zip_bomb():
    bomb = forge({"array": 0}, compression=zipfile.ZIP_DEFLATED, a0=npy(np.zeros(10**6)))
    assert len(bomb) < 20_000
    refused(bomb, "compressed")


def test_entries_that_share_their_bytes():
    """A thousand names for one entry: small to send, large to read."""
    with zipfile.ZipFile(io.BytesIO(forge({"array": 0}, a0=npy(np.zeros(10_000))))) as archive:
        data = archive.read("a0.npy")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("tree.npy", npy(np.frombuffer(b'{"plain": 1}', np.uint8)))
        archive.writestr("floats.npy", npy(np.zeros(0)))
        archive.writestr("a0.npy", data)
        first = archive.getinfo("a0.npy")
        for i in range(1, 50):
            copy = zipfile.ZipInfo(f"a{i}.npy")
            copy.header_offset, copy.CRC = first.header_offset, first.CRC
            copy.file_size, copy.compress_size = first.file_size, first.compress_size
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy
    refused(buffer.getvalue(), "fit into the archive")


def test_an_array_of_objects_is_never_unpickled():
    refused(forge({"array": 0}, a0=npy(np.array([print], dtype=object))), "numbers")


@pytest.mark.parametrize(
    ("descr", "shape", "order"),
    [
        ("<f8", (10**9,), False),
        ("<f8", (2**62, 4), False),
        ("<f8", (1,), False),
        ("<f8", (-1, -2), False),
        ("<f8", (-2,), False),
        ("<f8", (2,), True),
        ("<c16", (1,), False),
        ("|V16", (1,), False),
        ("|S16", (1,), False),
        ("<M8[s]", (2,), False),
        ([("a", "<f8"), ("b", "<f8")], (1,), False),
    ],
    ids=str,
)
def test_a_header_that_lies(descr, shape, order):
    refused(forge({"array": 0}, a0=header(descr, shape, order) + bytes(16)), "expected")


def test_other_versions_of_npy():
    refused(forge({"array": 0}, a0=npy([1.0], version=(3, 0))), "version")


@pytest.mark.parametrize("gone", ["tree", "floats"])
def test_a_missing_entry(gone):
    refused(_without(gone), "entries")


def _without(name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(forge())) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            if info.filename != f"{name}.npy":
                target.writestr(info.filename, source.read(info))
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["extra", "a1", "../a0"])
def test_an_extra_entry(name):
    refused(forge(**{name: npy([1.0])}), "entries")


@pytest.mark.parametrize("blob", [b"", b"garbage", b"PK\x03\x04" + bytes(100), b"PK\x05\x06"])
def test_garbage(blob):
    refused(blob, "expected")


@pytest.mark.parametrize(
    "tree",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"plain": 1, "float": 0}',
        '{"plain": NaN}',
        '{"plain": 1.5}',
        '{"plain": [1]}',
        '{"plain": {"a": 1}}',
        '{"plain": ' + "9" * 400 + "}",
        '{"plain": ' + str(2**63) + "}",
        '{"plain": "' + "x" * 3_000 + '"}',
        '{"float": 7}',
        '{"float": 0.5}',
        '{"float": "0"}',
        '{"array": 0}',
        '{"array": "0"}',
        '{"list": {"plain": 1}}',
        '{"list": [1]}',
        '{"dict": [[1, {"plain": 1}]]}',
        '{"dict": {"a": {"plain": 1}}}',
        '{"foreign": []}',
        '{"foreign": [1]}',
        '{"raised": ["a", "b", "c", "d"]}',
        '{"foreign": ["' + "x" * 3_000 + '"]}',
        '{"pickle": "gASVAA=="}',
        "[" * 100_000,
    ],
    ids=lambda tree: tree[:30],
)
def test_a_tree_that_encode_does_not_write(tree):
    refused(forge(tree, [1.0]), "expected")


def test_a_tree_deeper_than_encode_writes():
    refused(forge('{"list": [' * 30 + '{"plain": 1}' + "]}" * 30), "levels")


def test_a_tree_larger_than_encode_writes():
    tree = '{"list": [' + ", ".join(['{"plain": null}'] * 400_000) + "]}"
    refused(forge(tree), "small tree")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_changed_bytes_are_read_or_refused_but_never_break(data):
    blob = bytearray(encode({"w": np.arange(4.0), "n": 3, "t": ("a", None, 0.5)}))
    for _ in range(data.draw(st.integers(1, 4))):
        blob[data.draw(st.integers(0, len(blob) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(EncodingError):
        decode(bytes(blob))
