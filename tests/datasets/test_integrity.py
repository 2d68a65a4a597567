"""A data set whose bytes aren't the frozen ones is refused with one helpful line."""

import hashlib
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reglab.datasets._integrity import SETS, DataIntegrityError, data_folder, read_verified


@pytest.fixture
def copy(tmp_path):
    """Give a copy of the diabetes folder that a test may damage."""
    shutil.copytree(data_folder() / "diabetes", tmp_path / "diabetes")
    return tmp_path / "diabetes"


def refusal(copy):
    with pytest.raises(DataIntegrityError) as caught:
        read_verified("diabetes", folder=copy.parent)
    message = str(caught.value)
    assert "\n" not in message
    assert "git restore data/diabetes" in message
    return message


def test_an_untouched_copy_is_read(copy):
    content = read_verified("diabetes", folder=copy.parent)
    assert content["diabetes.csv"] == (copy / "diabetes.csv").read_bytes()


@pytest.mark.parametrize("file", ["diabetes.csv", "card.md"])
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_any_changed_byte_is_seen(tmp_path_factory, file, place, flip):
    folder = tmp_path_factory.mktemp("changed") / "diabetes"
    shutil.copytree(data_folder() / "diabetes", folder)
    content = bytearray((folder / file).read_bytes())
    content[int(place * len(content))] ^= flip
    (folder / file).write_bytes(content)
    assert f"{file} must have SHA-256" in refusal(folder)


@pytest.mark.parametrize("file", ["diabetes.csv", "card.md", "SHA256SUMS"])
def test_a_missing_file_is_named(copy, file):
    (copy / file).unlink()
    assert f"{file} must be a data file, got nothing" in refusal(copy)


@pytest.mark.parametrize("file", ["diabetes.csv", "card.md"])
def test_a_missing_line_is_named(copy, file):
    lines = (copy / "SHA256SUMS").read_text().splitlines(keepends=True)
    (copy / "SHA256SUMS").write_text("".join(line for line in lines if file not in line))
    assert f"SHA256SUMS must have a line for {file}, got none" in refusal(copy)


def test_an_extra_line_is_named_even_if_it_is_true(copy):
    (copy / "extra.csv").write_bytes(b"1\n")
    digest = hashlib.sha256(b"1\n").hexdigest()
    with (copy / "SHA256SUMS").open("a") as sums:
        sums.write(f"{digest}  extra.csv\n")
    assert "extra.csv" in refusal(copy)


def test_a_second_line_for_one_file_is_refused(copy):
    text = (copy / "SHA256SUMS").read_text()
    (copy / "SHA256SUMS").write_text(text + text.splitlines()[0] + "\n")
    assert "must have one line for card.md" in refusal(copy)


@pytest.mark.parametrize(
    "line", ["nonsense", "", "0" * 63 + "  card.md", "0" * 64 + "  ../card.md"]
)
def test_an_unreadable_line_is_quoted(copy, line):
    with (copy / "SHA256SUMS").open("a") as sums:
        sums.write(f"{line}\n")
    message = refusal(copy)
    assert "on line 3" in message
    assert repr(line) in message


@pytest.mark.parametrize("name", SETS)
def test_the_checksums_cover_every_file_of_the_folder(name):
    files = {path.name for path in (data_folder() / name).iterdir()}
    assert files == {"SHA256SUMS", *read_verified(name)}
