"""Format fields of a CSV file so that a spreadsheet opens them safely."""

import unicodedata

from reglab.grading.results import points

__all__ = ["begins_formula", "number", "text"]

# Characters that begin a formula, after the normalization below. The last one is the minus sign
# of typesetting, which LibreOffice reads as a minus.
_SIGNS = frozenset("=+-@\N{MINUS SIGN}")
# Characters that begin a new field or line in some spreadsheets. Where the decimal sign is a
# comma, Excel splits every CSV file at semicolons, even inside of quotes.
_SEPARATORS = frozenset("\t\r\n;")
# Invisible characters of categories that mostly hold visible ones.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def begins_formula(value: object) -> bool:
    """Return whether a spreadsheet could read some text, or a part of it, as a formula."""
    return bool(_places(str(value)))


def text(value: object) -> str:
    """Return text as a field, with an apostrophe in front of what would be a formula.

    Examples
    --------
    >>> text("=1+1"), text("ann"), text("ann;=1+1"), text(" \uff1d1+1")
    ("'=1+1", 'ann', "ann;'=1+1", "' \uff1d1+1")
    """
    field = str(value)
    for place in reversed(_places(field)):
        field = f"{field[:place]}'{field[place:]}"
    return field


def number(value: float | None) -> str:
    """Return points as a field; empty if there are none."""
    return "" if value is None else points(value)


def _places(field):
    """The places where a formula would begin."""
    found = [0] if field[:1] in {"\t", "\r", "\n"} else []
    start, looking = 0, True  # of the current part, and whether only blanks have come in it
    for index, character in enumerate(field):
        if character in _SEPARATORS:
            start, looking = index + 1, True
        elif looking and not _is_blank(character):
            looking = False
            # Full-width, small, raised and lowered signs: some spreadsheets read them as the
            # plain ones.
            if unicodedata.normalize("NFKC", character)[:1] in _SIGNS:
                found.append(start)
    return found


def _is_blank(character):
    category = unicodedata.category(character)
    # Spaces, control and format characters; and combining marks, among them the variation
    # selectors, which show nothing of their own at the start of a field.
    return category[0] in "ZM" or category in ("Cc", "Cf") or character in _BLANK
