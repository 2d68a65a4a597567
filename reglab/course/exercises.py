"""The exercise and the points of a graded cell.

The points are declared with the exercise in `reglab.exercises`. The builder copies them into
the notebook, so that the two always agree.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace

from reglab.course.errors import CourseError
from reglab.course.source import Source
from reglab.course.syntax import parse

KINDS = ("check", "grade", "predict")


@dataclass(frozen=True)
class Call:
    """A graded call; ``check("lasso.path")`` has kind ``"check"``, exercise ``"lasso.path"``."""

    kind: str
    exercise: str


def graded_call(code: str) -> Call:
    """Return the call that grades a cell.

    Parameters
    ----------
    code : str
        The text of an autograded cell. The call may be ``check(...)`` or ``checks.check(...)``.

    Returns
    -------
    Call

    Raises
    ------
    ValueError
        Unless there is exactly one such call, and its exercise is a string literal.

    Examples
    --------
    >>> graded_call('predict("lasso.support_grows", choice)')
    Call(kind='predict', exercise='lasso.support_grows')
    """
    found = [
        (_kind(node.func), node)
        for node in ast.walk(parse(code))
        if isinstance(node, ast.Call) and _kind(node.func)
    ]
    if len(found) != 1:
        raise ValueError(f"expected one call of {', '.join(KINDS)}, got {len(found)}")
    kind, node = found[0]
    first = node.args[0] if node.args else None
    if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
        got = ast.unparse(node)
        raise ValueError(f'expected {kind}("the.exercise", ...) with the id as text, got {got}')
    return Call(kind, first.value)


def _kind(func):
    match func:
        case ast.Name(id=name) if name in KINDS:
            return name
        case ast.Attribute(value=ast.Name(id="checks"), attr=name) if name in KINDS:
            return name
        case ast.Attribute(value=ast.Attribute(attr="checks"), attr=name) if name in KINDS:
            return name
    return None


def with_points(source: Source, points: Callable[[str], int]) -> Source:
    """Return the source with points in its autograded cells.

    Parameters
    ----------
    source : Source
        Each of its autograded cells has one graded call.
    points : callable
        ``points(exercise_id) -> int``. A ``check`` only shows the result and has 0 points;
        ``grade`` and ``predict`` have all points of the exercise.

    Returns
    -------
    Source

    Raises
    ------
    CourseError
        If an exercise is unknown, or its points are not a whole number >= 0.
    """
    cells, findings = [], []
    for cell in source.cells:
        if cell.is_autograded:
            call = graded_call(cell.text)
            try:
                value = points(call.exercise)
            except (LookupError, ValueError) as error:
                text = error.args[0] if error.args else error
                findings.append(f"{cell.where}: expected a known exercise, got: {text}")
                continue
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                findings.append(
                    f"{cell.where}: expected {call.exercise} to have points (0, 1, ...), "
                    f"got {value!r}"
                )
            cell = replace(cell, points=0 if call.kind == "check" else value)
        cells.append(cell)
    if findings:
        raise CourseError(*findings)
    return replace(source, cells=tuple(cells))
