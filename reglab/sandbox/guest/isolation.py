"""Isolate a forked child from its siblings: namespaces, private files, no privileges.

bubblewrap isolates the whole sandbox from the machine. This module isolates
submissions from each other, since they share the warm process. Linux only; it
calls the C library because Python 3.11 has no `os.unshare`.
"""

import contextlib
import ctypes
import os
import re
import resource
import signal
from pathlib import Path

from .kernel_memory import MOST_FILES
from .syscalls import close_calls

__all__ = [
    "IsolationError",
    "adopt_orphans",
    "drop_privileges",
    "private_files",
    "readable_by_others",
    "unshare",
]

CLONE_NEWNS = 0x00020000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT = 1, 2, 4, 0x20
MS_BIND, MS_MOVE, MS_REC, MS_PRIVATE = 0x1000, 0x2000, 0x4000, 0x40000
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 4, 24, 36, 38
CAPABILITY_VERSION_3 = 0x20080522
LAST_CAPABILITY = 40

# The files of /proc that libraries read about the machine; none is about other processes.
_KEPT_OF_PROC = ("cpuinfo", "meminfo")
# Not /dev/zero: memory that is shared through it would be counted for no process.
_DEVICES = ("null", "random", "urandom")

_OCTAL = re.compile(rb"\\([0-7]{3})")
_libc = ctypes.CDLL(None, use_errno=True)


class IsolationError(OSError):
    """The kernel refuses to isolate a process."""


def unshare() -> None:
    """Enter new user, mount, process, IPC and network namespaces.

    The calling process must have one thread. Its next child is the first process of the new
    process namespace.
    """
    user, group = os.getuid(), os.getgid()
    flags = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET
    _call("unshare", flags)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    _call("mount", None, b"/", None, MS_REC | MS_PRIVATE, None)


def private_files(folders: list[str], megabytes: int) -> None:
    """Give this process its own empty folders, and a /proc without processes.

    Parameters
    ----------
    folders : list of str
        The first may hold `megabytes`, each of the others a quarter of that.
    megabytes : int
    """
    kept = {name: _read(f"/proc/{name}") for name in _KEPT_OF_PROC}
    program = os.readlink("/proc/self/exe")
    _devices(folders[-1])
    for index, folder in enumerate(folders):
        with _mounts_kept(folder):
            _tmpfs(folder, megabytes if index == 0 else max(1, megabytes // 4))
    _tmpfs("/proc", 1)
    for name, text in kept.items():
        Path("/proc", name).write_bytes(text)
    # TensorFlow aborts if it can't read these two.
    Path("/proc/self").mkdir()
    Path("/proc/self/exe").symlink_to(program)
    Path("/proc/self/cmdline").write_bytes(b"python\0")
    _tmpfs("/dev/shm", megabytes)
    for folder in ("/proc", "/dev"):
        _call("mount", None, folder.encode(), None, MS_REMOUNT | MS_BIND | MS_RDONLY, None)


@contextlib.contextmanager
def _mounts_kept(folder):
    """Mount again what is mounted below a folder, such as a Python environment in /tmp.

    The kernel keeps such a mount read-only, because the sandbox around this process made it so.
    """
    lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    places = [os.fsdecode(_OCTAL.sub(_byte, line.split()[4])) for line in lines]
    below = sorted({place for place in places if place.startswith(f"{folder}/")})
    tops = [p for p in below if not any(p.startswith(f"{other}/") for other in below)]
    opened = {place: os.open(place, os.O_PATH) for place in tops}
    yield
    for place, descriptor in opened.items():
        Path(place).mkdir(parents=True)
        source = f"/proc/self/fd/{descriptor}".encode()
        _call("mount", source, place.encode(), None, MS_BIND | MS_REC, None)
        os.close(descriptor)


def _byte(found):
    """A space or another separator, which the kernel writes as an octal number."""
    return bytes([int(found[1], 8)])


def _devices(place):
    """Mount a private /dev, so that a submission can leave nothing there for the next one."""
    _tmpfs(place, 1)
    for name in _DEVICES:
        path = Path(place, name)
        path.touch()
        _call("mount", f"/dev/{name}".encode(), str(path).encode(), None, MS_BIND, None)
    Path(place, "shm").mkdir()
    _call("mount", place.encode(), b"/dev", None, MS_MOVE, None)


def readable_by_others(readable: bool) -> None:
    """Say whether other processes of the user may look into this one."""
    _call("prctl", PR_SET_DUMPABLE, int(readable), 0, 0, 0)


def adopt_orphans() -> None:
    """Make this process the parent of all below it whose parents end, so that they are counted."""
    _call("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def drop_privileges() -> None:
    """Permanently give up all capabilities, and the system calls that no answer needs."""
    for capability in range(LAST_CAPABILITY + 1):
        _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # some are unknown to older kernels
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())
    # One byte is smaller than any core dump. With 0, a dump would still be piped to a program
    # of the machine that collects them.
    limits = {"CORE": 1, "NOFILE": MOST_FILES, "MSGQUEUE": 0, "SIGPENDING": 1000}
    for name, most in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so a file that grows too large raises OSError
    close_calls()


def _tmpfs(folder, megabytes):
    options = f"size={megabytes}m,nr_inodes=5000,mode=700".encode()
    _call("mount", b"tmpfs", folder.encode(), b"tmpfs", MS_NOSUID | MS_NODEV, options)


def _read(path):
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


def _call(name, *args):
    if getattr(_libc, name)(*args) != 0:
        number = ctypes.get_errno()
        raise IsolationError(number, f"{name}: {os.strerror(number)}")
