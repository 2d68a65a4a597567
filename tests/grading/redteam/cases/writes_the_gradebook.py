"""Points written into every database that can be found or guessed."""

ATTACK = """
import os
import sqlite3
import sys

places = ["../../../gradebook.db", "../../gradebook.db", "/gradebook.db", "gradebook.db"]
for folder, folders, names in os.walk("/"):
    folders[:] = [] if folder in ("/usr", sys.prefix, sys.base_prefix) else folders
    places += [os.path.join(folder, name) for name in names if name.endswith(".db")]
for path in places:
    try:
        with sqlite3.connect(path) as book:
            book.execute("update grade set auto_score = 100, manual_score = 100")
            print("FOUND", path)
    except sqlite3.Error:
        pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0, "prints": "TRIED"}
