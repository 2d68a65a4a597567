"""A cgroup is used only if it was lent to us; here an ordinary folder stands in for it.

What the kernel does with the numbers cannot be tested on every machine, so it is not promised.
"""

import os
import subprocess
import sys

import pytest

from reglab.sandbox.host import cgroup
from reglab.sandbox.host.cgroup import GRADER, Group, claim


@pytest.fixture
def lent(tmp_path, monkeypatch):
    """The folder of a cgroup that holds this process alone."""
    own = tmp_path / "scope"
    own.mkdir()
    (own / "cgroup.procs").write_text(f"{os.getpid()}\n")
    (own / "cgroup.controllers").write_text("cpu io memory pids\n")
    monkeypatch.setattr(cgroup, "_own", lambda mounted: own)
    return own


def test_the_grader_moves_out_of_the_way(lent):
    assert claim() == lent
    assert (lent / GRADER / "cgroup.procs").read_text() == str(os.getpid())
    assert set((lent / "cgroup.subtree_control").read_text().split()) == {"+memory", "+pids"}


def test_a_process_that_was_started_by_the_grader_finds_the_same_folder(lent, monkeypatch):
    monkeypatch.setattr(cgroup, "_own", lambda mounted: lent / GRADER)
    assert claim() == lent


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cgroup.procs", f"{os.getpid()}\n{os.getppid()}\n"),  # someone else's process, too
        ("cgroup.controllers", "cpu io\n"),
        ("cgroup.controllers", None),
    ],
    ids=["shared", "without", "closed"],  # process ids would differ between workers
)
def test_what_was_not_lent_is_left_alone(lent, name, text):
    (lent / name).unlink()
    if text is not None:
        (lent / name).write_text(text)
    before = sorted(lent.iterdir())
    assert claim() is None
    assert sorted(lent.iterdir()) == before


def test_without_version_2_there_is_none(tmp_path):
    assert claim(tmp_path) is None


@pytest.fixture
def group(lent):
    made = Group(lent)
    for name, text in {
        "cgroup.procs": "",
        "memory.current": "1000\n",
        "pids.current": "7\n",
        "memory.events": "low 0\noom 3\noom_kill 2\noom_group_kill 5\n",
    }.items():
        (made.folder / name).write_text(text)
    return made


def test_a_sandbox_enters_its_group_before_it_begins(group):
    command = group.entering([sys.executable, "-c", "import os, sys; print(os.getpid(), sys.argv)"])
    said = subprocess.run([*command, "a b"], capture_output=True, text=True, check=True).stdout
    assert said.split(maxsplit=1)[0] == (group.folder / "cgroup.procs").read_text().strip()
    assert "'a b'" in said


def test_limits_are_above_what_is_used_already(group):
    group.limit(500, 20)
    assert (group.folder / "memory.max").read_text() == "1500"
    assert (group.folder / "pids.max").read_text() == "27"


def test_an_end_for_want_of_memory_is_noticed_once(group):
    group.limit(500, 20)
    assert not group.ran_out_of_memory()
    (group.folder / "memory.events").write_text("oom 4\noom_kill 3\noom_group_kill 5\n")
    assert group.ran_out_of_memory()
    group.limit(500, 20)
    assert not group.ran_out_of_memory()


def test_an_empty_group_is_removed(lent):
    group = Group(lent)
    group.close()
    assert not group.folder.exists()
    assert Group(lent).folder != group.folder
