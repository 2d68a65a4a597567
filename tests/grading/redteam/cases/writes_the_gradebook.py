"""Points written into every database that can be found or guessed."""

ATTACK = """
import glob
import os
import sqlite3

places = ["../../../gradebook.db", "../../gradebook.db", "/gradebook.db", "gradebook.db"]
for path in [*places, *glob.glob("/**/*.db", recursive=True)]:
    try:
        with sqlite3.connect(path) as book:
            book.execute("update grade set auto_score = 100, manual_score = 100")
            print("FOUND", path)
    except sqlite3.Error:
        pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0, "prints": "TRIED"}
