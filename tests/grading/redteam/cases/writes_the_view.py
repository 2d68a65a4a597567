"""Changes in reglab and in libraries, for those who are graded next."""

ATTACK = """
import os
import sys

import numpy
import reglab

found = []
for module in (numpy, reglab, os):
    folder = os.path.dirname(module.__file__)
    for name in ("new.py", os.path.basename(module.__file__)):
        try:
            os.chmod(folder, 0o777)
        except OSError:
            pass
        try:
            open(os.path.join(folder, name), "ab").close()
            found.append(folder)
        except OSError:
            pass
if found:
    print("FOUND", found)
print("TRIED")
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0, "prints": "TRIED"}
