"""The kernel's own limits for a sandbox, where the machine lends this process a cgroup.

That needs cgroup version 2 and a cgroup whose only processes are ours, for instance with
``systemd-run --user --scope -p Delegate=yes reglab grade ...``. The kernel then counts memory
exactly, with what it holds itself, and there is no way past its limit. Without a cgroup, the
watching process in the sandbox limits memory, see `reglab.sandbox.guest.supervisor`.
"""

import itertools
import os
import time
from contextlib import suppress
from pathlib import Path

from reglab.sandbox.guest.watch import usage

__all__ = ["Group", "claim"]

MOUNTED = Path("/sys/fs/cgroup")
GRADER = "reglab-grader"
NEEDED = {"memory", "pids"}
CLOSE_SECONDS = 5
_number = itertools.count()


def claim(mounted: Path = MOUNTED) -> Path | None:
    """Return the folder in which sandboxes can get their own cgroups; None if there is none.

    The kernel allows either processes or limited groups in a cgroup, but not both. So this
    process moves into a group of its own, with all that it has started.

    Parameters
    ----------
    mounted : Path
        Where the cgroup file system is mounted.

    Returns
    -------
    Path or None
    """
    own = _own(mounted)
    if own is None or own.name == GRADER:
        return own and own.parent
    try:
        ours = set(usage(os.getpid()).pids)
        there = set(map(int, (own / "cgroup.procs").read_text().split()))
        controllers = set((own / "cgroup.controllers").read_text().split())
        if not (there <= ours and controllers >= NEEDED):
            return None
        (own / GRADER).mkdir(exist_ok=True)
        for pid in there:
            (own / GRADER / "cgroup.procs").write_text(str(pid))
        (own / "cgroup.subtree_control").write_text(" ".join(f"+{name}" for name in NEEDED))
    except OSError:
        return None  # not lent to us
    return own


def _own(mounted):
    """The folder of this process's cgroup; None without version 2."""
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
    except OSError:
        return None
    paths = [line.removeprefix("0::/") for line in lines if line.startswith("0::/")]
    if len(paths) != 1 or not (mounted / "cgroup.controllers").is_file():
        return None
    return mounted / paths[0]


class Group:
    """The cgroup of one sandbox.

    Parameters
    ----------
    base : Path
        From `claim`.
    """

    def __init__(self, base: Path):
        self.folder = base / f"reglab-sandbox-{os.getpid()}-{next(_number)}"
        self.folder.mkdir()
        self._kills = 0

    def entering(self, command: list[str]) -> list[str]:
        """Return a command that first moves itself into the group."""
        script = 'echo $$ > "$0" && exec "$@"'
        return ["/bin/sh", "-c", script, str(self.folder / "cgroup.procs"), *command]

    def limit(self, memory: int, tasks: int) -> None:
        """Allow this much in addition to what the group uses now.

        Parameters
        ----------
        memory : int
            Bytes.
        tasks : int
            Processes and threads.
        """
        with suppress(OSError):  # a kernel without swap
            (self.folder / "memory.swap.max").write_text("0")
        for name, more in (("memory", memory), ("pids", tasks)):
            current = int((self.folder / f"{name}.current").read_text())
            (self.folder / f"{name}.max").write_text(str(current + more))
        self._kills = self._killed()

    def ran_out_of_memory(self) -> bool:
        """Return whether the kernel has ended a process since the last `limit`."""
        return self._killed() > self._kills

    def _killed(self):
        try:
            lines = (self.folder / "memory.events").read_text().splitlines()
        except OSError:
            return 0
        return sum(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))

    def close(self) -> None:
        """Remove the group once its processes have ended."""
        end = time.monotonic() + CLOSE_SECONDS
        while self.folder.is_dir() and time.monotonic() < end:
            with suppress(OSError):
                self.folder.rmdir()
                return
            time.sleep(0.01)
