"""``course.toml``: the instructor's settings of a course, all optional.

.. code-block:: toml

    gradebook = "postgresql://localhost/course"

    [points]                  # by exercise; the earned fraction stays
    "lasso.lasso_cd" = 8

    [due]                     # in UTC unless a time zone is given
    03_lasso = 2026-11-01T23:59:00Z

    [marks]                   # see `reglab.checks.judging.floors.Floors`
    slip = 0.8

    [limits]                  # see `reglab.sandbox.guest.limits.Limits`
    memory_mb = 3000
"""

import tomllib
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path

from reglab.checks.judging.floors import Floors
from reglab.grading.errors import GradingError
from reglab.grading.records.files import read_record
from reglab.sandbox.guest.limits import Limits

__all__ = ["COURSE_FILE", "CourseFile", "read_course_file"]

COURSE_FILE = "course.toml"
_EXPECTED = {"gradebook": str, "points": dict, "due": dict, "limits": dict, "marks": dict}


@dataclass(frozen=True)
class CourseFile:
    """The content of the file.

    Attributes
    ----------
    points : dict of float
        By exercise or prediction, such as ``"lasso.lasso_cd"``, or by grade_id.
    due : dict of datetime.datetime
        By lesson, in UTC, without a time zone.
    limits : Limits
    marks : Floors
    gradebook : str
        URL of a database; empty for ``gradebook.db`` in the course folder.
    """

    points: dict[str, float] = field(default_factory=dict)
    due: dict[str, datetime] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    gradebook: str = ""
    marks: Floors = field(default_factory=Floors)


def read_course_file(folder: Path) -> CourseFile:
    """Read the course file of a folder; without one, return the defaults.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    CourseFile

    Raises
    ------
    GradingError
        If a key is unknown or a value is invalid.
    """
    path = folder / COURSE_FILE
    try:
        data = tomllib.loads(read_record(path).decode("utf-8"))
    except FileNotFoundError:
        return CourseFile()
    except OSError as error:
        raise GradingError(
            f"{path} cannot be read ({error.strerror}); nothing was changed: restore it from "
            "a backup"
        ) from None
    except (ValueError, RecursionError) as error:
        raise GradingError(f"{path} must be valid TOML: {error}; correct it") from None
    for name, value in data.items():
        if not isinstance(value, _EXPECTED.get(name, ())):
            raise GradingError(
                f"{path}: keys must be {', '.join(_EXPECTED)}; "
                f"{name} is {'unknown' if name not in _EXPECTED else 'of the wrong type'}"
            )
    return CourseFile(
        {name: _number(path, name, value) for name, value in data.get("points", {}).items()},
        {name: _time(path, name, value) for name, value in data.get("due", {}).items()},
        _limits(path, data.get("limits", {})),
        data.get("gradebook", ""),
        _floors(path, data.get("marks", {})),
    )


def _number(path, name, value):
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
        raise GradingError(f"{path}: {name} must be a number of at least 0, got {value!r}")
    return float(value)


def _time(path, name, value):
    if not isinstance(value, datetime):
        raise GradingError(f"{path}: due of {name} must be a date with a time, got {value!r}")
    return value if value.tzinfo is None else value.astimezone(UTC).replace(tzinfo=None)


def _limits(path, values):
    known = [item.name for item in fields(Limits)]
    for name, value in values.items():
        if name not in known:
            raise GradingError(f"{path}: limits must be {', '.join(known)}, got {name}")
        if _number(path, name, value) <= 0:
            raise GradingError(f"{path}: {name} must be more than 0, got {value!r}")
        if not name.endswith("_seconds") and not isinstance(value, int):
            raise GradingError(f"{path}: {name} must be a whole number, got {value!r}")
    return Limits(**values)


def _floors(path, values):
    known = [item.name for item in fields(Floors)]
    for name in values:
        if name not in known:
            raise GradingError(f"{path}: marks must be {', '.join(known)}, got {name}")
    try:
        return Floors(**values)
    except ValueError as error:
        raise GradingError(f"{path}: marks: {error}") from None
