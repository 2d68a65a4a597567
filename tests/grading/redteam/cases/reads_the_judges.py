"""Judges, known mistakes, accepted answers and the grader itself, by import and by file."""

SPY = """
import importlib
import os
import site
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
rooms = [*filter(os.path.isdir, (f"{folder}/reglab" for folder in site.getsitepackages()))]
for start in ["/", *rooms]:
    for folder, folders, names in os.walk(start):
        folders[:] = [] if folder in ("/usr", sys.prefix, sys.base_prefix) else folders
        for name in [*folders, *names]:
            if name.startswith(("judges", "bank", "accepted", "judging", "grading")):
                print("FOUND", folder, name)
if [name for name in sys.modules if name.startswith("reglab.grading")]:
    print("FOUND modules of the grader")
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
