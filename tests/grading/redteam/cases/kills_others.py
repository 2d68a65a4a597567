"""Signals to every process that can be reached, and a look into their memory."""

SPY = """
import ctypes
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
PTRACE_ATTACH, PR_SET_DUMPABLE = 16, 4
for pid in range(2, 400):
    if libc.ptrace(PTRACE_ATTACH, pid, 0, 0) == 0:
        print("FOUND a process to look into", pid)
for pid in [-1, os.getppid(), *range(2, 4_000)]:
    if pid == 0:
        continue
    try:
        os.kill(pid, signal.SIGKILL)
        print("FOUND a process to kill", pid)
    except OSError:
        pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
WITHOUT_INNER_NAMESPACES = {
    "status": "stopped",
    "says": "cell 2: its process ended early",
    "prints": "",
}
BECAUSE = "The processes beside it belong to its own sandbox, which ends with them."
