"""A crash that would leave an image of memory on the disk."""

SPY = """
import ctypes
import os
import resource

try:
    resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))
    print("FOUND room for an image")
except (OSError, ValueError):
    pass
ctypes.string_at(0)
"""
EXPECTED = {"status": "stopped", "says": "ended early"}
