"""Bring results that an older version recorded into today's form.

=======  ==========================================================================
version  what it lacks
=======  ==========================================================================
1        the sandbox, and with it keys and hashes of submissions
2        checksums; the first files of this version also lack the flags that students don't see
3        nothing: it is what `reglab.grading.records.store` writes
=======  ==========================================================================

Names of lessons, exercises, cells, statuses and seeds have stayed the same in all versions.
"""

from typing import Any

from reglab.grading.results import GradeResult

__all__ = ["VERSION", "migrated", "result_of"]

VERSION = 3
# A version and the fields that its results lack, with the values that they have in today's form.
# Without a key, a result is renewed by the next run if its submission is still there.
_LACKING: dict[int, dict[str, Any]] = {
    1: {"key": "", "submitted": "", "sandboxed": False},
    2: {"suspicions": ()},
}


def migrated(item: dict[str, Any], version: int) -> dict[str, Any]:
    """Return a result's data in today's form.

    Parameters
    ----------
    item : dict
        As a file of this version has it, without a checksum.
    version : int
        From 1 to `VERSION`.
    """
    lacking: dict[str, Any] = {}
    for number, fields in _LACKING.items():
        if number >= version:
            lacking |= fields
    return {**lacking, **item}


def result_of(item: dict[str, Any]) -> GradeResult:
    """Return the result in a line of the journal, which exists since version 2.

    Raises
    ------
    KeyError, TypeError, ValueError
        If `item` is no result.
    """
    return GradeResult.from_dict(migrated(item, 2))
