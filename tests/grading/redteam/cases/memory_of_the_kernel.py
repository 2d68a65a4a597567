"""Tables, rules and locks that the kernel keeps for a process and counts for none."""

SPY = """
import ctypes
import fcntl
import os

libc = ctypes.CDLL(None, use_errno=True)
arm = os.uname().machine == "aarch64"
for option in (4, 22, 36, 78, 0x41555856):
    if libc.prctl(option, 1, ctypes.c_ulong(2**20), 0, 0) == 0:
        print("FOUND prctl", option)
for call in (444, 434, 438, 277 if arm else 317, 75 if arm else 278, 26 if arm else 294):
    if libc.syscall(call, 0, 0, 0, 0, 0) >= 0 or ctypes.get_errno() != 1:
        print("FOUND the call", call, ctypes.get_errno())
with open("locked", "w") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX, 1, 0)
        print("FOUND a lock")
    except OSError:
        pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
