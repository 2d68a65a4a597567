"""The secret seed of the graded checks: created once per lesson of a course, then reused."""

import json
import os
import secrets
from pathlib import Path

from reglab.grading.errors import GradingError

__all__ = ["SEED_FILE", "secret_seed"]

SEED_FILE = "reglab_seed.json"


def secret_seed(
    course_dir: Path, lesson: str, seed: int | None = None, *, record: bool = True
) -> int:
    """Return the recorded seed of a lesson; record a new one if there is none.

    With different seeds, students would be judged on different data, so a recorded
    seed is never replaced.

    Parameters
    ----------
    course_dir : path
    lesson : str
    seed : int, optional
        Recorded instead of a random one.
    record : bool
        Whether a new seed may be recorded; if False, the lesson must have one.

    Returns
    -------
    int
        Below 2^63.

    Raises
    ------
    GradingError
        If the file is not readable or contains a seed other than `seed`, or if it
        contains none and `record` is False.
    """
    path = course_dir / SEED_FILE
    recorded = _read(path)
    if lesson in recorded:
        if seed not in (None, recorded[lesson]):
            raise GradingError(
                f"{path}: seed must be the one that {lesson} was graded with before, got {seed}; "
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
        raise GradingError(f"{path} must be valid JSON: {error}") from None
    if not isinstance(recorded, dict) or not all(type(s) is int for s in recorded.values()):
        raise GradingError(f"{path} must contain {{lesson: seed}}, got {str(recorded)[:40]}")
    return recorded


def _write(path, recorded):
    staged = path.with_name(f".{path.name}.new")
    staged.unlink(missing_ok=True)
    # Create the file with its final permissions, so that others can never read it.
    descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump(recorded, file, indent=2)
        file.write("\n")
    os.replace(staged, path)
