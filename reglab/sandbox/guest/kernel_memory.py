"""Memory that the kernel holds for a submission and counts for no process.

The kernel tells how many sockets and pipes are open, but not what they hold. So each one counts
as full. The system call filter keeps their sizes at the defaults, see `syscalls`.
"""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from select import epoll

__all__ = [
    "MOST_FILES",
    "held_by_descriptors",
    "held_by_entries",
    "held_by_files",
    "held_by_mappings",
]

# Open files of one process. TensorFlow and asyncio need fewer than ten.
MOST_FILES = 128
FILE = 1536  # bytes for each file, even if it is empty, measured
PIPE = 2**16  # bytes, the size of a new pipe
# Linux gives all sandboxes together 1,024 pipes of that size, and only small ones after that. So
# that each gets its own, pipes beyond this number count far more than they hold.
MANY_PIPES, FURTHER_PIPE = 200, 2**24
MAPPING = 512  # bytes for each range of addresses, measured
# For each file that epoll watches. It needs 200 bytes, but all users share the number of entries
# that the kernel allows, and counting many takes long. No answer has more than a few hundred.
ENTRY = 2**14
_SOCKET_OVERHEAD = 2**16  # a message may exceed a socket's buffer by its own size, rounded up


def held_by_descriptors(pids: Iterable[int]) -> int:
    """Return the most bytes that the open sockets and pipes of some processes can hold.

    Many pipes count for more.

    Parameters
    ----------
    pids : iterable of int

    Returns
    -------
    int
    """
    sockets, pipes, hidden = set(), set(), 0
    for pid in pids:
        try:
            for _, found in _descriptors(pid):
                kind = stat.S_IFMT(found.st_mode)
                if kind == stat.S_IFSOCK:
                    sockets.add(found.st_ino)
                elif kind == stat.S_IFIFO:
                    pipes.add((found.st_dev, found.st_ino))
        except PermissionError:  # not a program that students can write; assume the worst
            hidden += MOST_FILES
        except OSError:  # it has ended
            continue
    further = max(0, len(pipes) - MANY_PIPES)
    return (hidden + len(sockets)) * _socket() + len(pipes) * PIPE + further * FURTHER_PIPE


def _descriptors(pid):
    """Yield the number, as text, and the status of each open descriptor of a process."""
    for name in os.listdir(f"/proc/{pid}/fd"):
        try:
            found = os.stat(f"/proc/{pid}/fd/{name}")
        except OSError:  # it was closed meanwhile
            continue
        yield name, found


@cache  # memory is looked at many times a second
def _socket():
    try:
        with open("/proc/sys/net/core/wmem_default", encoding="ascii") as file:
            return int(file.read()) + _SOCKET_OVERHEAD
    except (OSError, ValueError):
        return 212_992 + _SOCKET_OVERHEAD  # the default on x86-64 and 64-bit ARM


def held_by_files(pid: int, folders: Iterable[str]) -> int:
    """Return the bytes of the files in some folders that a process sees; they are in memory.

    Parameters
    ----------
    pid : int
    folders : iterable of str
        Each a file system of its own.

    Returns
    -------
    int
    """
    total = 0
    for folder in folders:
        with suppress(OSError):
            found = os.statvfs(f"/proc/{pid}/root{folder}")
            total += (found.f_blocks - found.f_bfree) * found.f_frsize
            total += (found.f_files - found.f_ffree) * FILE
    return total


def held_by_mappings(pids: Iterable[int]) -> int:
    """Return the bytes that the kernel needs for the address ranges of some processes.

    Parameters
    ----------
    pids : iterable of int

    Returns
    -------
    int
    """
    count = 0
    for pid in pids:
        with suppress(OSError), open(f"/proc/{pid}/maps", "rb") as file:
            count += file.read().count(b"\n")
    return count * MAPPING


def held_by_entries(pids: Iterable[int]) -> int:
    """Return the bytes that count for the entries of epoll of some processes.

    An entry stays when its descriptor is closed, as long as another one has the same file open. So
    there can be far more entries than descriptors.

    Parameters
    ----------
    pids : iterable of int

    Returns
    -------
    int
    """
    count = 0
    for pid in pids:
        with suppress(OSError):
            for name, found in _descriptors(pid):
                if (found.st_dev, found.st_ino) == _nameless():
                    with suppress(OSError), open(f"/proc/{pid}/fdinfo/{name}", "rb") as file:
                        count += file.read().count(b"tfd:")
    return count * ENTRY


@cache
def _nameless():
    """Device and number of the one file without a name that all epolls, and some others, share."""
    with epoll() as one:
        found = os.fstat(one.fileno())
    return found.st_dev, found.st_ino
