"""The rules of a source about single cells and about their order."""

import re
from collections.abc import Iterator

from reglab.course.exercises import graded_call
from reglab.course.source import Cell, Source
from reglab.course.syntax import parse

# The regions that nbgrader cuts out. It looks for these words anywhere in a line.
REGIONS = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")

_SUFFIX = re.compile(r"(?P<stem>.+)-(?P<kind>check|hidden)")


def code_findings(source: Source) -> Iterator[str]:
    """Yield findings unless code cells are Python and autograded cells name their exercise."""
    for cell in source.cells:
        if cell.kind != "code":
            continue
        try:
            parse(cell.text)
        except SyntaxError as error:
            yield f"{cell.where}: expected Python, got {error.msg} in line {error.lineno}"
            continue
        if cell.is_autograded:
            try:
                graded_call(cell.text)
            except ValueError as error:
                yield f"{cell.where}: {error}"


def unfinished_findings(source: Source) -> Iterator[str]:
    """Yield a finding for each cell with a TODO, which `reglab new` writes."""
    for cell in source.cells:
        if "TODO" in cell.text:
            yield f"{cell.where}: expected no TODO"


def id_findings(source: Source) -> Iterator[str]:
    """Yield findings unless grade_ids are unique, in order, and start with the lesson's number.

    An answer is ``03-path``, its visible check ``03-path-check``, its hidden check
    ``03-path-hidden``. They come in this order, with only unnamed cells between them.
    """
    pattern = re.compile(rf"{source.number}(-[a-z0-9]+)+")
    seen: dict[str, str] = {}
    previous: Cell | None = None
    for cell in source.cells:
        if not cell.grading:
            continue
        if not pattern.fullmatch(cell.id) or len(cell.id) > 64:  # 64: a cell id's limit
            yield (
                f"{cell.where}: expected a grade_id such as {source.number}-soft-threshold, "
                f"got {cell.id!r}"
            )
        if cell.id in seen:
            yield f"{cell.where}: expected a new grade_id, got the one of {seen[cell.id]}"
        seen[cell.id] = cell.where
        yield from _order(cell, previous)
        previous = cell


def _order(cell, previous):
    suffix = _SUFFIX.fullmatch(cell.id)
    if suffix and not cell.is_autograded:
        yield f"{cell.where}: expected an autograded cell with this grade_id, got another kind"
    if not cell.is_autograded or not _parses(cell):
        return
    call = graded_call(cell.text)
    kind = suffix["kind"] if suffix else None
    expected = {"check": "check", "grade": "hidden", "predict": None}[call.kind]
    if kind != expected:
        name = f"a grade_id ending in -{expected}" if expected else "no -check or -hidden"
        yield f"{cell.where}: expected {name} for a cell with {call.kind}(), got {cell.id!r}"
        return
    if kind is None:
        return
    before = suffix["stem"] if kind == "check" else f"{suffix['stem']}-check"
    found = previous.id if previous else "no cell"
    if found != before:
        yield f"{cell.where}: expected {before} as the graded cell before it, got {found}"
    elif kind == "check" and not previous.is_answer:
        yield f'{cell.where}: expected {before} to be an answer ("solution": true), it is not'
    elif kind == "hidden" and _parses(previous):
        visible = graded_call(previous.text).exercise
        if visible != call.exercise:
            yield f"{cell.where}: expected the exercise of {before}, {visible}, got {call.exercise}"


def _parses(cell):
    try:
        graded_call(cell.text)
    except (SyntaxError, ValueError):  # reported by code_findings
        return False
    return True


def region_findings(source: Source) -> Iterator[str]:
    """Yield findings unless BEGIN and END of hidden regions pair up, in the right cells."""
    for cell in source.cells:
        regions, wrong = regions_of(cell.text)
        yield from (f"{cell.where}: {finding}" for finding in wrong)
        if wrong:
            continue
        names = {name for name, _ in regions}
        if "SOLUTION" in names and not cell.is_answer:
            yield f'{cell.where}: expected a solution only in a cell with "solution": true'
        if "HIDDEN TESTS" in names and not cell.is_autograded:
            yield f"{cell.where}: expected hidden tests only in an autograded cell"
        if "MARK SCHEME" in names:
            # nbgrader allows these only in task cells, which the course doesn't use.
            yield f"{cell.where}: expected the mark scheme inside BEGIN/END SOLUTION"
        if cell.is_answer and cell.kind == "code" and "SOLUTION" not in names:
            # nbgrader would replace the whole cell, signature and docstring with it.
            yield f"{cell.where}: expected ### BEGIN SOLUTION and ### END SOLUTION, got none"
        if cell.is_autograded and cell.id.endswith("-hidden") and "HIDDEN TESTS" not in names:
            yield f"{cell.where}: expected ### BEGIN HIDDEN TESTS and ### END HIDDEN TESTS"


def regions_of(text: str) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Return the regions that nbgrader removes from a cell.

    Parameters
    ----------
    text : str
        The text of one cell.

    Returns
    -------
    regions : list of (str, list of str)
        Name and lines of each region, without its BEGIN and END.
    findings : list of str
        Where BEGIN and END do not pair up.

    Examples
    --------
    >>> regions_of("### BEGIN SOLUTION\\nx = 1\\n### END SOLUTION")
    ([('SOLUTION', ['x = 1'])], [])
    >>> regions_of("### END SOLUTION")[1]
    ['line 1: expected ### BEGIN SOLUTION before ### END SOLUTION']
    """
    regions: list[tuple[str, list[str]]] = []
    findings: list[str] = []
    current: str | None = None
    for number, line in enumerate(text.split("\n"), 1):
        begin = next((name for name in REGIONS if f"BEGIN {name}" in line), None)
        end = next((name for name in REGIONS if f"END {name}" in line), None)
        if begin and current:
            findings.append(f"line {number}: expected ### END {current} before ### BEGIN {begin}")
        elif begin:
            current = begin
            regions.append((begin, []))
        elif end and end != current:
            findings.append(f"line {number}: expected ### BEGIN {end} before ### END {end}")
        elif end:
            current = None
        elif current:
            regions[-1][1].append(line)
    if current:
        findings.append(f"expected ### END {current} in this cell, got none")
    return regions, findings
