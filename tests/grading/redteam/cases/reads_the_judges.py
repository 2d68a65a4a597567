"""Judges, known mistakes, accepted answers and the grader itself, by import and by file."""

SPY = """
import importlib
import os
import site
import sys

WANTED = ["reglab.exercises.lasso.lasso_cd_mistakes", "reglab.exercises.lasso.predictions"]
WANTED += ["reglab.exercises.ridge.effective_df", "reglab.checks.judging", "reglab.grading"]
WANTED += ["reglab.checks.judging.judge", "reglab.checks.judging.decoding"]
WANTED += ["reglab.course", "reglab.checks.authoring.verify", "reglab.checks.judging.diagnose"]
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
            if name.startswith(("judg", "accepted", "grading")) or "_mistakes" in name:
                print("FOUND", folder, name)
if [name for name in sys.modules if name.startswith("reglab.grading")]:
    print("FOUND modules of the grader")
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
