"""What a submission's processes use, read from /proc by the process that watches them."""

import os

__all__ = ["Usage", "count_all", "proportional", "usage"]

_PAGE = os.sysconf("SC_PAGE_SIZE")


class Usage:
    """Processes below one, and their memory.

    Attributes
    ----------
    processes, threads : int
    bytes : int
        Resident memory, where what several of them share is counted for each.
    pids : list of int
    """

    def __init__(self, pids):
        self.pids, self.bytes = pids, sum(map(_resident, pids))
        self.threads = sum(map(_threads, pids))

    @property
    def processes(self):
        return len(self.pids)


def count_all():
    """How many processes there are at all, this one included."""
    return sum(name.isdigit() for name in os.listdir("/proc"))


def proportional(pid):
    """A process's resident memory, its share of what it shares; exact, and slower to read."""
    for line in _text(pid, "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def usage(root, *, below=True):
    """The `Usage` of a process and, unless told otherwise, of all that descend from it.

    A process whose parent has died becomes a child of the first process of its
    namespace, so that nothing is lost.
    """
    if not below:
        return Usage([root])
    children = {}
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
    # Behind the name of the program, which may hold blanks and brackets.
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
