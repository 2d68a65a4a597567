"""Fields of a CSV file that a spreadsheet can open without harm."""

from reglab.grading.results import points

__all__ = ["begins_formula", "number", "text"]

# What a spreadsheet takes for the beginning of a formula when it opens a CSV file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def begins_formula(value):
    """Whether a spreadsheet would take some text for a formula."""
    return str(value).startswith(_FORMULA)


def text(value):
    """Text as a field: an apostrophe stands before what would begin a formula.

    Examples
    --------
    >>> text("=1+1"), text("ann")
    ("'=1+1", 'ann')
    """
    return f"'{value}" if begins_formula(value) else str(value)


def number(value):
    """Points as a field; empty if there are none."""
    return "" if value is None else points(value)
