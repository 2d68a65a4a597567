"""An IDX file is believed only as far as its bytes go."""

import gzip
import os
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reglab.datasets._idx import read_idx
from reglab.datasets._integrity import DataIntegrityError

ITEMS = np.arange(24, dtype=np.uint8).reshape(4, 2, 3)
PLAIN = bytes([0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 3]) + ITEMS.tobytes()
PACKED = gzip.compress(PLAIN)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("idx") / "items"


def refusal(file, most=10):
    with pytest.raises(DataIntegrityError) as caught:
        read_idx(file, (2, 3), most)
    message = str(caught.value)
    assert message.startswith(f"{file} must ")
    assert ", got " in message
    assert "\n" not in message
    return message


@pytest.mark.parametrize("content", [PLAIN, PACKED], ids=["plain", "packed"])
def test_what_was_written_is_read(file, content):
    file.write_bytes(content)
    items = read_idx(file, (2, 3), 4)
    assert np.array_equal(items, ITEMS)
    items[:] = 0  # an array over the file's own bytes would refuse


@pytest.mark.parametrize("content", [PLAIN, PACKED], ids=["plain", "packed"])
@given(st.data())
def test_every_truncation_is_refused(file, content, data):
    file.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    refusal(file)


@pytest.mark.parametrize("content", [PLAIN, gzip.compress(PLAIN + b"!")], ids=["plain", "packed"])
def test_a_tail_is_refused(file, content):
    file.write_bytes(content if content != PLAIN else PLAIN + b"!")
    assert "must have 24 bytes after the header, got more" in refusal(file)


@given(place=st.integers(0, len(PACKED) - 1), flip=st.integers(1, 255))
def test_a_changed_byte_in_a_packed_file_never_changes_an_item(file, place, flip):
    content = bytearray(PACKED)
    content[place] ^= flip
    file.write_bytes(content)
    try:
        items = read_idx(file, (2, 3), 10)
    except DataIntegrityError:
        refusal(file)
    else:
        # The packing has bytes, its time stamp for one, that do not matter.
        assert np.array_equal(items, ITEMS)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "an empty file"),
        (b"<html>no such file</html>", "must begin with 00 00 08 03, got 3c 68 74 6d"),
        (bytes([0, 0, 13, 3]) + PLAIN[4:], "got 00 00 0d 03"),
        (bytes([0, 0, 8, 1]) + PLAIN[4:], "got 00 00 08 01"),
        (PLAIN[:11], "must have a complete header, got 11 bytes"),
        (PLAIN[:11] + b"\x03" + PLAIN[12:], "must hold items of shape (2, 3), got (3, 3)"),
        (PLAIN[:7] + b"\x00" + PLAIN[8:], "must hold 1 to 10 items, got 0"),
        (PLAIN[:7] + b"\x05" + PLAIN[8:], "must have 30 bytes after the header, got 24"),
        (PLAIN[:7] + b"\x03" + PLAIN[8:], "must have 18 bytes after the header, got more"),
    ],
)
def test_a_header_that_is_wrong_is_quoted(file, content, wrong):
    file.write_bytes(content)
    assert wrong in refusal(file)


def peak_of_refusal(file, most):
    tracemalloc.start()
    try:
        message = refusal(file, most)
        return message, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_header_that_claims_billions_takes_no_memory(file):
    file.write_bytes(PLAIN[:4] + b"\xff\xff\xff\xff" + PLAIN[8:])
    message, peak = peak_of_refusal(file, most=60_000)
    assert "got 4294967295" in message
    assert peak < 2**20


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_unpacked(file):
    file.write_bytes(gzip.compress(PLAIN + bytes(2**26)))
    assert file.stat().st_size < 2**17
    message, peak = peak_of_refusal(file, most=10)
    assert "got more" in message
    assert peak < 2**20


def test_what_is_no_file_is_refused_without_opening_it(tmp_path):
    assert "must be a file, got none" in refusal(tmp_path / "absent")
    assert "must be a file, got none" in refusal(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert "must be a file, got none" in refusal(tmp_path / "pipe")
