"""The builder and nbgrader's own commands agree, and nbgrader is loaded only when needed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


def run(*command, cwd=None):
    # nbgrader keeps a profile in the home folder.
    environment = {**os.environ, "HOME": str(cwd or Path.cwd()), "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_package_loads_no_notebook_library():
    heavy = "{'jupytext', 'nbformat', 'nbgrader', 'IPython'}"
    code = f"""
import sys, reglab.course
reglab.course.build, reglab.course.CourseError, reglab.course.find_lessons
print(sorted({heavy} & set(sys.modules)))
"""
    assert run(sys.executable, "-c", code).strip() == "[]"


@pytest.mark.slow
def test_the_command_of_nbgrader_makes_the_same_release(course):
    course.build()
    expected = course.released.read_bytes()
    shutil.rmtree(course.release)
    (course.folder / "accepted.py").write_text("solution = 1\n")
    shutil.copy(REPOSITORY / "nbgrader_config.py", course.root)
    nbgrader = [sys.executable, "-m", "nbgrader", "generate_assignment", "03_toy", "--no-db"]
    run(*nbgrader, cwd=course.root)
    assert course.released.read_bytes() == expected
    assert [path.name for path in course.release.iterdir()] == ["03_toy.ipynb"]
    assert course.problems() == []
