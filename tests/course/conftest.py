"""A toy lesson with one of everything, and a course to build it in."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from reglab.course import build

TOY = '''\
# %% [markdown]
# # A toy lesson
#
# The *prox* of $|w|$.

# %% nbgrader={"grade_id": "03-setup", "locked": true}
# %matplotlib inline
import math

from reglab.checks import check, grade, predict

# %% nbgrader={"grade_id": "03-predict-sign", "solution": true}
### BEGIN SOLUTION
choice = "a"
### END SOLUTION

# %% nbgrader={"grade_id": "03-predict", "grade": true}
predict("toy.sign", choice)

# %% nbgrader={"grade_id": "03-soft-threshold", "solution": true}
def soft_threshold(z, t):
    """Shrink z towards zero by t."""
    ### BEGIN SOLUTION
    shrunken = max(abs(z) - t, 0.0)
    return math.copysign(shrunken, z)
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-soft-threshold-check", "grade": true}
check("toy.soft_threshold")

# %% nbgrader={"grade_id": "03-soft-threshold-hidden", "grade": true}
### BEGIN HIDDEN TESTS
grade("toy.soft_threshold")
### END HIDDEN TESTS

# %% A free title tags=["experiment"]
curve = [soft_threshold(z, 1.0) for z in range(100)]

# %% [markdown] nbgrader={"grade_id": "03-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# Because the penalty has a kink at zero.
# ### END SOLUTION
'''

POINTS = {"toy.soft_threshold": 4, "toy.sign": 1}
NAMES = {"toy.soft_threshold": ("soft_threshold",)}


@dataclass
class Course:
    """A course in a folder of its own, with toy exercises."""

    root: Path

    def __post_init__(self):
        self.folder = self.root / "solutions" / "03_toy"
        self.text = self.folder / "03_toy.py"
        self.notebook = self.folder / "03_toy.ipynb"
        self.release = self.root / "notebooks" / "03_toy"
        self.released = self.release / "03_toy.ipynb"

    def write(self, text=TOY):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.text.write_text(text, newline="")

    def build(self, lessons=None, **options):
        options = {"points": POINTS.__getitem__, "names": NAMES.__getitem__, **options}
        return build(lessons, root=self.root, **options)

    def problems(self):
        return [problem for result in self.build(check=True) for problem in result.problems]


@pytest.fixture
def course(tmp_path):
    """A course with the toy lesson, not built yet."""
    course = Course(tmp_path)
    course.write()
    return course


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The toy lesson, built once; tests only read it."""
    course = Course(tmp_path_factory.mktemp("built"))
    course.write()
    course.build()
    return course


@pytest.fixture
def toy():
    """The text of the toy lesson."""
    return TOY
