"""Complete the short nbgrader metadata of an author to nbgrader's schema."""

from typing import Any

SCHEMA_VERSION = 3

_FLAGS = ("grade", "solution", "locked")
_KEYS = ("grade_id", *_FLAGS, "points")


def expand(short: dict[str, Any] | None, kind: str) -> tuple[dict[str, Any] | None, list[str]]:
    """Complete the nbgrader metadata of one cell.

    The points of autograded cells come from the exercise; see `exercises.with_points`.

    Parameters
    ----------
    short : dict or None
        As written in the source; None for a cell that nbgrader ignores.
    kind : str
        ``"code"``, ``"markdown"`` or ``"raw"``.

    Returns
    -------
    full : dict or None
        Metadata of nbgrader's schema 3, without points; None if `short` is None or wrong.
    findings : list of str
        What is wrong with `short`.

    Examples
    --------
    >>> full, findings = expand({"grade_id": "03-path-check", "grade": True}, "code")
    >>> full["locked"], full["solution"], findings
    (True, False, [])
    >>> expand({"grade_id": "03-why", "solution": True}, "markdown")[1]
    ['expected "grade": true beside "solution": true in a markdown cell']
    """
    if short is None:
        return None, []
    findings = _wrong_values(short)
    if findings:
        return None, findings
    grade, solution, locked = (short.get(flag, False) for flag in _FLAGS)
    points = short.get("points")
    if not (grade or solution or locked):
        findings.append("expected one of grade, solution and locked to be true, got none")
    if locked and solution:
        findings.append("expected solution or locked to be true, got both")
    if kind == "raw":
        findings.append("expected a code or markdown cell, got a raw cell with nbgrader metadata")
    if kind == "markdown" and solution and not grade:
        findings.append('expected "grade": true beside "solution": true in a markdown cell')
    if kind == "markdown" and grade and not solution:
        findings.append('expected "solution": true beside "grade": true in a markdown cell')
    if grade and solution:
        if not isinstance(points, int) or isinstance(points, bool) or points < 1:
            findings.append(f"expected points (1, 2, ...) for grading by hand, got {points!r}")
    elif points is not None:
        source = "they come from the exercise" if grade else "the cell is not graded"
        findings.append(f"expected no points ({source}), got {points!r}")
    if findings:
        return None, findings
    full = {
        "grade": grade,
        "grade_id": short["grade_id"],
        # nbgrader restores locked cells before it grades, and must always restore checks.
        "locked": locked or (grade and not solution),
        "schema_version": SCHEMA_VERSION,
        "solution": solution,
        "task": False,
    }
    return full, []


def _wrong_values(short):
    if not isinstance(short, dict):
        return [f"expected nbgrader={{...}}, got {short!r}"]
    findings = [
        f"expected only {', '.join(_KEYS)} in nbgrader metadata, got {key!r}"
        for key in short
        if key not in _KEYS
    ]
    findings += [
        f"expected {flag} to be true or false, got {short[flag]!r}"
        for flag in _FLAGS
        if not isinstance(short.get(flag, False), bool)
    ]
    if not isinstance(short.get("grade_id"), str):
        findings.append(f"expected a grade_id, got {short.get('grade_id')!r}")
    return findings
