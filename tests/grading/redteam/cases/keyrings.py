"""Keys of the kernel, which outlive a process and may be the instructor's."""

SPY = """
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
ADD_KEY, KEYCTL = 248, 250
key = libc.syscall(ADD_KEY, b"user", b"answer", b"2.0", ctypes.c_size_t(3), -3)
if key > 0:
    print("FOUND a session's keyring", key)
if libc.syscall(KEYCTL, 0, -3, 0) > 0:
    print("FOUND a keyring")
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
