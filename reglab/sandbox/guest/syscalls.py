"""A seccomp filter that blocks system calls no answer needs or that would evade the limits.

Namespaces and empty folders restrict what student code can see. This filter blocks the calls
that make new namespaces or sessions, access other processes, or hold memory that is counted for
no process. Most blocked calls fail with EPERM.
"""

import ctypes
import errno
import os
import struct

__all__ = ["close_calls"]

# By machine: the kernel's number for it, and the column of its call numbers below.
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
_CLOSED = {
    "memory of no process": [(319, 279), (447, 447), (29, 194)],  # memfd_create, _secret, shmget
    # vmsplice, io_setup, inotify_init (not on ARM), inotify_init1, fanotify_init
    "memory of the kernel": [(278, 75), (206, 0), (253, 26), (294, 26), (300, 262)],
    # Memory of closed sockets stays in messages, and in connections that nobody accepted.
    "memory of closed sockets": [(50, 201), (46, 211), (307, 269)],  # listen, sendmsg, sendmmsg
    # A page of a file that is moved into a socket stays when the file is gone, and counts as the
    # bytes that were moved, such as one: sendfile, splice, tee.
    "memory of pages in sockets": [(40, 71), (275, 76), (276, 77)],
    # A file keeps what it is told about each range of its pages: mbind.
    "memory of places": [(237, 235)],
    # landlock_create_ruleset, _add_rule, _restrict_self, seccomp
    "memory of rules": [(444, 444), (445, 445), (446, 446), (317, 277)],
    # Linux divides the cores between sessions, so each new session would get a share.
    "sessions": [(112, 157)],  # setsid
    # A thread with a lower priority, or on a core of its choice, waits because it wants to.
    # sched_setparam, sched_setscheduler, sched_setaffinity, sched_setattr, setpriority
    "scheduling": [(142, 118), (144, 119), (203, 122), (314, 274), (141, 140)],
    "queues": [(68, 186), (64, 190), (240, 180)],  # msgget, semget, mq_open
    "keys": [(248, 217), (249, 218), (250, 219)],  # add_key, request_key, keyctl
    "namespaces": [(272, 97), (308, 268), (161, 51)],  # unshare, setns, chroot
    "mounts": [(165, 40), (166, 39), (155, 41)]  # mount, umount2, pivot_root
    + [(call, call) for call in (428, 429, 430, 431, 432, 433, 442)],  # their newer forms
    # ptrace, process_vm_readv, process_vm_writev, pidfd_open, pidfd_getfd
    "other processes": [(101, 117), (310, 270), (311, 271), (434, 434), (438, 438)],
    # open_by_handle_at, bpf, perf_event_open, userfaultfd, io_uring_setup
    "rarely used": [(304, 265), (321, 280), (298, 241), (323, 282), (425, 425)],
}
_CLONE3 = (435, 435)
# Access rights of a file may have 64 KB and are no part of its size: setxattr, lsetxattr,
# fsetxattr, setxattrat. ENOTSUP is what `cp` and `shutil` expect of a file system without them.
_ATTRIBUTES = [(188, 5), (189, 6), (190, 7), (463, 463)]
# Of clone's flags: new namespaces, and a process that belongs to the parent of the one that makes
# it, where nobody would look for it.
_NEW_NAMESPACES, _OF_PARENT = 0x7E020080, 0x8000
# Of mmap's flags: shared anonymous memory can outlive its process; huge pages are not counted.
_SHARED_ANONYMOUS, _HUGE = 0x21, 0x40000
_UNIX, _STREAM = 1, 1  # the only kind of socket
_KIND = 0xF  # of a socket's type; the rest are flags
# Options of sockets that make their buffers larger, or attach a filter.
_LARGER = (7, 32, 8, 33, 26, 50, 51, 52)
# Of fcntl's commands: locks on parts of files, of which there could be millions, and the size of
# a pipe.
_LOCKS_AND_SIZE = (6, 7, 37, 38, 1031)
# Of prctl's options: names, signals, timers, huge pages, and what only reads. Others hold memory
# (78, a table of futexes) or keep the watching process from reading what one uses (4), or
# from finding it (36).
_PRCTL = (1, 2, 3, 7, 15, 16, 21, 23, 29, 30, 37, 38, 39, 41, 42, 0x53564D41)
_FIRST_OF_X32 = 0x40000000

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_LOAD, _EQUAL, _AT_LEAST, _AND, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16  # offsets in the data that a filter reads

