"""From the text of a lesson to the notebooks of the course.

``solutions/NN_name/NN_name.py`` is the only file an author writes. `build` makes
``solutions/NN_name/NN_name.ipynb`` (nbgrader's source) and
``notebooks/NN_name/NN_name.ipynb`` (what students open) from it, and refuses a
source that breaks one of the rules of the course.

Names are looked up on first use (PEP 562), so that importing this package loads
neither jupytext nor nbgrader.
"""

from importlib import import_module

_HOMES = {
    "BuildResult": "builder",
    "build": "builder",
    "CourseError": "errors",
    "Lesson": "lessons",
    "find_lessons": "lessons",
    "find_root": "lessons",
}

__all__ = ["BuildResult", "CourseError", "Lesson", "build", "find_lessons", "find_root"]


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__():
    return sorted(__all__)
