"""Pages of files that stay in sockets and pipes, and what a file keeps beside its pages."""

SPY = """
import ctypes
import errno
import os
import socket
import struct

libc = ctypes.CDLL(None, use_errno=True)
arm = os.uname().machine == "aarch64"
with open("file", "wb") as file:
    file.write(bytes(4096))
source = os.open("file", os.O_RDWR)
one, other = socket.socketpair()
reading, writing = os.pipe()
for name, call in (
    ("sendfile", lambda: os.sendfile(one.fileno(), source, 0, 1)),
    ("splice", lambda: libc.syscall(76 if arm else 275, source, None, writing, None, 1, 0)),
    ("tee", lambda: libc.syscall(77 if arm else 276, reading, writing, 1, 0)),
    ("mbind", lambda: libc.syscall(235 if arm else 237, None, 4096, 0, None, 0, 0)),
):
    ctypes.set_errno(0)
    try:
        call()
        number = ctypes.get_errno()
    except OSError as error:
        number = error.errno
    if number != errno.EPERM:
        print("FOUND", name, number)
entries = [(1, 7, 2**32 - 1), *[(2, 7, os.getuid())] * 8_000]
entries += [(kind, 7, 2**32 - 1) for kind in (4, 16, 32)]
rights = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
try:
    os.setxattr(".", "system.posix_acl_access", rights)
    print("FOUND access rights")
except OSError:
    pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
