"""What a submission's processes use, read from /proc."""

import os

__all__ = ["Usage", "count_all", "proportional", "usage"]

_PAGE = os.sysconf("SC_PAGE_SIZE")


class Usage:
    """The number, threads and memory of some processes.

    Attributes
    ----------
    processes, threads : int
    bytes : int
        Resident memory; what several processes share is counted for each of them.
    pids : list of int
    """

    def __init__(self, pids: list[int]):
        self.pids, self.bytes = pids, sum(map(_resident, pids))
        self.threads = sum(map(_threads, pids))

    @property
    def processes(self) -> int:
        """Number of processes."""
        return len(self.pids)


def count_all() -> int:
    """Count all visible processes, including this one."""
    return sum(name.isdigit() for name in os.listdir("/proc"))


def proportional(pid: int) -> int:
    """Return a process's memory with its share of shared pages; exact, but slower to read."""
    for line in _text(pid, "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def usage(root: int, *, below: bool = True) -> Usage:
    """Return the `Usage` of a process and, unless `below` is False, of all its descendants.

    A process whose parent has died becomes a child of the first process of its
    namespace, so it is still counted.
    """
    if not below:
        return Usage([root])
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            children.setdefault(_parent(name), []).append(int(name))
    found, new = [], [root]
    while new:
        pid = new.pop()
        found.append(pid)
        new += children.get(pid, [])
    return Usage(found)


def _parent(pid):
    return int(_stat(pid)[1])


def _threads(pid):
    return int(_stat(pid)[17])


def _stat(pid):
    # The fields after the program's name, which may contain spaces and parentheses.
    fields = _text(pid, "stat").rpartition(")")[2].split()
    return fields if len(fields) > 17 else ["X", "-1", *["0"] * 16]


def _resident(pid):
    fields = _text(pid, "statm").split()
    return int(fields[1]) * _PAGE if len(fields) > 1 else 0


def _text(pid, name):
    try:
        with open(f"/proc/{pid}/{name}", encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""
