"""Looks for other students' names and answers in processes, folders and memory."""

SPY = """
import glob
import os
import sys

# Where this Python lies is no secret: its libraries are there to be used.
here = set(sys.prefix.split("/")) | set(sys.base_prefix.split("/"))
for path in glob.glob("/proc/[0-9]*"):
    print("FOUND a process", path)
for path in ("/proc/1/root", "/proc/self/root", "/proc/self/cwd", "/proc/self/fd", "/dev/fd/9"):
    if os.path.exists(path):
        print("FOUND", path)
for folder in ("/submission", "/tmp", "/dev/shm", "/reglab-cache", "."):
    try:
        if set(os.listdir(folder)) - here:
            print("FOUND", folder, os.listdir(folder))
    except OSError:
        pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
OWN = r"/proc/(1/root|self/root|self/cwd|self/fd)"
WITHOUT_INNER_NAMESPACES = {"finds": rf"FOUND (a process /proc/[1-4]|{OWN}|/reglab-cache .*)"}
BECAUSE = "The processes and the cache are those of its own sandbox, where no one else's code runs."
