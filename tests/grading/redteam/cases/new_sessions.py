"""New sessions, to each of which Linux gives a share of the cores."""

SPY = """
import ctypes
import os
import subprocess
import sys

if os.fork() == 0:
    try:
        os.setsid()
    except OSError:
        os._exit(0)
    os._exit(1)
if os.wait()[1] != 0:
    print("FOUND a session by os.setsid")
libc = ctypes.CDLL(None)
if os.fork() == 0:
    os._exit(libc.setsid() >= 0)
if os.wait()[1] != 0:
    print("FOUND a session by the C library")
for wanted in ({"start_new_session": True},):
    try:
        subprocess.run([sys.executable, "-c", ""], **wanted)
        print("FOUND a session by a new program")
    except OSError:
        pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
