"""The secret seed of the graded checks: made once for a lesson of a course, then reused."""

import json
import os
import secrets

from reglab.grading.errors import GradingError

__all__ = ["SEED_FILE", "secret_seed"]

SEED_FILE = "reglab_seed.json"


def secret_seed(course_dir, lesson, seed=None, *, record=True):
    """The recorded seed of a lesson; a new one is recorded if there is none.

    A seed that changes between two students, or at a regrade, would judge them
    on different data; so it is never replaced.

    Parameters
    ----------
    course_dir : path
    lesson : str
    seed : int, optional
        Recorded instead of a random one.
    record : bool
        Whether a lesson may get a seed; False expects it to have one.

    Returns
    -------
    int
        Below 2^63.

    Raises
    ------
    GradingError
        If the file is not readable, or records another seed than `seed`, or none
        and `record` is False.
    """
    path = course_dir / SEED_FILE
    recorded = _read(path)
    if lesson in recorded:
        if seed not in (None, recorded[lesson]):
            raise GradingError(
                f"{path}: expected the seed that {lesson} was graded with before, got {seed}; "
                "grade in a new course folder to use another one"
            )
        return recorded[lesson]
    if not record:
        raise GradingError(f"{path}: expected the seed that {lesson} was graded with, found none")
    recorded[lesson] = secrets.randbits(63) if seed is None else seed
    _write(path, recorded)
    return recorded[lesson]


def _read(path):
    try:
        recorded = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise GradingError(f"{path}: expected the seeds as JSON, got {error}") from None
    if not isinstance(recorded, dict) or not all(type(s) is int for s in recorded.values()):
        raise GradingError(f"{path}: expected {{lesson: seed}}, got {str(recorded)[:40]}")
    return recorded


def _write(path, recorded):
    staged = path.with_name(f".{path.name}.new")
    staged.unlink(missing_ok=True)
    # Never readable by others, not even for a moment.
    descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump(recorded, file, indent=2)
        file.write("\n")
    os.replace(staged, path)
