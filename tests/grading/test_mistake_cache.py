"""Outputs of known wrong answers are computed once, by whoever is first, and mean the same."""

import os
import subprocess
import sys

import pytest

from reglab.checks.judging import mistake_cache, mistake_outputs
from reglab.checks.judging.mistake_cache import keep_mistakes_in, kept
from reglab.checks.judging.run import run_exercise

HARD = "def soft_threshold(z, t):\n    return np.where(np.abs(z) > t, z, 0.0)"
SCRIPT = """\
import sys
import numpy as np
from pathlib import Path
from reglab.checks.judging import mistake_cache
from reglab.checks.judging.run import run_exercise

mistake_cache.keep_mistakes_in(Path(sys.argv[1]))
if sys.argv[2] == "kept":
    mistake_cache._write = None  # nothing is left to compute
namespace = {"np": np}
exec(sys.argv[3], namespace)
print(run_exercise("lasso.soft_threshold", namespace, 5).text())
"""


@pytest.fixture
def folder(tmp_path):
    """A folder that outputs are kept in."""
    keep_mistakes_in(tmp_path / "bank")
    yield tmp_path / "bank"
    keep_mistakes_in(None)


def test_what_was_computed_is_read(folder):
    calls = []

    def compute():
        calls.append(1)
        return b"outputs"

    assert [kept(("a", 1), compute) for _ in range(3)] == [b"outputs"] * 3
    assert len(calls) == 1
    assert kept(("a", 2), lambda: b"others") == b"others"


def test_without_a_folder_nothing_is_kept(tmp_path):
    assert [kept(("a",), lambda n=n: n) for n in (b"1", b"2")] == [b"1", b"2"]
    assert list(tmp_path.iterdir()) == []


def test_nobody_else_reads_what_is_kept(folder):
    kept(("a",), lambda: b"outputs")
    assert folder.stat().st_mode & 0o077 == 0
    assert [path.stat().st_mode & 0o077 for path in folder.iterdir()] == [0]


def test_a_full_disk_costs_time_and_no_grade(folder, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mistake_cache, "_write", full)
    assert kept(("a",), lambda: b"outputs") == b"outputs"


def test_a_second_process_reads_what_the_first_computed(tmp_path):
    def text(how):
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / "bank"), how, HARD]
        run = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))
        assert run.returncode == 0, run.stderr
        return run.stdout

    first = text("computed")
    assert "You keep or kill values" in first
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "bank").iterdir()}
    assert before
    assert text("kept") == first
    after = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "bank").iterdir()}
    assert after == before


def test_hints_are_the_same_with_and_without(folder):
    import numpy as np

    namespace = {"np": np}
    exec(HARD, namespace)
    texts = []
    for where in (folder, folder, None):
        keep_mistakes_in(where)
        mistake_outputs._outputs_of.cache_clear()
        texts.append(run_exercise("lasso.soft_threshold", namespace, 11).text())
    assert len(set(texts)) == 1
    assert "You keep or kill values" in texts[0]


@pytest.mark.parametrize("damage", [lambda c: c[:-1], lambda c: c[:-1] + b"?", lambda c: b""])
def test_a_damaged_file_is_computed_again(folder, damage):
    assert kept(("a",), lambda: b"one") == b"one"
    (path,) = folder.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert kept(("a",), lambda: b"one") == b"one"
    assert kept(("a",), lambda: b"two") == b"one"
