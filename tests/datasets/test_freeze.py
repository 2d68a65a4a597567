"""The frozen files can be made again, byte for byte, from scikit-learn's copies."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from reglab.datasets._integrity import SETS

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    out = tmp_path_factory.mktemp("frozen")
    subprocess.run([sys.executable, DATA / "freeze.py", "--out", out], check=True)
    return out


@pytest.mark.parametrize("name", SETS)
def test_freezing_again_gives_the_same_bytes(again, name):
    committed = {path.name: path.read_bytes() for path in (DATA / name).iterdir()}
    assert {path.name: path.read_bytes() for path in (again / name).iterdir()} == committed


@pytest.mark.parametrize("name", SETS)
def test_checksums_have_the_form_of_sha256sum(name):
    for line in (DATA / name / "SHA256SUMS").read_bytes().decode("ascii").split("\n")[:-1]:
        digest, file = line.split("  ")
        assert hashlib.sha256((DATA / name / file).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("name", SETS)
def test_frozen_text_has_unix_line_ends(name):
    for path in (DATA / name).iterdir():
        content = path.read_bytes()
        assert b"\r" not in content
        assert content.endswith(b"\n")
