"""The secret seed of the graded checks: created once per lesson of a course, then reused."""

import json
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.records.checksum import sealed, unsealed
from reglab.grading.records.damage import DamagedRecord
from reglab.grading.records.files import read_record, replace_record
from reglab.grading.records.journal import Journal
from reglab.grading.records.store import read_results

__all__ = ["SEED_FILE", "read_seeds", "require_seeds", "secret_seed", "seed_copy", "write_seeds"]

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
        If the file contains a seed other than `seed`, or none and `record` is False.
    DamagedRecord
        If the file cannot be read, or has no seed although the lesson was graded before.
    """
    path = course_dir / SEED_FILE
    recorded = read_seeds(path)
    if lesson in recorded:
        if seed not in (None, recorded[lesson]):
            raise GradingError(
                f"{path}: seed must be the one that {lesson} was graded with before, got {seed}; "
                "grade in a new course folder to use another one"
            )
        if record and not seed_copy(path).exists():  # a course that an older version began
            write_seeds(path, recorded)
        return recorded[lesson]
    if (seed_copy(path).exists() and not path.exists()) or _was_graded(course_dir, lesson):
        raise _lost(path, lesson)
    if not record:
        raise GradingError(f"{path}: expected the seed that {lesson} was graded with, found none")
    recorded[lesson] = secrets.randbits(63) if seed is None else seed
    write_seeds(path, recorded)
    return recorded[lesson]


def require_seeds(course_dir: Path, lessons: Iterable[str]) -> None:
    """Check that lessons that were graded have their seeds.

    Raises
    ------
    DamagedRecord
        If the file cannot be read or lacks one.
    """
    path = course_dir / SEED_FILE
    lacking = sorted(set(lessons) - read_seeds(path).keys())
    if lacking:
        raise _lost(path, lacking[0])


def _lost(path, lesson):
    what = "has none" if path.exists() else "is missing"
    return DamagedRecord(path, f"{what}: expected the seed that {lesson} was graded with")


def _was_graded(course_dir, lesson):
    """Whether there are results that need a seed which is not recorded."""
    results = [*read_results(course_dir, missing_ok=True), *Journal(course_dir).read()]
    return any(result.lesson == lesson and result.score is not None for result in results)


def read_seeds(path: Path) -> dict[str, int]:
    """Return the seeds in a file, by lesson; none if there is no file.

    Raises
    ------
    DamagedRecord
        If it cannot be read.
    """
    try:
        recorded = unsealed(json.loads(read_record(path).decode("utf-8")))
        if not all(type(seed) is int and 0 <= seed < 2**63 for seed in recorded.values()):
            raise ValueError(f"expected {{lesson: seed}}, got {str(recorded)[:40]}")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise DamagedRecord(path, error) from None
    return recorded


def write_seeds(path: Path, recorded: Mapping[str, int]) -> None:
    """Write the seeds, and a copy beside them, because no mark can be reproduced without them."""
    content = (json.dumps(sealed(recorded), indent=2) + "\n").encode()
    for place in (path, seed_copy(path)):
        replace_record(place, content, mode=0o600)


def seed_copy(path: Path) -> Path:
    """Return the path of the copy."""
    return path.with_name(f"{path.name}.copy")
