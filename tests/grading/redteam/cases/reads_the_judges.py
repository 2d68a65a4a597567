"""Judges, known mistakes, accepted answers and the grader itself, by import and by file."""

SPY = """
import glob
import importlib
import sys

ROOMS = ("judges", "bank", "accepted")
WANTED = [f"reglab.checks.{lesson}.{room}" for lesson in ("lasso", "ridge") for room in ROOMS]
WANTED += ["reglab.grading", "reglab.checks.core.judging", "reglab.checks.core.decoding"]
WANTED += ["reglab.course", "reglab.checks.core.verify", "reglab.checks.core.diagnose"]
for name in WANTED:
    try:
        importlib.import_module(name)
        print("FOUND", name)
    except ImportError:
        pass
for name in ("judges", "bank", "accepted", "judging", "grading"):
    for path in glob.glob(f"/**/{name}*", recursive=True):
        if "reglab" in path:
            print("FOUND", path)
if [name for name in sys.modules if name.startswith("reglab.grading")]:
    print("FOUND modules of the grader")
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
