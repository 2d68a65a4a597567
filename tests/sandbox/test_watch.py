"""What processes use is counted with all that descend from them."""

import os
import subprocess
import sys
import time

import pytest

from reglab.sandbox.guest import watch
from reglab.sandbox.guest.watch import proportional, usage

HOLDS = """
import subprocess, sys
held = bytearray({megabytes} * 2**20)
if {child}:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
print("ready", flush=True)
input()
"""


@pytest.fixture
def start():
    """Give a function that starts a process which holds some memory, with a child or none."""
    started = []

    def begin(megabytes, child=False):
        code = HOLDS.format(megabytes=megabytes, child=child)
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout.readline() == "ready\n"
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def test_memory_is_what_a_process_holds(start):
    small, large = usage(start(1).pid), usage(start(100).pid)
    more = (large.bytes - small.bytes) / 2**20
    assert 90 < more < 110
    assert 90 < (proportional(large.pids[0]) - proportional(small.pids[0])) / 2**20 < 110


def test_children_count_and_can_be_left_out(start):
    process = start(1, child=True)
    found = usage(process.pid)
    assert found.processes == 2
    assert found.pids[0] == process.pid
    assert usage(process.pid, below=False).pids == [process.pid]


def test_a_process_that_is_gone_uses_nothing(start):
    process = start(1)
    process.kill()
    process.wait()
    assert usage(process.pid).bytes == 0
    assert proportional(process.pid) == 0


def test_a_name_with_brackets_and_blanks_hides_no_parent(start, tmp_path):
    odd = tmp_path / "a) 1 (b"
    odd.symlink_to("/bin/sleep")
    process = subprocess.Popen([odd, "60"])
    try:
        while os.readlink(f"/proc/{process.pid}/exe") == os.readlink("/proc/self/exe"):
            time.sleep(0.01)  # between fork and exec
        assert process.pid in usage(os.getpid()).pids
    finally:
        process.kill()
        process.wait()


RUNS = ("S 1 1 1 0 -1 64 0", "0000000000000000")
EXITS = ("R 1 1 1 0 -1 68 0", "0000000000000000")
IS_KILLED = ("R 1 1 1 0 -1 64 0", "0000000000000100")


@pytest.mark.parametrize(
    ("others", "hidden"),
    [((RUNS,), True), ((EXITS, RUNS), True), ((EXITS,), False), ((EXITS, IS_KILLED), False)],
)
def test_a_process_that_ends_is_not_hidden_while_its_threads_end(
    others, hidden, tmp_path, monkeypatch
):
    # As the kernel shows them for a moment, which on a busy machine may be a long one.
    first = "Z 1 1 1 0 -1 68 0"
    threads = {7: (first, "0000000000000000"), **dict(enumerate(others, 8))}
    files = {"7/stat": first, "7/status": ""}
    for number, (stat, pending) in threads.items():
        files[f"7/task/{number}/stat"] = stat
        files[f"7/task/{number}/status"] = f"SigPnd:\t{pending}\nShdPnd:\t0000000000000000\n"
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        rest = " 0 0 0 0 0 0 0 0 0 2 0 0 0"
        path.write_text(f"7 (a name) {text}{rest}" if path.name == "stat" else text)
    monkeypatch.setattr(watch, "_PROC", str(tmp_path))
    assert usage(7, below=False).hidden == hidden
