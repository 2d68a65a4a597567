"""From the text of a lesson to the notebooks of the course.

``solutions/NN_name/NN_name.py`` is the only file an author writes. `build` makes
``solutions/NN_name/NN_name.ipynb`` (nbgrader's source) and
``notebooks/NN_name/NN_name.ipynb`` (what students open) from it, and refuses a
source that breaks one of the rules of the course.

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
