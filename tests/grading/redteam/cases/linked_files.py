"""Files beside the notebook that are links to what nobody should see."""

FILES = {"notes.txt": b"mine"}
LINKS = {"secret": "../../../reglab_seed.json", "all": "/", "others": "../../"}
SPY = """
import os

if sorted(os.listdir()) != ["notes.txt"]:
    print("FOUND", os.listdir())
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED", "says": "not regular files"}
