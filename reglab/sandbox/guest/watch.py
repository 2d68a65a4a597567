"""What a submission's processes use, read from /proc."""

import os
import signal

__all__ = ["Usage", "count_all", "memory", "proportional", "usage"]

_PROC = "/proc"
_EXITING = 4  # of the kernel's flags of a thread
_SIGKILL = 1 << (signal.SIGKILL - 1)


class Usage:
    """The number, threads and memory of some processes.

    Attributes
    ----------
    processes, threads : int
        Processes that have ended and were not waited for are left out.
    hidden : bool
        Whether a process goes on without its first thread. The kernel then does not tell what it
        holds, and no answer does that.
    bytes : int
        Their memory, see `memory`; what several processes share is counted for each of them.
    pids : list of int
    """

    def __init__(self, pids: list[int]):
        self.pids, self.bytes = pids, sum(map(memory, pids))
        stats = list(map(_stat, pids))
        self.hidden = any(
            stat[0] == "Z" and int(stat[17]) > 1 and not _is_ending(pid)
            for pid, stat in zip(pids, stats, strict=True)
        )
        alive = [int(stat[17]) for stat in stats if stat[0] not in "ZX"]
        self.processes, self.threads = len(alive), sum(alive)


def count_all() -> int:
    """Count all visible processes, including this one."""
    return sum(name.isdigit() for name in os.listdir(_PROC))


def memory(pid: int) -> int:
    """Return the bytes that a process holds: in memory, in swap, and as its page tables.

    Page tables count because a process that reads one byte of each page that it never wrote
    holds little else.
    """
    return sum(_kilobytes(pid, "status", ("VmRSS:", "VmSwap:", "VmPTE:"))) * 1024


def proportional(pid: int) -> int:
    """Return the same with only a share of each shared page; exact, but slower to read."""
    found = _kilobytes(pid, "smaps_rollup", ("Pss:", "SwapPss:"))
    if not found:  # it has ended, or may not be read
        return memory(pid)
    return sum([*found, *_kilobytes(pid, "status", ("VmPTE:",))]) * 1024


def usage(root: int, *, below: bool = True) -> Usage:
    """Return the `Usage` of a process and, unless `below` is False, of all its descendants.

    A process whose parent has died becomes a child of the first process of its
    namespace, so it is still counted.
    """
    if not below:
        return Usage([root])
    children: dict[int, list[int]] = {}
    for name in os.listdir(_PROC):
        if name.isdigit():
            children.setdefault(_parent(name), []).append(int(name))
    found, new = [], [root]
    while new:
        pid = new.pop()
        found.append(pid)
        new += children.get(pid, [])
    return Usage(found)


def _is_ending(pid):
    """Whether all threads of a process are on their way out, as after a call of exit.

    On a busy machine, the other threads of an honest process may end long after its first one.
    """
    try:
        threads = os.listdir(f"{_PROC}/{pid}/task")
    except OSError:
        return True
    return all(map(_thread_ends, [f"{pid}/task/{thread}" for thread in threads]))


def _thread_ends(thread):
    # It has begun to end, or it has been sent SIGKILL, which it can neither block nor handle.
    # Between the two there is a moment with neither, so look at both once more.
    for _ in range(2):
        fields = _stat(thread)
        if fields[0] in "ZX" or int(fields[6]) & _EXITING:
            return True
        pending = [line.split() for line in _text(thread, "status").splitlines()]
        if any(line[0] == "SigPnd:" and int(line[1], 16) & _SIGKILL for line in pending if line):
            return True
    return False


def _parent(pid):
    return int(_stat(pid)[1])


def _stat(pid):
    # The fields after the program's name, which may contain spaces and parentheses.
    fields = _text(pid, "stat").rpartition(")")[2].split()
    return fields if len(fields) > 17 else ["X", "-1", *["0"] * 16]


def _kilobytes(pid, name, keys):
    lines = (line.split() for line in _text(pid, name).splitlines())
    return [int(line[1]) for line in lines if line and line[0] in keys]


def _text(pid, name):
    try:
        with open(f"{_PROC}/{pid}/{name}", encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""
