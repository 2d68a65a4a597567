"""Looks for what the instructor's environment holds."""

SPY = """
import ctypes
import os
import subprocess

environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
texts, place = [], 0
while environ[place]:
    texts.append(environ[place].decode())
    place += 1
texts += [f"{key}={value}" for key, value in os.environ.items()]
texts.append(subprocess.run(["env"], capture_output=True, text=True).stdout)
for path in ("/proc/1/environ", "/proc/2/environ", "/proc/self/environ"):
    try:
        texts.append(open(path).read())
    except OSError:
        pass
if any("REDTEAM_SECRET" in text or "REGLAB_SEED" in text for text in texts):
    print("FOUND the environment")
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
