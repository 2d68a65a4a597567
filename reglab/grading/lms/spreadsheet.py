"""Format fields of a CSV file so that a spreadsheet opens them safely."""

from reglab.grading.results import points

__all__ = ["begins_formula", "number", "text"]

# Characters that begin a formula when a spreadsheet opens a CSV file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def begins_formula(value: object) -> bool:
    """Return whether a spreadsheet would read some text as a formula."""
    return str(value).startswith(_FORMULA)


def text(value: object) -> str:
    """Return text as a field, with an apostrophe in front if it would be a formula.

    Examples
    --------
    >>> text("=1+1"), text("ann")
    ("'=1+1", 'ann')
    """
    return f"'{value}" if begins_formula(value) else str(value)


def number(value: float | None) -> str:
    """Return points as a field; empty if there are none."""
    return "" if value is None else points(value)
