"""Build the notebooks of the course from the texts of its lessons.

The author of a lesson writes ``solutions/NN_name/NN_name.py`` only. `build` makes
``solutions/NN_name/NN_name.ipynb`` (nbgrader's source) and
``notebooks/NN_name/NN_name.ipynb`` (what students open) from it, and refuses a
source that breaks a rule of the course.

Names are looked up on first use (PEP 562), so that importing this package loads
neither jupytext nor nbgrader.
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "BuildResult": "builder",
        "build": "builder",
        "CourseError": "errors",
        "Lesson": "lessons",
        "find_lessons": "lessons",
        "find_root": "lessons",
    },
)
