"""Looks for solutions, the gradebook, seeds and configuration in all of the file system."""

SPY = """
import os
import sys

WANTED = ("gradebook.db", "reglab_seed.json", "nbgrader_config.py", "course.toml", "results.json")
for folder, folders, names in os.walk("/"):
    folders[:] = [] if folder in ("/usr", sys.prefix, sys.base_prefix) else folders
    found = [n for n in names if n in WANTED or n.startswith("03_small") or n.endswith(".ipynb")]
    if found:
        print("FOUND", folder, found)
for up in ("..", "../..", "../../..", "../../../solutions", "/submitted", "/home", "/root"):
    try:
        if set(os.listdir(up)) & {"solutions", "source", "submitted", "feedback", ".ssh"}:
            print("FOUND", up)
    except OSError:
        pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