# Calls that are blocked with some arguments: their numbers, and checks of an argument. A check has
# the argument's place, the bits that count, and the values that are refused (or all others).
_ALL, _NEVER, _ONLY = 0xFFFFFFFF, False, True
_CHECKED = [
    ((56, 220), [(0, _NEW_NAMESPACES | _OF_PARENT, _ONLY, [0])]),  # clone
    ((41, 198), [(0, _ALL, _ONLY, [_UNIX]), (1, _KIND, _ONLY, [_STREAM])]),  # socket
    ((53, 199), [(1, _KIND, _ONLY, [_STREAM])]),  # socketpair
    ((54, 208), [(2, _ALL, _NEVER, _LARGER)]),  # setsockopt
    ((157, 167), [(0, _ALL, _ONLY, _PRCTL)]),
    ((72, 25), [(1, _ALL, _NEVER, _LOCKS_AND_SIZE)]),  # fcntl
    (
        (9, 222),  # mmap
        [(3, _HUGE, _ONLY, [0]), (3, _SHARED_ANONYMOUS, _NEVER, [_SHARED_ANONYMOUS])],
    ),
]


def close_calls() -> None:
    """Block the calls for this process and its children; PR_SET_NO_NEW_PRIVS must be set.

    Raises
    ------
    OSError
        If the kernel refuses, or the machine is neither x86-64 nor 64-bit ARM.
    """
    machine = os.uname().machine
    if machine not in _MACHINES:
        raise OSError(errno.ENOSYS, f"machine must be one of {', '.join(_MACHINES)}, got {machine}")
    code = b"".join(struct.pack("<HBBI", *step) for step in _steps(*_MACHINES[machine]))
    steps = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("<HxxxxxxQ", len(code) // 8, ctypes.addressof(steps))
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = ctypes.create_string_buffer(program, len(program))
    if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, arguments, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {os.strerror(number)}")


def _steps(machine, column):
    """The filter's steps: operation, steps to skip if it is true, if it is false, operand."""
    refuse = (_RETURN, 0, 0, _ERROR | errno.EPERM)
    allow = (_RETURN, 0, 0, _ALLOW)
    steps = [(_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, machine), refuse, (_LOAD, 0, 0, _NUMBER)]
    if column == 0:
        steps += [(_AT_LEAST, 0, 1, _FIRST_OF_X32), refuse]
    for numbers in (number for group in _CLOSED.values() for number in group):
        steps += [(_EQUAL, 0, 1, numbers[column]), refuse]
    for numbers in _ATTRIBUTES:
        steps += [(_EQUAL, 0, 1, numbers[column]), (_RETURN, 0, 0, _ERROR | errno.ENOTSUP)]
    # A filter can't read the flags of clone3; with ENOSYS the C library uses clone instead.
    steps += [(_EQUAL, 0, 1, _CLONE3[column]), (_RETURN, 0, 0, _ERROR | errno.ENOSYS)]
    for numbers, checks in _CHECKED:
        tests = [step for check in checks for step in _check(refuse, *check)]
        steps += [(_EQUAL, 0, len(tests) + 1, numbers[column]), *tests, allow]
    return [*steps, allow]


def _check(refuse, argument, bits, only, values):
    """The steps that look at one argument, and go on if it may have this value."""
    steps = [(_LOAD, 0, 0, _ARGUMENTS + 8 * argument), (_AND, 0, 0, bits)]
    if only:
        jumps = range(len(values), 0, -1)
        return [*steps, *((_EQUAL, n, 0, v) for n, v in zip(jumps, values, strict=True)), refuse]
    return [*steps, *(step for value in values for step in ((_EQUAL, 0, 1, value), refuse))]
